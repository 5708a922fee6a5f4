import { type DynamicModule, type FactoryProvider, Module } from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';
import { Config } from '../../platform/config/index.js';
import {
  AnswerCache,
  CountryService,
  GoldReader,
  readCountryNames,
  WarehouseReader,
} from '../warehouse/index.js';
import { CohortRepository } from './data-access/cohort.repository.js';
import { CustomerRepository } from './data-access/customer.repository.js';
import { DrillRepository } from './data-access/drill.repository.js';
import { RfmRepository } from './data-access/rfm.repository.js';
import { SemanticRepository } from './data-access/semantic.repository.js';
import { DatamartResolver } from './presentation/graphql/datamart.resolver.js';
import { OverviewResolver } from './presentation/graphql/overview.resolver.js';
import { CustomersController } from './presentation/rest/v1/customers.controller.js';
import { DashboardController } from './presentation/rest/v1/dashboard.controller.js';
import { SemanticController } from './presentation/rest/v1/semantic.controller.js';
import { BusinessService } from './service/business.service.js';
import { CatalogueService } from './service/catalogue.service.js';
import { CohortService } from './service/cohort.service.js';
import { CustomerService } from './service/customer.service.js';
import { DrillService } from './service/drill.service.js';
import { OverviewService } from './service/overview.service.js';
import { PerformanceService } from './service/performance.service.js';
import { SalesAnalyticsService } from './service/sales-analytics.service.js';
import { SeasonalService } from './service/seasonal.service.js';
import { SegmentService } from './service/segment.service.js';
import { SemanticService } from './service/semantic.service.js';

/** A service that asks the semantic layer and nothing else. */
function asking<T>(provide: new (semantic: SemanticService) => T): FactoryProvider<T> {
  return {
    provide,
    useFactory: (semantic: SemanticService) => new provide(semantic),
    inject: [SemanticService],
  };
}

const SERVICES: FactoryProvider[] = [
  {
    provide: SemanticService,
    useFactory: (reader: WarehouseReader, gold: GoldReader, { values }: Config) =>
      new SemanticService(
        reader,
        new SemanticRepository(gold, values),
        new CountryService(readCountryNames(values.home)),
      ),
    inject: [WarehouseReader, GoldReader, Config],
  },
  asking(CatalogueService),
  asking(OverviewService),
  asking(SalesAnalyticsService),
  asking(PerformanceService),
  asking(SeasonalService),
  {
    provide: RfmRepository,
    useFactory: (gold: GoldReader, { values }: Config) => new RfmRepository(gold, values.clvLifespanYears),
    inject: [GoldReader, Config],
  },
  {
    provide: SegmentService,
    useFactory: (semantic: SemanticService, rfm: RfmRepository) => new SegmentService(semantic, rfm),
    inject: [SemanticService, RfmRepository],
  },
  {
    provide: BusinessService,
    useFactory: (semantic: SemanticService, rfm: RfmRepository) => new BusinessService(semantic, rfm),
    inject: [SemanticService, RfmRepository],
  },
  {
    provide: CohortService,
    useFactory: (semantic: SemanticService, gold: GoldReader) =>
      new CohortService(semantic, new CohortRepository(gold)),
    inject: [SemanticService, GoldReader],
  },
  {
    provide: CustomerService,
    useFactory: (semantic: SemanticService, gold: GoldReader, { values }: Config) =>
      new CustomerService(semantic, new CustomerRepository(gold), values.clvLifespanYears),
    inject: [SemanticService, GoldReader, Config],
  },
  {
    provide: DrillService,
    useFactory: (semantic: SemanticService, gold: GoldReader, { values }: Config) =>
      new DrillService(
        semantic,
        new DrillRepository(gold, values),
        new CountryService(readCountryNames(values.home)),
      ),
    inject: [SemanticService, GoldReader, Config],
  },
];

const ANSWERS: FactoryProvider = {
  provide: AnswerCache,
  useFactory: (cache: Cache, reader: WarehouseReader) => new AnswerCache(cache, reader),
  inject: [Cache, WarehouseReader],
};

export const DATAMART_RESOLVERS = [DatamartResolver, OverviewResolver];

/** Measures and dimensions, each defined once, and what is asked of them. */
@Module({})
export class DatamartModule {
  /** `warehouse` gives gold and the version that is shown. */
  static of({ api }: { api: boolean }, warehouse: DynamicModule | Promise<DynamicModule>): DynamicModule {
    return {
      module: DatamartModule,
      imports: [warehouse],
      controllers: api ? [SemanticController, DashboardController, CustomersController] : [],
      providers: api ? [...SERVICES, ANSWERS, ...DATAMART_RESOLVERS] : SERVICES,
      exports: SERVICES.map(({ provide }) => provide),
    };
  }
}
