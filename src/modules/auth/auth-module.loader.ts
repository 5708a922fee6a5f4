import type { DynamicModule } from '@nestjs/common';

/** The module for the server. Loaded when asked for: a worker does without it. */
export async function authModule(): Promise<DynamicModule> {
  const { AuthModule } = await import('./auth.module.js');
  return AuthModule.of();
}
