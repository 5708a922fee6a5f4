import { clamp, mean, sum, weightedQuantile } from '../math/statistics.js';
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
}

/** Relative errors of the days of one window. */
type WindowErrors = readonly number[];

/** Fewer errors say nothing of the outermost twentieth. */
const LEAST_ERRORS = 12;
/** Bounds that were not tested on windows weigh as much as so many windows of test. */
const UNTESTED_WINDOWS = 2;
const MOST_STRETCH = 4;

/** Below any amount of money: what is smaller is no sale, and nothing is divided by it. */
export const LEAST_SCALE = 1e-6;

/** How an error is measured: by the size of the forecast, and not by less than a fifth of the usual day. */
export function scaleOf(forecast: number, usual: number): number {
  const scale = Math.max(Math.abs(forecast), 0.2 * usual);
  return scale > LEAST_SCALE ? scale : 1;
}

/**
 * Conformal prediction (Vovk, Gammerman and Shafer 2005) in two steps, on errors that a way made in windows of the past. First,
 * quantiles of the errors, where those of a window earlier count half (Barber and others 2023: days of a shop are not exchangeable).
 * Then these bounds are tested on the windows themselves, each from the windows that had ended before it, and are stretched or
 * shrunk by what would have held. Undefined of too few errors.
 * @param folds newest first
 * @param behind how many windows back the next one is that shares no day with a window
 */
export function errorModelOf(
  folds: readonly Fold[],
  name: string,
  usual: number,
  behind: number,
): ErrorModel | undefined {
  const windows: WindowErrors[] = [];
  const windowErrors: number[] = [];
  for (const { actual, forecasts } of folds) {
    const forecast = forecasts.get(name);
    if (!forecast || actual.length === 0) continue;
    windows.push(
      actual.map((value, at) => (value - (forecast[at] ?? 0)) / scaleOf(forecast[at] ?? 0, usual)),
    );
    windowErrors.push((sum(actual) - sum(forecast)) / Math.max(Math.abs(sum(forecast)), LEAST_SCALE));
  }
  const plain = boundsOf(windows, behind);
  if (!plain) return undefined;
  const tested = windows.flatMap((errors, at) => {
    const bounds = boundsOf(windows.slice(at + behind), behind);
    return bounds ? [{ errors, bounds, weight: weightOf(at, behind) }] : [];
  });
  return {
    bounds: plain.map(({ level, lower, upper }, at) => {
      const stretch = stretchOf(
        level,
        tested.map(({ errors, bounds, weight }) => ({ reach: reachOf(errors, bounds[at]), weight })),
      );
      return { level, lower: stretch * lower, upper: stretch * upper };
    }),
    windowErrors,
  };
}

function weightOf(at: number, behind: number): number {
  return 0.5 ** (at / behind);
}

/** The level of a window is wrong upward as likely as downward, so its errors are mirrored at their mean as well. */
function boundsOf(windows: readonly WindowErrors[], behind: number): Bounds[] | undefined {
  const values: number[] = [];
  const weights: number[] = [];
  windows.forEach((errors, at) => {
    const level = mean(errors);
    for (const error of errors) {
      values.push(error, error - 2 * level);
      weights.push(weightOf(at, behind), weightOf(at, behind));
    }
  });
  if (values.length < 2 * LEAST_ERRORS) return undefined;
  // Kish: as many errors of equal weight tell as much.
  const effective = sum(weights) ** 2 / sum(weights.map((weight) => weight ** 2)) / 2;
  return LEVELS.map((level) => {
    const share = Math.min(1, (1 + 1 / effective) * (1 - (1 - level) / 2));
    return {
      level,
      lower: Math.min(0, weightedQuantile(values, weights, 1 - share)),
      upper: Math.max(0, weightedQuantile(values, weights, share)),
    };
  });
}

/** Each error as a share of the bound on its side. */
function reachOf(errors: WindowErrors, bounds: Bounds | undefined): number[] {
  return errors.map((error) => {
    const bound = (error < 0 ? bounds?.lower : bounds?.upper) ?? 0;
    return error === 0 ? 0 : bound === 0 ? Infinity : error / bound;
  });
}

/** What bounds of the past had to be multiplied by to hold as often as they should; drawn to one where few windows tell. */
function stretchOf(level: number, tested: readonly { reach: number[]; weight: number }[]): number {
  if (tested.length === 0) return 1;
  const needed = weightedQuantile(
    tested.flatMap(({ reach }) => reach),
    tested.flatMap(({ reach, weight }) => reach.map(() => weight)),
    level,
  );
  return (
    clamp(needed, 1 / MOST_STRETCH, MOST_STRETCH) ** (tested.length / (tested.length + UNTESTED_WINDOWS))
  );
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
