import { type DayNumber, isoDay } from '../calendar/day.js';
import { type DailySeries, type Opening } from '../calendar/opening.js';
import { deviation, mean, median, sum } from '../math/statistics.js';
import { type Accuracy, accuracyOf, coverage, seasonalScale } from './accuracy.js';
import { backtest, type Fold, forecastsOf } from './backtest.js';
import { choose, type Choice, MOST_FOLDS } from './choice.js';
import { type Bounds, boundedBy, type ErrorModel, errorModelOf } from './conformal.js';
import { type Forecaster, type OpenHistory } from './forecaster.js';

export const LONGEST_HORIZON = 365;
/** Open days; of fewer nothing is said. */
export const LEAST_OPEN_DAYS = 14;
/** Calendar days of a window of the backtest: a sixth of the open days that are known. */
const WINDOW = { min: 7, max: 28, share: 1 / 6 };
const TESTED_ORIGINS = 3;
/** Of the windows' errors one in ten is larger on each side. */
const ONE_IN_TEN = 1.2816;

export interface ForecastQuestion {
  series: DailySeries;
  opening: Opening;
  horizon: number;
  /** It can be below zero: net revenue with returns. */
  isSigned: boolean;
  /** Changes of the whole horizon that the caller assumes, as shares; else they are taken from the backtest. */
  changes?: { optimistic?: number; pessimistic?: number };
}

export interface ForecastDay {
  day: string;
  isOpen: boolean;
  baseline: number;
  optimistic: number;
  pessimistic: number;
  /** Null where the past is too short to tell. */
  lower80: number | null;
  upper80: number | null;
  lower95: number | null;
  upper95: number | null;
}

/** One origin in the past: the way was chosen, and the bounds made, from what was known before it alone. */
export interface TestedOrigin extends Accuracy {
  until: string;
  model: string;
  openDays: number;
  naiveWape: number | null;
  coverage80: number | null;
  coverage95: number | null;
}

export interface Forecast {
  model: string;
  because: string;
  compared: Choice['compared'];
  openDays: number;
  usualDay: number;
  /** Calendar days of a window of the backtest. */
  window: number;
  windows: number;
  origins: TestedOrigin[];
  changes: { optimistic: number; pessimistic: number; isAssumed: boolean };
  days: ForecastDay[];
}

/** Looks forward. Undefined where fewer than fourteen open days are known. */
export function forecastSeries(
  { series, opening, horizon, isSigned, changes = {} }: ForecastQuestion,
  forecasters: readonly Forecaster[],
): Forecast | undefined {
  const history = openHistory(series, opening);
  const { weekLength } = history;
  if (history.days.length < LEAST_OPEN_DAYS) return undefined;
  const end = series.first + series.values.length;
  const window = Math.min(Math.max(Math.floor(history.days.length * WINDOW.share), WINDOW.min), WINDOW.max);
  const step = Math.ceil(window / 2);
  const overlap = window / step;
  const behind = Math.ceil(window / step);
  const folds = backtest(history, forecasters, {
    end,
    window,
    step,
    most: behind * TESTED_ORIGINS + MOST_FOLDS,
  }).filter(({ actual }) => actual.length > 0);
  const usual = median(history.values.map(Math.abs)) || mean(history.values.map(Math.abs));
  const newest = folds.slice(0, MOST_FOLDS);
  const choice = choose(newest, weekLength) ?? unchosen(history, forecasters);
  const errors = errorModelOf(newest, choice.name, usual, behind);
  const future: DayNumber[] = [];
  for (let ahead = 0; ahead < horizon; ahead++) if (opening.isOpen(end + ahead)) future.push(end + ahead);
  const points = forecastsOf(history, future, forecasters).get(choice.name) ?? [];
  const floor = (value: number) => (isSigned ? value : Math.max(0, value));
  const byDay = new Map(future.map((day, at) => [day, floor(points[at] ?? 0)]));
  const shifts = shiftsOf(errors, changes, overlap);
  return {
    model: choice.name,
    because: choice.because,
    compared: choice.compared,
    openDays: history.days.length,
    usualDay: usual,
    window,
    windows: newest.length,
    origins: testedOrigins(folds, behind, weekLength, isSigned),
    changes: shifts,
    days: Array.from({ length: horizon }, (_, ahead) =>
      dayOf(end + ahead, byDay.get(end + ahead), errors, usual, (ahead + 1) / window, shifts, floor),
    ),
  };
}

