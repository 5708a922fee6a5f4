import { type Database, type Sql } from '../../../platform/database/index.js';
import { type Idempotency } from '../../../platform/idempotency/index.js';
import { type RunError, type RunRecord, type RunStatus, type StageRecord } from '../domain/run-record.js';
import { type RunReport } from '../domain/run-report.js';
import { type RunRequest, type Stage } from '../domain/run-request.js';

/** Runs that stand for a new one of the same purpose: a verdict that is not done yet, a retry that did not fail. */
const STANDING = {
  verdict: `kind IN ('approve', 'reject') AND status IN ('queued', 'running') AND request ->> 'run' = $1`,
  retry: `status NOT IN ('failed', 'cancelled') AND request ->> 'retry_of' = $1`,
};

/** One beginning of a run, by one process. */
export type RunAttempt = Pick<RunRecord, 'id' | 'owner' | 'attempts'>;

/** A run may be begun elsewhere while a silent process does it still: what the late one says counts no more. */
export const OWN_RUN = `id = $1 AND owner = $2 AND attempts = $3 AND status = 'running'`;

/** Parameters of OWN_RUN. */
export function ownRun({ id, owner, attempts }: RunAttempt): [string, string, number] {
  return [id, owner, attempts];
}

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

  /** Queues a run that takes what clients wrote, unless one waits already. Answers its id where it does so. */
  async queueWrite(id: string, owner: string): Promise<string | undefined> {
    const rows = await this.database.rows(
      `INSERT INTO ops.etl_run (id, kind, status, request, owner) VALUES ($1, 'write', 'queued', '{"kind":"write"}', $2)
       ON CONFLICT (kind) WHERE kind = 'write' AND status = 'queued' DO NOTHING RETURNING id`,
      [id, owner],
    );
    return rows.length > 0 ? id : undefined;
  }

  /** As `queue`, once a key. Answers the run that the key stands for, and the hash of what was asked under it. */
  async queueOnce(
    id: string,
    request: RunRequest,
    owner: string,
    source: string | null,
    { key, hash }: Idempotency,
  ): Promise<{ id: string; hash: string }> {
    await this.database.rows(
      `INSERT INTO ops.etl_run (id, kind, status, request, owner, source, idempotency_key, request_hash)
       VALUES ($1, $2, 'queued', $3, $4, $5, $6, $7) ON CONFLICT (idempotency_key) DO NOTHING`,
      [id, request.kind, JSON.stringify(request), owner, source, key, hash],
    );
    return (await this.findByKey(key)) ?? { id, hash };
  }

  async findByKey(key: string): Promise<{ id: string; hash: string } | undefined> {
    const [row] = await this.database.rows<{ id: string; hash: string }>(
      'SELECT id, request_hash AS hash FROM ops.etl_run WHERE idempotency_key = $1',
      [key],
    );
    return row;
  }

  /** Whether a run was asked for since then under a key that begins so, and is not the given one. */
  async isAskedSince(time: Date, prefix: string, except: string): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT 1 FROM ops.etl_run WHERE created_at >= $1 AND starts_with(idempotency_key, $2) AND idempotency_key <> $3 LIMIT 1`,
      [time, prefix, except],
    );
    return rows.length > 0;
  }

  /** As `queue`, unless a run of that purpose stands already. Answers the one that does now. */
  async queueUnlessStanding(
    id: string,
    request: RunRequest,
    owner: string,
    source: string | null,
    purpose: keyof typeof STANDING,
    of: string,
  ): Promise<Pick<RunRecord, 'id' | 'kind'>> {
    return this.database.transaction(async (sql) => {
      // Of two at once the second sees what the first has written.
      await sql.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`${purpose} ${of}`]);
      const stands = await this.standing(purpose, of, sql);
      if (stands) return stands;
      await this.queue(id, request, owner, source, sql);
      return { id, kind: request.kind };
    });
  }

  async standing(
    purpose: keyof typeof STANDING,
    of: string,
    sql: Sql = this.database.pool,
  ): Promise<Pick<RunRecord, 'id' | 'kind'> | undefined> {
    const { rows } = await sql.query<Pick<RunRecord, 'id' | 'kind'>>(
      `SELECT id, kind FROM ops.etl_run WHERE ${STANDING[purpose]} LIMIT 1`,
      [of],
    );
    return rows[0];
  }

  /** Whether a run reads a file of a folder still, or may be asked to once more. */
  async willRead(folder: string): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT 1 FROM ops.etl_run WHERE kind = 'run' AND status IN ('queued', 'running', 'failed', 'cancelled')
         AND starts_with(request -> 'paths' ->> 0, $1) LIMIT 1`,
      [`${folder}/`],
    );
    return rows.length > 0;
  }

  /** Erasures that came to no commit so far, newest first. */
  async openErasures(): Promise<RunRecord[]> {
    return this.database.rows<RunRecord>(
      `SELECT * FROM ops.etl_run WHERE kind = 'erase' AND status IN ('queued', 'running', 'failed', 'cancelled')
       ORDER BY id COLLATE "C" DESC LIMIT 1000`,
    );
  }

  /** Those of some runs that are done, whatever became of them. */
  async finishedOf(ids: readonly string[]): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT id FROM ops.etl_run WHERE id = ANY($1) AND status NOT IN ('queued', 'running')`,
      [ids],
    );
    return rows.map(({ id }) => id);
  }

  /** Cancels a run that waits at once, and asks a running one to stop unless it commits already. */
  async cancel(id: string): Promise<'cancelled' | 'stopping' | undefined> {
    const [row] = await this.database.rows<{ status: RunStatus }>(
      `UPDATE ops.etl_run SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
         status = CASE WHEN status = 'queued' THEN 'cancelled' ELSE status END,
         finished_at = CASE WHEN status = 'queued' THEN clock_timestamp() END
       WHERE id = $1 AND kind <> 'write' AND (status = 'queued' OR status = 'running' AND committing_at IS NULL) RETURNING status`,
      [id],
    );
    if (!row) return undefined;
    return row.status === 'cancelled' ? 'cancelled' : 'stopping';
  }

  /** Whether a run that goes on is to: somebody may have cancelled it, or it is another process's by now. */
  async standOf(run: RunAttempt): Promise<'wanted' | 'cancelled' | 'lost'> {
    const [row] = await this.database.rows<{ cancelled: boolean }>(
      `SELECT cancel_requested_at IS NOT NULL AS cancelled FROM ops.etl_run WHERE ${OWN_RUN}`,
      ownRun(run),
    );
    if (!row) return 'lost';
    return row.cancelled ? 'cancelled' : 'wanted';
  }

  /** The point after which a run cannot be cancelled. False where somebody has cancelled it before, or it is another's. */
  async beginCommit(run: RunAttempt): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE ops.etl_run SET committing_at = clock_timestamp() WHERE ${OWN_RUN} AND cancel_requested_at IS NULL RETURNING id`,
      ownRun(run),
    );
    return rows.length > 0;
  }

  /** It was asked to stop, and has, or nobody has begun it since. */
  async cancelled(id: string): Promise<void> {
    await this.database.rows(
      `WITH run AS (UPDATE ops.etl_run SET status = 'cancelled', finished_at = clock_timestamp()
         WHERE id = $1 AND status IN ('queued', 'running') AND cancel_requested_at IS NOT NULL RETURNING id)
       UPDATE ops.etl_run_stage SET status = 'failed', error = 'cancelled', finished_at = clock_timestamp()
       WHERE run_id IN (SELECT id FROM run) AND status = 'running'`,
      [id],
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
  async uncommitted(
    limit: number,
    { before, status, kind }: { before?: string; status?: string; kind?: string } = {},
  ): Promise<RunRecord[]> {
    return this.database.rows<RunRecord>(
      `SELECT * FROM ops.etl_run WHERE gold_version IS NULL AND ($2::text IS NULL OR id COLLATE "C" < $2)
         AND ($3::text IS NULL OR status = $3) AND ($4::text IS NULL OR kind = $4)
       ORDER BY id COLLATE "C" DESC LIMIT $1`,
      [limit, before ?? null, status ?? null, kind ?? null],
    );
  }

  /** Undefined where it was cancelled before, or is over. */
  async start(id: string, owner: string): Promise<RunAttempt | undefined> {
    const [started] = await this.database.rows<RunAttempt>(
      `WITH run AS (UPDATE ops.etl_run SET status = 'running', owner = $2, attempts = attempts + 1, started_at = clock_timestamp(),
           committing_at = NULL
         WHERE id = $1 AND status IN ('queued', 'running') AND cancel_requested_at IS NULL RETURNING id, owner, attempts),
       former AS (DELETE FROM ops.etl_run_stage WHERE run_id IN (SELECT id FROM run))
       SELECT * FROM run`,
      [id, owner],
    );
    return started;
  }

  /** To say what became of a run that has committed, as who did it came not to. Undefined where that was said. */
  async takeOver(id: string, owner: string): Promise<RunAttempt | undefined> {
    const [taken] = await this.database.rows<RunAttempt>(
      `UPDATE ops.etl_run SET status = 'running', owner = $2, attempts = attempts + 1
       WHERE id = $1 AND status IN ('queued', 'running') RETURNING id, owner, attempts`,
      [id, owner],
    );
    return taken;
  }

  /** It waits for whoever comes next; of writes one run at most is queued. */
  async leave(run: RunAttempt): Promise<void> {
    await this.database.rows(
      `WITH run AS (UPDATE ops.etl_run SET status = CASE kind WHEN 'write' THEN status ELSE 'queued' END, owner = ''
         WHERE ${OWN_RUN} RETURNING id)
       DELETE FROM ops.etl_run_stage WHERE run_id IN (SELECT id FROM run)`,
      ownRun(run),
    );
  }

  /** False where it is another's by now. */
  async finish(run: RunAttempt, report: RunReport): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE ops.etl_run SET status = $4, report = $5, gold_version = $6, finished_at = clock_timestamp(), error = NULL,
         request = request - 'customer' WHERE ${OWN_RUN} RETURNING id`,
      [...ownRun(run), report.status, JSON.stringify(report), report.version],
    );
    return rows.length > 0;
  }

  async fail(run: RunAttempt, error: RunError): Promise<void> {
    await this.database.transaction(async (sql) => {
      const { rowCount } = await sql.query(
        `UPDATE ops.etl_run SET status = 'failed', error = $4, finished_at = clock_timestamp() WHERE ${OWN_RUN}`,
        [...ownRun(run), JSON.stringify(error)],
      );
      if (rowCount === 0) return;
      await sql.query(
        `UPDATE ops.etl_run_stage SET status = 'failed', error = $2, finished_at = clock_timestamp() WHERE run_id = $1 AND status = 'running'`,
        [run.id, error.message],
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
