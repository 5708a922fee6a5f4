import { AppError } from '../../../platform/errors/app-error.js';
import { type Filter } from '../../datamart/index.js';
import { type ShownGold } from '../../warehouse/index.js';
import { isoDay } from '../domain/calendar/day.js';
import { type DailySeries, type HolidaysOf } from '../domain/calendar/opening.js';
import { type Confidence, type Evidence } from '../domain/evidence.js';
import { type Forecast, LEAST_OPEN_DAYS, totalOf } from '../domain/forecast/forecast.js';
import { type AskedForecast, FORECAST_MEASURES } from '../domain/forecast/question.js';
import { mean } from '../domain/math/statistics.js';
import { type Computer } from './compute/computer.js';
import { type InsightContext, inputsOf, shortened } from './insight-context.js';
import { type NamedSeries, type SeriesSource } from './series-source.js';

export interface ForecastOptions {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
  /** Lines that take part; all without any. */
  filters?: readonly Filter[];
  /** The gold of an answer that this is a part of. */
  of?: ShownGold;
}

type Found = Forecast & { rules: string[] };

const METHOD =
  'Ways are compared at origins in the past, each from what was known there alone: the newest value of the weekday (seasonal naive), means and medians of weekdays, level and shape, ridge regression on the calendar, MSTL with ETS, AutoETS, and a blend (the median of all). Bounds are conformal: quantiles of the errors that the chosen way made in those windows, newer ones weighing more, stretched or shrunk by how such bounds held in the windows after them.';

/** Daily forecasts of measures, for the whole or for values of a dimension. */
export class ForecastService {
  constructor(
    private readonly context: InsightContext,
    private readonly source: SeriesSource,
    private readonly computer: Computer,
    private readonly holidaysOf: HolidaysOf,
  ) {}

  /** Throws AppError: `invalid` where a name is not known, `refused` where nothing can be foreseen. */
  async forecast(asked: AskedForecast, { signal, progress, filters, of }: ForecastOptions = {}) {
    const traits = FORECAST_MEASURES[asked.measure];
    if (!traits) {
      throw new AppError('invalid', `${asked.measure} is not foreseen by days`, {
        hint: `Measures: ${Object.keys(FORECAST_MEASURES).join(', ')}. Ratios follow from forecasts of their parts.`,
      });
    }
    const gold = of ?? (await this.context.shown());
    const { measure, dimension, top, date_to: dateTo } = asked;
    const values = this.valuesOf(asked);
    // Which days are open, the whole shop tells.
    const [whole] = await this.source.daily(gold, { measure: 'gross_revenue', dateTo });
    const found = await this.source.daily(gold, { measure, dimension, values, top, dateTo, filters });
    const shop = whole?.series ?? { first: 0, values: [] };
    let done = 0;
    const series = await inTurn(found, async (one) => {
      signal?.throwIfAborted();
      const forecast = await this.computer.run(
        'forecast',
        this.questionOf(one, shop, asked, traits.isSigned),
        signal,
      );
      progress?.(++done, found.length);
      // Made one by one: answers of hundreds of series at once would hold up everybody.
      return { one, answer: forecast && seriesAnswer(one, forecast, asked, traits.addsUp) };
    });
    const answers = series.flatMap(({ answer }) => answer ?? []);
    const missing = (values ?? []).filter((value) => !found.some((one) => sameText(one.value, value)));
    const short = series.flatMap(({ one, answer }) => (answer ? [] : [one.value ?? 'the whole']));
    if (answers.length === 0) {
      throw new AppError(
        'refused',
        missing.length > 0 && short.length === 0
          ? `no sales of ${missing.join(', ')}`
          : `fewer than ${LEAST_OPEN_DAYS} open days are known`,
        { hint: 'Bring more history in, or ask for values that were sold.' },
      );
    }
    return { gold, body: this.body(gold, asked, shop, answers, missing, short) };
  }

