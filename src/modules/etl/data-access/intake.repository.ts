import { type Database } from '../../../platform/database/index.js';
import { type Idempotency } from '../../../platform/idempotency/index.js';
import { type RunError } from '../domain/run-record.js';
import {
  type ItemError,
  type WriteItem,
  type WriteOutcome,
  type WriteRequest,
} from '../domain/writes/write-request.js';
import { OWN_RUN, ownRun, type RunAttempt } from './run-record.repository.js';

export type IntakeStatus = 'accepted' | 'processing' | 'done' | 'failed';

/** A request to write as it is kept. */
export interface IntakeRecord {
  id: string;
  operation: string;
  caller: string;
  total: number;
  /** Lines that its filter found beyond its own. */
  remaining: number;
  status: IntakeStatus;
  run_id: string | null;
  outcome: WriteOutcome | null;
  error: RunError | null;
  /** Version of gold that shows what became of it; null where it was not judged by any. */
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
  remaining: number;
}

/** Items that one run takes; a request has 1,000 at most. */
const MOST_ITEMS = 20_000;
/** Requests that one run takes. */
const MOST_REQUESTS = 1_000;
/** Runs that a request may fail alone before it is given up. */
const MOST_ATTEMPTS = 3;
const SHOWN = `id, operation, caller, total, remaining, status, run_id, outcome, error, gold_version, accepted_at, finished_at`;
/** During an outage everything waits as long again as it has waited so far. */
const OUTAGE_PAUSE = `least(interval '15 s', greatest(interval '1 s', clock_timestamp() - accepted_at))`;

/** The run while it is that process's; locked, so that nobody takes it over while the statement goes on. */
const OWN = `own AS (SELECT id FROM ops.etl_run WHERE ${OWN_RUN} FOR SHARE)`;

/** What clients wrote, from the moment it is accepted until it is shown. */
export class IntakeRepository {
  constructor(private readonly database: Database) {}

  /** Durable once it answers. Answers the request that the key stands for, and the hash of what was asked under it. */
  async accept(intake: NewIntake, once?: Idempotency): Promise<{ id: string; hash: string | null }> {
    const { id, operation, caller, allOrNothing, validate, items, errors, total, remaining } = intake;
    const isDone = items.every((item) => item === null);
    const inserted = await this.database.rows(
      `INSERT INTO ops.intake (id, operation, caller, all_or_nothing, validate, items, total, outcome, idempotency_key, request_hash, status, finished_at, remaining)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE WHEN $11 = 'done' THEN clock_timestamp() END, $12)
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
        remaining,
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
   * Takes what waits, for a run; the same again where the run has taken some before. Requests go in their order. Of those that a run
   * failed with, half as many go together, until one fails alone: that one goes alone later, as if it had come then.
   * Undefined where the run is another process's by now, or is over.
   */
  async claim(run: RunAttempt): Promise<WriteRequest[] | undefined> {
    await this.database.rows(
      `WITH ${OWN},
       waiting AS (SELECT id, position, total, crowd, accepted_at FROM ops.intake WHERE status = 'accepted' AND attempts = 0 ORDER BY position LIMIT $5),
       front AS (SELECT crowd, accepted_at FROM waiting ORDER BY position LIMIT 1),
       alone AS (SELECT id FROM ops.intake WHERE status = 'accepted' AND attempts > 0 AND due_at <= clock_timestamp()
           AND due_at < coalesce((SELECT accepted_at FROM front), 'infinity') ORDER BY due_at, position LIMIT 1),
       together AS (SELECT w.id, f.crowd, row_number() OVER o AS place, sum(w.total) OVER o AS items,
           count(*) FILTER (WHERE w.crowd IS DISTINCT FROM f.crowd) OVER o AS others
         FROM waiting AS w, front AS f WINDOW o AS (ORDER BY w.position))
       UPDATE ops.intake SET status = 'processing', run_id = $1
       WHERE EXISTS (SELECT 1 FROM own) AND NOT EXISTS (SELECT 1 FROM ops.intake WHERE run_id = $1 AND status = 'processing')
         AND id IN (SELECT id FROM alone UNION ALL SELECT id FROM together WHERE NOT EXISTS (SELECT 1 FROM alone)
           AND (place = 1 OR others = 0 AND items <= $4 AND place <= coalesce(crowd / 2, $5)))`,
      [...ownRun(run), MOST_ITEMS, MOST_REQUESTS],
    );
    const rows = await this.database.rows<ClaimedRow | { id: null }>(
      `WITH ${OWN} SELECT i.id, i.accepted_at, i.all_or_nothing, i.validate, i.items
       FROM own LEFT JOIN ops.intake AS i ON i.run_id = own.id AND i.status = 'processing' ORDER BY i.position`,
      ownRun(run),
    );
    if (rows.length === 0) return undefined;
    return rows.flatMap((row) =>
      row.id === null
        ? []
        : {
            id: row.id,
            acceptedAt: row.accepted_at,
            allOrNothing: row.all_or_nothing,
            validate: row.validate,
            items: row.items,
          },
    );
  }

  /** Keeps what will be so once the run commits, beside the errors of items that were refused when they came. */
  async plan(run: RunAttempt, outcomes: ReadonlyMap<string, WriteOutcome>): Promise<void> {
    const list = [...outcomes].map(([id, { results, errors }]) => ({ id, results, errors }));
    await this.database.rows(
      `WITH ${OWN}
       UPDATE ops.intake AS i SET outcome = jsonb_build_object('results', p.results, 'errors',
         (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(i.outcome -> 'errors') AS e
          WHERE i.items -> (e ->> 'index')::int = 'null') || p.errors)
       FROM own, jsonb_to_recordset($4::jsonb) AS p(id text, results jsonb, errors jsonb)
       WHERE i.id = p.id AND i.run_id = own.id AND i.status = 'processing'`,
      [...ownRun(run), JSON.stringify(list)],
    );
  }

  /** The run has committed. What the items said stands in bronze now. */
  async settle(run: RunAttempt, version: number | null): Promise<void> {
    await this.database.rows(
      `WITH ${OWN}
       UPDATE ops.intake SET status = 'done', items = NULL, gold_version = $4, finished_at = clock_timestamp()
       WHERE run_id = (SELECT id FROM own) AND status = 'processing'`,
      [...ownRun(run), version],
    );
  }

  /** The run has failed by something in its requests. One that was alone in it is given up after some tries, and kept. False where it had none. */
  async release(run: RunAttempt, error: RunError): Promise<boolean> {
    const rows = await this.database.rows(
      `WITH ${OWN}
       UPDATE ops.intake AS i SET run_id = NULL, error = $4, crowd = n, attempts = attempts + alone,
         due_at = clock_timestamp() + (attempts + 1) * alone * interval '15 s',
         status = CASE WHEN alone * (attempts + 1) >= $5 THEN 'failed' ELSE 'accepted' END,
         finished_at = CASE WHEN alone * (attempts + 1) >= $5 THEN clock_timestamp() END
       FROM (SELECT count(*) AS n, CASE count(*) WHEN 1 THEN 1 ELSE 0 END AS alone FROM ops.intake
         WHERE run_id = $1 AND status = 'processing') AS run
       WHERE run_id = (SELECT id FROM own) AND status = 'processing' RETURNING id`,
      [...ownRun(run), JSON.stringify(error), MOST_ATTEMPTS],
    );
    return rows.length > 0;
  }

  /** The run has failed by no fault of its requests: these wait in their places, and so does all that is behind them. */
  async postpone(run: RunAttempt, error: RunError): Promise<void> {
    await this.database.rows(
      `WITH ${OWN}
       UPDATE ops.intake SET status = 'accepted', run_id = NULL, error = CASE WHEN run_id = $1 THEN $4 ELSE error END,
         due_at = greatest(due_at, clock_timestamp() + ${OUTAGE_PAUSE})
       WHERE EXISTS (SELECT 1 FROM own) AND (status = 'accepted' OR run_id = $1 AND status = 'processing')`,
      [...ownRun(run), JSON.stringify(error)],
    );
  }

  /** Whether something waits that is due, and no outage is waited out. */
  async isDue(): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT 1 FROM ops.intake WHERE status = 'accepted' AND due_at <= clock_timestamp() AND NOT EXISTS (
         SELECT 1 FROM ops.intake WHERE status = 'accepted' AND attempts = 0 AND due_at > clock_timestamp()) LIMIT 1`,
    );
    return rows.length > 0;
  }

