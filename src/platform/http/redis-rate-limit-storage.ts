import { Logger, type OnModuleDestroy } from '@nestjs/common';
import { type ThrottlerStorage, ThrottlerStorageService } from '@nestjs/throttler';
import { type Redis } from 'ioredis';
import { connectBounded, Guard } from '../resilience/index.js';

// No request waits for longer, and after some that did none waits at all for a while.
const GUARD = { timeoutMs: 300, breakAfter: 5, tryAgainAfterMs: 2_000 };

// One window a key; the count and its end change together.
const COUNT = `
local hits = redis.call('INCR', KEYS[1])
if hits == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
return {hits, redis.call('PTTL', KEYS[1])}`;

type StorageRecord = Awaited<ReturnType<ThrottlerStorage['increment']>>;

/** Counts requests for all processes together in Redis, and for each alone while Redis does not answer. */
export class RedisRateLimitStorage implements ThrottlerStorage, OnModuleDestroy {
  private readonly log = new Logger('RateLimit');
  private readonly redis: Redis;
  private readonly guard = new Guard('redis', GUARD);
  private readonly alone = new ThrottlerStorageService();
  private isAlone = false;

  constructor(url: string) {
    this.redis = connectBounded(url, '{tillhouse}:rate:');
  }

  async increment(
    key: string,
    ttl: number,
    limit: number,
    block: number,
    name: string,
  ): Promise<StorageRecord> {
    try {
      const [hits, left] = (await this.guard.run(() => this.redis.eval(COUNT, 1, key, ttl))) as [
        number,
        number,
      ];
      this.told(false);
      const seconds = Math.ceil(left / 1000);
      const isBlocked = hits > limit;
      return {
        totalHits: hits,
        timeToExpire: seconds,
        isBlocked,
        timeToBlockExpire: isBlocked ? seconds : 0,
      };
    } catch (error) {
      this.told(true, (error as Error).message);
      return this.alone.increment(key, ttl, limit, block, name);
    }
  }

  onModuleDestroy(): void {
    this.redis.disconnect();
    this.alone.onApplicationShutdown();
  }

  private told(isAlone: boolean, why = ''): void {
    if (isAlone === this.isAlone) return;
    this.isAlone = isAlone;
    if (isAlone) this.log.warn(`Redis does not count requests, so each process does: ${why}`);
    else this.log.log('Redis counts requests again');
  }
}
