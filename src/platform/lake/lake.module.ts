import { Global, Module } from '@nestjs/common';
import { heedBackups } from '../backup/hold.js';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { Lake } from './lake.js';
import { openLake } from './open-lake.js';

/** The one lake that every module reads. */
@Global()
@Module({
  providers: [
    {
      provide: Lake,
      useFactory: async (config: Config, database: Database) => {
        const lake = await openLake(config);
        heedBackups(lake, database);
        return lake;
      },
      inject: [Config, Database],
    },
  ],
  exports: [Lake],
})
export class LakeModule {}
