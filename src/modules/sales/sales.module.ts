import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';
import { Config } from '../../platform/config/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { GoldReader, WarehouseReader } from '../warehouse/index.js';
import { readCountryNames } from './data-access/country-names.js';
import { GoldSalesRepository } from './data-access/gold-sales.repository.js';
import { SaleRepository } from './data-access/sale.repository.js';
import { SalesRepository } from './data-access/sales.repository.js';
import { SalesController } from './presentation/rest/v1/sales.controller.js';
import { SalesV2Controller } from './presentation/rest/v2/sales.controller.js';
import { AnswerCache } from './service/answer-cache.service.js';
import { CountryService } from './service/country.service.js';
import { SaleService } from './service/sale.service.js';
import { SalesService } from './service/sales.service.js';

/** Rows of the star schema over HTTP. */
@Module({})
export class SalesModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly cache: Cache,
  ) {}

  /** `warehouse` gives the reads of rows and of gold. */
  static of(warehouse: DynamicModule | Promise<DynamicModule>): DynamicModule {
    return {
      module: SalesModule,
      imports: [warehouse],
      controllers: [SalesController, SalesV2Controller],
      providers: [
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
          provide: SaleService,
          useFactory: (reader: WarehouseReader, gold: GoldReader) =>
            new SaleService(reader, new SaleRepository(), new GoldSalesRepository(gold)),
          inject: [WarehouseReader, GoldReader],
        },
      ],
    };
  }

  onModuleInit(): void {
    this.health.register('cache', () => this.cache.check());
  }
}
