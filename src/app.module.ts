import { type DynamicModule, Module } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { etlModule, RUN_QUEUE } from './modules/etl/index.js';
import { HealthModule } from './modules/health/index.js';
import { SalesModule } from './modules/sales/index.js';
import { PUBLISH_QUEUE, warehouseModule } from './modules/warehouse/index.js';
import { CacheModule } from './platform/cache/cache.module.js';
import { type Config, ConfigModule } from './platform/config/index.js';
import { type Database } from './platform/database/index.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { EventsModule } from './platform/events/events.module.js';
import { LakeModule } from './platform/lake/lake.module.js';
import { HomeLockModule } from './platform/locks/home-lock.module.js';
import { type ProcessLock } from './platform/locks/process-lock.js';
import { QueueModule } from './platform/queue/queue.module.js';
import { loggerModule } from './platform/telemetry/logger.module.js';

/** Asked every few seconds where an orchestrator runs this. */
const PROBES = ['/api/v1/health/live', '/api/v1/health/ready'];

/** What this process does: answer requests, do jobs, or both. */
export interface Roles {
  api: boolean;
  worker: boolean;
}

@Module({})
export class AppModule {
  static of(config: Config, opening: Promise<Database>, roles: Roles, lock?: ProcessLock): DynamicModule {
    const warehouse = warehouseModule(roles);
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        loggerModule({ level: config.values.logLevel, quietPaths: PROBES }),
        ...(lock ? [HomeLockModule.of(lock)] : []),
        DatabaseModule.of(opening),
        LakeModule,
        EventsModule,
        ScheduleModule.forRoot(),
        QueueModule.of([RUN_QUEUE, PUBLISH_QUEUE]),
        HealthModule.of(roles),
        etlModule(roles),
        warehouse,
        ...(roles.api ? [CacheModule, SalesModule.of(warehouse)] : []),
      ],
    };
  }
}
