import { type DynamicModule, Inject, Module, type OnApplicationShutdown } from '@nestjs/common';
import { join } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { isLock, type ProcessLock, tryLock } from './process-lock.js';

const LOCK = Symbol('home lock');

/** One server a home. Throws AppError that names the other one. */
export async function lockHome(home: string): Promise<ProcessLock> {
  const result = await tryLock(join(home, 'server.lock'));
  if (isLock(result)) return result;
  throw new AppError('conflict', `process ${result.pid} on ${result.host} serves ${home} already`, {
    hint: 'Stop it first, or give this one a home of its own (TILLHOUSE_HOME). Commands work beside a server.',
  });
}

/** Lets the lock go when the application ends. */
@Module({})
export class HomeLockModule implements OnApplicationShutdown {
  constructor(@Inject(LOCK) private readonly lock: ProcessLock) {}

  static of(lock: ProcessLock): DynamicModule {
    return { module: HomeLockModule, providers: [{ provide: LOCK, useValue: lock }] };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.lock.release();
  }
}