/** The open days from the first sale on. */
function openHistory({ first, values }: DailySeries, opening: Opening): OpenHistory {
  const from = values.findIndex((value) => value !== 0);
  const days: DayNumber[] = [];
  const kept: number[] = [];
  for (let at = Math.max(from, 0); from >= 0 && at < values.length; at++) {
    const value = values[at] ?? 0;
    // A shop that sold on a day that is closed by rule was open on it, but tells nothing of such days to come.
    if (!opening.isOpen(first + at)) continue;
    days.push(first + at);
    kept.push(value);
  }
  return {
    days,
    values: kept,
    weekLength: 7 - opening.closedWeekdays.length,
    holidays: opening.holidays,
  };
}

/** Too short a history to compare ways. */
function unchosen(history: OpenHistory, forecasters: readonly Forecaster[]): Choice {
  const able = forecasters.filter(({ minimumDays }) => history.days.length >= minimumDays);
  const name = able.find((one) => one.name === 'weekday_mean')?.name ?? able[0]?.name ?? '';
  return { name, because: 'too few days are known to compare ways', compared: [] };
}

function testedOrigins(
  folds: readonly Fold[],
  behind: number,
  weekLength: number,
  isSigned: boolean,
): TestedOrigin[] {
  const tested: TestedOrigin[] = [];
  for (let at = 0; at < folds.length && tested.length < TESTED_ORIGINS; at += behind) {
    const fold = folds[at];
    // Windows that ended before this one began.
    const before = folds.slice(at + behind, at + behind + MOST_FOLDS);
    const choice = choose(before, weekLength);
    const points = choice && fold?.forecasts.get(choice.name);
    if (!fold || !points) break;
    const { actual, history } = fold;
    const forecast = isSigned ? points : points.map((value) => Math.max(0, value));
    const usual = median(history.values.map(Math.abs));
    const scale = seasonalScale(history.values, weekLength);
    const errors = errorModelOf(before, choice.name, usual, behind);
    const covered = (level: number) => {
      const bounds = errors?.bounds.find((one) => one.level === level);
      if (!bounds) return null;
      const limits = forecast.map((point) => boundedBy(point, bounds, usual, 1));
      return coverage(
        actual,
        limits.map(({ lower }) => lower),
        limits.map(({ upper }) => upper),
      );
    };
    tested.push({
      until: isoDay(fold.until - 1),
      model: choice.name,
      openDays: actual.length,
      ...accuracyOf(actual, forecast, scale),
      naiveWape: accuracyOf(actual, fold.forecasts.get('seasonal_naive') ?? [], scale).wape,
      coverage80: covered(0.8),
      coverage95: covered(0.95),
    });
  }
  return tested;
}

function shiftsOf(
  errors: ErrorModel | undefined,
  { optimistic, pessimistic }: NonNullable<ForecastQuestion['changes']>,
  overlap: number,
): Forecast['changes'] {
  const relative = errors?.windowErrors ?? [];
  const independent = Math.max(1, relative.length / overlap);
  const about = Math.sqrt(deviation(relative) ** 2 + (relative.length > 0 ? mean(relative) ** 2 : 0));
  const shift = relative.length > 1 ? ONE_IN_TEN * about * Math.sqrt(1 + 1 / independent) : 0.1;
  return {
    optimistic: optimistic ?? shift,
    pessimistic: pessimistic ?? -Math.min(shift, 1),
    isAssumed: optimistic !== undefined || pessimistic !== undefined || relative.length <= 1,
  };
}

function dayOf(
  day: DayNumber,
  point: number | undefined,
  errors: ErrorModel | undefined,
  usual: number,
  distance: number,
  changes: Forecast['changes'],
  floor: (value: number) => number,
): ForecastDay {
  const isOpen = point !== undefined;
  const value = point ?? 0;
  const limits = (at: 0 | 1) => {
    const bounds: Bounds | undefined = errors?.bounds[at];
    if (!isOpen) return { lower: 0, upper: 0 };
    if (!bounds) return { lower: null, upper: null };
    const { lower, upper } = boundedBy(value, bounds, usual, distance);
    return { lower: floor(lower), upper: floor(upper) };
  };
  const [inner, outer] = [limits(0), limits(1)];
  const shift = Math.abs(value);
  return {
    day: isoDay(day),
    isOpen,
    baseline: value,
    optimistic: value + shift * changes.optimistic,
    pessimistic: floor(value + shift * changes.pessimistic),
    lower80: inner.lower,
    upper80: inner.upper,
    lower95: outer.lower,
    upper95: outer.upper,
  };
}

/** Of a column of the days. */
export function totalOf(days: readonly ForecastDay[], column: 'baseline' | 'optimistic' | 'pessimistic') {
  return sum(days.map((day) => day[column]));
}
