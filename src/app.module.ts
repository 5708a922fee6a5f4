import { type DynamicModule, Module } from '@nestjs/common';
import { EtlModule } from './modules/etl/index.js';
import { HealthModule } from './modules/health/index.js';
import { type Config, ConfigModule } from './platform/config/index.js';
import { loggerModule } from './platform/telemetry/logger.module.js';

@Module({})
export class AppModule {
  static of(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.of(config), loggerModule(config.values.logLevel), HealthModule, EtlModule],
    };
  }
}
