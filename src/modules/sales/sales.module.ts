import {
  type DynamicModule,
  Inject,
  Module,
  type OnModuleInit,
  Optional,
  type Provider,
} from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';
import { Config } from '../../platform/config/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { SemanticService } from '../datamart/index.js';
import { ForecastService } from '../insights/index.js';
import { TaskRegistry } from '../tasks/index.js';
import {
  AnswerCache,
  CountryService,
  GoldExporter,
  GoldReader,
  readCountryNames,
  WarehouseReader,
} from '../warehouse/index.js';
import { LineGraphRepository } from './data-access/line-graph.repository.js';
import { GoldSalesRepository } from './data-access/gold-sales.repository.js';
import { SaleRepository } from './data-access/sale.repository.js';
import { SalesRepository } from './data-access/sales.repository.js';
import { exportTask } from './presentation/jobs/export.task.js';
import { InvoiceResolver, SalesResolver } from './presentation/graphql/sales.resolver.js';
import { SalesController } from './presentation/rest/v1/sales.controller.js';
import { SalesAnalyticsController } from './presentation/rest/v2/analytics.controller.js';
import { ExportController } from './presentation/rest/v2/export.controller.js';
import { SalesV2Controller } from './presentation/rest/v2/sales.controller.js';
import { AnalyticsService } from './service/analytics.service.js';
import { ExportService } from './service/export.service.js';
import { LineGraphService } from './service/line-graph.service.js';
import { SaleService } from './service/sale.service.js';
import { SalesService } from './service/sales.service.js';

const EXPORT: Provider = {
  provide: ExportService,
  useFactory: (reader: WarehouseReader, gold: GoldReader, exporter: GoldExporter, { values }: Config) =>
    new ExportService(
      reader,
      new GoldSalesRepository(gold),
      exporter,
      new CountryService(readCountryNames(values.home)),
    ),
  inject: [WarehouseReader, GoldReader, GoldExporter, Config],
};

const READS: Provider[] = [
  {
    provide: AnswerCache,
    useFactory: (cache: Cache, reader: WarehouseReader) => new AnswerCache(cache, reader),
    inject: [Cache, WarehouseReader],
  },
  {
    provide: SalesService,
    useFactory: (reader: WarehouseReader, gold: GoldReader, answers: AnswerCache, { values }: Config) =>
      new SalesService(
        reader,
        new SalesRepository(),
        new GoldSalesRepository(gold),
        new CountryService(readCountryNames(values.home)),
        answers,
      ),
    inject: [WarehouseReader, GoldReader, AnswerCache, Config],
  },
  {
    provide: AnalyticsService,
    useFactory: (reader: WarehouseReader, semantic: SemanticService, forecasts: ForecastService) =>
      new AnalyticsService(reader, semantic, forecasts),
    inject: [WarehouseReader, SemanticService, ForecastService],
  },
  {
    provide: SaleService,
    useFactory: (reader: WarehouseReader, gold: GoldReader) =>
      new SaleService(reader, new SaleRepository(), new GoldSalesRepository(gold)),
    inject: [WarehouseReader, GoldReader],
  },
  {
    provide: LineGraphService,
    useFactory: (reader: WarehouseReader) =>
      new LineGraphService(reader, new LineGraphRepository(), new SaleRepository()),
    inject: [WarehouseReader],
  },
];

export const SALES_RESOLVERS = [SalesResolver, InvoiceResolver];

/** Rows of the star schema over HTTP, and files of them. */
@Module({})
export class SalesModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly registry: TaskRegistry,
    @Inject(ExportService) private readonly exports: ExportService,
    @Optional() private readonly cache?: Cache,
  ) {}

  /** `warehouse` gives the reads of rows and of gold, `datamart` figures over them, `insights` their forecasts. */
  static of(
    { api }: { api: boolean },
    warehouse: DynamicModule | Promise<DynamicModule>,
    datamart: DynamicModule,
    insights: DynamicModule,
  ): DynamicModule {
    return {
      module: SalesModule,
      imports: [warehouse, datamart, insights],
      controllers: api
        ? [SalesController, ExportController, SalesAnalyticsController, SalesV2Controller]
        : [],
      providers: api ? [EXPORT, ...READS, ...SALES_RESOLVERS] : [EXPORT],
    };
  }

  onModuleInit(): void {
    const { cache } = this;
    if (cache) this.health.register('cache', () => cache.check());
    this.registry.register(exportTask(this.exports));
  }
}
