import { isoDay, weekdayName, weekdayOf } from '../calendar/day.js';
import { type Opening } from '../calendar/opening.js';
import { deviation, mean, sum } from '../math/statistics.js';
import { type DayFigures, type DayMeasure, valueOf } from './day-figures.js';

export interface SeasonIndex {
  period: string;
  /** Mean of its days over the mean of all, both with the level taken out: 1 is usual. */
  index: number;
  standard_error: number | null;
  days: number;
}

export interface Seasonality {
  weekday: SeasonIndex[];
  month: SeasonIndex[];
  part_of_month: SeasonIndex[];
  around_holidays: SeasonIndex[];
  closed: string[];
  /** Share of the variance of days, their level taken out, that the weekday explains. */
  weekday_strength: number;
  years: number;
  open_days: number;
}

export const PARTS_OF_MONTH = ['days 1 to 7', 'days 8 to 23', 'days 24 to 31'] as const;
export const AROUND_HOLIDAYS = [
  'on a holiday',
  'up to three days before a holiday',
  'up to three days after a holiday',
  'other days',
] as const;

/** Weeks on each side that make the level. */
const LEVEL_WEEKS = 2;

/** The shape of weeks, months and days around holidays, of open days. Empty of fewer than 28 of them. */
export function seasonalityOf(
  days: readonly DayFigures[],
  opening: Opening,
  measure: DayMeasure,
): Seasonality | undefined {
  const open = days.filter(({ day, orders, net }) => opening.isOpen(day) && (orders > 0 || net !== 0));
  if (open.length < 28) return undefined;
  const values = open.map((figures) => valueOf(figures, measure));
  const whole = mean(values) || 1;
  // Against the level around it: growth is no season. Months are of the level itself.
  const reach = LEVEL_WEEKS * (7 - opening.closedWeekdays.length);
  const local = values.map((value, at) => {
    const level = levelAt(values, at, reach);
    return level === 0 ? 1 : value / level;
  });
  const weekday = indexes(open, local, ({ day }) => String(weekdayOf(day)));
  const shape = new Map(weekday.map(({ period, index }) => [Number(period), index]));
  const shapeOf = (at: number) => {
    const own = shape.get(weekdayOf(open[at]?.day ?? 0)) ?? 1;
    return own === 0 ? 1 : own;
  };
  const adjusted = local.map((value, at) => value / shapeOf(at));
  const monthly = values.map((value, at) => value / whole / shapeOf(at));
  const explained = local.map((_, at) => shape.get(weekdayOf(open[at]?.day ?? 0)) ?? 1);
  const rest = local.map((value, at) => value - (explained[at] ?? 0));
  const first = open[0]?.day ?? 0;
  const last = open.at(-1)?.day ?? 0;
  return {
    weekday: weekday
      .map((entry) => ({ ...entry, period: weekdayName(Number(entry.period)) }))
      .sort((a, b) => order(a.period) - order(b.period)),
    month: indexes(open, monthly, ({ day }) => isoDay(day).slice(0, 7)),
    part_of_month: indexes(open, adjusted, ({ day }): (typeof PARTS_OF_MONTH)[number] => {
      const date = Number(isoDay(day).slice(8));
      return date <= 7 ? 'days 1 to 7' : date >= 24 ? 'days 24 to 31' : 'days 8 to 23';
    }),
    around_holidays: indexes(open, adjusted, ({ day }): (typeof AROUND_HOLIDAYS)[number] => {
      const near = (steps: number[]) => steps.some((step) => opening.holidays.has(day + step));
      if (near([0])) return 'on a holiday';
      if (near([1, 2, 3])) return 'up to three days before a holiday';
      if (near([-1, -2, -3])) return 'up to three days after a holiday';
      return 'other days';
    }),
    closed: opening.rules,
    weekday_strength: Math.max(0, 1 - deviation(rest) ** 2 / (deviation(local) ** 2 || 1)),
    years: (last - first + 1) / 365.25,
    open_days: open.length,
  };
}

/** Mean of whole weeks around a day, so that every weekday counts alike; near an end, of the nearest ones. */
function levelAt(values: readonly number[], at: number, reach: number): number {
  if (values.length <= 2 * reach) return mean(values);
  const middle = Math.min(Math.max(at, reach), values.length - 1 - reach);
  const around = values.slice(middle - reach, middle + reach + 1);
  const ends = ((around[0] ?? 0) + (around.at(-1) ?? 0)) / 2;
  return (sum(around.slice(1, -1)) + ends) / (2 * reach);
}

function indexes(
  open: readonly DayFigures[],
  values: readonly number[],
  periodOf: (figures: DayFigures) => string,
): SeasonIndex[] {
  const groups = new Map<string, number[]>();
  open.forEach((figures, at) => {
    const period = periodOf(figures);
    groups.set(period, [...(groups.get(period) ?? []), values[at] ?? 0]);
  });
  return [...groups]
    .map(([period, own]) => ({
      period,
      index: mean(own),
      standard_error: own.length > 1 ? deviation(own) / Math.sqrt(own.length) : null,
      days: own.length,
    }))
    .sort((a, b) => (a.period < b.period ? -1 : 1));
}

const NAMES = new Map([1, 2, 3, 4, 5, 6, 7].map((weekday) => [weekdayName(weekday), weekday]));

function order(name: string): number {
  return NAMES.get(name) ?? 0;
}
