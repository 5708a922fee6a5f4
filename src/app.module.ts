import { type DynamicModule, Module } from '@nestjs/common';
import { etlModule } from './modules/etl/index.js';
import { HealthModule } from './modules/health/index.js';
import { type Config, ConfigModule } from './platform/config/index.js';
import { loggerModule } from './platform/telemetry/logger.module.js';

/** Asked every few seconds where an orchestrator runs this. */
const PROBES = ['/api/v1/health/live', '/api/v1/health/ready'];

@Module({})
export class AppModule {
  static of(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.of(config),
        loggerModule({ level: config.values.logLevel, quietPaths: PROBES }),
        HealthModule,
        etlModule(),
      ],
    };
  }
}
