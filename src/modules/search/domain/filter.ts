import { type FieldName } from './fields.js';

/** Both bounds are included unless they are open; an absent one is none. */
export interface NumberRange {
  min?: number;
  max?: number;
  minOpen?: boolean;
  maxOpen?: boolean;
}

/** Days, ISO 8601, both included. */
export interface DateRange {
  min?: string;
  max?: string;
}

/** A condition on documents. A document without the field fits no condition on it but a negated one on a text. */
export type Filter =
  | { type: 'and' | 'or'; of: readonly Filter[] }
  /** One of the values: the whole value where it is exact, else its words in it; whatever the case. */
  | { type: 'text'; field: FieldName; exact: boolean; negated: boolean; values: readonly string[] }
  | { type: 'number'; field: FieldName; negated: boolean; ranges: readonly NumberRange[] }
  | { type: 'date'; field: FieldName; negated: boolean; ranges: readonly DateRange[] }
  | { type: 'boolean'; field: FieldName; value: boolean }
  /** In a country whose coordinates are so near. */
  | { type: 'near'; latitude: number; longitude: number; km: number };

/** A filter without places: what an index is asked. */
export type IndexFilter = Filter & { type: Exclude<Filter['type'], 'near'> };

/** All of them; undefined where there is none. */
export function allOf(filters: readonly (Filter | undefined)[]): Filter | undefined {
  const given = filters.filter((filter) => filter !== undefined);
  return given.length <= 1 ? given[0] : { type: 'and', of: given };
}

/** The filter with each condition replaced. */
export function mapFilter(filter: Filter, replace: (condition: Filter) => Filter): Filter {
  return filter.type === 'and' || filter.type === 'or'
    ? { type: filter.type, of: filter.of.map((inner) => mapFilter(inner, replace)) }
    : replace(filter);
}

/** All its conditions. */
export function conditionsOf(filter: Filter | undefined): Filter[] {
  if (!filter) return [];
  return filter.type === 'and' || filter.type === 'or' ? filter.of.flatMap(conditionsOf) : [filter];
}
