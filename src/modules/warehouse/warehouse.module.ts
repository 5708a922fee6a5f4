import { getQueueToken } from '@nestjs/bull';
import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { EventBus } from '../../platform/events/index.js';
import { Lake } from '../../platform/lake/index.js';
import { Metrics } from '../../platform/metrics/index.js';
import { type JobQueue } from '../../platform/queue/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { PublishProcessor } from './presentation/jobs/publish.processor.js';
import { PUBLISH_QUEUE } from './queues.js';
import { databaseCheck } from './service/database.check.js';
import { GoldFollower } from './service/gold-follower.service.js';
import { GoldExporter } from './service/gold-export.service.js';
import { GoldReader, registerGoldMetrics } from './service/gold-reader.service.js';
import { PublicationService } from './service/publication.service.js';
import { registerWarehouseMetrics, warehouseCheck, WarehouseLag } from './service/warehouse-lag.js';
import { WarehouseReader } from './service/warehouse-reader.service.js';
import { createWarehouse, type Warehouse } from './warehouse.js';

const WAREHOUSE = Symbol('Warehouse');

const SERVICES: Provider[] = [
  { provide: WAREHOUSE, useFactory: createWarehouse, inject: [Config, Lake, Database, EventBus] },
  {
    provide: PublicationService,
    useFactory: ({ publication }: Warehouse) => publication,
    inject: [WAREHOUSE],
  },
  { provide: WarehouseReader, useFactory: ({ reader }: Warehouse) => reader, inject: [WAREHOUSE] },
  { provide: GoldReader, useFactory: ({ gold }: Warehouse) => gold, inject: [WAREHOUSE] },
  { provide: GoldExporter, useFactory: ({ exporter }: Warehouse) => exporter, inject: [WAREHOUSE] },
];

const JOBS: Provider[] = [
  PublishProcessor,
  {
    provide: GoldFollower,
    useFactory: (lake: Lake, publication: PublicationService, queue: JobQueue, events: EventBus) =>
      new GoldFollower(lake, publication, queue, events),
    inject: [Lake, PublicationService, getQueueToken(PUBLISH_QUEUE), EventBus],
  },
];

@Module({})
export class WarehouseModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
    private readonly lake: Lake,
    private readonly database: Database,
    @Inject(WAREHOUSE) private readonly warehouse: Warehouse,
  ) {}

  static of({ worker }: { worker: boolean }): DynamicModule {
    return {
      module: WarehouseModule,
      providers: worker ? [...SERVICES, ...JOBS] : SERVICES,
      exports: [PublicationService, WarehouseReader, GoldReader, GoldExporter],
    };
  }

  onModuleInit(): void {
    this.health.register('database', databaseCheck(this.database), { required: true });
    const lag = new WarehouseLag(this.lake, this.warehouse.publication);
    this.health.register('warehouse', warehouseCheck(lag));
    registerWarehouseMetrics(this.metrics, lag);
    registerGoldMetrics(this.metrics, this.warehouse.gold);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.warehouse.gold.close();
  }
}
