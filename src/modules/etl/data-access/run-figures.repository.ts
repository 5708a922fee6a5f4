import { type Database } from '../../../platform/database/index.js';
import { type RunStatus } from '../domain/run-record.js';
import { type Stage } from '../domain/run-request.js';

/** Figures over the runs that are on record, for health and metrics. */
export class RunFiguresRepository {
  constructor(private readonly database: Database) {}

  async byStatus(): Promise<{ status: RunStatus; runs: number }[]> {
    return this.database.rows('SELECT status, count(*) AS runs FROM ops.etl_run GROUP BY status');
  }

  /** Of each stage that was ever done: seconds of the newest time, and the mean of those on record. */
  async stages(): Promise<{ stage: Stage; newest: number; mean: number }[]> {
    return this.database.rows(
      `SELECT stage, (array_agg(seconds ORDER BY finished_at DESC))[1] AS newest, avg(seconds) AS mean
       FROM (SELECT stage, finished_at, CAST(extract(epoch FROM finished_at - started_at) AS double precision) AS seconds
             FROM ops.etl_run_stage WHERE status = 'done') AS s
       GROUP BY stage`,
    );
  }

  /** The newest run that came to its end, whatever its outcome, but for failures. */
  async newestFinished(): Promise<{ status: RunStatus; finished_at: Date } | undefined> {
    const [row] = await this.database.rows<{ status: RunStatus; finished_at: Date }>(
      `SELECT status, finished_at FROM ops.etl_run WHERE status NOT IN ('queued', 'running', 'failed') AND finished_at IS NOT NULL
       ORDER BY finished_at DESC LIMIT 1`,
    );
    return row;
  }
}
