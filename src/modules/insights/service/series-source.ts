import { type Filter } from '../../datamart/index.js';
import { type ShownGold } from '../../warehouse/index.js';
import { type DailySeries } from '../domain/calendar/opening.js';

/** A daily series of one value of a dimension; of the whole where there is none. */
export interface NamedSeries {
  value: string | null;
  series: DailySeries;
  /** ISO code, of a country. */
  countryCode?: string;
}

export interface SeriesRequest {
  measure: string;
  dimension?: string;
  values?: readonly string[];
  top?: number;
  dateTo?: string;
  /** Lines that take part; all without any. */
  filters?: readonly Filter[];
}

/** Daily series in names of the metrics catalogue. All of a request are of the same days and the same gold. */
export interface SeriesSource {
  /** Without a dimension: one series. A value that was never sold is absent. Throws AppError where a name is not known. */
  daily: (gold: ShownGold, request: SeriesRequest) => Promise<NamedSeries[]>;
}
