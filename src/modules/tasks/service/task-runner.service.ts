import { AppError } from '../../../platform/errors/app-error.js';
import { type TaskRepository } from '../data-access/task.repository.js';
import { type TaskFiles } from '../data-access/task-files.js';
import { type Task, type TaskStatus } from '../domain/task.js';
import { type TaskRegistry } from './task-registry.js';
import { MOST_ATTEMPTS } from './task.service.js';

/** How often a worker looks whether its task is to stop. */
const CANCEL_POLL_MS = 300;
const PROGRESS_MS = 500;

/** Does tasks. */
export class TaskRunner {
  constructor(
    private readonly tasks: TaskRepository,
    private readonly files: TaskFiles,
    private readonly registry: TaskRegistry,
  ) {}

  /** Does a task and keeps what came of it. Throws where another try may help. */
  async run(id: string): Promise<{ status: TaskStatus | 'gone' }> {
    const task = await this.tasks.start(id);
    if (!task) {
      // Asked to stop while nobody worked on it.
      await this.tasks.revoked(id);
      return { status: (await this.tasks.find(id))?.status ?? 'gone' };
    }
    const stop = new AbortController();
    const watch = setInterval(() => {
      this.tasks.isCancelRequested(id).then(
        (requested) => requested && stop.abort(),
        // The next look may get an answer.
        () => undefined,
      );
    }, CANCEL_POLL_MS);
    try {
      return await this.work(task, stop.signal);
    } finally {
      clearInterval(watch);
    }
  }

  private async work(task: Task, signal: AbortSignal): Promise<{ status: TaskStatus }> {
    const { id, name, parameters, attempts } = task;
    try {
      const handler = this.registry.find(name);
      if (!handler) throw new AppError('invalid', `there is no task ${name} any more`);
      if (attempts > MOST_ATTEMPTS)
        throw new AppError('refused', `given up: ${MOST_ATTEMPTS} workers ended while they did it`);
      const folder = await this.files.open(id);
      const result = await handler.run({
        parameters: await handler.parse(parameters),
        signal,
        progress: this.reporter(id),
        folder,
      });
      signal.throwIfAborted();
      await this.tasks.succeed(id, result, await this.files.keep(id));
      return { status: 'success' };
    } catch (error) {
      if (signal.aborted) {
        await this.files.remove(id);
        await this.tasks.revoked(id);
        return { status: 'revoked' };
      }
      if (!(error instanceof AppError) && attempts < MOST_ATTEMPTS) throw error;
      await this.files.remove(id);
      await this.tasks.fail(id, told(error));
      return { status: 'failure' };
    }
  }

  private reporter(id: string): (done: number, total: number) => void {
    let last = 0;
    return (done, total) => {
      if (Date.now() - last < PROGRESS_MS) return;
      last = Date.now();
      // A lost line of progress is no harm.
      this.tasks.progress(id, done, total).catch(() => undefined);
    };
  }
}

/** What went wrong inside is for the log, not for the caller. */
function told(error: unknown) {
  if (error instanceof AppError)
    return { kind: error.kind, message: error.message, hint: error.hint ?? null };
  return { kind: 'internal', message: 'Something went wrong here. The log tells more.', hint: null };
}
