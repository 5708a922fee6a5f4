/** What is to be foreseen. */
export interface AskedForecast {
  measure: string;
  /** Without one, the whole. */
  dimension?: string;
  values?: readonly string[];
  /** Instead of values: those with the most of the measure. */
  top?: number;
  horizon: number;
  /** Nothing after this day is known to the forecast. */
  date_to?: string;
  optimistic_change?: number;
  pessimistic_change?: number;
}

export interface MeasureTraits {
  /** It can be below zero. */
  isSigned: boolean;
  /** Days add up to the whole: customers of two days may be the same. */
  addsUp: boolean;
}

/** Measures of the catalogue that days have of their own. Ratios are foreseen by foreseeing their parts. */
export const FORECAST_MEASURES: Readonly<Record<string, MeasureTraits>> = {
  net_revenue: { isSigned: true, addsUp: true },
  gross_revenue: { isSigned: false, addsUp: true },
  returns_value: { isSigned: true, addsUp: true },
  identified_revenue: { isSigned: true, addsUp: true },
  units: { isSigned: true, addsUp: true },
  units_sold: { isSigned: false, addsUp: true },
  units_returned: { isSigned: false, addsUp: true },
  sale_lines: { isSigned: false, addsUp: true },
  return_lines: { isSigned: false, addsUp: true },
  lines: { isSigned: false, addsUp: true },
  orders: { isSigned: false, addsUp: true },
  cancellations: { isSigned: false, addsUp: true },
  customers: { isSigned: false, addsUp: false },
  buyers: { isSigned: false, addsUp: false },
};

/** Dimensions whose values have series of their own. */
export const FORECAST_DIMENSIONS = [
  'country',
  'region',
  'continent',
  'product',
  'category',
  'subcategory',
  'brand',
  'customer',
  'segment',
  'customer_country',
  'channel',
] as const;
export type ForecastDimension = (typeof FORECAST_DIMENSIONS)[number];
