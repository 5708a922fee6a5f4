import { type DayNumber } from '../calendar/day.js';
import { median, mean, sum } from '../math/statistics.js';
import { type Forecaster, type OpenHistory } from './forecaster.js';

/** Open days up to `until` (not included) make the history, those of the window after it are to be foreseen. */
export interface Fold {
  until: DayNumber;
  days: DayNumber[];
  actual: number[];
  history: OpenHistory;
  /** By name of the way; one that found no fit is absent. */
  forecasts: Map<string, number[]>;
}

export const BLEND = 'blend';
/** A history must have this many open days before a window. */
const LEAST_OPEN_DAYS = 24;

/**
 * Forecasts of every way from origins in the past, newest first: each sees only what was known at its origin.
 * @param end first day that is not known
 * @param window calendar days that are foreseen
 * @param step calendar days between origins
 */
export function backtest(
  history: OpenHistory,
  forecasters: readonly Forecaster[],
  { end, window, step, most }: { end: DayNumber; window: number; step: number; most: number },
): Fold[] {
  const folds: Fold[] = [];
  for (let at = 0; at < most; at++) {
    const until = end - window - at * step;
    const from = history.days.findIndex((day) => day >= until);
    const known = from < 0 ? history.days.length : from;
    if (known < LEAST_OPEN_DAYS) break;
    const past = {
      ...history,
      days: history.days.slice(0, known),
      values: history.values.slice(0, known),
    };
    const days = history.days.slice(known).filter((day) => day < until + window);
    const actual = history.values.slice(known, known + days.length);
    folds.push({ until, days, actual, history: past, forecasts: forecastsOf(past, days, forecasters) });
  }
  return folds;
}

/** Of all ways that find a fit, and their blend: day by day the median of all but the naive one. */
export function forecastsOf(
  history: OpenHistory,
  days: readonly DayNumber[],
  forecasters: readonly Forecaster[],
): Map<string, number[]> {
  const forecasts = new Map<string, number[]>();
  for (const { name, minimumDays, forecast } of forecasters) {
    if (history.days.length < minimumDays) continue;
    try {
      const values = forecast(history, days);
      if (values.length === days.length && values.every(Number.isFinite)) forecasts.set(name, values);
    } catch {
      // A way that finds no fit is not compared.
    }
  }
  const others = [...forecasts].filter(([name]) => name !== 'seasonal_naive').map(([, values]) => values);
  if (others.length >= 3)
    forecasts.set(
      BLEND,
      days.map((_, at) => median(others.map((values) => values[at] ?? 0))),
    );
  return forecasts;
}

/**
 * How wrong a way was in one window: errors of days and errors of weeks, each over what was sold. The weeks make a forecast pay for
 * a level that is wrong, which absolute errors of days alone would forgive where most days are zero.
 */
export function scoreOf({ actual }: Fold, forecast: readonly number[], weekLength: number): number {
  const level = sum(actual.map(Math.abs)) || 1;
  const daily = sum(actual.map((value, at) => Math.abs(value - (forecast[at] ?? 0)))) / level;
  let weekly = 0;
  for (let from = 0; from < actual.length; from += weekLength) {
    const until = from + weekLength;
    weekly += Math.abs(sum(actual.slice(from, until)) - sum(forecast.slice(from, until)));
  }
  return (daily + weekly / level) / 2;
}

/** The ways by their mean score over the folds, best first; one that is missing in a fold is left out. */
export function ranking(folds: readonly Fold[], weekLength: number): { name: string; score: number }[] {
  const names = new Set(folds.flatMap(({ forecasts }) => [...forecasts.keys()]));
  return [...names]
    .flatMap((name) => {
      const scores: number[] = [];
      for (const fold of folds) {
        const forecast = fold.forecasts.get(name);
        if (forecast) scores.push(scoreOf(fold, forecast, weekLength));
      }
      return scores.length === folds.length ? [{ name, score: mean(scores) }] : [];
    })
    .sort((a, b) => a.score - b.score || (a.name < b.name ? -1 : 1));
}