  /** Countries as gold calls them. */
  private valuesOf({ dimension, values }: AskedForecast): readonly string[] | undefined {
    if (!values) return undefined;
    if (dimension === undefined)
      throw new AppError('invalid', 'values are of a dimension, and none was given', {
        hint: 'Name the dimension.',
      });
    const isCountry = dimension === 'country' || dimension === 'customer_country';
    return isCountry ? this.context.countryNames(values) : [...new Set(values)];
  }

  private questionOf(
    { series, countryCode }: NamedSeries,
    shop: DailySeries,
    asked: AskedForecast,
    isSigned: boolean,
  ) {
    return {
      series,
      shop,
      horizon: asked.horizon,
      isSigned,
      holidays: this.holidaysOf() ?? new Map<number, string>(),
      marketHolidays: countryCode === undefined ? undefined : this.holidaysOf(countryCode),
      changes: { optimistic: asked.optimistic_change, pessimistic: asked.pessimistic_change },
    };
  }

  private body(
    gold: ShownGold,
    asked: AskedForecast,
    shop: DailySeries,
    series: ReturnType<typeof seriesAnswer>[],
    missing: string[],
    short: string[],
  ): { data: ForecastData } & Evidence {
    const last = shop.first + shop.values.length - 1;
    return {
      data: {
        measure: asked.measure,
        dimension: asked.dimension ?? null,
        horizon_days: asked.horizon,
        first_day: isoDay(last + 1),
        last_day: isoDay(last + asked.horizon),
        series,
        not_forecast: [
          ...missing.map((value) => ({ value, reason: 'no sales' })),
          ...short.map((value) => ({ value, reason: `fewer than ${LEAST_OPEN_DAYS} open days are known` })),
        ],
      },
      method: { name: 'compared_ways_with_conformal_bounds', description: METHOD },
      inputs: inputsOf(
        gold,
        { rows: shop.values.length, date_from: isoDay(shop.first), date_to: isoDay(last) },
        'days',
      ),
      caveats: caveatsOf(asked, shop, series),
      confidence: overall(series.map(({ confidence }) => confidence)),
    };
  }
}

export interface ForecastData {
  measure: string;
  dimension: string | null;
  horizon_days: number;
  first_day: string;
  last_day: string;
  series: ReturnType<typeof seriesAnswer>[];
  not_forecast: { value: string; reason: string }[];
}

function seriesAnswer({ value }: NamedSeries, forecast: Found, asked: AskedForecast, addsUp: boolean) {
  const { origins, changes, days } = forecast;
  const average = (of: (origin: (typeof origins)[number]) => number | null) => {
    const known = origins.map(of).filter((one) => one !== null);
    return known.length === 0 ? null : shortened(mean(known), 4);
  };
  const total = (column: 'baseline' | 'optimistic' | 'pessimistic') =>
    addsUp ? shortened(totalOf(days, column), 2) : null;
  const percent = (share: number) => `${share < 0 ? '−' : '+'}${Math.abs(100 * share).toFixed(1)}%`;
  const seen = changes.isAssumed
    ? 'as the caller or, without a backtest, a tenth assumes'
    : 'as one window in ten of the backtest was off by at least that much';
  return {
    value,
    model: forecast.model,
    chosen_because: forecast.because,
    open_days: forecast.openDays,
    usual_open_day: shortened(forecast.usualDay, 2),
    opening: forecast.rules,
    compared: shortened(forecast.compared, 4),
    backtest: {
      window_days: forecast.window,
      windows: forecast.windows,
      origins: origins.map((origin) => ({
        known_until: origin.until,
        model: origin.model,
        open_days: origin.openDays,
        ...shortened(
          {
            wape: origin.wape,
            mape: origin.mape,
            mase: origin.mase,
            bias: origin.bias,
            seasonal_naive_wape: origin.naiveWape,
            coverage_80: origin.coverage80,
            coverage_95: origin.coverage95,
          },
          4,
        ),
      })),
      wape: average(({ wape }) => wape),
      seasonal_naive_wape: average(({ naiveWape }) => naiveWape),
      mase: average(({ mase }) => mase),
      coverage_80: average(({ coverage80 }) => coverage80),
      coverage_95: average(({ coverage95 }) => coverage95),
    },
    scenarios: [
      {
        name: 'baseline',
        change: 0,
        assumption: 'The shop goes on as the chosen way sees it.',
        total: total('baseline'),
      },
      {
        name: 'optimistic',
        change: shortened(changes.optimistic, 4),
        assumption: `Every open day is ${percent(changes.optimistic)} off the baseline, ${seen}.`,
        total: total('optimistic'),
      },
      {
        name: 'pessimistic',
        change: shortened(changes.pessimistic, 4),
        assumption: `Every open day is ${percent(changes.pessimistic)} off the baseline, ${seen}.`,
        total: total('pessimistic'),
      },
    ],
    confidence: confidenceOf(forecast, asked.horizon),
    forecast: days.map((day) => ({
      date: day.day,
      is_open: day.isOpen,
      ...shortened(
        {
          baseline: day.baseline,
          optimistic: day.optimistic,
          pessimistic: day.pessimistic,
          lower_80: day.lower80,
          upper_80: day.upper80,
          lower_95: day.lower95,
          upper_95: day.upper95,
        },
        4,
      ),
    })),
  };
}

