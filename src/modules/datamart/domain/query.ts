import { type Comparison, type Period } from './period.js';

export const OPERATORS = ['in', 'not_in', 'gte', 'lte', 'contains', 'is_null', 'is_not_null'] as const;
export type Operator = (typeof OPERATORS)[number];

export type FilterValue = string | number | boolean;

export interface Filter {
  /** A dimension; `date` is compared as the granularity writes it. */
  dimension: string;
  /** `in` where it is absent. */
  operator?: Operator;
  /** None for is_null and is_not_null, one for gte, lte and contains. Nulls are what no value is. */
  values?: readonly FilterValue[];
}

export interface Order {
  /** A measure or dimension of the query. */
  by: string;
  direction: 'asc' | 'desc';
}

/** As of this day and later ones, attributes are those of now. */
export const NOW = '9999-12-30';

/** A question in names of the catalogue. */
export interface SemanticQuery {
  measures: readonly string[];
  dimensions?: readonly string[];
  filters?: readonly Filter[];
  /** First and last day; without them those of the facts. */
  from?: string;
  to?: string;
  /** Cuts the date, which is then a dimension, the first one unless it is named. */
  granularity?: string;
  compare?: Comparison;
  order?: readonly Order[];
  /** Rows, 1 to MOST_ROWS. */
  limit?: number;
  /** Rows of zeros for periods of the date in which nothing fits. */
  fillGaps?: boolean;
  /** Attributes of products and customers as they were on this day; without it, on the day of each line. */
  asOf?: string;
  /** An earlier version of the whole gold; without it the one that is shown. */
  atVersion?: number;
}

export const MOST_MEASURES = 20;
export const MOST_DIMENSIONS = 6;
export const MOST_FILTERS = 20;
export const MOST_VALUES = 500;
export const MOST_ROWS = 10_000;
export const DEFAULT_ROWS = 1_000;
/** Days between the first and the last one of a period. */
export const MOST_DAYS = 36_600;

export interface ResultColumn {
  name: string;
  /** `compared` is the measure in the period compared with; `change` is (now − then) ÷ |then|, null where only then is 0. */
  kind: 'dimension' | 'measure' | 'compared' | 'change';
  /** What it is of. */
  of: string;
  label: string;
  type: 'text' | 'integer' | 'number' | 'boolean' | 'date';
  unit: string | null;
  format: string | null;
}

export type Value = string | number | boolean | null;

export interface Result {
  columns: ResultColumn[];
  rows: Record<string, Value>[];
  /** There are more rows than the limit. */
  truncated: boolean;
  /** What was asked; null where there are no facts and no days were given. */
  period: Period | null;
  compared: (Period & { mode: Comparison; description: string }) | null;
  granularity: string | null;
}

/** A measure from period to period, without gaps: of the whole, or of each value of a dimension. */
export interface SeriesQuery extends Pick<SemanticQuery, 'filters' | 'from' | 'to' | 'asOf' | 'atVersion'> {
  measure: string;
  /** A dimension other than the date. */
  by?: string;
  /** `day` where it is absent. */
  granularity?: string;
  /** The keys with the largest sums, 1 to MOST_SERIES; 100 where it is absent. */
  most?: number;
}

export const MOST_SERIES = 1_000;

export interface Series {
  /** Value of the dimension; null of the whole, and where the dimension is null. */
  key: Value;
  /** One for each of the periods; null where nothing tells the measure. */
  values: (number | null)[];
}

export interface SeriesResult {
  /** As the granularity writes them, oldest first. */
  periods: string[];
  /** Largest sum first. */
  series: Series[];
  period: Period | null;
}
