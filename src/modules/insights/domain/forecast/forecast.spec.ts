import fc from 'fast-check';
import { dayNumber, isoDay, weekdayOf } from '../calendar/day.js';
import { learnOpening } from '../calendar/opening.js';
import { accuracyOf, coverage, seasonalScale } from './accuracy.js';
import { backtest, type Fold, ranking } from './backtest.js';
import { choose } from './choice.js';
import { boundedBy, errorModelOf, LEVELS } from './conformal.js';
import { forecastSeries } from './forecast.js';
import { mean, weightedQuantile } from '../math/statistics.js';
import { CALENDAR_RIDGE } from './ridge-forecaster.js';
import { LEVEL_AND_SHAPE, SEASONAL_NAIVE, WEEKDAY_MEAN, WEEKDAY_MEDIAN } from './simple-forecasters.js';

const WAYS = [SEASONAL_NAIVE, WEEKDAY_MEAN, WEEKDAY_MEDIAN, LEVEL_AND_SHAPE, CALENDAR_RIDGE];
const FIRST = dayNumber('2023-01-02');
const NONE = new Map<number, string>();

/** Open but on Saturdays; the value of a day is its weekday's, times a noise that is always the same. */
function shop(days: number, noise = (at: number) => 0.2 * Math.sin(at * 12.9898) ** 3) {
  return {
    first: FIRST,
    values: Array.from({ length: days }, (_, at) => {
      const weekday = weekdayOf(FIRST + at);
      return weekday === 6 ? 0 : 100 * weekday * (1 + noise(at));
    }),
  };
}

describe('opening', () => {
  it('is learned from weekdays, holidays by name, and the days around Christmas', () => {
    const holidays = new Map(
      ['2023-12-25', '2024-01-01', '2024-12-25', '2025-01-01'].map((day) => [
        dayNumber(day),
        day.endsWith('25') ? 'Christmas Day' : 'New Year',
      ]),
    );
    holidays.set(dayNumber('2023-05-01'), 'May Day');
    holidays.set(dayNumber('2024-05-06'), 'May Day');
    const series = shop(430);
    const closed = (from: string, to: string) => {
      for (let day = dayNumber(from); day <= dayNumber(to); day++) series.values[day - FIRST] = 0;
    };
    closed('2023-12-24', '2024-01-02');
    const opening = learnOpening(series, holidays);
    expect(opening.closedWeekdays).toEqual([6]);
    const open = (day: string) => opening.isOpen(dayNumber(day));
    expect([open('2024-12-24'), open('2024-12-30'), open('2025-01-02'), open('2025-01-03')]).toEqual([
      false,
      false,
      false,
      true,
    ]);
    // It sold on May Day.
    expect(open('2024-05-06')).toBe(true);
    expect(open('2024-06-08')).toBe(false);
  });

  it('takes the Sunday of Easter with its Monday', () => {
    const holidays = new Map([
      [dayNumber('2023-04-10'), 'Easter Monday'],
      [dayNumber('2024-04-01'), 'Easter Monday'],
    ]);
    const series = shop(300);
    series.values[dayNumber('2023-04-09') - FIRST] = 0;
    series.values[dayNumber('2023-04-10') - FIRST] = 0;
    const opening = learnOpening(series, holidays);
    expect(opening.isOpen(dayNumber('2024-03-31'))).toBe(false);
    expect(opening.isOpen(dayNumber('2024-03-24'))).toBe(true);
  });
});

describe('weighted quantile', () => {
  it('is the least value with its share of the weight', () => {
    expect(
      [0, 0.2, 0.21, 0.8, 1].map((share) => weightedQuantile([3, 1, 2], [0.5, 0.2, 0.3], share)),
    ).toEqual([1, 1, 2, 3, 3]);
    expect(weightedQuantile([], [], 0.5)).toBeNaN();
  });
});

