import { type DynamicModule, Module, type Provider } from '@nestjs/common';
import { Cache } from '../../platform/cache/index.js';
import { Config } from '../../platform/config/index.js';
import {
  AnswerCache,
  CountryService,
  GoldReader,
  readCountryNames,
  WarehouseReader,
} from '../warehouse/index.js';
import { DrillRepository } from './data-access/drill.repository.js';
import { SemanticRepository } from './data-access/semantic.repository.js';
import { SemanticController } from './presentation/rest/v1/semantic.controller.js';
import { CatalogueService } from './service/catalogue.service.js';
import { DrillService } from './service/drill.service.js';
import { SemanticService } from './service/semantic.service.js';

const SERVICES: Provider[] = [
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
  {
    provide: CatalogueService,
    useFactory: (semantic: SemanticService) => new CatalogueService(semantic),
    inject: [SemanticService],
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

const ANSWERS: Provider = {
  provide: AnswerCache,
  useFactory: (cache: Cache, reader: WarehouseReader) => new AnswerCache(cache, reader),
  inject: [Cache, WarehouseReader],
};

/** Measures and dimensions, each defined once, and what is asked of them. */
@Module({})
export class DatamartModule {
  /** `warehouse` gives gold and the version that is shown. */
  static of({ api }: { api: boolean }, warehouse: DynamicModule | Promise<DynamicModule>): DynamicModule {
    return {
      module: DatamartModule,
      imports: [warehouse],
      controllers: api ? [SemanticController] : [],
      providers: api ? [...SERVICES, ANSWERS] : SERVICES,
      exports: SERVICES.map((one) => (one as { provide: string | symbol }).provide),
    };
  }
}
