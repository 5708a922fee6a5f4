import { type DocumentKind, type Kind } from '../domain/document.js';
import { type FieldName } from '../domain/fields.js';
import { type Box, type Circle } from '../domain/geo.js';
import { type SearchMode } from '../domain/search-index.js';

/** What is searched for, as any door asks it. Texts are as callers wrote them. */
export interface SearchRequest {
  /** Words; `*` or nothing for everything. */
  q: string;
  /** By words where it is not given. */
  mode?: SearchMode;
  kinds?: readonly Kind[];
  /** Names, ISO codes or aliases. */
  countries?: readonly string[];
  categories?: readonly string[];
  subcategories?: readonly string[];
  brands?: readonly string[];
  segments?: readonly string[];
  customerIds?: readonly string[];
  priceMin?: number;
  priceMax?: number;
  totalMin?: number;
  totalMax?: number;
  /** Days: what was first sold after the last of them, or last sold before the first, is left out. */
  dateFrom?: string;
  dateTo?: string;
  near?: Circle;
  box?: Box;
  /** In Typesense's syntax. */
  filterBy?: string;
  sortBy?: string;
  facets?: readonly FieldName[];
  facetValues?: number;
  page: number;
  size: number;
}

/** Lines have their own products, customers, countries, prices and days; other fields are none of theirs. */
export function documentKinds(kinds: readonly Kind[]): DocumentKind[] {
  return kinds.filter((kind) => kind !== 'sale');
}
