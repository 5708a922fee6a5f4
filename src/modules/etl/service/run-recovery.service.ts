import { type JobQueue } from '../../../platform/queue/index.js';
import { type RunDispatcher } from './run-dispatcher.service.js';

/** Brings runs back that were cut short, or whose job was lost with the queue. */
export class RunRecovery {
  constructor(
    private readonly dispatcher: RunDispatcher,
    private readonly queue: Pick<JobQueue, 'add'>,
  ) {}

  /** One look. A run that has a job already gets no second one within the minute, and a second one would do no harm. */
  async sweep(): Promise<string[]> {
    const abandoned = await this.dispatcher.abandoned();
    const minute = Math.floor(Date.now() / 60_000);
    for (const { id, attempts } of abandoned)
      await this.queue.add('run', { runId: id }, { jobId: `${id}.${attempts}.${minute}` });
    return abandoned.map(({ id }) => id);
  }
}
