import { type MercuriusDriverConfig } from '@nestjs/mercurius';
import { type DynamicModule, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { GraphQLModule } from '@nestjs/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, type GraphQLError, type GraphQLSchema, Kind } from 'graphql';
import { Config } from '../config/index.js';
import { Admission } from '../http/admission.js';
import { type GraphqlContext, OperationState } from './context.js';
import { LateMercuriusDriver } from './driver.js';
import { door, GRAPHQL_PATH, type GraphqlBody, noteOperation } from './door.js';
import { formatErrors, refusal } from './errors.js';
import { checkCost, MOST_DEPTH, MOST_ERRORS, MOST_TOKENS } from './limits.js';
import { answerAgain } from './one-version.js';
import { hasPlayground, servePlaygroundScript, showPlayground } from './playground.js';
import { Sockets } from './sockets.js';

/** Queries that are kept parsed and found valid. */
const KEPT_QUERIES = 256;

/** GraphQL at /api/graphql. The fields are those of the modules' resolvers. */
@Module({})
export class GraphqlModule implements OnModuleInit {
  constructor(
    private readonly config: Config,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  static of(): DynamicModule {
    return {
      module: GraphqlModule,
      imports: [
        GraphQLModule.forRootAsync<MercuriusDriverConfig>({
          driver: LateMercuriusDriver,
          useFactory: optionsOf,
          inject: [Config, Admission],
        }),
      ],
    };
  }

  onModuleInit(): void {
    if (hasPlayground(this.config)) servePlaygroundScript(this.host.httpAdapter.getInstance());
  }
}

/** How the schema is made of the resolvers, wherever it is made. */
export const SCHEMA_OPTIONS = {
  sortSchema: true,
  autoSchemaFile: true,
  // Mercurius checks it again.
  buildSchemaOptions: { skipCheck: true },
} as const;

function optionsOf(config: Config, admission: Admission): MercuriusDriverConfig {
  const sockets = new Sockets();
  const enter = door(admission, hasPlayground(config) ? showPlayground : undefined);
  return {
    ...SCHEMA_OPTIONS,
    transformSchema: (schema) => sockets.watch(schema),
    path: GRAPHQL_PATH,
    graphiql: false,
    ide: false,
    cache: KEPT_QUERIES,
    queryDepth: MOST_DEPTH,
    allowBatchedQueries: false,
    graphql: {
      parseOptions: { maxTokens: MOST_TOKENS },
      validateOptions: { maxErrors: MOST_ERRORS },
    },
    additionalRouteOptions: {
      // What a request is made of is looked at in the door.
      schema: {},
      preValidation: async (request: FastifyRequest, reply: FastifyReply) => {
        const answer = await enter(request, reply);
        sockets.admit(request);
        return answer;
      },
    },
    context: (request: FastifyRequest, reply: FastifyReply): GraphqlContext => ({
      request,
      reply,
      state: new OperationState(),
    }),
    errorFormatter: (execution, context) =>
      formatErrors(execution, context as unknown as GraphqlContext) as never,
    hooks: {
      preExecution: (schema: GraphQLSchema, document: DocumentNode, context: unknown) =>
        beforeRun(schema, document, context as GraphqlContext),
      onResolution: (execution: { data?: unknown; errors?: readonly GraphQLError[] }, context: unknown) =>
        answerAgain(execution, context as never),
      preSubscriptionParsing: (schema: GraphQLSchema, text: string, context: unknown) =>
        sockets.check(schema, text, context as GraphqlContext),
      preSubscriptionExecution: (_schema: GraphQLSchema, _document: DocumentNode, context: unknown) =>
        sockets.begin(context as GraphqlContext),
    },
    subscription: sockets.subscription(),
  };
}

function beforeRun(schema: GraphQLSchema, document: DocumentNode, { request }: GraphqlContext): void {
  const { operationName, variables } = request.body as GraphqlBody;
  noteOperation(request, schema, document, { operationName, variables });
  const definitions = document.definitions.filter(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (definitions.length > 1 && !operationName) {
    throw refusal('the query has several operations', 'Name the one to run in operationName.', request);
  }
  checkCost(schema, document, operationName, variables);
}
