import { type Database } from '../../../platform/database/index.js';
import { type Permission, type Role } from '../domain/permission.js';

/** What a bearer of one of our tokens may do now. */
export interface Standing {
  userId: string;
  username: string;
  roles: Role[];
  /** What the login asked for; empty for all that the user may. */
  permissions: Permission[];
  epoch: number;
}

export type Rotation =
  | { outcome: 'rotated'; sessionId: string; standing: Standing }
  /** The token had been used before: it was stolen, or its answer was lost. The session is over. */
  | { outcome: 'reused' | 'unknown' | 'ended' };

interface StandingRow {
  user_id: string;
  username: string;
  roles: Role[];
  permissions: Permission[];
  epoch: number;
}

/** Sessions and their refresh tokens, which are kept as hashes. */
export class SessionRepository {
  constructor(private readonly database: Database) {}

  async begin(
    id: string,
    userId: string,
    permissions: readonly Permission[],
    expiresAt: Date,
    tokenHash: string,
  ): Promise<void> {
    await this.database.rows(
      `WITH session AS (INSERT INTO ops.session (id, user_id, permissions, expires_at) VALUES ($1, $2, $3, $4) RETURNING id)
       INSERT INTO ops.refresh_token (hash, session_id) SELECT $5, id FROM session`,
      [id, userId, permissions, expiresAt, tokenHash],
    );
  }

  /** Of a session that goes on, and a user who may go on. */
  async standing(id: string): Promise<Standing | undefined> {
    const [row] = await this.database.rows<StandingRow>(
      `SELECT u.id AS user_id, u.username, u.roles, u.epoch, s.permissions
       FROM ops.session AS s JOIN ops.app_user AS u ON u.id = s.user_id
       WHERE s.id = $1 AND s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active`,
      [id],
    );
    return row && toStanding(row);
  }

  /** Takes a refresh token back and gives another one in its place. */
  async rotate(hash: string, nextHash: string): Promise<Rotation> {
    return this.database.transaction<Rotation>(async (sql) => {
      const { rows } = await sql.query<
        StandingRow & { session_id: string; used_at: Date | null; is_open: boolean }
      >(
        `SELECT t.session_id, t.used_at, u.id AS user_id, u.username, u.roles, u.epoch, s.permissions,
                s.revoked_at IS NULL AND s.expires_at > now() AND u.is_active AS is_open
         FROM ops.refresh_token AS t JOIN ops.session AS s ON s.id = t.session_id JOIN ops.app_user AS u ON u.id = s.user_id
         WHERE t.hash = $1 FOR UPDATE OF t`,
        [hash],
      );
      const [row] = rows;
      if (!row) return { outcome: 'unknown' };
      if (row.used_at !== null) {
        await sql.query(
          `UPDATE ops.session SET revoked_at = now(), revoked_why = 'a refresh token was used twice'
           WHERE id = $1 AND revoked_at IS NULL`,
          [row.session_id],
        );
        return { outcome: 'reused' };
      }
      if (!row.is_open) return { outcome: 'ended' };
      await sql.query('UPDATE ops.refresh_token SET used_at = now() WHERE hash = $1', [hash]);
      await sql.query('INSERT INTO ops.refresh_token (hash, session_id) VALUES ($1, $2)', [
        nextHash,
        row.session_id,
      ]);
      return { outcome: 'rotated', sessionId: row.session_id, standing: toStanding(row) };
    });
  }

  async end(id: string, why: string): Promise<void> {
    await this.database.rows(
      'UPDATE ops.session SET revoked_at = now(), revoked_why = $2 WHERE id = $1 AND revoked_at IS NULL',
      [id, why],
    );
  }

  async endAllOf(userId: string, why: string): Promise<void> {
    await this.database.rows(
      'UPDATE ops.session SET revoked_at = now(), revoked_why = $2 WHERE user_id = $1 AND revoked_at IS NULL',
      [userId, why],
    );
  }

  /** Forgets sessions that nobody can go on with. */
  async forgetExpired(): Promise<number> {
    const gone = await this.database.rows(
      "DELETE FROM ops.session WHERE expires_at < now() - INTERVAL '1 day' RETURNING id",
    );
    return gone.length;
  }
}

function toStanding({ user_id, username, roles, permissions, epoch }: StandingRow): Standing {
  return { userId: user_id, username, roles, permissions, epoch };
}
