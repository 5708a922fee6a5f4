import { type Database, type Sql } from '../../../platform/database/index.js';
import { type RunError, type RunRecord, type StageRecord } from '../domain/run-record.js';
import { type RunReport } from '../domain/run-report.js';
import { type RunRequest, type Stage } from '../domain/run-request.js';

/** The records of runs and their stages. */
export class RunRecordRepository {
  constructor(private readonly database: Database) {}

  async queue(
    id: string,
    request: RunRequest,
    owner: string,
    source: string | null,
    sql: Sql = this.database.pool,
  ): Promise<void> {
    await sql.query(
      `INSERT INTO ops.etl_run (id, kind, status, request, owner, source) VALUES ($1, $2, 'queued', $3, $4, $5)`,
      [id, request.kind, JSON.stringify(request), owner, source],
    );
  }

  async find(id: string): Promise<RunRecord | undefined> {
    const [row] = await this.database.rows<RunRecord>('SELECT * FROM ops.etl_run WHERE id = $1', [id]);
    return row;
  }

  async stages(id: string): Promise<StageRecord[]> {
    return this.database.rows<StageRecord>(
      `SELECT stage, status, started_at, finished_at, done, total, counts, error FROM ops.etl_run_stage
       WHERE run_id = $1 ORDER BY array_position(ARRAY['bronze', 'silver', 'gate', 'gold', 'publish'], stage)`,
      [id],
    );
  }

  /** Runs that were asked for and are not finished, oldest first. */
  async unfinished(): Promise<RunRecord[]> {
    return this.database.rows<RunRecord>(
      `SELECT * FROM ops.etl_run WHERE status IN ('queued', 'running') ORDER BY created_at, id LIMIT 1000`,
    );
  }

  /** Runs that did not come to a commit of the lake, newest first. */
  async uncommitted(limit: number): Promise<RunRecord[]> {
    return this.database.rows<RunRecord>(
      `SELECT * FROM ops.etl_run WHERE gold_version IS NULL ORDER BY created_at DESC, id DESC LIMIT $1`,
      [limit],
    );
  }

  async start(id: string, owner: string): Promise<void> {
    await this.database.rows(
      `WITH former AS (DELETE FROM ops.etl_run_stage WHERE run_id = $1)
       UPDATE ops.etl_run SET status = 'running', owner = $2, attempts = attempts + 1, started_at = clock_timestamp() WHERE id = $1`,
      [id, owner],
    );
  }

  async finish(id: string, report: RunReport): Promise<void> {
    await this.database.rows(
      `UPDATE ops.etl_run SET status = $2, report = $3, gold_version = $4, finished_at = clock_timestamp(), error = NULL WHERE id = $1`,
      [id, report.status, JSON.stringify(report), report.version],
    );
  }

  async fail(id: string, error: RunError): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.query(
        `UPDATE ops.etl_run SET status = 'failed', error = $2, finished_at = clock_timestamp() WHERE id = $1`,
        [id, JSON.stringify(error)],
      );
      await sql.query(
        `UPDATE ops.etl_run_stage SET status = 'failed', error = $2, finished_at = clock_timestamp() WHERE run_id = $1 AND status = 'running'`,
        [id, error.message],
      );
    });
  }

  async stageStarted(id: string, stage: Stage, at: Date): Promise<void> {
    await this.database.rows(
      `INSERT INTO ops.etl_run_stage (run_id, stage, status, started_at) VALUES ($1, $2, 'running', $3)
       ON CONFLICT (run_id, stage) DO UPDATE SET status = 'running', started_at = $3, finished_at = NULL, done = 0, total = 0`,
      [id, stage, at],
    );
  }

  async stageProgress(id: string, stage: Stage, done: number, total: number): Promise<void> {
    await this.database.rows(
      'UPDATE ops.etl_run_stage SET done = $3, total = $4 WHERE run_id = $1 AND stage = $2',
      [id, stage, done, total],
    );
  }

  async stageDone(id: string, stage: Stage, at: Date, counts: Record<string, unknown>): Promise<void> {
    await this.database.rows(
      `UPDATE ops.etl_run_stage SET status = 'done', finished_at = $3, counts = $4, done = total WHERE run_id = $1 AND stage = $2`,
      [id, stage, at, JSON.stringify(counts)],
    );
  }

  /** The warehouse shows a version: the runs up to it are published there too. */
  async published(version: number, since: Date, counts: Record<string, unknown>): Promise<void> {
    await this.database.rows(
      `INSERT INTO ops.etl_run_stage (run_id, stage, status, started_at, finished_at, counts)
       SELECT id, 'publish', 'done', $2, clock_timestamp(), $3 FROM ops.etl_run WHERE gold_version <= $1 AND status = 'published'
         AND NOT EXISTS (SELECT 1 FROM ops.etl_run_stage AS s WHERE s.run_id = id AND s.stage = 'publish')`,
      [version, since, JSON.stringify(counts)],
    );
  }

  /** Forgets finished runs that ended before a time. Their reports stay in the lake where they committed anything. */
  async forget(before: Date): Promise<number> {
    const gone = await this.database.rows(
      `DELETE FROM ops.etl_run WHERE status NOT IN ('queued', 'running') AND finished_at < $1 RETURNING id`,
      [before],
    );
    return gone.length;
  }
}
