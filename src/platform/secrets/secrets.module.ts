import { Global, Module } from '@nestjs/common';
import { Config } from '../config/index.js';
import { KeyRing } from './key-ring.js';
import { openKeyRing } from './open-ring.js';

@Global()
@Module({
  providers: [{ provide: KeyRing, useFactory: openKeyRing, inject: [Config] }],
  exports: [KeyRing],
})
export class SecretsModule {}
