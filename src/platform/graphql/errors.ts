import { Logger } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { headersOf, type Problem, problemOf } from '../http/problem.js';
import { type GraphqlContext } from './context.js';

const CODES: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHENTICATED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  405: 'METHOD_NOT_ALLOWED',
  408: 'TIMEOUT',
  409: 'CONFLICT',
  413: 'TOO_LARGE',
  415: 'UNSUPPORTED_MEDIA_TYPE',
  422: 'INVALID',
  429: 'TOO_MANY',
  500: 'INTERNAL',
  503: 'UNAVAILABLE',
};

/** The members of a problem, beside the message, as GraphQL has room for them. */
export type ErrorExtensions = Pick<Problem, 'status' | 'correlation_id' | 'hint' | 'details' | 'errors'> & {
  code: string;
};

interface Execution {
  data?: unknown;
  errors?: readonly GraphQLError[];
}

const log = new Logger('GraphQL');

/** What a client is told of errors: the same as REST tells, for each field that is concerned. */
export function formatErrors(
  { data, errors = [] }: Execution,
  { request, reply }: Pick<GraphqlContext, 'request' | 'reply'>,
) {
  const all = errors.flatMap((error) => partsOf(error));
  const told = all.map((error) => tell(error, request));
  const statuses = told.map(({ extensions }) => (extensions as ErrorExtensions).status);
  const [first = 200] = statuses;
  if (request.operation) request.operation.status = Math.max(request.operation.status, ...statuses);
  for (const error of all) void reply?.headers(headersOf(causeOf(error)));
  const hasNothing = data === undefined || data === null;
  // Once a query runs, its errors are parts of an answer; but who is not known, or comes too often, gets none.
  const wasRun = all.some(({ path }) => path !== undefined);
  const statusCode = hasNothing && (!wasRun || first === 401 || first === 429) ? first : 200;
  return {
    statusCode,
    response: wasRun ? { data: hasNothing ? null : data, errors: told } : { errors: told },
  };
}

/** An error that says by itself what a client is to be told. */
export function shaped(error: unknown, request: FastifyRequest): GraphQLError {
  const { detail, ...problem } = problemOf(error, request);
  if (problem.status >= 500) log.error(error);
  const originalError = error instanceof Error ? error : undefined;
  return new GraphQLError(detail, { originalError, extensions: { ...extensionsOf(problem) } });
}

/** What went wrong, below the forms that GraphQL gives it. */
function causeOf(error: GraphQLError): unknown {
  let cause: unknown = error;
  while (cause instanceof GraphQLError && cause.originalError) cause = cause.originalError;
  return cause;
}

/** A query that is refused before it runs. */
export function refusal(message: string, hint: string, request: FastifyRequest): GraphQLError {
  return new GraphQLError(message, {
    extensions: { code: 'BAD_REQUEST', status: 400, correlation_id: request.id, hint },
  });
}

function tell(error: GraphQLError, request: FastifyRequest): GraphQLFormattedError {
  if (typeof error.extensions['code'] === 'string' && typeof error.extensions['status'] === 'number') {
    const { message, locations, path, extensions } = error.toJSON();
    return { message, locations, path, extensions: { correlation_id: request.id, ...extensions } };
  }
  const { locations, path } = error.toJSON();
  if (isOfTheQuery(error)) {
    const extensions: ErrorExtensions = { code: 'BAD_REQUEST', status: 400, correlation_id: request.id };
    return { message: error.message, locations, path, extensions: { ...extensions } };
  }
  const { message, extensions } = shaped(error.originalError ?? error, request);
  return { message, locations, path, extensions };
}

/** The query is wrong, or a variable of it: GraphQL says so by itself. */
function isOfTheQuery({ path, originalError }: GraphQLError): boolean {
  return originalError instanceof GraphQLError || (originalError === undefined && path === undefined);
}

/** Several errors of one query come as one. */
function partsOf(error: GraphQLError): GraphQLError[] {
  const { errors } = (error.originalError ?? {}) as { errors?: unknown };
  const isRefusal = error.path === undefined && Array.isArray(errors) && errors.length > 0;
  return isRefusal ? errors.map(asGraphqlError) : [error];
}

function asGraphqlError(error: unknown): GraphQLError {
  if (error instanceof GraphQLError) return error;
  return new GraphQLError(error instanceof Error ? error.message : String(error));
}

function extensionsOf({ status, correlation_id, hint, details, errors }: Omit<Problem, 'detail'>) {
  const code = CODES[status] ?? (status >= 500 ? 'INTERNAL' : 'BAD_REQUEST');
  const optional = Object.entries({ hint, details, errors }).filter(([, value]) => value !== undefined);
  return { code, status, correlation_id, ...Object.fromEntries(optional) } as ErrorExtensions;
}
