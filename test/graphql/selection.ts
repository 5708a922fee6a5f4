import { getNamedType, type GraphQLOutputType, isObjectType } from 'graphql';

/** All fields of a type that need no arguments, and theirs, as a selection. */
export function everythingOf(type: GraphQLOutputType): string {
  const named = getNamedType(type);
  if (!isObjectType(named)) return '';
  const fields = Object.values(named.getFields()).filter(({ args }) => args.length === 0);
  return `{ ${fields.map(({ name, type: of }) => `${name} ${everythingOf(of)}`).join(' ')} }`;
}
