import { type CollectionCreateSchema } from 'typesense/lib/Typesense/Collections.js';
import { isRanged, rangesOf } from '../../domain/fields.js';
import { keyOf, type SearchDocument } from '../../domain/document.js';
import { type Synonyms } from '../../domain/synonyms.js';
import { stem } from '../stem.js';
import { textsOf } from '../terms.js';
import { dayNumber } from './filter-text.js';

/** A document as Typesense holds it. What is shown comes from the database: this is what is searched, filtered, sorted and counted. */
export interface Entry {
  id: string;
  code: string;
  title: string;
  /** Stems of the title's words that are not words of it. */
  forms: string;
  filed: string;
  [field: string]: unknown;
}

const optional = (name: string, type: string, more: object = {}) => ({ name, type, optional: true, ...more });

/** The collection: one for all kinds, so that they are ranked together. */
export function schemaOf(
  name: string,
  embedding?: { field: string; dimensions: number },
): CollectionCreateSchema {
  const fields = [
    { name: 'kind', type: 'string', facet: true },
    { name: 'code', type: 'string', infix: true, sort: true },
    { name: 'title', type: 'string' },
    { name: 'forms', type: 'string' },
    { name: 'filed', type: 'string' },
    ...['category', 'subcategory', 'brand', 'product_family', 'customer_segment'].map((field) =>
      optional(field, 'string', { facet: true }),
    ),
    optional('customer_id', 'string'),
    { name: 'country', type: 'string[]', facet: true },
    optional('price', 'float'),
    optional('price_range', 'string', { facet: true }),
    optional('total', 'float'),
    optional('total_range', 'string', { facet: true }),
    optional('orders', 'int32'),
    optional('units', 'int64'),
    optional('first_date', 'int32'),
    optional('last_date', 'int32'),
    optional('last_month', 'string', { facet: true }),
    optional('is_cancelled', 'bool', { facet: true }),
    { name: 'popularity', type: 'float' },
    ...(embedding ? [optional(embedding.field, 'float[]', { num_dim: embedding.dimensions })] : []),
  ];
  return { name, fields, default_sorting_field: 'popularity' } as CollectionCreateSchema;
}

export function entryOf(document: SearchDocument): Entry {
  const { title, filed } = textsOf(document);
  const { price, total, first_date, last_date } = document;
  const known = new Set(title);
  const entry: Entry = {
    id: keyOf(document),
    kind: document.kind,
    code: document.id.toLowerCase(),
    title: title.join(' '),
    forms: [...new Set(title.map(stem))].filter((word) => !known.has(word)).join(' '),
    filed: filed.join(' '),
    category: document.category,
    subcategory: document.subcategory,
    brand: document.brand,
    product_family: document.product_family,
    customer_segment: document.customer_segment,
    customer_id: document.customer_id,
    country: document.country,
    price,
    price_range: labelOf('price', price),
    total,
    total_range: labelOf('total', total),
    orders: document.orders,
    units: document.units,
    first_date: first_date === null ? null : dayNumber(first_date),
    last_date: last_date === null ? null : dayNumber(last_date),
    last_month: last_date === null ? null : last_date.slice(0, 7),
    is_cancelled: document.is_cancelled,
    popularity: document.popularity,
  };
  for (const [name, value] of Object.entries(entry)) if (value === null) delete entry[name];
  return entry;
}

function labelOf(field: 'price' | 'total', value: number | null): string | null {
  if (value === null || !isRanged(field)) return null;
  const range = rangesOf(field).find(
    ({ min, max }) => (min === null || value >= min) && (max === null || value < max),
  );
  return range?.label ?? null;
}

/** Synonyms as it takes them, by id. */
export function synonymsOf({
  groups,
}: Synonyms): [id: string, schema: { synonyms: string[]; root?: string }][] {
  return groups.map(({ root, phrases }, index) => [
    `group-${index}`,
    { ...(root ? { root: root.join(' ') } : {}), synonyms: phrases.map((phrase) => phrase.join(' ')) },
  ]);
}
