import type { DynamicModule, Type } from '@nestjs/common';

/** The module for the server. Loaded when asked for: the command line starts in half the time without the web framework. */
export async function etlModule(roles: { api: boolean; worker: boolean }): Promise<DynamicModule> {
  const { EtlModule } = await import('./etl.module.js');
  return EtlModule.of(roles);
}

/** Its fields of GraphQL. */
export async function etlResolvers(): Promise<Type[]> {
  return (await import('./etl.module.js')).ETL_RESOLVERS;
}
