import { AppError } from '../../../platform/errors/app-error.js';
import { type TaskRepository } from '../data-access/task.repository.js';
import { type TaskFiles } from '../data-access/task-files.js';
import { type Task, type TaskStatus } from '../domain/task.js';
import { type TaskRegistry } from './task-registry.js';
import { LOST_MS, MOST_ATTEMPTS } from './task.service.js';

/** How often a worker looks whether its task is to stop. */
const CANCEL_POLL_MS = 300;
const PROGRESS_MS = 500;
/** Several of these are within the time after which a task counts as lost. */
const SEEN_MS = 2_000;

/** Does tasks. */
export class TaskRunner {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly files: TaskFiles,
    private readonly registry: TaskRegistry,
  ) {}

  /**
   * Does a task and keeps what came of it; where it is asked for again, only if nobody seems to be at it. Throws where another try
   * may help.
   */
  async run(id: string, again = false): Promise<{ status: TaskStatus | 'gone' }> {
    const silentMs = again ? LOST_MS : 0;
    const task = await this.tasks.start(id, silentMs);
    if (!task) {
      // Asked to stop while nobody worked on it.
      await this.tasks.revoked(id, silentMs);
      return { status: (await this.tasks.find(id))?.status ?? 'gone' };
    }
    const stop = new AbortController();
    const watch = setInterval(() => {
      this.tasks.isWanted(task).then(
        (isWanted) => isWanted || stop.abort(),
        // The next look may get an answer.
        () => undefined,
      );
    }, CANCEL_POLL_MS);
    // The next one may get through.
    const life = setInterval(() => void this.tasks.seen(task).catch(() => undefined), SEEN_MS);
    try {
      await this.work(task, stop.signal);
      return { status: (await this.tasks.find(id))?.status ?? 'gone' };
    } finally {
      clearInterval(watch);
      clearInterval(life);
    }
  }

  private async work(task: Task, signal: AbortSignal): Promise<void> {
    const { name, parameters, attempts } = task;
    try {
      const handler = this.registry.find(name);
      if (!handler) throw new AppError('invalid', `there is no task ${name} any more`);
      if (attempts > MOST_ATTEMPTS)
        throw new AppError('refused', `given up: ${MOST_ATTEMPTS} workers ended while they did it`);
      const folder = await this.files.open(task);
      const result = await handler.run({
        parameters: await handler.parse(parameters),
        signal,
        progress: this.reporter(task),
        folder,
      });
      signal.throwIfAborted();
      if (!(await this.tasks.succeed(task, result, await this.files.keep(task))))
        await this.files.discard(task);
    } catch (error) {
      // The answer that it is done may be what was lost. Where the database does not say, the files stay.
      const now = await this.tasks.find(task.id).catch(() => {
        throw error;
      });
      if (now?.status === 'success' && now.attempts === attempts) return;
      // What cannot be deleted now goes with the task.
      await this.files.discard(task).catch(() => undefined);
      if (signal.aborted) {
        await this.tasks.revoked(task.id);
        return;
      }
      if (!(error instanceof AppError) && attempts < MOST_ATTEMPTS) throw error;
      await this.tasks.fail(task, told(error));
    }
  }

  private reporter(task: Task): (done: number, total: number) => void {
    let last = 0;
    return (done, total) => {
      if (Date.now() - last < PROGRESS_MS) return;
      last = Date.now();
      // A lost line of progress is no harm.
      this.tasks.progress(task, done, total).catch(() => undefined);
    };
  }
}

/** What went wrong inside is for the log, not for the caller. */
function told(error: unknown) {
  if (error instanceof AppError)
    return { kind: error.kind, message: error.message, hint: error.hint ?? null };
  return { kind: 'internal', message: 'Something went wrong here. The log tells more.', hint: null };
}
