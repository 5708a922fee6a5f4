/** Of which parts of the rows the quantiles are. */
export const QUANTILES = { p05: 0.05, p25: 0.25, p50: 0.5, p75: 0.75, p95: 0.95 } as const;

export interface ColumnProfile {
  name: string;
  /** Type in the lake, for example decimal(18,4). */
  type: string;
  nulls: number;
  /** Different values, nulls not among them. */
  distinct: number;
  /** False where distinct values and quantiles are estimates. */
  isExact: boolean;
  /** As text, for any type; null where there is no value. */
  lowest: string | null;
  highest: string | null;
  /** Of numbers only. */
  quantiles: Record<keyof typeof QUANTILES, number> | null;
  /** Most frequent first; none where every value is there once. */
  top: { value: string; rows: number }[];
}

export interface TableProfile {
  table: string;
  layer: string;
  rows: number;
  columns: ColumnProfile[];
}
