import { mean, quantileOfSorted, sum } from '../math/statistics.js';
import { type Fold } from './backtest.js';

export const LEVELS = [0.8, 0.95] as const;

/** Bounds as shares of the forecast's scale. */
export interface Bounds {
  level: number;
  lower: number;
  upper: number;
}

/** What errors of the past say of errors to come. */
export interface ErrorModel {
  bounds: Bounds[];
  /** Relative errors of the sums of whole windows: (actual − forecast) ÷ forecast. */
  windowErrors: number[];
  errors: number;
  windows: number;
}

/** Fewer errors say nothing of the outermost twentieth. */
const LEAST_ERRORS = 12;

/** Below any amount of money: what is smaller is no sale, and nothing is divided by it. */
export const LEAST_SCALE = 1e-6;

/** How an error is measured: by the size of the forecast, and not by less than a fifth of the usual day. */
export function scaleOf(forecast: number, usual: number): number {
  const scale = Math.max(Math.abs(forecast), 0.2 * usual);
  return scale > LEAST_SCALE ? scale : 1;
}

/**
 * Split conformal prediction (Vovk, Gammerman and Shafer 2005) on errors that a way made in windows of the past, with two
 * corrections for a series whose level moves: the level of a window is taken to be wrong upward as likely as downward (its errors are
 * mirrored at their mean), and as windows are few, the part of the variance that lies between them is widened as Student's t is
 * wider than the normal distribution. Undefined of too few errors.
 * @param overlap how many windows stand for one that shares no day with another
 */
export function errorModelOf(
  folds: readonly Fold[],
  name: string,
  usual: number,
  overlap: number,
): ErrorModel | undefined {
  const windows = folds.flatMap(({ actual, forecasts }) => {
    const forecast = forecasts.get(name);
    if (!forecast || actual.length === 0) return [];
    return [
      {
        errors: actual.map((value, at) => {
          const point = forecast[at] ?? 0;
          return (value - point) / scaleOf(point, usual);
        }),
        relative: (sum(actual) - sum(forecast)) / Math.max(Math.abs(sum(forecast)), LEAST_SCALE),
      },
    ];
  });
  const errors = windows.flatMap((window) => window.errors);
  if (errors.length < LEAST_ERRORS) return undefined;
  const levels = windows.map((window) => mean(window.errors));
  const between = Math.min(1, variance(levels) / (variance(errors) || 1));
  const independent = Math.max(1, (windows.length + overlap - 1) / overlap);
  const mirrored = windows.flatMap((window, at) => {
    const level = levels[at] ?? 0;
    return [...window.errors, ...window.errors.map((error) => error - 2 * level)];
  });
  const sorted = Float64Array.from(mirrored).sort();
  return {
    bounds: LEVELS.map((level) => {
      const tail = (1 - level) / 2;
      const share = Math.min(1, Math.ceil((errors.length + 1) * (1 - tail)) / errors.length);
      const wider = widening(level, between, independent);
      return {
        level,
        lower: Math.min(0, quantileOfSorted(sorted, 1 - share)) * wider,
        upper: Math.max(0, quantileOfSorted(sorted, share)) * wider,
      };
    }),
    windowErrors: windows.map(({ relative }) => relative),
    errors: errors.length,
    windows: windows.length,
  };
}

/** Two-sided quantiles of Student's t with 1 to 8 degrees of freedom, over that of the normal distribution. */
const T_QUANTILES: Record<(typeof LEVELS)[number], { normal: number; t: number[] }> = {
  0.8: { normal: 1.2816, t: [3.0777, 1.8856, 1.6377, 1.5332, 1.4759, 1.4398, 1.4149, 1.3968] },
  0.95: { normal: 1.96, t: [12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306] },
};

function widening(level: (typeof LEVELS)[number], between: number, windows: number): number {
  const { normal, t } = T_QUANTILES[level];
  const freedom = Math.min(Math.max(1, Math.round(windows - 1)), t.length);
  const ratio = (t[freedom - 1] ?? normal) / normal;
  return Math.sqrt(1 + between * (ratio ** 2 * (1 + 1 / windows) - 1));
}

function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** A value with its bounds; beyond the window that was tested they widen with the root of the distance. */
export function boundedBy(
  point: number,
  { lower, upper }: Bounds,
  usual: number,
  distance: number,
): { lower: number; upper: number } {
  const scale = scaleOf(point, usual) * Math.sqrt(Math.max(1, distance));
  return { lower: point + lower * scale, upper: point + upper * scale };
}
