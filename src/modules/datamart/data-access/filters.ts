import { dimensionOf } from '../domain/metrics/catalogue.js';
import { DATE } from '../domain/metrics/dimensions.js';
import { type Dimension } from '../domain/metrics/declaration.js';
import { type Filter, type FilterValue } from '../domain/query.js';
import { type Values } from './sources.js';

const CASTS: Record<Dimension['type'], string> = {
  text: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DECIMAL(38, 10)',
  boolean: 'BOOLEAN',
  date: 'DATE',
};

/** What a filter compares: the dimension's SQL and type. */
export function filtered(name: string): Pick<Dimension, 'sql' | 'type' | 'needs' | 'grain'> {
  return name === DATE
    ? { sql: 'd.bucket', type: 'text', needs: ['calendar'], grain: 'day' }
    : dimensionOf(name);
}

/** A filter whose values have been read, as a condition of the statement. */
export function conditionOf(filter: Filter, values: Values): string {
  const { sql: expression, type } = filtered(filter.dimension);
  const sql = `(${expression})`;
  const cast = CASTS[type];
  const given = filter.values ?? [];
  // As text, so that no digit is lost on the way.
  const one = (value: FilterValue | undefined) => `CAST(${values.add(String(value))} AS ${cast})`;
  const list = () =>
    given.length === 1
      ? `= ${one(given[0])}`
      : `IN (SELECT CAST(unnest(CAST(${values.add(given.map(String))} AS VARCHAR[])) AS ${cast}))`;
  switch (filter.operator ?? 'in') {
    case 'in':
      return `${sql} ${list()}`;
    case 'not_in':
      return `coalesce(NOT (${sql} ${list()}), true)`;
    case 'gte':
      return `${sql} >= ${one(given[0])}`;
    case 'lte':
      return `${sql} <= ${one(given[0])}`;
    case 'contains':
      return `contains(lower(${sql}), lower(${one(given[0])}))`;
    case 'is_null':
      return `${sql} IS NULL`;
    case 'is_not_null':
      return `${sql} IS NOT NULL`;
  }
}
