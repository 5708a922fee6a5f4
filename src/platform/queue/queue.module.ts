import { BullModule, getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { Metrics } from '../metrics/index.js';
import { createQueue } from './create-queue.js';
import { type JobQueue } from './job-queue.js';
import { QueueMonitor } from './queue-monitor.js';

const QUEUES = Symbol('queues');

/** The queues by name, under Nest's own tokens, so that @Processor classes are bound to either kind. */
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUES) private readonly queues: JobQueue[]) {}

  static of(names: readonly string[]): DynamicModule {
    const queues = names.map((name) => ({
      provide: getQueueToken(name),
      useFactory: ({ values }: Config, database: Database) => createQueue(name, values.redisUrl, database),
      inject: [Config, Database],
    }));
    return {
      module: QueueModule,
      global: true,
      // Without names it makes no queue, and brings what finds the @Processor classes.
      imports: [BullModule.registerQueue()],
      providers: [
        ...queues,
        {
          provide: QUEUES,
          useFactory: (...all: JobQueue[]) => all,
          inject: names.map((name) => getQueueToken(name)),
        },
        {
          provide: QueueMonitor,
          useFactory: (all: JobQueue[], { values }: Config, metrics: Metrics) =>
            new QueueMonitor(all, values.redisUrl === '' ? 'embedded' : 'redis', metrics),
          inject: [QUEUES, Config, Metrics],
        },
      ],
      exports: [...queues, QueueMonitor],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.queues.map((queue) => queue.close()));
  }
}
