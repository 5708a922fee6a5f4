import { type DynamicModule, Global, Module, type OnModuleInit } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { PrometheusModule } from '@willsoto/nestjs-prometheus';
import { Config } from '../../platform/config/index.js';
import { programEnvironment, programVersion } from '../../platform/config/version.js';
import { Metrics } from '../../platform/metrics/index.js';
import { QueueMonitor } from '../../platform/queue/index.js';
import { MetricsController } from './presentation/rest/metrics.controller.js';
import { HealthController } from './presentation/rest/v1/health.controller.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { HealthService } from './service/health.service.js';
import { Lifecycle } from './service/lifecycle.js';
import { diskCheck, eventLoopCheck, memoryCheck } from './service/process.checks.js';
import { queueCheck } from './service/queue.check.js';
import { Version } from './service/version.js';

/** The registry is this application's own; the library would take one that all of a process share. */
const prometheus = () =>
  PrometheusModule.registerAsync({
    controller: MetricsController,
    inject: [Metrics],
    useFactory: (...[metrics]: unknown[]) => ({
      defaultMetrics: { enabled: true, config: { register: (metrics as Metrics).registry } },
    }),
  });

@Global()
@Module({
  imports: [TerminusModule.forRoot({ logger: false })],
  providers: [HealthRegistry],
  exports: [HealthRegistry],
})
export class HealthModule implements OnModuleInit {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly config: Config,
    private readonly queues: QueueMonitor,
  ) {}

  static of({ api }: { api: boolean }): DynamicModule {
    if (!api) return { module: HealthModule };
    return {
      module: HealthModule,
      imports: [prometheus()],
      controllers: [HealthController],
      providers: [
        HealthService,
        { provide: Version, useFactory: () => new Version(programVersion(), programEnvironment()) },
        {
          provide: Lifecycle,
          useFactory: ({ values }: Config) => new Lifecycle(values.drainSeconds * 1000),
          inject: [Config],
        },
      ],
      exports: [Lifecycle],
    };
  }

  onModuleInit(): void {
    // Without its home the server can keep nothing.
    this.registry.register('disk', diskCheck(this.config.values.home), { required: true });
    this.registry.register('memory', memoryCheck());
    this.registry.register('event_loop', eventLoopCheck());
    this.registry.register('queue', queueCheck(this.queues));
  }
}
