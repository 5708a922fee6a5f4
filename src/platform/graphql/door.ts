import { HttpException, UnprocessableEntityException, UnsupportedMediaTypeException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getNamedType,
  getOperationAST,
  GraphQLID,
  type GraphQLSchema,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
  valueFromASTUntyped,
} from 'graphql';
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
const LONGEST_ID = 100;
const PLAIN_ID = /^[\w.:-]+$/;

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

/** Leaves with the request what it asks for, for the audit log: the fields, and which things they are about. */
export function noteOperation(
  request: FastifyRequest,
  schema: GraphQLSchema,
  document: DocumentNode,
  { operationName, variables }: Pick<GraphqlBody, 'operationName' | 'variables'>,
): void {
  const operation = getOperationAST(document, operationName);
  if (!operation || !request.operation) return;
  const fields = schema.getRootType(operation.operation)?.getFields() ?? {};
  const told = topFields(operation.selectionSet, document).map((node) => {
    const ids = (fields[node.name.value]?.args ?? [])
      .filter(({ type }) => getNamedType(type) === GraphQLID)
      .flatMap(({ name }) => idIn(node, name, variables ?? {}) ?? []);
    return ids.length > 0 ? `${node.name.value}(${ids.join(', ')})` : node.name.value;
  });
  request.operation.isWrite = operation.operation === OperationTypeNode.MUTATION;
  request.operation.text = `${operation.operation} ${[...new Set(told)].join(', ')}`.slice(0, MOST_TEXT);
}

/** The fields of an operation itself, those in its fragments too, each of which is looked at once. */
function topFields(
  { selections }: SelectionSetNode,
  document: DocumentNode,
  seen = new Set<string>(),
): FieldNode[] {
  return selections.flatMap((one) => {
    if (one.kind === Kind.FIELD) return one;
    if (one.kind === Kind.INLINE_FRAGMENT) return topFields(one.selectionSet, document, seen);
    if (seen.has(one.name.value)) return [];
    seen.add(one.name.value);
    const fragment = document.definitions.find(
      (found) => found.kind === Kind.FRAGMENT_DEFINITION && found.name.value === one.name.value,
    ) as FragmentDefinitionNode | undefined;
    return fragment ? topFields(fragment.selectionSet, document, seen) : [];
  });
}

function idIn(node: FieldNode, name: string, variables: Record<string, unknown>): string | undefined {
  const given = node.arguments?.find((argument) => argument.name.value === name)?.value;
  const value = given && valueFromASTUntyped(given, variables);
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const id = String(value).slice(0, LONGEST_ID);
  // What looks like more than an id must not be read as more than one.
  return PLAIN_ID.test(id) ? id : JSON.stringify(id);
}
