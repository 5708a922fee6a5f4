import { type DynamicModule, Global, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { programEnvironment, programVersion } from '../../platform/config/version.js';
import { HealthController } from './presentation/rest/v1/health.controller.js';
import { HealthRegistry } from './service/health.registry.js';
import { diskCheck, eventLoopCheck, memoryCheck } from './service/process.checks.js';
import { Version } from './service/version.js';

@Global()
@Module({
  providers: [
    HealthRegistry,
    { provide: Version, useFactory: () => new Version(programVersion(), programEnvironment()) },
  ],
  exports: [HealthRegistry],
})
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly config: Config,
  ) {}

  static of({ api }: { api: boolean }): DynamicModule {
    return { module: HealthModule, controllers: api ? [HealthController] : [] };
  }

  onModuleInit(): void {
    this.registry.register('disk', diskCheck(this.config.values.home));
    this.registry.register('memory', memoryCheck());
    this.registry.register('event_loop', eventLoopCheck());
  }
}
