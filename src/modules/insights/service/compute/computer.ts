import { Piscina } from 'piscina';
import { AppError } from '../../../../platform/errors/app-error.js';
import { compiled } from '../../../../platform/files/compiled.js';
import { type Jobs } from './jobs.js';

const THREAD = compiled('modules/insights/service/compute/thread.js');
const THREADS = 2;
const MOST_WAITING = 1_000;
const IDLE_MS = 30_000;
const LONGEST_MS = 60_000;

/** Does long calculations in threads, so that requests are answered meanwhile. Threads start when they are needed. */
export class Computer {
  private pool: Piscina | undefined;

  /** Throws AppError where too much waits already or it takes too long, and the signal's reason where that ended it. */
  async run<J extends keyof Jobs>(
    name: J,
    question: Parameters<Jobs[J]>[0],
    signal?: AbortSignal,
  ): Promise<ReturnType<Jobs[J]>> {
    this.pool ??= new Piscina({
      filename: THREAD,
      minThreads: 0,
      maxThreads: THREADS,
      maxQueue: MOST_WAITING,
      idleTimeout: IDLE_MS,
    });
    const limit = AbortSignal.timeout(LONGEST_MS);
    try {
      return (await this.pool.run(
        { name, question },
        { signal: signal ? AbortSignal.any([signal, limit]) : limit },
      )) as ReturnType<Jobs[J]>;
    } catch (error) {
      signal?.throwIfAborted();
      if (limit.aborted) {
        throw new AppError('unavailable', `the calculation takes longer than ${LONGEST_MS / 1_000} s`, {
          hint: 'Narrow it: fewer days, fewer products.',
        });
      }
      if (error instanceof Error && error.message.includes('queue is at limit')) {
        throw new AppError('too_many', 'too many calculations wait already', {
          hint: 'Try again in a moment.',
        });
      }
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.pool?.destroy();
  }
}
