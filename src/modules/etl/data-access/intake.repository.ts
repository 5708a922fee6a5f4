import { type Database } from '../../../platform/database/index.js';
import { type Idempotency } from '../../../platform/idempotency/index.js';
import { type RunError } from '../domain/run-record.js';
import {
  type ItemError,
  type WriteItem,
  type WriteOutcome,
  type WriteRequest,
} from '../domain/writes/write-request.js';

export type IntakeStatus = 'accepted' | 'processing' | 'done' | 'failed';

/** A request to write as it is kept. */
export interface IntakeRecord {
  id: string;
  operation: string;
  caller: string;
  total: number;
  status: IntakeStatus;
  run_id: string | null;
  outcome: WriteOutcome | null;
  error: RunError | null;
  /** Version of gold that shows it; null where nothing was written. */
  gold_version: number | null;
  accepted_at: Date;
  finished_at: Date | null;
}

export interface NewIntake {
  id: string;
  operation: string;
  caller: string;
  allOrNothing: boolean;
  validate: boolean;
  items: readonly (WriteItem | null)[];
  /** Of the items that are null. */
  errors: readonly ItemError[];
  total: number;
}

/** Items that one run takes; a request has 1,000 at most. */
const MOST_ITEMS = 20_000;
/** Runs that may fail with a request before it is given up. */
const MOST_ATTEMPTS = 3;
const SHOWN = `id, operation, caller, total, status, run_id, outcome, error, gold_version, accepted_at, finished_at`;

/** What clients wrote, from the moment it is accepted until it is shown. */
export class IntakeRepository {
  constructor(private readonly database: Database) {}

  /** Durable once it answers. Answers the request that the key stands for, and the hash of what was asked under it. */
  async accept(intake: NewIntake, once?: Idempotency): Promise<{ id: string; hash: string | null }> {
    const { id, operation, caller, allOrNothing, validate, items, errors, total } = intake;
    const isDone = items.every((item) => item === null);
    const inserted = await this.database.rows(
      `INSERT INTO ops.intake (id, operation, caller, all_or_nothing, validate, items, total, outcome, idempotency_key, request_hash, status, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $11 = 'done' THEN clock_timestamp() END)
       ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
      [
        id,
        operation,
        caller,
        allOrNothing,
        validate,
        isDone ? null : JSON.stringify(items),
        total,
        JSON.stringify({ results: [], errors }),
        once?.key ?? null,
        once?.hash ?? null,
        isDone ? 'done' : 'accepted',
      ],
    );
    if (inserted.length > 0 || !once) return { id, hash: once?.hash ?? null };
    return (await this.findByKey(once.key)) ?? { id, hash: once.hash };
  }

  async findByKey(key: string): Promise<{ id: string; hash: string | null } | undefined> {
    const [row] = await this.database.rows<{ id: string; hash: string }>(
      'SELECT id, request_hash AS hash FROM ops.intake WHERE idempotency_key = $1',
      [key],
    );
    return row;
  }

  async find(ids: readonly string[]): Promise<IntakeRecord[]> {
    return this.database.rows<IntakeRecord>(`SELECT ${SHOWN} FROM ops.intake WHERE id = ANY($1)`, [ids]);
  }

  /**
   * Takes what waits, for a run; the same again where the run has taken some before. A request that a run failed with goes
   * alone, so that it keeps no other from being written.
   */
  async claim(runId: string): Promise<WriteRequest[]> {
    await this.database.rows(
      `WITH waiting AS (
         SELECT id, position, attempts, sum(total) OVER (ORDER BY position) AS items,
           count(*) FILTER (WHERE attempts > 0) OVER (ORDER BY position) AS suspects, row_number() OVER (ORDER BY position) AS place
         FROM (SELECT * FROM ops.intake WHERE status = 'accepted' ORDER BY position LIMIT 1000) AS first)
       UPDATE ops.intake SET status = 'processing', run_id = $1
       WHERE NOT EXISTS (SELECT 1 FROM ops.intake WHERE run_id = $1 AND status = 'processing')
         AND id IN (SELECT id FROM waiting WHERE place = 1 OR suspects = 0 AND items <= $2)`,
      [runId, MOST_ITEMS],
    );
    const rows = await this.database.rows<ClaimedRow>(
      `SELECT id, accepted_at, all_or_nothing, validate, items FROM ops.intake WHERE run_id = $1 AND status = 'processing'
       ORDER BY position`,
      [runId],
    );
    return rows.map((row) => ({
      id: row.id,
      acceptedAt: row.accepted_at,
      allOrNothing: row.all_or_nothing,
      validate: row.validate,
      items: row.items,
    }));
  }

  /** Keeps what will be so once the run commits, beside the errors of items that were refused when they came. */
  async plan(runId: string, outcomes: ReadonlyMap<string, WriteOutcome>): Promise<void> {
    const list = [...outcomes].map(([id, { results, errors }]) => ({ id, results, errors }));
    await this.database.rows(
      `UPDATE ops.intake AS i SET outcome = jsonb_build_object('results', p.results, 'errors',
         (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(i.outcome -> 'errors') AS e
          WHERE i.items -> (e ->> 'index')::int = 'null') || p.errors)
       FROM jsonb_to_recordset($2::jsonb) AS p(id text, results jsonb, errors jsonb)
       WHERE i.id = p.id AND i.run_id = $1 AND i.status = 'processing'`,
      [runId, JSON.stringify(list)],
    );
  }

  /** The run has committed. What the items said stands in bronze now. */
  async settle(runId: string, version: number | null): Promise<void> {
    await this.database.rows(
      `UPDATE ops.intake SET status = 'done', items = NULL, gold_version = $2, finished_at = clock_timestamp()
       WHERE run_id = $1 AND status = 'processing'`,
      [runId, version],
    );
  }

  /** The run has failed: its requests wait for another, those that failed too often excepted. */
  async release(runId: string, error: RunError): Promise<void> {
    await this.database.rows(
      `UPDATE ops.intake SET attempts = attempts + 1, run_id = NULL, error = $2,
         status = CASE WHEN attempts + 1 >= $3 THEN 'failed' ELSE 'accepted' END,
         finished_at = CASE WHEN attempts + 1 >= $3 THEN clock_timestamp() END
       WHERE run_id = $1 AND status = 'processing'`,
      [runId, JSON.stringify(error), MOST_ATTEMPTS],
    );
  }

  /** Whether something waits that no run will take by itself. */
  async isForgotten(): Promise<boolean> {
    // A run that ended without having said what became of its requests.
    await this.database.rows(
      `UPDATE ops.intake AS i SET status = 'accepted', run_id = NULL FROM ops.etl_run AS r
       WHERE i.status = 'processing' AND r.id = i.run_id AND r.status IN ('failed', 'cancelled')`,
    );
    const rows = await this.database.rows(
      `SELECT 1 FROM ops.intake WHERE status = 'accepted' AND accepted_at < clock_timestamp() - interval '1 second'
         AND NOT EXISTS (SELECT 1 FROM ops.etl_run WHERE kind = 'write' AND status = 'queued') LIMIT 1`,
    );
    return rows.length > 0;
  }

  async forget(before: Date): Promise<void> {
    await this.database.rows(
      `DELETE FROM ops.intake WHERE status IN ('done', 'failed') AND finished_at < $1`,
      [before],
    );
  }
}

interface ClaimedRow {
  id: string;
  accepted_at: Date;
  all_or_nothing: boolean;
  validate: boolean;
  items: (WriteItem | null)[];
}