describe('accuracy', () => {
  it('is as its formulas say, and null where they say nothing', () => {
    expect(accuracyOf([10, 20, 0], [12, 15, 1], 4)).toEqual({
      wape: 8 / 30,
      mape: (0.2 + 0.25) / 2,
      mase: 8 / 3 / 4,
      bias: -2 / 30,
    });
    expect(accuracyOf([0, 0], [1, 1], 0)).toEqual({ wape: null, mape: null, mase: null, bias: null });
    expect(seasonalScale([1, 2, 3, 5], 2)).toBe(2.5);
    expect(coverage([1, 5, 9], [0, 0, 0], [2, 4, 9])).toBe(2 / 3);
  });
});

describe('backtest', () => {
  const series = shop(200);
  const opening = learnOpening(series, NONE);
  const days = series.values.map((_, at) => FIRST + at).filter(opening.isOpen);
  const history = {
    days,
    values: days.map((day) => series.values[day - FIRST] ?? 0),
    weekLength: 6,
    holidays: NONE,
  };
  const folds = backtest(history, WAYS, { end: FIRST + 200, window: 28, step: 14, most: 5 });

  it('lets no way see what came later', () => {
    expect(folds).toHaveLength(5);
    for (const { until, days: window, history: past } of folds) {
      expect(Math.max(...past.days)).toBeLessThan(until);
      expect(window.every((day) => day >= until && day < until + 28)).toBe(true);
    }
    // What comes after an origin changes none of its forecasts.
    const other = { ...history, values: history.values.map((value, at) => (at > 150 ? 9_999 : value)) };
    const changed = backtest(other, WAYS, { end: FIRST + 200, window: 28, step: 14, most: 5 });
    const early = folds.findIndex(({ until }) => until <= (days[150] ?? 0));
    expect(changed[early]?.forecasts).toEqual(folds[early]?.forecasts);
  });

  it('prefers the blend unless a single way is clearly better', () => {
    expect(ranking(folds, 6).map(({ name }) => name)).toContain('blend');
    expect(choose(folds, 6)?.name).toBe('blend');
    expect(choose([], 6)).toBeUndefined();
    const sure = folds.map((fold, at) => ({
      ...fold,
      forecasts: new Map(fold.forecasts).set(
        'seer',
        fold.actual.map((value) => value * (1 + at / 1_000)),
      ),
    }));
    expect(choose(sure, 6)?.name).toBe('seer');
  });

  it('makes bounds that hold zero error and widen with the level', () => {
    const model = errorModelOf(folds, 'blend', 300, 2);
    const [inner, outer] = model?.bounds ?? [];
    expect(inner?.lower).toBeLessThanOrEqual(0);
    expect(inner?.upper).toBeGreaterThanOrEqual(0);
    expect(outer?.upper).toBeGreaterThanOrEqual(inner?.upper ?? NaN);
    expect(outer?.lower).toBeLessThanOrEqual(inner?.lower ?? NaN);
    expect(errorModelOf([], 'blend', 300, 2)).toBeUndefined();
  });
});

