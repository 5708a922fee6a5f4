import { measureOf } from '../domain/metrics/catalogue.js';
import { type Value } from '../domain/query.js';
import { maybeOf } from './dashboard.js';

/** A figure beside that of the period before. */
export interface Kpi {
  label: string;
  /** Null where nothing tells it. */
  value: number | null;
  compared: number | null;
  /** (now − then) ÷ |then|; null where only then is 0. */
  change: number | null;
  unit: string;
}

/** Of a row of a query that compares. */
export function kpiOf(measure: string, row: Record<string, Value> | undefined): Kpi {
  const { label, unit, nullable } = measureOf(measure);
  const value = (name: string) => maybeOf(row, name);
  const nothing = nullable ? null : 0;
  return {
    label,
    unit,
    value: value(measure) ?? nothing,
    compared: value(`${measure}_compared`) ?? nothing,
    change: row && `${measure}_change` in row ? value(`${measure}_change`) : nothing,
  };
}
