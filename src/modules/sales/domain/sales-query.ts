/** What lines are asked for. A filter that is absent lets all through; of a list one has to fit. */
export interface SalesFilter {
  /** As the caller writes them: name, ISO code or alias. */
  countries?: readonly string[];
  /** First and last day, YYYY-MM-DD. */
  dateFrom?: string;
  dateTo?: string;
  /** A stock code, or what a description contains. */
  products?: readonly string[];
  customerIds?: readonly string[];
  invoiceNos?: readonly string[];
  minAmount?: number;
  maxAmount?: number;
  lineType?: LineType;
  /** Attributes of products and customers as they were on this day, YYYY-MM-DD; without it, on the day of each line. */
  asOf?: string;
}

export const LINE_TYPES = ['sale', 'return'] as const;
export type LineType = (typeof LINE_TYPES)[number];

/**
 * Columns that lines can be ordered by. Lines that are equal there follow by sale_id: `same` in the direction of the column,
 * `opposite` against it, whichever way the index goes.
 */
export const SORT_FIELDS = {
  date: { column: 'date_key', ties: 'same', values: 'whole' },
  total_amount: { column: 'total_amount', ties: 'opposite', values: 'decimal' },
  quantity: { column: 'quantity', ties: 'same', values: 'whole' },
  unit_price: { column: 'unit_price', ties: 'same', values: 'decimal' },
} as const;

export type SortField = keyof typeof SORT_FIELDS;
export type Direction = 'asc' | 'desc';

export interface Sort {
  field: SortField;
  direction: Direction;
}

export const SORTS = (Object.keys(SORT_FIELDS) as SortField[]).flatMap(
  (field) => [`${field}:asc`, `${field}:desc`] as const,
);
export type SortText = (typeof SORTS)[number];

export function sortOf(text: SortText): Sort {
  const [field, direction] = text.split(':') as [SortField, Direction];
  return { field, direction };
}

/** The same text for the same filter, however its lists are ordered. */
export function filterText(filter: SalesFilter): string {
  const entries = Object.entries(filter as Record<string, unknown>)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => [name, Array.isArray(value) ? [...new Set(value as string[])].sort() : value]);
  return JSON.stringify(entries.sort(([a], [b]) => (String(a) < String(b) ? -1 : 1)));
}

/** A filter that lets the daily figures tell how many lines fit. */
export function isOfDays({ products, customerIds, invoiceNos, minAmount, maxAmount }: SalesFilter): boolean {
  return [products, customerIds, invoiceNos, minAmount, maxAmount].every((part) => part === undefined);
}

/** No filter at all; what attributes look like filters nothing. */
export function isAll(filter: SalesFilter): boolean {
  const { countries, dateFrom, dateTo, lineType } = filter;
  return isOfDays(filter) && [countries, dateFrom, dateTo, lineType].every((part) => part === undefined);
}

export interface Pagination {
  page: number;
  size: number;
  total: number;
  pages: number;
  has_next: boolean;
  has_prev: boolean;
}

export function paginationOf(page: number, size: number, total: number): Pagination {
  const pages = Math.ceil(total / size);
  return { page, size, total, pages, has_next: page < pages, has_prev: page > 1 && pages > 0 };
}

/** Day of a yyyymmdd key. */
export function dayOf(dateKey: number): string {
  const text = String(dateKey).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

export function dateKeyOf(day: string): number {
  return Number(day.replaceAll('-', ''));
}

const FIRST_DAY = '1900-01-01';
const LAST_DAY = '9999-12-30';

/** The first version of everything reaches back for ever, and the last one goes on for ever; they are written with these days. */
export function withinVersions(day: string): string {
  return day < FIRST_DAY ? FIRST_DAY : day > LAST_DAY ? LAST_DAY : day;
}