function confidenceOf({ origins, window }: Found, horizon: number): Confidence {
  if (origins.length === 0) return { level: 'low', reason: 'the history is too short for a backtest' };
  const better = origins.filter(
    ({ wape, naiveWape }) => wape !== null && naiveWape !== null && wape < naiveWape,
  ).length;
  const told = `below seasonal naive at ${better} of ${origins.length} origins`;
  if (horizon > 2 * window)
    return { level: 'low', reason: `${told}, but the horizon is longer than what was tested` };
  const wapes = origins.flatMap(({ wape }) => (wape === null ? [] : [wape]));
  const error = wapes.length === 0 ? Infinity : mean(wapes);
  if (better === origins.length && error <= 0.25)
    return { level: 'high', reason: `${told}, WAPE ${error.toFixed(2)}` };
  if (2 * better > origins.length) return { level: 'medium', reason: `${told}, WAPE ${error.toFixed(2)}` };
  return { level: 'low', reason: told };
}

function overall(each: readonly Confidence[]): Confidence {
  const [only] = each;
  if (each.length === 1 && only) return only;
  const count = (level: Confidence['level']) => each.filter((one) => one.level === level).length;
  const level =
    2 * count('low') >= each.length ? 'low' : 2 * count('high') >= each.length ? 'high' : 'medium';
  return { level, reason: `${count('high')} series high, ${count('medium')} medium, ${count('low')} low` };
}

function caveatsOf(
  asked: AskedForecast,
  shop: DailySeries,
  series: { value: string | null; backtest: { window_days: number } }[],
): string[] {
  const days = shop.values.length;
  const window = series[0]?.backtest.window_days ?? 0;
  const caveats: string[] = [];
  if (days < 730)
    caveats.push(
      `${days} days are known: a yearly season that was not seen twice is not foreseen, the weeks before Christmas among them.`,
    );
  if (asked.horizon > window)
    caveats.push(
      `Windows of ${window} days were tested; beyond day ${window} the bounds widen with the root of the distance, and no test stands behind them.`,
    );
  caveats.push('Promotions, prices and stock to come are not known to it.');
  caveats.push('Bounds are of single days; those of a sum are narrower than the sum of bounds.');
  if (asked.dimension !== undefined)
    caveats.push('Series are foreseen each for itself: they need not add up to the whole.');
  if (FORECAST_MEASURES[asked.measure]?.addsUp === false)
    caveats.push('Days of distinct customers do not add up: there is no total.');
  return caveats;
}

function sameText(one: string | null, other: string): boolean {
  return one?.toLowerCase() === other.toLowerCase();
}

/** Series that are given to the threads at the same time: enough that none is idle, and no more than others have to wait for. */
const AT_ONCE = 4;

async function inTurn<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results = new Array<R>(items.length);
  let next = 0;
  const worker = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await work(items[at] as T);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}
