import { HttpException, UnprocessableEntityException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DocumentNode, getOperationAST, Kind, OperationTypeNode } from 'graphql';
import { type Admission } from '../http/admission.js';
import { isSocket } from '../http/request-of.js';
import { MOST_TEXT } from './limits.js';

export const GRAPHQL_PATH = '/api/graphql';

/** What a request to run is made of. */
export interface GraphqlBody {
  query: string;
  operationName?: string | null;
  variables?: Record<string, unknown> | null;
}

const MEMBERS = new Set(['query', 'operationName', 'variables', 'extensions']);
const LONGEST_NAME = 200;

/**
 * What a request has to be before GraphQL sees it: a POST of application/json, which no page of another origin can send without being
 * allowed to; or a socket. Who asks is found out, and the request counted. Throws HttpException or AppError.
 */
export function door(admission: Admission, playground: ((reply: FastifyReply) => unknown) | undefined) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    if (request.method === 'GET' && !isSocket(request)) {
      if (playground && Object.keys(request.query as object).length === 0) return playground(reply);
      void reply.header('allow', 'POST');
      throw new HttpException('GraphQL is asked by POST, with a body of application/json', 405);
    }
    await admission.admit(request, reply);
    if (isSocket(request)) return undefined;
    if (!/^application\/json\s*(;|$)/i.test(request.headers['content-type'] ?? ''))
      throw new UnsupportedMediaTypeException('GraphQL takes a body of application/json');
    request.operation = { isWrite: false, text: '', status: 200 };
    checkBody(request.body);
    return undefined;
  };
}

function checkBody(body: unknown): asserts body is GraphqlBody {
  const errors: { field: string; reason: string }[] = [];
  const wrong = (field: string, reason: string) => errors.push({ field, reason });
  if (body === null || typeof body !== 'object' || Array.isArray(body)) {
    throw malformed([
      { field: '', reason: 'it must be one object; several operations take several requests' },
    ]);
  }
  const { query, operationName = null, variables = null } = body as Record<string, unknown>;
  if (typeof query !== 'string' || query.trim() === '') wrong('query', 'query must be a text');
  else if (isJson(query)) wrong('query', 'query must be GraphQL');
  else if (query.length > MOST_TEXT) wrong('query', `query may have ${MOST_TEXT} characters`);
  if (operationName !== null && (typeof operationName !== 'string' || operationName.length > LONGEST_NAME))
    wrong('operationName', 'operationName must be the name of an operation');
  if (variables !== null && (typeof variables !== 'object' || Array.isArray(variables)))
    wrong('variables', 'variables must be an object');
  for (const name of Object.keys(body))
    if (!MEMBERS.has(name)) wrong(name.slice(0, LONGEST_NAME), 'there is no such member');
  if (errors.length > 0) throw malformed(errors);
}

/** Mercurius would take it for a query that is parsed already. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

function malformed(errors: { field: string; reason: string }[]): HttpException {
  return new UnprocessableEntityException({ message: 'The request is malformed.', errors });
}

/** Leaves with the request what it asks for, for the audit log. */
export function noteOperation(request: FastifyRequest, document: DocumentNode, name?: string | null): void {
  const operation = getOperationAST(document, name);
  if (!operation || !request.operation) return;
  const fields = operation.selectionSet.selections.map((one) =>
    one.kind === Kind.FIELD ? one.name.value : '…',
  );
  request.operation.isWrite = operation.operation === OperationTypeNode.MUTATION;
  request.operation.text = `${operation.operation} ${[...new Set(fields)].join(', ')}`.slice(0, LONGEST_NAME);
}
