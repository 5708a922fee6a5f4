import { fieldOf } from '../../domain/fields.js';
import { type DateRange, type IndexFilter, type NumberRange } from '../../domain/filter.js';

/** Values of a statement, by number. */
export class Values {
  readonly list: unknown[] = [];

  add(value: unknown): string {
    this.list.push(value);
    return `$${this.list.length}`;
  }
}

/** A filter as SQL over the columns of `d`. Names are those of our own table; what callers wrote are values. */
export function filterSql(filter: IndexFilter, values: Values): string {
  switch (filter.type) {
    case 'and':
    case 'or':
      return `(${filter.of.map((inner) => filterSql(inner as IndexFilter, values)).join(filter.type === 'and' ? ' AND ' : ' OR ')})`;
    case 'text': {
      const column = `d.${filter.field}`;
      const isList = fieldOf(filter.field).type === 'string[]';
      const texts = isList ? `unnest(${column})` : `(VALUES (${column})) AS one`;
      const wanted = filter.values.map((value) => value.toLowerCase());
      // Words: the text with a blank around each of its words holds the value with a blank at its ends.
      const condition = filter.exact
        ? `lower(v) = ANY(${values.add(wanted)}::text[])`
        : `EXISTS (SELECT 1 FROM unnest(${values.add(wanted.map(asWords))}::text[]) AS w WHERE position(w IN ' ' || regexp_replace(lower(v), '[^[:alnum:]]+', ' ', 'g') || ' ') > 0)`;
      const some = isList
        ? `EXISTS (SELECT 1 FROM ${texts} AS v WHERE ${condition})`
        : condition.replaceAll('lower(v)', `lower(${column})`);
      return filter.negated ? `NOT coalesce(${some}, false)` : `coalesce(${some}, false)`;
    }
    case 'number':
      return among(
        `d.${filter.field}`,
        filter.ranges.map((range) => numbers(range)),
        'double precision',
        filter.negated,
        values,
      );
    case 'date':
      return among(
        `d.${filter.field}`,
        filter.ranges.map((range) => days(range)),
        'date',
        filter.negated,
        values,
      );
    case 'boolean':
      return `d.${filter.field} IS ${filter.value ? 'TRUE' : 'FALSE'}`;
  }
}

type Bound = readonly [sign: string, value: number | string];

function numbers({ min, max, minOpen, maxOpen }: NumberRange): Bound[] {
  return [
    ...(min === undefined ? [] : [[minOpen ? '>' : '>=', min] as const]),
    ...(max === undefined ? [] : [[maxOpen ? '<' : '<=', max] as const]),
  ];
}

function days({ min, max }: DateRange): Bound[] {
  return [
    ...(min === undefined ? [] : [['>=', min] as const]),
    ...(max === undefined ? [] : [['<=', max] as const]),
  ];
}

function among(column: string, ranges: Bound[][], type: string, negated: boolean, values: Values): string {
  const parts = ranges.map(
    (bounds) =>
      `(${bounds.map(([sign, value]) => `${column} ${sign} ${values.add(value)}::${type}`).join(' AND ')})`,
  );
  const some = `(${parts.join(' OR ')})`;
  return `(${column} IS NOT NULL AND ${negated ? 'NOT ' : ''}${some})`;
}

function asWords(text: string): string {
  return ` ${text.replace(/[^\p{L}\p{N}]+/gu, ' ').trim()} `;
}
