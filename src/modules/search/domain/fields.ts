import { type DocumentKind } from './document.js';

export type FieldType = 'string' | 'string[]' | 'number' | 'date' | 'boolean';

export interface Field {
  type: FieldType;
  kinds: readonly DocumentKind[];
  description: string;
  /** Its values can be counted. */
  facet?: true;
  /** Results can be sorted by it. */
  sort?: true;
}

const ALL: readonly DocumentKind[] = ['product', 'customer', 'invoice'];
const PRODUCT: readonly DocumentKind[] = ['product'];

/** What can be filtered by, and more. The names are those of filter_by, sort_by and facet_by. */
export const FIELDS = {
  kind: { type: 'string', kinds: ALL, facet: true, description: 'product, customer or invoice.' },
  id: { type: 'string', kinds: ALL, sort: true, description: 'Stock code, customer id or invoice number.' },
  category: { type: 'string', kinds: PRODUCT, facet: true, description: 'Category of the product.' },
  subcategory: { type: 'string', kinds: PRODUCT, facet: true, description: 'Subcategory of the product.' },
  brand: { type: 'string', kinds: PRODUCT, facet: true, description: 'Brand that the description names.' },
  product_family: { type: 'string', kinds: PRODUCT, facet: true, description: 'Family of the product.' },
  country: {
    type: 'string[]',
    kinds: ALL,
    facet: true,
    description: 'Where a product was sold; the country of a customer or an invoice.',
  },
  customer_segment: {
    type: 'string',
    kinds: ['customer'],
    facet: true,
    description: 'RFM segment of the customer.',
  },
  customer_id: {
    type: 'string',
    kinds: ['customer', 'invoice'],
    description: 'The customer, or whose invoice it is.',
  },
  price: {
    type: 'number',
    kinds: PRODUCT,
    facet: true,
    sort: true,
    description: 'Mean price of one unit sold.',
  },
  total: {
    type: 'number',
    kinds: ALL,
    facet: true,
    sort: true,
    description: 'Net amount of the product, the customer or the invoice.',
  },
  orders: { type: 'number', kinds: ['product', 'customer'], sort: true, description: 'Sale invoices.' },
  units: { type: 'number', kinds: PRODUCT, sort: true, description: 'Net units.' },
  first_date: { type: 'date', kinds: ALL, sort: true, description: 'Day of the first sale.' },
  last_date: { type: 'date', kinds: ALL, facet: true, sort: true, description: 'Day of the last sale.' },
  is_cancelled: { type: 'boolean', kinds: ['invoice'], facet: true, description: 'A cancellation (C…).' },
  popularity: { type: 'number', kinds: ALL, sort: true, description: 'How much it is sold, 0 to 1.' },
} as const satisfies Record<string, Field>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

export function fieldOf(name: FieldName): Field {
  return FIELDS[name];
}

export function isFieldName(name: string): name is FieldName {
  return Object.hasOwn(FIELDS, name);
}

export const FACET_FIELDS = FIELD_NAMES.filter((name) => fieldOf(name).facet === true);
export const SORT_FIELDS = FIELD_NAMES.filter((name) => fieldOf(name).sort === true);

/** Facets of numbers: half-open ranges between these bounds, open at both ends. */
export const RANGES = {
  price: [1, 2, 5, 10, 20, 50],
  total: [0, 10, 100, 1_000, 10_000, 100_000],
} as const satisfies Partial<Record<FieldName, readonly number[]>>;

export interface Range {
  label: string;
  min: number | null;
  /** Not included. */
  max: number | null;
}

export function rangesOf(field: keyof typeof RANGES): Range[] {
  const bounds = RANGES[field];
  return [null, ...bounds].map((min, index) => {
    const max = bounds[index] ?? null;
    const label = min === null ? `under ${max ?? ''}` : max === null ? `${min} and more` : `${min} to ${max}`;
    return { label, min, max };
  });
}

export function isRanged(field: FieldName): field is keyof typeof RANGES {
  return Object.hasOwn(RANGES, field);
}
