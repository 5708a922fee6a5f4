import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { HealthRegistry } from '../health/index.js';
import { createEtl, type Etl } from './etl.js';
import { EtlController } from './presentation/rest/v1/etl.controller.js';
import { LakeReaderService } from './service/lake-reader.service.js';

const ETL = Symbol('Etl');

@Module({
  controllers: [EtlController],
  providers: [
    { provide: ETL, useFactory: createEtl, inject: [Config] },
    { provide: LakeReaderService, useFactory: (etl: Etl) => etl.reader, inject: [ETL] },
  ],
  exports: [LakeReaderService],
})
export class EtlModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    @Inject(ETL) private readonly etl: Etl,
  ) {}

  onModuleInit(): void {
    this.health.register('lake', async () => {
      const state = await this.etl.lake.state();
      return { status: 'up', details: { version: state.version, tables: Object.keys(state.tables).length } };
    });
  }
}