  /** Brings back what a run took that ended without having said what became of it. */
  async recover(): Promise<void> {
    await this.database.rows(
      // A run settles what it wrote before it ends: what it has left was not written.
      `UPDATE ops.intake AS i SET status = 'accepted', run_id = NULL WHERE status = 'processing' AND NOT EXISTS (
         SELECT 1 FROM ops.etl_run AS r WHERE r.id = i.run_id AND r.status IN ('queued', 'running'))`,
    );
  }

  /** Those that were given up, newest first, of one caller or of all. */
  async failed(
    caller: string | undefined,
    operations: readonly string[],
    limit: number,
  ): Promise<IntakeRecord[]> {
    return this.database.rows<IntakeRecord>(
      `SELECT ${SHOWN} FROM ops.intake WHERE status = 'failed' AND ($1::text IS NULL OR caller = $1) AND operation = ANY($2::text[])
       ORDER BY position DESC LIMIT $3`,
      [caller ?? null, operations, limit],
    );
  }

  /** What one that was given up asks to write; undefined where there is none. */
  async failedItems(id: string): Promise<ClaimedRow['items'] | undefined> {
    const [row] = await this.database.rows<Pick<ClaimedRow, 'items'>>(
      `SELECT items FROM ops.intake WHERE id = $1 AND status = 'failed'`,
      [id],
    );
    return row?.items;
  }

  /** One that was given up waits again. It goes alone, so that it keeps no other from being written. */
  async sendAgain(id: string): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE ops.intake SET status = 'accepted', attempts = 1, due_at = clock_timestamp(), finished_at = NULL
       WHERE id = $1 AND status = 'failed' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Drops one that was given up, with what it asks to write. */
  async discard(id: string): Promise<boolean> {
    const rows = await this.database.rows(
      `DELETE FROM ops.intake WHERE id = $1 AND status = 'failed' RETURNING id`,
      [id],
    );
    return rows.length > 0;
  }

  /** Forgets what was written before a time. What was given up is nowhere else, and stays. */
  async forget(before: Date): Promise<void> {
    await this.database.rows(`DELETE FROM ops.intake WHERE status = 'done' AND finished_at < $1`, [before]);
  }
}

interface ClaimedRow {
  id: string;
  accepted_at: Date;
  all_or_nothing: boolean;
  validate: boolean;
  items: (WriteItem | null)[];
}
