import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { EventBus } from '../events/index.js';
import { Metrics } from '../metrics/index.js';
import { Cache } from './cache.js';
import { type RedisTier } from './redis-tier.js';

/** The one cache of the process. */
@Global()
@Module({
  providers: [
    {
      provide: Cache,
      useFactory: async ({ values }: Config) => new Cache(values.cacheMemory, await tierOf(values.redisUrl)),
      inject: [Config],
    },
  ],
  exports: [Cache],
})
export class CacheModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly cache: Cache,
    private readonly metrics: Metrics,
    private readonly events: EventBus,
  ) {}

  onModuleInit(): void {
    this.events.subscribe('HistoryErased', () => this.cache.clear());
    this.metrics.cache('memory', () => this.cache.numbers().memory);
    this.metrics.cache('redis', () => this.cache.numbers().redis ?? { hits: 0, misses: 0 });
    this.metrics.gauge('tillhouse_cache_bytes', 'What the cache in memory takes', () => {
      return this.cache.numbers().memory.bytes;
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }
}

/** Its library is loaded where there is a Redis. */
async function tierOf(redisUrl: string): Promise<RedisTier | undefined> {
  if (redisUrl === '') return undefined;
  const { RedisTier } = await import('./redis-tier.js');
  return new RedisTier(redisUrl);
}
