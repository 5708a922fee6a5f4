import Bull from 'bull';
import { type Database } from '../database/index.js';
import { EmbeddedQueue } from './embedded-queue.js';
import { type JobQueue, LOCK_MS, MOST_STALLS, RENEW_MS, STALLED_MS } from './job-queue.js';

/** Bull on Redis where there is one, the embedded queue elsewhere. */
export function createQueue(name: string, redisUrl: string, database: Database): JobQueue {
  if (redisUrl === '') return new EmbeddedQueue(name, database);
  const queue = new Bull(name, redisUrl, {
    prefix: '{tillhouse}',
    // What Redis does not answer now is tried again when it is back, and not forgotten.
    redis: { maxRetriesPerRequest: null, enableReadyCheck: false },
    settings: {
      lockDuration: LOCK_MS,
      lockRenewTime: RENEW_MS,
      stalledInterval: STALLED_MS,
      maxStalledCount: MOST_STALLS,
    },
  });
  queue.on('error', () => undefined);
  return queue;
}
