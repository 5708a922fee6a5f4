import type { Queue } from 'bull';
import { type Metrics } from '../metrics/index.js';
import { EmbeddedQueue } from './embedded-queue.js';
import { type JobCounts, type JobQueue } from './job-queue.js';

export interface QueueState extends JobCounts {
  /** How long the job waits that is next, seconds; null where none waits. */
  oldestWaitingSeconds: number | null;
}

const STATES = ['waiting', 'delayed', 'active', 'completed', 'failed'] as const;

/** How full the queues are. */
export class QueueMonitor {
  private asking: Promise<Record<string, QueueState>> | undefined;

  constructor(
    private readonly queues: readonly JobQueue[],
    readonly backend: 'redis' | 'embedded',
    metrics: Metrics,
  ) {
    metrics.collect(
      'queue',
      {
        tillhouse_queue_jobs: { help: 'Jobs that are kept, by state', labels: ['queue', 'state'] },
        tillhouse_queue_oldest_waiting_seconds: {
          help: 'How long the job waits that is next; absent where none waits',
          labels: ['queue'],
        },
      },
      async () => {
        const states = Object.entries(await this.states());
        return {
          tillhouse_queue_jobs: states.flatMap(([queue, counts]) =>
            STATES.map((state) => ({ labels: { queue, state }, value: counts[state] })),
          ),
          tillhouse_queue_oldest_waiting_seconds: states.flatMap(([queue, { oldestWaitingSeconds }]) =>
            oldestWaitingSeconds === null ? [] : [{ labels: { queue }, value: oldestWaitingSeconds }],
          ),
        };
      },
    );
  }

  /** By the queue's name. Where nobody answers, those who ask wait for one question together. */
  states(): Promise<Record<string, QueueState>> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<Record<string, QueueState>> {
    const found = await Promise.all(
      this.queues.map(async (queue) => {
        const [counts, since] = await Promise.all([queue.getJobCounts(), oldestWaiting(queue)]);
        const { waiting, delayed, active, completed, failed } = counts;
        const oldestWaitingSeconds =
          since === undefined ? null : Math.max(0, Math.round((Date.now() - since.getTime()) / 100) / 10);
        return [queue.name, { waiting, delayed, active, completed, failed, oldestWaitingSeconds }] as const;
      }),
    );
    return Object.fromEntries(found);
  }
}

async function oldestWaiting(queue: JobQueue): Promise<Date | undefined> {
  if (queue instanceof EmbeddedQueue) return queue.oldestWaiting();
  const [next] = await (queue as unknown as Queue).getJobs(['waiting'], 0, 0, true);
  return next && new Date(next.timestamp + Number(next.opts.delay ?? 0));
}
