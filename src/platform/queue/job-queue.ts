/** A job as its handler gets it. */
export interface Job<T = unknown> {
  id: string | number;
  name: string;
  data: T;
  /** Times that it has failed so far. */
  attemptsMade: number;
}

export interface JobOptions {
  /** One job of an id is ever made, however often it is added, until it is cleaned away. */
  jobId?: string;
  /** How often it is tried in all, where its handler throws. */
  attempts?: number;
  /** Wait between two tries, ms. */
  backoff?: number;
  /** Wait before the first try, ms. */
  delay?: number;
}

export interface JobCounts {
  waiting: number;
  delayed: number;
  active: number;
  completed: number;
  failed: number;
}

/**
 * What Bull's queue and the embedded one have in common. Delivery is at least once: a job whose worker died is given to
 * another one within 15 s, so handlers must bear to be called twice.
 */
export interface JobQueue {
  readonly name: string;
  add(name: string, data: object, options?: JobOptions): Promise<unknown>;
  process(name: string, concurrency: number, handler: (job: Job<never>) => Promise<unknown>): unknown;
  on(event: 'completed', listener: (job: Job, result: unknown) => void): unknown;
  on(event: 'failed', listener: (job: Job, error: Error) => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  getJobCounts(): Promise<JobCounts>;
  /** Deletes jobs that are finished for longer than a grace period, ms. */
  clean(grace: number, status: 'completed' | 'failed'): Promise<unknown>;
  /** Lets running jobs end, and takes no more. */
  close(): Promise<void>;
}

/** How long a silent worker keeps its job. */
export const LOCK_MS = 5_000;
export const RENEW_MS = 2_000;
/** Jobs of workers that died are looked for this often. */
export const STALLED_MS = 2_500;
/** A job that has killed so many workers is given up. */
export const MOST_STALLS = 20;
