import { type DynamicModule, Inject, Module, type OnModuleDestroy, Optional } from '@nestjs/common';
import { ScheduleModule } from '@nestjs/schedule';
import { authModule } from './modules/auth/index.js';
import { BatchModule } from './modules/batch/index.js';
import { DatamartModule } from './modules/datamart/index.js';
import { etlModule, RUN_QUEUE } from './modules/etl/index.js';
import { HealthModule, Lifecycle } from './modules/health/index.js';
import { InsightsModule } from './modules/insights/index.js';
import { qualityModule } from './modules/quality/index.js';
import { SalesModule } from './modules/sales/index.js';
import { SEARCH_QUEUE, SearchModule } from './modules/search/index.js';
import { TASK_QUEUE, TasksModule } from './modules/tasks/index.js';
import { PUBLISH_QUEUE, warehouseModule } from './modules/warehouse/index.js';
import { CacheModule } from './platform/cache/cache.module.js';
import { type Config } from './platform/config/index.js';
import { ConfigModule } from './platform/config/config.module.js';
import { type Database } from './platform/database/index.js';
import { DatabaseModule } from './platform/database/database.module.js';
import { graphqlModule } from './platform/graphql/index.js';
import { EventsModule } from './platform/events/events.module.js';
import { LakeModule } from './platform/lake/lake.module.js';
import { HomeLockModule } from './platform/locks/home-lock.module.js';
import { type ProcessLock } from './platform/locks/process-lock.js';
import { MetricsModule } from './platform/metrics/metrics.module.js';
import { QueueModule } from './platform/queue/queue.module.js';
import { SecretsModule } from './platform/secrets/secrets.module.js';
import { loggerModule } from './platform/telemetry/logger.module.js';

/** Asked every few seconds where an orchestrator runs this. */
const PROBES = ['/api/v1/health/live', '/api/v1/health/ready', '/api/v1/health/startup', '/metrics'];

/** What this process does: answer requests, do jobs, or both. */
export interface Roles {
  api: boolean;
  worker: boolean;
}

@Module({})
export class AppModule implements OnModuleDestroy {
  constructor(@Optional() @Inject(Lifecycle) private readonly lifecycle?: Lifecycle) {}

  static of(config: Config, opening: Promise<Database>, roles: Roles, lock?: ProcessLock): DynamicModule {
    const etl = etlModule(roles);
    const warehouse = warehouseModule(roles);
    const datamart = DatamartModule.of(roles, warehouse);
    const insights = InsightsModule.of(roles, warehouse, datamart);
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        loggerModule({ level: config.values.logLevel, quietPaths: PROBES }),
        ...(lock ? [HomeLockModule.of(lock)] : []),
        DatabaseModule.of(opening),
        LakeModule,
        EventsModule,
        SecretsModule,
        MetricsModule.of(roles),
        ScheduleModule.forRoot(),
        // Before the others: its hooks and guards are theirs too.
        ...(roles.api ? [authModule()] : []),
        QueueModule.of([RUN_QUEUE, PUBLISH_QUEUE, TASK_QUEUE, SEARCH_QUEUE]),
        HealthModule.of(roles),
        TasksModule.of(roles),
        qualityModule(roles),
        etl,
        warehouse,
        ...(roles.api ? [CacheModule, BatchModule.of(etl, warehouse)] : []),
        datamart,
        insights,
        SalesModule.of(roles, warehouse, datamart, insights),
        SearchModule.of(roles, warehouse),
        ...(roles.api ? [graphqlModule()] : []),
      ],
    };
  }

  // The root's hook is the first at the end; what modules wait for in theirs can take a while.
  onModuleDestroy(): void {
    this.lifecycle?.end();
  }
}
