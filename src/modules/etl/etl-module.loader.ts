import type { DynamicModule } from '@nestjs/common';

/** The module for the API. Loaded when asked for: the command line starts in half the time without the web framework. */
export async function etlModule(): Promise<DynamicModule> {
  const { EtlModule } = await import('./etl.module.js');
  return { module: EtlModule };
}
