import { GraphQLScalarType, valueFromASTUntyped } from 'graphql';

/** Any value of JSON. */
export const GraphqlJson = new GraphQLScalarType({
  name: 'JSON',
  description: 'Any value of JSON.',
  serialize: (value) => value,
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
});
