import { QueryDay, QueryNumber, QueryOneOf, QueryText } from '../../../../platform/http/query.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { LINE_TYPES, type LineType, type SalesFilter, withinVersions } from '../../domain/sales-query.js';

export const LARGEST_AMOUNT = 1_000_000_000_000;

export const AS_OF =
  'Attributes of products and customers as they were on this day (SCD type 2); without it, as they were on the day of each line. Totals and scores of customers have no history and are those of now.';
export const PRODUCT =
  'A stock code; where there is none of that name, the lines whose product description contains the text, whatever its case.';
export const COUNTRY =
  'Country of the line: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK.';

/** What both versions filter by. */
export class RangeQuery {
  @QueryDay({ description: 'First day.' })
  date_from?: string;

  @QueryDay({ description: 'Last day, included.', example: '2011-12-31' })
  date_to?: string;

  @QueryNumber({
    min: -LARGEST_AMOUNT,
    max: LARGEST_AMOUNT,
    description: 'Lowest amount of a line; returns are negative.',
    example: 10,
  })
  min_amount?: number;

  @QueryNumber({
    min: -LARGEST_AMOUNT,
    max: LARGEST_AMOUNT,
    description: 'Highest amount of a line.',
    example: 1000,
  })
  max_amount?: number;

  @QueryOneOf(LINE_TYPES)
  line_type?: LineType;

  @QueryDay({ description: AS_OF, example: '2011-06-30' })
  as_of?: string;
}

export class OneFilterQuery extends RangeQuery {
  @QueryText({ description: COUNTRY, example: 'UK' })
  country?: string;

  @QueryText({ description: PRODUCT, example: '22423' })
  product?: string;

  @QueryText({ example: '17850' })
  customer_id?: string;

  @QueryText({ example: '536365' })
  invoice_no?: string;
}

/** Throws AppError where a range ends before it begins. */
export function rangesOf(query: RangeQuery): SalesFilter {
  const { date_from, date_to, min_amount, max_amount, line_type, as_of } = query;
  if (date_from !== undefined && date_to !== undefined && date_from > date_to) {
    throw new AppError('invalid', `date_to ${date_to} is before date_from ${date_from}`);
  }
  if (min_amount !== undefined && max_amount !== undefined && min_amount > max_amount) {
    throw new AppError('invalid', `max_amount ${max_amount} is below min_amount ${min_amount}`);
  }
  return {
    dateFrom: date_from,
    dateTo: date_to,
    minAmount: min_amount,
    maxAmount: max_amount,
    lineType: line_type,
    asOf: as_of === undefined ? undefined : withinVersions(as_of),
  };
}

export function filterOf(query: OneFilterQuery): SalesFilter {
  const list = (text: string | undefined) => (text === undefined ? undefined : [text]);
  return {
    ...rangesOf(query),
    countries: list(query.country),
    products: list(query.product),
    customerIds: list(query.customer_id),
    invoiceNos: list(query.invoice_no),
  };
}

const FILTERS = [
  ...['country', 'countries', 'date_from', 'date_to', 'product', 'products', 'customer_id', 'customer_ids'],
  ...['invoice_no', 'invoice_nos', 'min_amount', 'max_amount', 'line_type'],
];

/** The filters that were given, as they were given. */
export function givenFilters(query: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(query).filter(([name, value]) => FILTERS.includes(name) && value !== undefined),
  );
}
