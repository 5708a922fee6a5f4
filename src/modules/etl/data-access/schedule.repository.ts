import { type Database } from '../../../platform/database/index.js';
import { type Schedule } from '../domain/schedule.js';

const COLUMNS = 'name, cron, time_zone, source, paths, enabled';

/** The schedules that people keep through the API. */
export class ScheduleRepository {
  constructor(private readonly database: Database) {}

  all(): Promise<Schedule[]> {
    return this.database.rows<Schedule>(`SELECT ${COLUMNS} FROM ops.schedule ORDER BY name COLLATE "C"`);
  }

  async find(name: string): Promise<Schedule | undefined> {
    const [row] = await this.database.rows<Schedule>(`SELECT ${COLUMNS} FROM ops.schedule WHERE name = $1`, [
      name,
    ]);
    return row;
  }

  async put({ name, cron, time_zone, source, paths, enabled }: Schedule): Promise<void> {
    await this.database.rows(
      `INSERT INTO ops.schedule (name, cron, time_zone, source, paths, enabled) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (name) DO UPDATE SET cron = $2, time_zone = $3, source = $4, paths = $5, enabled = $6, updated_at = clock_timestamp()`,
      [name, cron, time_zone, source, paths === null ? null : JSON.stringify(paths), enabled],
    );
  }

  async remove(name: string): Promise<boolean> {
    return (
      (await this.database.rows('DELETE FROM ops.schedule WHERE name = $1 RETURNING name', [name])).length > 0
    );
  }
}
