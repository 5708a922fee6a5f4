import { type DynamicModule, Inject, Module, Optional } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyInstance } from 'fastify';
import { Database } from '../database/index.js';
import { HttpMetrics } from './http-metrics.js';
import { Metrics } from './metrics.js';

/** The metrics of this application; of its requests too, where it answers any. */
@Module({})
export class MetricsModule {
  constructor(
    metrics: Metrics,
    { pool }: Database,
    host: HttpAdapterHost,
    @Optional() @Inject(HttpMetrics) requests: HttpMetrics | undefined,
  ) {
    requests?.attach(host.httpAdapter.getInstance<FastifyInstance>());
    metrics.gauge('tillhouse_database_connections', 'Open connections to PostgreSQL', () => pool.totalCount);
    metrics.gauge(
      'tillhouse_database_connections_idle',
      'Connections that nobody uses now',
      () => pool.idleCount,
    );
    metrics.gauge(
      'tillhouse_database_connections_wanted',
      'Statements that wait for a connection',
      () => pool.waitingCount,
    );
  }

  static of({ api }: { api: boolean }): DynamicModule {
    const requests = {
      provide: HttpMetrics,
      useFactory: ({ registry }: Metrics) => new HttpMetrics(registry),
      inject: [Metrics],
    };
    const providers = api ? [Metrics, requests] : [Metrics];
    return { module: MetricsModule, global: true, providers, exports: providers };
  }
}
