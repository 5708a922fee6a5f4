import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
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
export class CacheModule implements OnApplicationShutdown {
  constructor(private readonly cache: Cache) {}

  async onApplicationShutdown(): Promise<void> {
    await this.cache.close();
  }
}
