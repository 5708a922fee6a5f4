import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { Lake } from './lake.js';
import { openLake } from './open-lake.js';

/** The one lake that every module reads. */
@Global()
@Module({
  providers: [{ provide: Lake, useFactory: openLake, inject: [Config] }],
  exports: [Lake],
})
export class LakeModule {}
