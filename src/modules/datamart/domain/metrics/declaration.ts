/** What a declaration's SQL reads beside the fact. */
export type Need = 'calendar' | 'holiday' | 'country' | 'product' | 'customer' | 'invoice';

/**
 * What a row may stand for at most, from coarse to fine, so that a declaration is exact: a day of a country; the sales or the returns of an
 * invoice on a day, in a country and of a customer; those of them in one category; a line.
 */
export const GRAINS = ['day', 'invoice', 'category', 'line'] as const;
export type Grain = (typeof GRAINS)[number];

export function finest(grains: readonly Grain[]): Grain {
  return GRAINS[Math.max(0, ...grains.map((grain) => GRAINS.indexOf(grain)))] ?? 'line';
}

/** Aliases in declarations: f the facts, d their day, k country, p product, c customer, i invoice. */
export type Unit = 'currency' | 'count' | 'units' | 'share' | 'days';
export type Format = 'money' | 'integer' | 'decimal' | 'percent';

/**
 * Whether values of parts may be added up: `additive` over every dimension; `over_time` over days, weeks, months and no other;
 * `none`: the whole has to be asked for.
 */
export type Additivity = 'additive' | 'over_time' | 'none';

interface Described {
  name: string;
  label: string;
  description: string;
}

/** An aggregate of lines. */
export interface BaseMeasure extends Described {
  kind: 'base';
  unit: Unit;
  format: Format;
  additivity: Additivity;
  /** `lines` and `invoices` are counted, each invoice once. */
  aggregate: 'sum' | 'distinct' | 'lines' | 'invoices';
  /** What is summed or told apart. */
  of?: string;
  /** Which lines take part; all where it is absent. */
  where?: string;
  needs: readonly Need[];
  grain: Grain;
  /** Of the grain `day`: the same sum over mart_sales_daily AS f. */
  daily?: string;
  /** Null, and not 0, where no line tells it. */
  nullable?: boolean;
}

/** Made of other measures. */
export interface DerivedMeasure extends Described {
  kind: 'derived';
  unit: Unit;
  format: Format;
  additivity: Additivity;
  from: readonly string[];
  /** Of the columns of `from`, in their order. */
  sql: (...columns: string[]) => string;
  /** For people, in the names of `from`. */
  formula: string;
  nullable?: boolean;
}

export type Measure = BaseMeasure | DerivedMeasure;

export interface Dimension extends Described {
  /** Of its values, in answers and in filters. */
  type: 'text' | 'integer' | 'number' | 'boolean' | 'date';
  sql: string;
  needs: readonly Need[];
  grain: Grain;
  /** How the values of a filter are read: names of countries as people write them; codes in upper case. */
  values?: 'country' | 'upper';
  /** It filters, and groups nothing: it has as many values as there are lines. */
  onlyFilters?: boolean;
  /** A surrogate key of this version of gold. */
  isKey?: boolean;
}

/** What `date` is cut into. */
export interface Granularity extends Described {
  example: string;
  /** It reads the retail year and week of the day. */
  isRetail?: boolean;
  /** Text that sorts as time does. */
  sql: (calendar: CalendarSettings) => string;
}

export interface CalendarSettings {
  /** 1 to 12. */
  fiscalYearStartMonth: number;
}

/** 0 where there is nothing to divide by. Rounded half away from zero. */
export function ratio(digits: number, whereNothing: '0' | 'NULL' = '0') {
  return (of: string, per: string): string =>
    `CASE WHEN ${per} = 0 OR ${per} IS NULL THEN ${whereNothing} ELSE round(CAST(${of} AS DOUBLE) / CAST(${per} AS DOUBLE), ${digits}) END`;
}
