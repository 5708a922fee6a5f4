import { type Database } from '../../../platform/database/index.js';

/** Wrong passwords, counted by what was given as the name. */
export class LoginFailureRepository {
  constructor(private readonly database: Database) {}

  /** Failures of the last while, and how long it is until the oldest of them does not count any more. */
  async recent(login: string, minutes: number): Promise<{ failures: number; seconds: number }> {
    const [row] = await this.database.rows<{ failures: number; seconds: number | null }>(
      `SELECT count(*) AS failures,
              CAST(ceil(extract(epoch FROM min(failed_at) + make_interval(mins => $2) - now())) AS integer) AS seconds
       FROM ops.login_failure WHERE login = $1 AND failed_at > now() - make_interval(mins => $2)`,
      [login, minutes],
    );
    return { failures: row?.failures ?? 0, seconds: row?.seconds ?? 0 };
  }

  async record(login: string): Promise<void> {
    await this.database.rows('INSERT INTO ops.login_failure (login) VALUES ($1)', [login]);
  }

  async clear(login: string): Promise<void> {
    await this.database.rows('DELETE FROM ops.login_failure WHERE login = $1', [login]);
  }

  async forgetOlderThan(minutes: number): Promise<void> {
    await this.database.rows(
      'DELETE FROM ops.login_failure WHERE failed_at < now() - make_interval(mins => $1)',
      [minutes],
    );
  }
}
