import type { INestApplication } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { GraphQLSchemaBuilderModule, GraphQLSchemaFactory } from '@nestjs/graphql';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { AppModule } from './app.module.js';
import { DATAMART_RESOLVERS } from './modules/datamart/index.js';
import { etlResolvers } from './modules/etl/index.js';
import { INSIGHTS_RESOLVERS } from './modules/insights/index.js';
import { SALES_RESOLVERS } from './modules/sales/index.js';
import { SEARCH_RESOLVERS } from './modules/search/index.js';
import { TASK_RESOLVERS } from './modules/tasks/index.js';
import { loadConfig } from './platform/config/index.js';
import { programVersion } from './platform/config/version.js';
import { type ApiDocuments, describeApi } from './platform/http/openapi.js';
import { createHttpAdapter } from './platform/http/setup.js';

const DESCRIPTION = `Raw retail files in, a trusted and versioned star schema out.

Every route but the probes, the token routes and this page wants credentials: a bearer token, an \`X-API-Key\` or HTTP Basic. Errors
are \`application/problem+json\` (RFC 9457) with a correlation id; a malformed request is a 422 with one entry a field. Money is a number
with at most four decimals in the currency that the answer names. Keys beyond 53 bits are texts.`;

const TAGS = {
  auth: 'Tokens, API keys, and who one is.',
  users: 'Users and their roles.',
  audit: 'What was written and what was denied, in a log that only grows.',
  sales: 'Lines of the star schema: lists, filters, one sale with all that is known of it.',
  datamart: 'Measures by dimensions, each defined once: dashboards, segments, cohorts, any question.',
  insights: 'Forecasts and analyses: how each came about, what it was made from, and how far to trust it.',
  batch: 'Writes: sales made, changed and deleted, each once, and shown when the answer comes.',
  tasks: 'Work that takes longer than a request: asked for, watched, cancelled, fetched by signed links.',
  etl: 'Runs and their schedules, tables, and the lineage of each column.',
  privacy: 'Erasure of customers.',
  quality: 'Scores, profiles, rules and quarantined lines.',
  health: 'Probes and metrics.',
};

export function documentsOf(app: INestApplication): ApiDocuments {
  return describeApi(app, { version: programVersion(), description: DESCRIPTION, tags: TAGS });
}

/** The documents of the program as it is built: nothing is opened, and nobody listens. */
export async function documentsWithoutServer(): Promise<ApiDocuments> {
  const config = loadConfig({});
  const never = new Promise<never>(() => undefined);
  const module = AppModule.of(config, never, { api: true, worker: true });
  const options = { preview: true, logger: false, abortOnError: false } as const;
  const app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(config), options);
  return documentsOf(app);
}

/** The schema of GraphQL, as the resolvers declare it. */
export async function graphqlSchemaText(): Promise<string> {
  const app = await NestFactory.createApplicationContext(GraphQLSchemaBuilderModule, { logger: false });
  const resolvers = [
    ...SALES_RESOLVERS,
    ...DATAMART_RESOLVERS,
    ...INSIGHTS_RESOLVERS,
    ...SEARCH_RESOLVERS,
    ...TASK_RESOLVERS,
    ...(await etlResolvers()),
  ];
  const schema = await app.get(GraphQLSchemaFactory).create(resolvers);
  return `${printSchema(lexicographicSortSchema(schema))}\n`;
}
