export { type Camel, camelCased, withoutNulls } from './camel.js';
export { type GraphqlContext, type OperationState } from './context.js';
export { GRAPHQL_PATH } from './door.js';
export { graphqlModule } from './graphql-module.loader.js';
export { GraphqlJson } from './json.scalar.js';
export { countedAs, sized } from './limits.js';
