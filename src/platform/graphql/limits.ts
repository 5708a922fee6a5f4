import {
  type DocumentNode,
  getOperationAST,
  GraphQLError,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  parse,
  validate,
  visit,
} from 'graphql';
import { fieldExtensionsEstimator, getComplexity, simpleEstimator } from 'graphql-query-complexity';

/** Levels of fields. */
export const MOST_DEPTH = 15;
/** Of an operation, by the rule of `costOf`. */
export const MOST_COST = 1_000;
/** Characters of a query. */
export const MOST_TEXT = 16_384;
/** Words and signs of a query. */
export const MOST_TOKENS = 2_000;
/** Errors that are told of one query. */
export const MOST_ERRORS = 10;
/** Fields that are looked at, those of a fragment again wherever it is spread. */
const MOST_NODES = 5_000;

const SCHEMA_COST = 400;
const TYPE_COST = 50;
const ESTIMATORS = [
  // The whole schema once an operation.
  ({ field, childComplexity }: { field: { name: string }; childComplexity: number }) => {
    if (field.name === '__schema') return SCHEMA_COST + childComplexity;
    if (field.name === '__type') return TYPE_COST + childComplexity;
    return undefined;
  },
  fieldExtensionsEstimator(),
  simpleEstimator({ defaultComplexity: 1 }),
];

/**
 * Every field costs 1 and what is in it; a list costs its size times what an item costs. The size of a list is what was asked
 * for, or what its field declares. Throws GraphQLError.
 */
export function costOf(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null | undefined,
  variables: Record<string, unknown> | null | undefined,
): number {
  const operation = getOperationAST(document, operationName);
  // Which of them runs is told in its own way.
  if (!operation) return 0;
  return getComplexity({
    schema,
    query: only(document, operation),
    variables: variables ?? {},
    estimators: ESTIMATORS,
    maxQueryNodes: MOST_NODES,
  });
}

/** Throws GraphQLError where an operation costs too much. */
export function checkCost(...asked: Parameters<typeof costOf>): void {
  const cost = costOf(...asked);
  if (cost <= MOST_COST) return;
  throw new GraphQLError(`the query costs ${cost}, and ${MOST_COST} is the most`, {
    extensions: {
      code: 'BAD_REQUEST',
      status: 400,
      hint: 'Ask for fewer rows (first) or fewer fields: a list costs its size times the fields of an item.',
    },
  });
}

/** Looks at all that is known of a subscription before its variables are. Throws GraphQLError. */
export function checkSubscription(schema: GraphQLSchema, text: string): void {
  if (text.length > MOST_TEXT) throw new GraphQLError(`a query may have ${MOST_TEXT} characters`);
  const document = parse(text, { maxTokens: MOST_TOKENS });
  const [error] = validate(schema, document, undefined, { maxErrors: 1 });
  if (error) throw error;
  // Whatever its variables are, its lists are as long as their fields declare.
  const settled = visit(document, {
    VariableDefinition: () => null,
    Directive: () => null,
    Variable: () => ({ kind: Kind.STRING, value: '' }),
  });
  checkCost(schema, settled, undefined, undefined);
}

/** A list of as many items as an argument says; it is taken for what it costs, whatever comes. */
export function sized(argument: string) {
  return ({ args, childComplexity }: { args: Record<string, unknown>; childComplexity: number }) =>
    // A size below 1 is refused later, and takes nothing off here.
    1 + Math.max(1, Number(args[argument] ?? 1)) * Math.max(1, childComplexity);
}

/** A list that is counted as one of so many items. */
export function countedAs(size: number) {
  return ({ childComplexity }: { childComplexity: number }) => 1 + size * childComplexity;
}

function only(document: DocumentNode, operation: OperationDefinitionNode): DocumentNode {
  const fragments = document.definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
  return { ...document, definitions: [operation, ...fragments] };
}
