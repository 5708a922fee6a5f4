import { type FieldName } from '../../domain/fields.js';
import { type DateRange, type IndexFilter, type NumberRange } from '../../domain/filter.js';
import { wordsOf } from '../../domain/text.js';

const DAY_MS = 86_400_000;
const INTEGERS: ReadonlySet<FieldName> = new Set<FieldName>(['orders', 'units']);

/** Days since 1970: how days are kept there. */
export function dayNumber(day: string): number {
  return Math.floor(Date.parse(`${day}T00:00:00Z`) / DAY_MS);
}

/** The field of the collection; `id` is taken there. */
export function nameOf(field: FieldName): string {
  return field === 'id' ? 'code' : field;
}

/** A filter in Typesense's own words: written anew from what was understood, so that nothing a caller wrote is passed on as it came. */
export function filterText(filter: IndexFilter): string {
  switch (filter.type) {
    case 'and':
    case 'or':
      return `(${filter.of.map((inner) => filterText(inner as IndexFilter)).join(filter.type === 'and' ? ' && ' : ' || ')})`;
    case 'text': {
      // Whoever asks for nothing gets nothing.
      const values = filter.values.filter((value) => wordsOf(value).length > 0).map(quoted);
      if (values.length === 0) return filter.negated ? 'kind:!=none' : 'kind:=none';
      const name = nameOf(filter.field);
      if (!filter.negated) return `${name}:${filter.exact ? '=' : ''}[${values.join(',')}]`;
      return `${name}:${filter.exact ? '!=' : '!'}[${values.join(',')}]`;
    }
    case 'number':
      return among(
        filter.field,
        filter.ranges.map(INTEGERS.has(filter.field) ? integers : numbers),
        filter.negated,
      );
    case 'date':
      return among(filter.field, filter.ranges.map(days), filter.negated);
    case 'boolean':
      return `${filter.field}:=${filter.value}`;
  }
}

interface Bounds {
  low?: { sign: '>' | '>='; value: number };
  high?: { sign: '<' | '<='; value: number };
}

function numbers({ min, max, minOpen, maxOpen }: NumberRange): Bounds {
  return {
    ...(min === undefined ? {} : { low: { sign: minOpen ? '>' : '>=', value: min } }),
    ...(max === undefined ? {} : { high: { sign: maxOpen ? '<' : '<=', value: max } }),
  };
}

/** It compares whole numbers with whole numbers alone. */
function integers({ min, max, minOpen, maxOpen }: NumberRange): Bounds {
  return numbers({
    ...(min === undefined ? {} : { min: minOpen ? Math.floor(min) + 1 : Math.ceil(min) }),
    ...(max === undefined ? {} : { max: maxOpen ? Math.ceil(max) - 1 : Math.floor(max) }),
  });
}

function days({ min, max }: DateRange): Bounds {
  return numbers({
    ...(min === undefined ? {} : { min: dayNumber(min) }),
    ...(max === undefined ? {} : { max: dayNumber(max) }),
  });
}

/** It has no `not` for numbers: outside of a range is below or above it. */
function among(field: string, ranges: readonly Bounds[], negated: boolean): string {
  const parts = ranges.map(({ low, high }) => {
    const bounds: string[] = [];
    if (low)
      bounds.push(`${field}:${negated ? (low.sign === '>' ? '<=' : '<') : low.sign}${plain(low.value)}`);
    if (high)
      bounds.push(`${field}:${negated ? (high.sign === '<' ? '>=' : '>') : high.sign}${plain(high.value)}`);
    return `(${bounds.join(negated ? ' || ' : ' && ')})`;
  });
  return `(${parts.join(negated ? ' && ' : ' || ')})`;
}

/** Without an exponent, which it does not read. */
function plain(value: number): string {
  return value.toLocaleString('en-US', { useGrouping: false, maximumFractionDigits: 6 });
}

/** Between backticks everything is text but a backtick. */
function quoted(text: string): string {
  return `\`${text.replace(/[`\p{Cc}]/gu, ' ').trim()}\``;
}
