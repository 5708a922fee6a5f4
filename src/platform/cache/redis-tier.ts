import { Redis } from 'ioredis';
import { programVersion } from '../config/version.js';
import { Guard, type GuardNumbers } from '../resilience/index.js';
import { type SharedTier } from './cache.js';

/** Another version of the program may write other answers. */
const PREFIX = `tillhouse:cache:${programVersion()}:`;
/** Entries of versions that nobody asks for any more go by themselves. */
const KEEP_SECONDS = 3_600;
/** To compute an answer takes about as long. */
const TIMEOUT_MS = 150;
const BREAK_AFTER = 5;
const TRY_AGAIN_AFTER_MS = 2_000;
const LONGEST_RECONNECT_MS = 2_000;

/** Entries in Redis, for all processes. */
export class RedisTier implements SharedTier {
  private readonly redis: Redis;
  private readonly guard = new Guard('redis', {
    timeoutMs: TIMEOUT_MS,
    breakAfter: BREAK_AFTER,
    tryAgainAfterMs: TRY_AGAIN_AFTER_MS,
  });

  constructor(url: string) {
    this.redis = new Redis(url, {
      keyPrefix: PREFIX,
      // What cannot be asked now is computed; nothing waits for Redis to come back.
      enableOfflineQueue: false,
      maxRetriesPerRequest: 0,
      connectTimeout: 1_000,
      retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_MS),
    });
    // Each command tells of its failure; without a listener this would be logged as well.
    this.redis.on('error', () => undefined);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.guard.run(() => this.redis.get(key))) ?? undefined;
  }

  async set(key: string, text: string): Promise<void> {
    await this.guard.run(() => this.redis.set(key, text, 'EX', KEEP_SECONDS));
  }

  numbers(): GuardNumbers {
    return this.guard.numbers();
  }

  close(): Promise<void> {
    this.redis.disconnect();
    return Promise.resolve();
  }
}
