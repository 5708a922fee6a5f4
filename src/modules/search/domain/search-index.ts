import { type DocumentKey, type DocumentKind } from './document.js';
import { type FieldName } from './fields.js';
import { type IndexFilter } from './filter.js';
import { type Query } from './query.js';
import { type Sort } from './sort.js';

export type Backend = 'embedded' | 'typesense';

/** By words, by meaning, or by both. */
export const SEARCH_MODES = ['lexical', 'semantic', 'hybrid'] as const;
export type SearchMode = (typeof SEARCH_MODES)[number];

/** What an index is asked. */
export interface IndexRequest {
  query: Query;
  kinds: readonly DocumentKind[];
  filter?: IndexFilter;
  sort: readonly Sort[];
  facets: readonly FieldName[];
  /** Values of a facet, those of most documents first. */
  facetValues: number;
  limit: number;
  offset: number;
}

export interface FacetCount {
  value: string;
  count: number;
  /** Of a range of numbers; the upper bound is not included. */
  min?: number | null;
  max?: number | null;
}

export interface Hit extends DocumentKey {
  /** 0 to 1; undefined where the index tells none that can be compared. */
  relevance?: number;
}

/** What an index answers. */
export interface IndexAnswer {
  hits: Hit[];
  total: number;
  byKind: Partial<Record<DocumentKind, number>>;
  facets: Partial<Record<FieldName, FacetCount[]>>;
  /** Share of the query's weight that documents had to have: below 1 where none had all words. */
  threshold: number;
}

/** What an index is asked by meaning, of products. */
export interface NearRequest {
  /** The embedding model. */
  model: string;
  /** Of length 1. */
  vector: Float32Array;
  filter?: IndexFilter;
  /** The least cosine. */
  least: number;
  limit: number;
}

export interface NearHit extends DocumentKey {
  /** The cosine of the two vectors. */
  similarity: number;
  /** Of the product: its words are compared one by one, too. */
  title: string;
}

/** One port, two adapters: the embedded index (PostgreSQL) and Typesense. */
export interface SearchIndex {
  readonly backend: Backend;
  search(request: IndexRequest): Promise<IndexAnswer>;
  /** The nearest products, nearest first; undefined where it has no vectors of that model, or cannot compare them. */
  nearest(request: NearRequest): Promise<NearHit[] | undefined>;
}
