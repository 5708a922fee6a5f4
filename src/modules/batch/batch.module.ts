import { type DynamicModule, Module } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { WriteService } from '../etl/index.js';
import { WarehouseReader } from '../warehouse/index.js';
import { BatchController } from './presentation/rest/v1/batch.controller.js';
import { QuarantineWorkController } from './presentation/rest/v1/quarantine-work.controller.js';
import { BatchService } from './service/batch.service.js';

type Imported = DynamicModule | Promise<DynamicModule>;

/** Writes over HTTP. */
@Module({})
export class BatchModule {
  /** `etl` takes what is written, and `warehouse` tells when it is shown. */
  static of(etl: Imported, warehouse: Imported): DynamicModule {
    return {
      module: BatchModule,
      imports: [etl, warehouse],
      controllers: [BatchController, QuarantineWorkController],
      providers: [
        {
          provide: BatchService,
          useFactory: (writes: WriteService, reader: WarehouseReader, { values }: Config) =>
            new BatchService(writes, reader, values.batchSyncItems),
          inject: [WriteService, WarehouseReader, Config],
        },
      ],
    };
  }
}
