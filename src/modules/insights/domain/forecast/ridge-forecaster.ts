import { type DayNumber, isoDay, weekdayOf } from '../calendar/day.js';
import { type Holidays } from '../calendar/opening.js';
import { ridge } from '../math/linear.js';
import { clamp, mean, median, spread } from '../math/statistics.js';
import { type Forecaster } from './forecaster.js';

/** Days after which an observation counts half. */
const HALF_LIFE_DAYS = 90;
/** The trend goes on more and more slowly: a week from now it has this much of its slope left, and so on. */
const TREND_DAMPING_DAYS = 60;
/** Annual waves need to have been seen. */
const YEAR_DAYS = 400;

/**
 * Ridge regression on the calendar: weekday, a damped trend, the days around holidays, the part of the month, and annual waves where
 * more than a year is known. Values far from those of their weekday are brought in before the fit, so that one large order does not
 * carry it; newer days weigh more.
 */
export const CALENDAR_RIDGE: Forecaster = {
  name: 'calendar_ridge',
  minimumDays: 30,
  forecast: ({ days, values, holidays }, future) => {
    const first = days[0] ?? 0;
    const last = days.at(-1) ?? 0;
    const scale = mean(values.map(Math.abs)) || 1;
    const target = broughtIn(days, values).map((value) => value / scale);
    const isLong = last - first >= YEAR_DAYS;
    const features = (day: DayNumber) => featuresOf(day, last, isLong, holidays);
    const rows = days.map(features);
    const weights = days.map((day) => 0.5 ** ((last - day) / HALF_LIFE_DAYS));
    const coefficients = ridge(rows, target, weights, penaltiesOf(isLong));
    return future.map((day) => {
      const row = features(day);
      return scale * row.reduce((sum, value, at) => sum + value * (coefficients[at] ?? 0), 0);
    });
  },
};

/** Values within four spreads of the median of their weekday. */
function broughtIn(days: readonly DayNumber[], values: readonly number[]): number[] {
  const limits = new Map<number, [number, number]>();
  for (let weekday = 1; weekday <= 7; weekday++) {
    const own = values.filter((_, at) => weekdayOf(days[at] ?? 0) === weekday);
    if (own.length < 6) continue;
    const reach = 4 * spread(own) || Math.max(...own.map(Math.abs));
    limits.set(weekday, [median(own) - reach, median(own) + reach]);
  }
  return values.map((value, at) => {
    const limit = limits.get(weekdayOf(days[at] ?? 0));
    return limit ? clamp(value, limit[0], limit[1]) : value;
  });
}

function featuresOf(day: DayNumber, last: DayNumber, isLong: boolean, holidays: Holidays): number[] {
  const weekday = weekdayOf(day);
  const ahead = day - last;
  // Months as the unit; behind the end the slope fades.
  const trend =
    ahead <= 0 ? ahead / 30 : (TREND_DAMPING_DAYS / 30) * (1 - Math.exp(-ahead / TREND_DAMPING_DAYS));
  const near = (reach: number[]) => (reach.some((step) => holidays.has(day + step)) ? 1 : 0);
  const row = [1, trend];
  for (let other = 1; other <= 7; other++) row.push(other === weekday ? 1 : 0);
  row.push(near([0]), near([1, 2, 3]), near([-1, -2, -3]));
  const dayOfMonth = Number(isoDay(day).slice(8));
  row.push(dayOfMonth <= 7 ? 1 : 0, dayOfMonth >= 24 ? 1 : 0);
  if (isLong) {
    for (const wave of [1, 2, 3]) {
      const angle = (2 * Math.PI * wave * day) / 365.25;
      row.push(Math.sin(angle), Math.cos(angle));
    }
  }
  return row;
}

/** In observations: a weekday is drawn to the mean as by two more days of it. */
function penaltiesOf(isLong: boolean): number[] {
  return [0, 20, ...new Array<number>(7).fill(2), 5, 5, 5, 10, 10, ...(isLong ? [2, 2, 2, 2, 2, 2] : [])];
}
