import { type Database } from '../../../platform/database/index.js';
import { type Idempotency } from '../../../platform/idempotency/index.js';
import { type Task, type TaskError, type TaskFile, type TaskStatus } from '../domain/task.js';

const SHOWN = `id, name, parameters, owner, status, done, total, attempts, result, files, error, cancel_requested_at, created_at,
  started_at, finished_at`;

/** A worker may be given a task that another one does still, as it went silent: what the late one says counts no more. */
const OWN = `id = $1 AND status = 'started' AND attempts = $2`;

/** Nobody does it: nobody has begun it, or its worker was silent for so long. */
const IDLE = (ms: string) =>
  `(status = 'pending' OR status = 'started' AND coalesce(seen_at, started_at) < clock_timestamp() - ${ms} * interval '1 ms')`;

export type Attempt = Pick<Task, 'id' | 'attempts'>;

export interface NewTask {
  id: string;
  name: string;
  parameters: unknown;
  owner: string;
}

export class TaskRepository {
  constructor(private readonly database: Database) {}

  /** Once a key. Answers the task that the key stands for, and the hash of what was asked under it. */
  async create(
    { id, name, parameters, owner }: NewTask,
    once?: Idempotency,
  ): Promise<{ id: string; hash: string | null }> {
    const made = await this.database.rows(
      `INSERT INTO ops.task (id, name, parameters, owner, idempotency_key, request_hash) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (idempotency_key) DO NOTHING RETURNING id`,
      [id, name, JSON.stringify(parameters), owner, once?.key ?? null, once?.hash ?? null],
    );
    if (made.length > 0 || !once) return { id, hash: once?.hash ?? null };
    const [found] = await this.database.rows<{ id: string; hash: string }>(
      'SELECT id, request_hash AS hash FROM ops.task WHERE idempotency_key = $1',
      [once.key],
    );
    return found ?? { id, hash: once.hash };
  }

  async find(id: string): Promise<Task | undefined> {
    const [row] = await this.database.rows<Task>(`SELECT ${SHOWN} FROM ops.task WHERE id = $1`, [id]);
    return row;
  }

  /** Newest first, of one owner or of all. */
  async list(
    filter: { owner?: string; status?: TaskStatus; name?: string; names: readonly string[] },
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ total: number; rows: Task[] }> {
    const where = `($1::text IS NULL OR owner = $1) AND ($2::text IS NULL OR status = $2) AND ($3::text IS NULL OR name = $3) AND name = ANY($4::text[])`;
    const values = [filter.owner ?? null, filter.status ?? null, filter.name ?? null, filter.names];
    const [count] = await this.database.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ops.task WHERE ${where}`,
      values,
    );
    const rows = await this.database.rows<Task>(
      `SELECT ${SHOWN} FROM ops.task WHERE ${where} ORDER BY created_at DESC, id LIMIT $5 OFFSET $6`,
      [...values, limit, offset],
    );
    return { total: count?.n ?? 0, rows };
  }

  /** Undefined where it is over, was cancelled before, or somebody does it who was not silent for that long, ms. */
  async start(id: string, silentMs = 0): Promise<Task | undefined> {
    const [row] = await this.database.rows<Task>(
      `UPDATE ops.task SET status = 'started', attempts = attempts + 1, started_at = clock_timestamp(), seen_at = clock_timestamp(),
         done = 0, total = 0
       WHERE id = $1 AND ($2::int = 0 OR ${IDLE('$2::int')}) AND status IN ('pending', 'started') AND cancel_requested_at IS NULL
       RETURNING ${SHOWN}`,
      [id, silentMs],
    );
    return row;
  }

  /** Its worker lives. */
  async seen({ id, attempts }: Attempt): Promise<void> {
    await this.database.rows(`UPDATE ops.task SET seen_at = clock_timestamp() WHERE ${OWN}`, [id, attempts]);
  }

  async progress({ id, attempts }: Attempt, done: number, total: number): Promise<void> {
    await this.database.rows(`UPDATE ops.task SET done = $3, total = $4 WHERE ${OWN}`, [
      id,
      attempts,
      done,
      total,
    ]);
  }

  /** False where it is another's by now. */
  async succeed(
    { id, attempts }: Attempt,
    result: Record<string, unknown>,
    files: readonly TaskFile[],
  ): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE ops.task SET status = 'success', result = $3, files = $4, finished_at = clock_timestamp() WHERE ${OWN} RETURNING id`,
      [id, attempts, JSON.stringify(result), JSON.stringify(files)],
    );
    return rows.length > 0;
  }

  async fail({ id, attempts }: Attempt, error: TaskError): Promise<void> {
    await this.database.rows(
      `UPDATE ops.task SET status = 'failure', error = $3, finished_at = clock_timestamp() WHERE ${OWN}`,
      [id, attempts, JSON.stringify(error)],
    );
  }

  /** One that waits is cancelled at once, and one that is worked on is asked to stop. Answers its status; undefined where it is over. */
  async cancel(id: string): Promise<TaskStatus | undefined> {
    const [row] = await this.database.rows<{ status: TaskStatus }>(
      `UPDATE ops.task SET cancel_requested_at = coalesce(cancel_requested_at, clock_timestamp()),
         status = CASE WHEN status = 'pending' THEN 'revoked' ELSE status END,
         finished_at = CASE WHEN status = 'pending' THEN clock_timestamp() END
       WHERE id = $1 AND status IN ('pending', 'started') RETURNING status`,
      [id],
    );
    return row?.status;
  }

  /** Whether it is to go on: nobody has asked it to stop, and nobody else does it by now. */
  async isWanted({ id, attempts }: Attempt): Promise<boolean> {
    const rows = await this.database.rows(
      `SELECT 1 FROM ops.task WHERE ${OWN} AND cancel_requested_at IS NULL`,
      [id, attempts],
    );
    return rows.length > 0;
  }

  /** It has stopped, as it was asked to, or nobody has begun it since, or whoever did was silent for that long, ms. */
  async revoked(id: string, silentMs = 0): Promise<void> {
    await this.database.rows(
      `UPDATE ops.task SET status = 'revoked', finished_at = clock_timestamp()
       WHERE id = $1 AND ($2::int = 0 OR ${IDLE('$2::int')}) AND status IN ('pending', 'started') AND cancel_requested_at IS NOT NULL`,
      [id, silentMs],
    );
  }

  /** Those that nobody does though they were asked for that long ago, ms; the next ones after an id. */
  async idle(silentMs: number, after: string, limit: number): Promise<Attempt[]> {
    return this.database.rows<Attempt>(
      `SELECT id, attempts FROM ops.task WHERE ${IDLE('$1::int')} AND created_at < clock_timestamp() - $1::int * interval '1 ms' AND id > $2
       ORDER BY id LIMIT $3`,
      [silentMs, after, limit],
    );
  }

  /** Forgets what was over before a time. Answers the ids. */
  async forget(before: Date): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `DELETE FROM ops.task WHERE status NOT IN ('pending', 'started') AND finished_at < $1 RETURNING id`,
      [before],
    );
    return rows.map(({ id }) => id);
  }
}