describe('bounds', () => {
  const random = (seed: number) => () => {
    seed = (seed * 48_271) % 2_147_483_647;
    return seed / 2_147_483_647;
  };
  const normal = (next: () => number) => Math.sqrt(-2 * Math.log(next())) * Math.cos(2 * Math.PI * next());

  /** Windows of 24 days that half overlap, newest first: the level of a day is off by a slow walk, the day by its own noise. */
  function windows(next: () => number, sizeOf: (age: number) => number, steadiness: number): Fold[] {
    const days = Array.from({ length: 7 * 12 + 12 }, () => 0);
    let level = 0;
    for (let at = days.length - 1; at >= 0; at--) {
      level = steadiness * level + Math.sqrt(1 - steadiness ** 2) * normal(next);
      days[at] = 100 * (1 + sizeOf(at) * (0.1 * level + 0.2 * normal(next)));
    }
    return Array.from({ length: 7 }, (_, at) => ({
      until: -24 - 12 * at,
      days: [],
      actual: days.slice(12 * at, 12 * at + 24),
      history: { days: [], values: [], weekLength: 6, holidays: NONE },
      forecasts: new Map([['way', new Array<number>(24).fill(100)]]),
    }));
  }

  function held(sizeOf: (age: number) => number, steadiness: number): number[] {
    const next = random(7);
    const runs = Array.from({ length: 300 }, () => {
      const [tested, , ...before] = windows(next, sizeOf, steadiness);
      const model = errorModelOf(before, 'way', 100, 2);
      return LEVELS.map((_, at) => {
        const bounds = model?.bounds[at];
        const limits = tested?.actual.map(() => bounds && boundedBy(100, bounds, 100, 1)) ?? [];
        return coverage(
          tested?.actual ?? [],
          limits.map((limit) => limit?.lower ?? NaN),
          limits.map((limit) => limit?.upper ?? NaN),
        );
      });
    });
    return LEVELS.map((_, at) => mean(runs.map((run) => run[at] ?? NaN)));
  }

  it.each([
    ['of errors that are always alike', () => 1, 0, 0.03],
    ['where the level drifts', () => 1, 0.95, 0.03],
    ['where errors become smaller', (age: number) => 1 + age / 60, 0.9, 0.1],
    ['where errors become larger', (age: number) => 3 - age / 60, 0.9, 0.1],
  ])('hold as often as they say %s', (_, sizeOf, steadiness, off) => {
    const [inner = NaN, outer = NaN] = held(sizeOf, steadiness);
    expect(Math.abs(inner - 0.8)).toBeLessThan(off);
    expect(Math.abs(outer - 0.95)).toBeLessThan(off);
  });
});

describe('forecast', () => {
  it('goes on with the shape of the week, zero on closed days, between its bounds', () => {
    const series = shop(200);
    const forecast = forecastSeries(
      { series, opening: learnOpening(series, NONE), horizon: 30, isSigned: false },
      WAYS,
    );
    expect(forecast?.days[0]?.day).toBe(isoDay(FIRST + 200));
    for (const { day, isOpen, baseline, lower80, upper80, lower95, upper95 } of forecast?.days ?? []) {
      const weekday = weekdayOf(dayNumber(day));
      expect([day, isOpen]).toEqual([day, weekday !== 6]);
      if (!isOpen) expect([baseline, lower95, upper95]).toEqual([0, 0, 0]);
      else {
        expect(Math.abs(baseline / (100 * weekday) - 1)).toBeLessThan(0.15);
        const bounds = [lower95, lower80, baseline, upper80, upper95].map(Number);
        expect(bounds).toEqual(bounds.toSorted((a, b) => a - b));
      }
    }
    expect(forecast?.origins).toHaveLength(3);
  });

  it('says nothing of a few days, and no bounds of a few weeks', () => {
    const question = (days: number) => {
      const series = shop(days);
      return { series, opening: learnOpening(series, NONE), horizon: 7, isSigned: true };
    };
    expect(forecastSeries(question(12), WAYS)).toBeUndefined();
    const short = forecastSeries(question(24), WAYS);
    expect(short?.days[0]?.lower80).toBeNull();
    expect(short?.origins).toEqual([]);
    expect(short?.changes.isAssumed).toBe(true);
  });

  it('is finite and keeps its sign whatever was sold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant(0), fc.double({ min: 0, max: 1e6, noNaN: true })), {
          minLength: 14,
          maxLength: 160,
        }),
        fc.integer({ min: 1, max: 60 }),
        (values, horizon) => {
          const series = { first: FIRST, values };
          const forecast = forecastSeries(
            { series, opening: learnOpening(series, NONE), horizon, isSigned: false },
            WAYS,
          );
          for (const day of forecast?.days ?? []) {
            for (const value of [
              day.baseline,
              day.optimistic,
              day.pessimistic,
              day.lower95 ?? 0,
              day.upper95 ?? 0,
            ]) {
              expect(Number.isFinite(value)).toBe(true);
              expect(value).toBeGreaterThanOrEqual(0);
            }
          }
        },
      ),
      // Days of less than any money, once an error of the bounds without end.
      {
        numRuns: 40,
        endOnFailure: true,
        examples: [[[...new Array<number>(80).fill(5e-310), ...new Array<number>(60).fill(1e6)], 30]],
      },
    );
  });
});
