import {
  type DynamicModule,
  Inject,
  Module,
  type OnApplicationShutdown,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';
import { Config } from '../../platform/config/index.js';
import {
  CohortService,
  OverviewService,
  PerformanceService,
  SalesAnalyticsService,
  SegmentService,
  SemanticService,
} from '../datamart/index.js';
import { TaskRegistry } from '../tasks/index.js';
import {
  AnswerCache,
  CountryService,
  GoldExporter,
  GoldReader,
  readCountryNames,
  WarehouseReader,
} from '../warehouse/index.js';
import { BasketsRepository } from './data-access/baskets.repository.js';
import { CustomerHistoriesRepository } from './data-access/customer-histories.repository.js';
import { DayFiguresRepository } from './data-access/day-figures.repository.js';
import { FeaturesRepository } from './data-access/features.repository.js';
import { readHolidays } from './data-access/holidays.js';
import { type HolidaysOf } from './domain/calendar/opening.js';
import { PriceWeeksRepository } from './data-access/price-weeks.repository.js';
import { ProductClassesRepository } from './data-access/product-classes.repository.js';
import { RecommendationsRepository } from './data-access/recommendations.repository.js';
import { SegmentMovementRepository } from './data-access/segment-movement.repository.js';
import { advancedAnalyticsTask } from './presentation/jobs/advanced-analytics.task.js';
import { reportTask } from './presentation/jobs/report.task.js';
import { ForecastResolver } from './presentation/graphql/forecast.resolver.js';
import { ForecastController } from './presentation/rest/v1/forecast.controller.js';
import { InsightsController } from './presentation/rest/v1/insights.controller.js';
import { Computer } from './service/compute/computer.js';
import { CustomerInsights } from './service/customer-insights.service.js';
import { DayInsights } from './service/day-insights.service.js';
import { FeatureTables } from './service/feature-tables.service.js';
import { ForecastService } from './service/forecast.service.js';
import { InsightContext } from './service/insight-context.js';
import { ProductInsights } from './service/product-insights.service.js';
import { Recommendations } from './service/recommendations.service.js';
import { ReportService } from './service/report/report.service.js';
import { SegmentMovement } from './service/segment-movement.service.js';
import { SemanticSeries } from './service/semantic-series.js';

const HOLIDAYS = Symbol('Holidays');

const SERVICES: Provider[] = [
  Computer,
  {
    provide: HOLIDAYS,
    useFactory: ({ values }: Config): HolidaysOf => {
      const byCountry = readHolidays(values.home);
      return (country = values.holidayCountry) => byCountry().get(country);
    },
    inject: [Config],
  },
  {
    provide: InsightContext,
    useFactory: (reader: WarehouseReader, gold: GoldReader, { values }: Config) =>
      new InsightContext(reader, gold, new CountryService(readCountryNames(values.home))),
    inject: [WarehouseReader, GoldReader, Config],
  },
  {
    provide: AnswerCache,
    // A worker answers no requests; what its tasks share is small.
    useFactory: (reader: WarehouseReader, cache?: Cache) =>
      new AnswerCache(cache ?? new Cache(WORKER_CACHE_BYTES), reader),
    inject: [WarehouseReader, { token: Cache, optional: true }],
  },
  {
    provide: ForecastService,
    useFactory: (
      context: InsightContext,
      semantic: SemanticService,
      computer: Computer,
      holidaysOf: HolidaysOf,
    ) => new ForecastService(context, new SemanticSeries(semantic), computer, holidaysOf),
    inject: [InsightContext, SemanticService, Computer, HOLIDAYS],
  },
  {
    provide: ProductInsights,
    useFactory: (context: InsightContext, gold: GoldReader) =>
      new ProductInsights(context, {
        baskets: new BasketsRepository(gold),
        classes: new ProductClassesRepository(gold),
        prices: new PriceWeeksRepository(gold),
      }),
    inject: [InsightContext, GoldReader],
  },
  {
    provide: Recommendations,
    useFactory: (context: InsightContext, gold: GoldReader, answers: AnswerCache) =>
      new Recommendations(context, new RecommendationsRepository(gold), answers),
    inject: [InsightContext, GoldReader, AnswerCache],
  },
  {
    provide: DayInsights,
    useFactory: (context: InsightContext, gold: GoldReader, holidaysOf: HolidaysOf) =>
      new DayInsights(context, new DayFiguresRepository(gold), holidaysOf),
    inject: [InsightContext, GoldReader, HOLIDAYS],
  },
  {
    provide: CustomerInsights,
    useFactory: (context: InsightContext, gold: GoldReader, computer: Computer, answers: AnswerCache) =>
      new CustomerInsights(context, new CustomerHistoriesRepository(gold), computer, answers),
    inject: [InsightContext, GoldReader, Computer, AnswerCache],
  },
  {
    provide: SegmentMovement,
    useFactory: (context: InsightContext, gold: GoldReader) =>
      new SegmentMovement(context, new SegmentMovementRepository(gold)),
    inject: [InsightContext, GoldReader],
  },
  {
    provide: FeatureTables,
    useFactory: (context: InsightContext, exporter: GoldExporter) =>
      new FeatureTables(context, new FeaturesRepository(exporter)),
    inject: [InsightContext, GoldExporter],
  },
  {
    provide: ReportService,
    useFactory: (
      context: InsightContext,
      overview: OverviewService,
      sales: SalesAnalyticsService,
      performance: PerformanceService,
      segments: SegmentService,
      cohorts: CohortService,
      forecasts: ForecastService,
      products: ProductInsights,
      days: DayInsights,
      customers: CustomerInsights,
      movement: SegmentMovement,
    ) =>
      new ReportService(context, {
        ...{ overview, sales, performance, segments, cohorts },
        ...{ forecasts, products, days, customers, movement },
      }),
    inject: [
      ...[InsightContext, OverviewService, SalesAnalyticsService, PerformanceService, SegmentService],
      ...[CohortService, ForecastService, ProductInsights, DayInsights, CustomerInsights, SegmentMovement],
    ],
  },
];

export const INSIGHTS_RESOLVERS = [ForecastResolver];

const WORKER_CACHE_BYTES = 4 << 20;

/** Analyses and forecasts over gold. */
@Module({})
export class InsightsModule implements OnModuleInit, OnApplicationShutdown {
  constructor(
    private readonly registry: TaskRegistry,
    @Inject(Computer) private readonly computer: Computer,
    @Inject(ReportService) private readonly reports: ReportService,
    @Inject(ForecastService) private readonly forecasts: ForecastService,
    @Inject(ProductInsights) private readonly products: ProductInsights,
    @Inject(DayInsights) private readonly days: DayInsights,
    @Inject(CustomerInsights) private readonly customers: CustomerInsights,
    @Inject(SegmentMovement) private readonly segments: SegmentMovement,
    @Inject(FeatureTables) private readonly features: FeatureTables,
  ) {}

  /** `warehouse` and `datamart` give gold, and figures of it by name. */
  static of(
    { api }: { api: boolean },
    warehouse: DynamicModule | Promise<DynamicModule>,
    datamart: DynamicModule,
  ): DynamicModule {
    return {
      module: InsightsModule,
      imports: [warehouse, datamart],
      controllers: api ? [ForecastController, InsightsController] : [],
      providers: api ? [...SERVICES, ...INSIGHTS_RESOLVERS] : SERVICES,
      exports: [ForecastService],
    };
  }

  onModuleInit(): void {
    const { forecasts, products, days, customers, segments, features } = this;
    this.registry.register(reportTask(this.reports));
    this.registry.register(
      advancedAnalyticsTask({ forecasts, products, days, customers, segments, features }),
    );
  }

  async onApplicationShutdown(): Promise<void> {
    await this.computer.close();
  }
}
