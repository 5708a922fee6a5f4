type CamelKey<K> = K extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelKey<Tail>>}` : K;

/** A type with its names as GraphQL writes them. */
export type Camel<T> = T extends readonly (infer Item)[]
  ? Camel<Item>[]
  : T extends object
    ? { -readonly [K in keyof T as CamelKey<K>]: Camel<T[K]> }
    : T;

/** A value of JSON with the names of its fields as GraphQL writes them. */
export function camelCased<T>(value: T): Camel<T> {
  if (Array.isArray(value)) return value.map((item: unknown) => camelCased(item)) as Camel<T>;
  if (value === null || typeof value !== 'object') return value as Camel<T>;
  const entries = Object.entries(value).map(([name, item]) => [nameOf(name), camelCased(item as unknown)]);
  return Object.fromEntries(entries) as Camel<T>;
}

function nameOf(name: string): string {
  return name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/** An object of arguments without those that are null, which is as good as not given. */
export function withoutNulls<T extends object>(value: T): { [K in keyof T]: NonNullable<T[K]> | undefined } {
  const entries = Object.entries(value).filter(([, item]) => item !== null);
  return Object.fromEntries(entries) as { [K in keyof T]: NonNullable<T[K]> | undefined };
}
