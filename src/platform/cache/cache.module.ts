import { Global, Module, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Config } from '../config/index.js';
import { EventBus } from '../events/index.js';
import { Metrics } from '../metrics/index.js';
import { Cache } from './cache.js';
import { RedisTier } from './redis-tier.js';

/** The one cache of the process. */
@Global()
@Module({
  providers: [
    {
      provide: Cache,
      useFactory: ({ values }: Config) =>
        new Cache(values.cacheMemory, values.redisUrl === '' ? undefined : new RedisTier(values.redisUrl)),
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
