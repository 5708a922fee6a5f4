import { type Redis } from 'ioredis';
import { programVersion } from '../config/version.js';
import { connectBounded, Guard, type GuardNumbers } from '../resilience/index.js';
import { type SharedTier } from './cache.js';

/** Another version of the program may write other answers. */
const PREFIX = `tillhouse:cache:${programVersion()}:`;
/** Entries of versions that nobody asks for any more go by themselves. */
const KEEP_SECONDS = 3_600;
/** To compute an answer takes about as long. */
const TIMEOUT_MS = 150;
const BREAK_AFTER = 5;
const TRY_AGAIN_AFTER_MS = 2_000;
const SCANNED = 500;

/** Entries in Redis, for all processes. */
export class RedisTier implements SharedTier {
  private readonly redis: Redis;
  private readonly guard = new Guard('redis', {
    timeoutMs: TIMEOUT_MS,
    breakAfter: BREAK_AFTER,
    tryAgainAfterMs: TRY_AGAIN_AFTER_MS,
  });

  constructor(url: string) {
    this.redis = connectBounded(url, PREFIX);
  }

  async get(key: string): Promise<string | undefined> {
    return (await this.guard.run(() => this.redis.get(key))) ?? undefined;
  }

  async set(key: string, text: string): Promise<void> {
    await this.guard.run(() => this.redis.set(key, text, 'EX', KEEP_SECONDS));
  }

  async clear(): Promise<void> {
    let cursor = '0';
    do {
      const [next, keys] = await this.guard.run(() =>
        this.redis.scan(cursor, 'MATCH', `${PREFIX}*`, 'COUNT', SCANNED),
      );
      // The connection puts the prefix before the names that it is given.
      const names = keys.map((key) => key.slice(PREFIX.length));
      if (names.length > 0) await this.guard.run(() => this.redis.unlink(...names));
      cursor = next;
    } while (cursor !== '0');
  }

  numbers(): GuardNumbers {
    return this.guard.numbers();
  }

  close(): Promise<void> {
    this.redis.disconnect();
    return Promise.resolve();
  }
}
