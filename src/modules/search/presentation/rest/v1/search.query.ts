import {
  QueryDay,
  QueryInteger,
  QueryList,
  QueryNumber,
  QueryOneOf,
  QueryText,
} from '../../../../../platform/http/query.js';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { type Kind, KINDS } from '../../../domain/document.js';
import { FACET_FIELDS, type FieldName } from '../../../domain/fields.js';
import { LONGEST_FILTER } from '../../../domain/filter-parser.js';
import { SEARCH_MODES, type SearchMode } from '../../../domain/search-index.js';
import { type SearchRequest } from '../../../service/search-request.js';

export const LARGEST_AMOUNT = 1_000_000_000_000;
export const LONGEST_QUERY = 500;
export const MOST_PAGES = 1_000;

export class WordsQuery {
  @QueryText({
    maxLength: LONGEST_QUERY,
    description: 'Words; `*`, or nothing, for everything. The first twelve words count.',
    example: 'xmas decor',
  })
  q?: string;

  @QueryOneOf(SEARCH_MODES, {
    description:
      'lexical: by words; semantic: products by the meaning of their titles; hybrid: by both, in one ranking. Without an embedding model hybrid goes by words alone, and says so.',
    default: 'lexical',
  })
  mode?: SearchMode;

  @QueryList({
    description: `Any of ${KINDS.join(', ')}; all of them without it. Sales lines come after everything else, newest first, and are looked for where the page reaches them.`,
    example: 'product',
  })
  kinds?: string[];

  @QueryList({
    description: 'Names, ISO 3166 codes or usual aliases such as UK.',
    example: 'UK',
  })
  country?: string[];

  @QueryNumber({ min: 0, max: LARGEST_AMOUNT, description: 'Lowest price of a unit.', example: 5 })
  price_min?: number;

  @QueryNumber({ min: 0, max: LARGEST_AMOUNT, description: 'Highest price of a unit.' })
  price_max?: number;

  @QueryInteger({ min: 1, max: MOST_PAGES, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20, description: 'Results a page.' })
  size: number = 20;
}

export class FilteredQuery extends WordsQuery {
  @QueryList({ description: 'Categories of products.' })
  category?: string[];

  @QueryList({ description: 'Subcategories of products.' })
  subcategory?: string[];

  @QueryList({ description: 'Brands of products.' })
  brand?: string[];

  @QueryList({ description: 'RFM segments of customers.', example: 'Champions' })
  customer_segment?: string[];

  @QueryList({ description: 'Customers, and their invoices.' })
  customer_id?: string[];

  @QueryNumber({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT, description: 'Lowest net amount.' })
  total_min?: number;

  @QueryNumber({ min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT, description: 'Highest net amount.' })
  total_max?: number;

  @QueryDay({ description: 'Sold on this day or later.' })
  date_from?: string;

  @QueryDay({ description: 'Sold on this day or before.', example: '2011-12-31' })
  date_to?: string;

  @QueryText({
    maxLength: LONGEST_FILTER,
    description: "A condition in the syntax of Typesense's filter_by.",
    example: 'category:=Christmas && price:<5',
  })
  filter_by?: string;

  @QueryText({
    maxLength: 200,
    description: 'At most three fields, `price:asc,popularity:desc`.',
    example: 'price:asc',
  })
  sort_by?: string;

  @QueryList({ description: `What to count: ${FACET_FIELDS.join(', ')}.`, example: 'category,country' })
  facet_fields?: string[];

  @QueryInteger({ min: 1, max: 100, default: 10, description: 'Values of a facet, the most frequent first.' })
  facet_values: number = 10;
}

export class GeographicQuery extends FilteredQuery {
  @QueryNumber({
    min: -90,
    max: 90,
    description: 'Degrees north of the middle of the circle.',
    example: 51.5,
  })
  lat?: number;

  @QueryNumber({ min: -180, max: 180, description: 'Degrees east of it.', example: -0.1 })
  lng?: number;

  @QueryNumber({ min: 0, max: 20_040, description: 'Radius in kilometres.', example: 1000 })
  radius_km?: number;

  @QueryText({
    maxLength: 100,
    description: 'Instead of the circle: south,west,north,east in degrees.',
    example: '35,-10,60,20',
  })
  box?: string;
}

/** Throws AppError where kinds or facets are none, or a circle or box is not whole. */
export function requestOf(query: WordsQuery & Partial<GeographicQuery>): SearchRequest {
  return {
    q: query.q ?? '*',
    mode: query.mode,
    kinds: oneOf('kinds', query.kinds, KINDS) as Kind[] | undefined,
    countries: query.country,
    categories: query.category,
    subcategories: query.subcategory,
    brands: query.brand,
    segments: query.customer_segment,
    customerIds: query.customer_id,
    priceMin: query.price_min,
    priceMax: query.price_max,
    totalMin: query.total_min,
    totalMax: query.total_max,
    dateFrom: query.date_from,
    dateTo: query.date_to,
    near: circleOf(query),
    box: boxOf(query.box),
    filterBy: query.filter_by,
    sortBy: query.sort_by,
    facets: oneOf('facet_fields', query.facet_fields, FACET_FIELDS) as FieldName[] | undefined,
    facetValues: query.facet_values,
    page: query.page,
    size: query.size,
  };
}

function oneOf(name: string, values: string[] | undefined, allowed: readonly string[]): string[] | undefined {
  const wrong = values?.find((value) => !allowed.includes(value));
  if (wrong === undefined) return values && [...new Set(values)];
  throw new AppError(
    'invalid',
    `${name} has ${JSON.stringify(wrong.slice(0, 50))}, expected ${allowed.join(', ')}`,
  );
}

function circleOf({ lat, lng, radius_km }: Partial<GeographicQuery>): SearchRequest['near'] {
  const given = [lat, lng, radius_km].filter((value) => value !== undefined);
  if (given.length === 0) return undefined;
  if (lat === undefined || lng === undefined || radius_km === undefined) {
    throw new AppError('invalid', 'a circle needs lat, lng and radius_km');
  }
  return { latitude: lat, longitude: lng, km: radius_km };
}

function boxOf(text: string | undefined): SearchRequest['box'] {
  if (text === undefined) return undefined;
  const numbers = text
    .split(',')
    .map((part) => (/^\s*[+-]?\d{1,3}(\.\d{1,10})?\s*$/.test(part) ? Number(part) : NaN));
  const [south = NaN, west = NaN, north = NaN, east = NaN, ...more] = numbers;
  const isDegrees =
    Math.abs(south) <= 90 && Math.abs(north) <= 90 && Math.abs(west) <= 180 && Math.abs(east) <= 180;
  if (!isDegrees || more.length > 0) {
    throw new AppError('invalid', 'box must be south,west,north,east in degrees, such as 35,-10,60,20');
  }
  return { south, west, north, east };
}
