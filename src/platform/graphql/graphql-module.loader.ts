import type { DynamicModule } from '@nestjs/common';

/** The module for the server. Loaded when asked for: a worker does without it. */
export async function graphqlModule(): Promise<DynamicModule> {
  const { GraphqlModule } = await import('./graphql.module.js');
  return GraphqlModule.of();
}
