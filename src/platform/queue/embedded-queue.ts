import { EventEmitter } from 'node:events';
import { randomUUID } from 'node:crypto';
import { type Database } from '../database/index.js';
import {
  type Job,
  type JobCounts,
  type JobOptions,
  type JobQueue,
  LOCK_MS,
  MOST_STALLS,
  RENEW_MS,
} from './job-queue.js';

type Handler = (job: Job<never>) => Promise<unknown>;

interface JobRow {
  id: string;
  name: string;
  data: never;
  attempts_made: number;
  max_attempts: number;
  backoff_ms: number;
  stalls: number;
  /** Of this claim: a worker that went silent, and was given its own job once more, has another. */
  locked_by: string;
}

const POLL_MS = 1_000;

/** A queue in the table ops.job, with Bull's manners, for where there is no Redis. */
export class EmbeddedQueue extends EventEmitter implements JobQueue {
  private readonly loops: Promise<void>[] = [];
  private isClosing = false;
  private readonly resting = new Set<() => void>();

  constructor(
    readonly name: string,
    private readonly database: Database,
  ) {
    super();
    // Without a listener an error would end the process.
    this.on('error', () => undefined);
  }

  async add(name: string, data: object, options: JobOptions = {}): Promise<{ id: string }> {
    const id = options.jobId ?? randomUUID();
    await this.database.rows(
      `INSERT INTO ops.job (queue, id, name, data, max_attempts, backoff_ms, due_at)
       VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7 * interval '1 ms') ON CONFLICT (queue, id) DO NOTHING`,
      [
        this.name,
        id,
        name,
        JSON.stringify(data),
        options.attempts ?? 1,
        options.backoff ?? 0,
        options.delay ?? 0,
      ],
    );
    this.wakeAll();
    return { id };
  }

  process(name: string, concurrency: number, handler: Handler): void {
    for (let n = 0; n < concurrency; n++) this.loops.push(this.loop(name, handler));
  }

  async getJobCounts(): Promise<JobCounts> {
    const rows = await this.database.rows<{ status: keyof JobCounts; n: number }>(
      `SELECT CASE WHEN status = 'waiting' AND due_at > clock_timestamp() THEN 'delayed' ELSE status END AS status, count(*) AS n
       FROM ops.job WHERE queue = $1 GROUP BY 1`,
      [this.name],
    );
    const counts: JobCounts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0 };
    for (const { status, n } of rows) counts[status] = Number(n);
    return counts;
  }

  /** Since when the job waits that is next. */
  async oldestWaiting(): Promise<Date | undefined> {
    const [row] = await this.database.rows<{ since: Date | null }>(
      `SELECT min(due_at) AS since FROM ops.job WHERE queue = $1 AND status = 'waiting' AND due_at <= clock_timestamp()`,
      [this.name],
    );
    return row?.since ?? undefined;
  }

  async clean(grace: number, status: 'completed' | 'failed'): Promise<string[]> {
    const gone = await this.database.rows<{ id: string }>(
      `DELETE FROM ops.job WHERE queue = $1 AND status = $2 AND finished_at <= clock_timestamp() - $3 * interval '1 ms' RETURNING id`,
      [this.name, status, grace],
    );
    return gone.map(({ id }) => id);
  }

  async close(): Promise<void> {
    this.isClosing = true;
    this.wakeAll();
    await Promise.all(this.loops);
  }

  private async loop(name: string, handler: Handler): Promise<void> {
    while (!this.isClosing) {
      try {
        const row = await this.claim(name);
        if (row) await this.run(row, handler);
        else await this.rest();
      } catch (error) {
        // The database is away; the job is still there when it comes back.
        this.emit('error', error);
        await this.rest();
      }
    }
  }

  /** The next job that is due, or whose worker went silent. */
  private async claim(name: string): Promise<JobRow | undefined> {
    const [row] = await this.database.rows<JobRow>(
      `UPDATE ops.job AS j SET status = 'active', locked_by = $3, locked_until = clock_timestamp() + $4 * interval '1 ms',
         stalls = j.stalls + CASE WHEN j.status = 'active' THEN 1 ELSE 0 END
       WHERE (j.queue, j.id) = (
         SELECT queue, id FROM ops.job WHERE queue = $1 AND name = $2
           AND (status = 'waiting' AND due_at <= clock_timestamp() OR status = 'active' AND locked_until < clock_timestamp())
         ORDER BY due_at, created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED)
       RETURNING j.id, j.name, j.data, j.attempts_made, j.max_attempts, j.backoff_ms, j.stalls, j.locked_by`,
      [this.name, name, randomUUID(), LOCK_MS],
    );
    return row;
  }

  private async run(row: JobRow, handler: Handler): Promise<void> {
    const job: Job<never> = { id: row.id, name: row.name, data: row.data, attemptsMade: row.attempts_made };
    if (row.stalls > MOST_STALLS) {
      await this.fail(row, job, new Error(`given up: ${MOST_STALLS} workers died of it`), true);
      return;
    }
    const renewal = setInterval(() => {
      this.database
        .rows(
          `UPDATE ops.job SET locked_until = clock_timestamp() + $4 * interval '1 ms' WHERE queue = $1 AND id = $2 AND locked_by = $3`,
          [this.name, row.id, row.locked_by, LOCK_MS],
        )
        .catch((error: unknown) => this.emit('error', error));
    }, RENEW_MS);
    try {
      const result = await handler(job);
      await this.finish(row, 'completed', { result: result ?? null });
      this.emit('completed', job, result);
    } catch (error) {
      await this.fail(row, job, error as Error, false);
    } finally {
      clearInterval(renewal);
    }
  }

  private async fail(row: JobRow, job: Job<never>, error: Error, forGood: boolean): Promise<void> {
    if (forGood || row.attempts_made + 1 >= row.max_attempts)
      await this.finish(row, 'failed', { error: error.message });
    else {
      await this.database.rows(
        `UPDATE ops.job SET status = 'waiting', attempts_made = attempts_made + 1, error = $4, locked_by = NULL, locked_until = NULL,
           due_at = clock_timestamp() + $5 * interval '1 ms' WHERE queue = $1 AND id = $2 AND locked_by = $3`,
        [this.name, row.id, row.locked_by, error.message, row.backoff_ms],
      );
    }
    this.emit('failed', { ...job, attemptsMade: job.attemptsMade + 1 }, error);
  }

  private async finish(
    row: JobRow,
    status: 'completed' | 'failed',
    outcome: { result?: unknown; error?: string },
  ): Promise<void> {
    await this.database.rows(
      `UPDATE ops.job SET status = $4, result = $5, error = $6, finished_at = clock_timestamp(), locked_by = NULL, locked_until = NULL,
         attempts_made = attempts_made + CASE WHEN $4 = 'failed' THEN 1 ELSE 0 END
       WHERE queue = $1 AND id = $2 AND locked_by = $3`,
      [
        this.name,
        row.id,
        row.locked_by,
        status,
        outcome.result === undefined ? null : JSON.stringify(outcome.result),
        outcome.error ?? null,
      ],
    );
  }

  /** Until the next look at the table, or until a job is added here. */
  private async rest(): Promise<void> {
    if (this.isClosing) return;
    await new Promise<void>((done) => {
      const wake = () => {
        clearTimeout(timer);
        this.resting.delete(wake);
        done();
      };
      const timer = setTimeout(wake, POLL_MS);
      this.resting.add(wake);
    });
  }

  private wakeAll(): void {
    for (const wake of this.resting) wake();
  }
}
