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

  /** False where it is a new one beyond the most that there may be. */
  async put({ name, cron, time_zone, source, paths, enabled }: Schedule, most: number): Promise<boolean> {
    const rows = await this.database.rows(
      `INSERT INTO ops.schedule AS s (name, cron, time_zone, source, paths, enabled)
       SELECT $1, $2, $3, $4, $5::jsonb, $6::boolean
       WHERE EXISTS (SELECT FROM ops.schedule WHERE name = $1) OR (SELECT count(*) FROM ops.schedule) < $7
       ON CONFLICT (name) DO UPDATE SET cron = $2, time_zone = $3, source = $4, paths = $5::jsonb, enabled = $6::boolean,
         updated_at = clock_timestamp() RETURNING s.name`,
      [name, cron, time_zone, source, paths === null ? null : JSON.stringify(paths), enabled, most],
    );
    return rows.length > 0;
  }

  async remove(name: string): Promise<boolean> {
    return (
      (await this.database.rows('DELETE FROM ops.schedule WHERE name = $1 RETURNING name', [name])).length > 0
    );
  }
}
