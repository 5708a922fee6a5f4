import { weekdayOf } from '../calendar/day.js';
import { mean, median, quantile } from '../math/statistics.js';
import { type Forecaster, type OpenHistory } from './forecaster.js';

/** The newest value of the same weekday: what every other way is measured by. */
export const SEASONAL_NAIVE: Forecaster = {
  name: 'seasonal_naive',
  minimumDays: 1,
  forecast: byWeekday(1, (values) => values[0] ?? 0),
};

/** The mean of the last eight of the same weekday, the outermost of each side brought in. */
export const WEEKDAY_MEAN: Forecaster = {
  name: 'weekday_mean',
  minimumDays: 10,
  forecast: byWeekday(8, (values) => {
    if (values.length < 5) return mean(values);
    const low = quantile(values, 0.1);
    const high = quantile(values, 0.9);
    return mean(values.map((value) => Math.min(Math.max(value, low), high)));
  }),
};

/** The median of the last eight of the same weekday: large single orders do not move it. */
export const WEEKDAY_MEDIAN: Forecaster = {
  name: 'weekday_median',
  minimumDays: 10,
  forecast: byWeekday(8, median),
};

/** The shape of the week from all days, the level of the last four weeks. */
export const LEVEL_AND_SHAPE: Forecaster = {
  name: 'level_and_shape',
  minimumDays: 20,
  forecast: (history, future) => {
    const { days, values, weekLength } = history;
    const shape = new Map<number, number>();
    const all = mean(values);
    for (let weekday = 1; weekday <= 7; weekday++) {
      const own = values.filter((_, at) => weekdayOf(days[at] ?? 0) === weekday);
      // Few days of a kind are drawn to the mean.
      shape.set(weekday, (mean([...own, all, all]) || all) / (all || 1));
    }
    const shapeOf = (day: number) => {
      const own = shape.get(weekdayOf(day)) ?? 1;
      return own === 0 ? 1 : own;
    };
    const recent = Math.min(values.length, 4 * weekLength);
    const adjusted = values
      .slice(-recent)
      .map((value, at) => value / shapeOf(days[days.length - recent + at] ?? 0));
    const level = mean([median(adjusted), mean(adjusted)]);
    return future.map((day) => level * (shape.get(weekdayOf(day)) ?? 1));
  },
};

function byWeekday(most: number, of: (newestFirst: number[]) => number): Forecaster['forecast'] {
  return ({ days, values }: OpenHistory, future) => {
    const newest = new Map<number, number[]>();
    for (let at = values.length - 1; at >= 0; at--) {
      const weekday = weekdayOf(days[at] ?? 0);
      const own = newest.get(weekday) ?? [];
      if (own.length < most) own.push(values[at] ?? 0);
      newest.set(weekday, own);
    }
    // A weekday that was never open takes the level of the newest days.
    const others = of(values.slice(-most).reverse());
    return future.map((day) => {
      const own = newest.get(weekdayOf(day));
      return own ? of(own) : others;
    });
  };
}
