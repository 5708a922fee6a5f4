import { randomUUID } from 'node:crypto';
import { AppError } from '../../../platform/errors/app-error.js';
import { mustBeSame, requestHash } from '../../../platform/idempotency/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type TaskRepository } from '../data-access/task.repository.js';
import { type TaskFiles } from '../data-access/task-files.js';
import { type Task, type TaskHandler, type TaskStatus } from '../domain/task.js';
import { type TaskRegistry } from './task-registry.js';

const HOUR_MS = 3_600_000;
/** Workers that may die of a task. */
export const MOST_ATTEMPTS = 3;
/** A task that nobody has begun by then, or whose worker gave no sign of life for so long, may have lost its job. */
export const LOST_MS = 10_000;
const MOST_REQUEUED = 100;
/** A job that is lost or has failed is given once more as often. */
const SLOT_MS = 300_000;
const FIRST = '00000000-0000-0000-0000-000000000000';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface AskedTask {
  name: string;
  parameters: unknown;
  owner: string;
  /** The caller's Idempotency-Key. */
  key?: string;
}

/** Who looks at tasks. */
export interface Viewer {
  /** Whose tasks; undefined of those of all. */
  owner: string | undefined;
  permissions: readonly string[];
}

/** Tasks as people ask for them. */
export class TaskService {
  /** Up to which task the last look went: those that wait behind others are looked at too. */
  private lookedUpTo = FIRST;

  constructor(
    private readonly tasks: TaskRepository,
    private readonly files: TaskFiles,
    private readonly registry: TaskRegistry,
    private readonly queue: Pick<JobQueue, 'add' | 'clean'>,
    private readonly retentionHours: number,
  ) {}

  /** Throws AppError where there is no such kind of task. */
  handler(name: string): TaskHandler<unknown> {
    const handler = this.registry.find(name);
    if (handler) return handler;
    throw new AppError('invalid', `there is no task ${JSON.stringify(name.slice(0, 100))}`, {
      hint: `Tasks: ${this.registry.names().join(', ')}.`,
    });
  }

  /** Asks for a task. Throws AppError where its parameters are wrong, or the key stands for another. */
  async submit({ name, parameters, owner, key }: AskedTask): Promise<Task> {
    await this.handler(name).parse(parameters);
    const once =
      key === undefined ? undefined : { key, hash: requestHash(JSON.stringify({ name, parameters })) };
    const { id, hash } = await this.tasks.create({ id: randomUUID(), name, parameters, owner }, once);
    if (once) mustBeSame({ hash }, once);
    await this.enqueue(id);
    return this.find(id);
  }

  /**
   * Gives tasks a job that have none: a crash came between the two, the queue was lost, or the job failed for good. Whose job waits
   * may get a second one, which does nothing where somebody is at it.
   */
  async requeue(): Promise<void> {
    const idle = await this.tasks.idle(LOST_MS, this.lookedUpTo, MOST_REQUEUED);
    const slot = Math.floor(Date.now() / SLOT_MS);
    // A job of an id is made once only, also where it has failed.
    for (const { id, attempts } of idle) await this.enqueue(id, `${id}.${attempts}.${slot}`);
    // After the last one from the beginning again.
    this.lookedUpTo = idle[MOST_REQUEUED - 1]?.id ?? FIRST;
  }

  /** Throws AppError where there is none that the viewer sees. */
  async find(id: string, viewer?: Viewer): Promise<Task> {
    const task = UUID.test(id) ? await this.tasks.find(id) : undefined;
    if (task && (viewer === undefined || this.isSeen(task, viewer))) return task;
    throw new AppError('not_found', `there is no task ${id.slice(0, 100)}`, {
      hint: 'GET /api/v1/tasks lists those that there are.',
    });
  }

  async list(
    viewer: Viewer,
    filter: { status?: TaskStatus; name?: string },
    page: { limit: number; offset: number },
  ): Promise<{ total: number; rows: Task[] }> {
    const names = this.registry.names().filter((name) => this.mayAsk(name, viewer));
    return this.tasks.list({ ...filter, owner: viewer.owner, names }, page);
  }

  /** Throws AppError where it is over. */
  async cancel(id: string, viewer: Viewer): Promise<Task> {
    const task = await this.find(id, viewer);
    if ((await this.tasks.cancel(id)) === undefined) {
      const { status } = await this.find(id);
      throw new AppError('conflict', `task ${id} is over: ${status}`);
    }
    return this.find(task.id);
  }

  async open(id: string, name: string) {
    const task = UUID.test(id) ? await this.tasks.find(id) : undefined;
    const isKept = task?.files?.some((file) => file.name === name) ?? false;
    const file = task && isKept ? await this.files.read(task, name) : undefined;
    if (file) return file;
    throw new AppError('not_found', 'the file is kept no longer', { hint: 'Ask for the task again.' });
  }

  /** Forgets what is kept for long enough. */
  async tidyUp(): Promise<void> {
    const kept = this.retentionHours * HOUR_MS;
    for (const id of await this.tasks.forget(new Date(Date.now() - kept))) await this.files.remove(id);
    await this.queue.clean(kept, 'completed');
    await this.queue.clean(kept, 'failed');
  }

  private async enqueue(id: string, jobId = id): Promise<void> {
    await this.queue.add(
      'task',
      { id, again: jobId !== id },
      { jobId, attempts: MOST_ATTEMPTS, backoff: 1_000 },
    );
  }

  /** A result is data: whoever may not ask for it does not see it either, though it was asked for by a key or token of more rights. */
  private isSeen(task: Task, viewer: Viewer): boolean {
    return (viewer.owner === undefined || task.owner === viewer.owner) && this.mayAsk(task.name, viewer);
  }

  private mayAsk(name: string, { permissions }: Viewer): boolean {
    const handler = this.registry.find(name);
    return handler !== undefined && permissions.includes(handler.permission);
  }
}
