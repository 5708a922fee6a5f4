import { mean, sum } from '../math/statistics.js';

/** Errors of a forecast over days that have come. Null where a measure has no meaning for these days. */
export interface Accuracy {
  /** Sum of absolute errors over the sum of absolute values. */
  wape: number | null;
  /** Mean of the absolute errors over the values, of days that are not zero. */
  mape: number | null;
  /** Mean absolute error over that of the seasonal naive way within the days before. */
  mase: number | null;
  /** (forecast − actual) of the whole stretch, over actual. */
  bias: number | null;
}

/** @param scale mean absolute error of the seasonal naive way within the history, for MASE (Hyndman and Koehler 2006) */
export function accuracyOf(actual: readonly number[], forecast: readonly number[], scale: number): Accuracy {
  const errors = actual.map((value, at) => Math.abs((forecast[at] ?? 0) - value));
  const level = sum(actual.map(Math.abs));
  const relative = errors.flatMap((error, at) =>
    actual[at] === 0 ? [] : [error / Math.abs(actual[at] ?? 1)],
  );
  const total = sum(actual);
  return {
    wape: level === 0 ? null : sum(errors) / level,
    mape: relative.length === 0 ? null : mean(relative),
    mase: scale > 0 && errors.length > 0 ? mean(errors) / scale : null,
    bias: total === 0 ? null : (sum(forecast) - total) / Math.abs(total),
  };
}

/** Mean absolute error of taking the value of a week before, over the history. */
export function seasonalScale(values: readonly number[], weekLength: number): number {
  const errors: number[] = [];
  for (let at = weekLength; at < values.length; at++)
    errors.push(Math.abs((values[at] ?? 0) - (values[at - weekLength] ?? 0)));
  return errors.length === 0 ? 0 : mean(errors);
}

/** Share of the values that lie within their bounds. */
export function coverage(
  actual: readonly number[],
  lower: readonly number[],
  upper: readonly number[],
): number | null {
  if (actual.length === 0) return null;
  const inside = actual.filter(
    (value, at) => value >= (lower[at] ?? -Infinity) && value <= (upper[at] ?? Infinity),
  );
  return inside.length / actual.length;
}
