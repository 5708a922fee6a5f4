import type { FastifyInstance } from 'fastify';
import { type GraphQLError } from 'graphql';
import { AppError } from '../errors/app-error.js';
import { type GraphqlContext, OperationState } from './context.js';
import { type GraphqlBody } from './door.js';
import { formatErrors, shaped } from './errors.js';

/** Gold is published now and then, and hardly between the parts of one answer more than once. */
const MOST_ATTEMPTS = 3;

interface Executed {
  data?: unknown;
  errors?: readonly GraphQLError[];
}

type Graphql = (
  query: string,
  context: object,
  variables?: object | null,
  operationName?: string | null,
) => Promise<Executed>;

/**
 * Has a query answered again whose parts are of different versions of gold, as one was published meanwhile: an answer is of one.
 * Writes are done once.
 */
export async function answerAgain(
  execution: Executed,
  { request, state, app, reply }: GraphqlContext & { app: FastifyInstance & { graphql: Graphql } },
): Promise<void> {
  if (state.versions.size < 2 || request.operation === undefined || request.operation.isWrite) return;
  const { query, variables, operationName } = request.body as GraphqlBody;
  if (state.attempt + 1 >= MOST_ATTEMPTS) {
    execution.data = null;
    const error = new AppError('unavailable', 'gold was published while this was answered, several times', {
      hint: 'Ask again.',
    });
    const told = formatErrors({ data: null, errors: [shaped(error, request)] }, { request, reply });
    execution.errors = told.response.errors as never;
    return;
  }
  request.operation.status = 200;
  const context = { request, reply: reply!, state: new OperationState(state.attempt + 1) };
  const again = await app.graphql(query, context, variables ?? undefined, operationName);
  execution.data = again.data;
  execution.errors = again.errors;
}
