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
  return forgiveClosing(queue);
}

/**
 * Nest binds processors and looks at no promise of theirs. Bull rejects it where a queue is closed before Redis was reached,
 * which is no error; that a queue cannot take jobs for another reason stays one that nobody handles, and ends the process.
 */
function forgiveClosing(queue: Bull.Queue): Bull.Queue {
  let isClosing = false;
  const bind = queue.process.bind(queue) as (...binding: unknown[]) => Promise<void>;
  const close = queue.close.bind(queue);
  queue.process = (...binding: unknown[]) =>
    bind(...binding).catch((error: unknown) => {
      if (!isClosing) throw error;
    });
  queue.close = (...how) => {
    isClosing = true;
    return close(...how);
  };
  return queue;
}
