import { AppError } from '../../../../platform/errors/app-error.js';
import { type Kpi, type Section, written } from '../../domain/report/report.js';
import { evidenceOf, type Part, type SectionMaker } from './report-sources.js';

const FORMATS: Record<string, Kpi['format']> = {
  currency: 'money',
  share: 'percent',
  count: 'integer',
  units: 'decimal',
};
const FORECAST_DAYS = 28;

/** KPIs against the period before, and the run of the days. */
export const overviewSections: SectionMaker = async ({ overview }, scope) => {
  const { gold, period, compared, kpis, top_products, top_countries, trend } = await overview.overview(scope);
  const best = top_products[0];
  const money = (value: number) => written(value, 'money', gold.currency);
  return {
    gold,
    period,
    sections: [
      {
        title: 'At a glance',
        text: [
          ...(period
            ? [
                `${period.from} to ${period.to}${compared ? `, beside ${compared.from} to ${compared.to}` : ''}.`,
              ]
            : []),
          ...(best
            ? [`Most revenue came from ${best.description ?? best.stock_code} (${money(best.revenue)}).`]
            : []),
        ],
        kpis: Object.entries(kpis).map(([name, { label, value, change, unit }]) => ({
          label,
          value,
          change: change === null || !Number.isFinite(change) ? null : change,
          format: name === 'total_units' ? 'integer' : (FORMATS[unit] ?? 'decimal'),
          isCost: name === 'return_rate',
        })),
        chart: {
          kind: 'line',
          title: `Net revenue by ${trend.granularity}`,
          format: 'money',
          labels: trend.points.map((point) => point.period),
          series: [
            { name: 'this period', values: trend.points.map(({ revenue }) => revenue) },
            ...(trend.points.some((point) => point.compared !== null)
              ? [{ name: 'period before', values: trend.points.map((point) => point.compared) }]
              : []),
          ],
        },
      },
      {
        title: 'Countries',
        text: [],
        chart: {
          kind: 'bars',
          title: 'Net revenue by country',
          format: 'money',
          labels: top_countries.map(({ country }) => country),
          values: top_countries.map(({ revenue }) => revenue),
        },
      },
      {
        title: 'Products',
        text: [],
        chart: {
          kind: 'bars',
          title: 'Net revenue by product',
          format: 'money',
          labels: top_products.map(({ description, stock_code }) => description ?? stock_code),
          values: top_products.map(({ revenue }) => revenue),
        },
      },
    ],
  };
};

/** Months, weekdays and countries. */
export const salesSections: SectionMaker = async ({ sales, performance, days }, scope) => {
  const { gold, days: period, periods, totals } = await sales.periods(scope, 'monthly');
  const countries = await performance.countries(scope, 'revenue', 15);
  const best = periods.reduce<(typeof periods)[number] | undefined>(
    (one, other) => (one && one.total_revenue >= other.total_revenue ? one : other),
    undefined,
  );
  const money = (value: number) => written(value, 'money', gold.currency);
  const months: Section = {
    title: 'Months',
    text: [
      `Net revenue ${money(totals.total_revenue)} from ${written(totals.total_orders, 'integer', '')} orders; returns ${money(totals.returns_value)}.`,
      ...(best ? [`The strongest month was ${best.period} with ${money(best.total_revenue)}.`] : []),
    ],
    chart: {
      kind: 'line',
      title: 'Net and gross revenue by month',
      format: 'money',
      labels: periods.map((one) => one.period),
      series: [
        { name: 'net', values: periods.map((one) => one.total_revenue) },
        { name: 'gross', values: periods.map((one) => one.gross_revenue) },
      ],
    },
    table: {
      columns: [
        { key: 'period', label: 'Month', format: 'text' },
        { key: 'total_revenue', label: 'Net', format: 'money' },
        { key: 'revenue_change', label: 'Change', format: 'percent' },
        { key: 'returns_value', label: 'Returns', format: 'money' },
        { key: 'total_orders', label: 'Orders', format: 'integer' },
        { key: 'unique_customers', label: 'Customers', format: 'integer' },
        { key: 'avg_order_value', label: 'Order value', format: 'money' },
      ],
      rows: periods.map((one) => ({ ...one })),
    },
  };
  const sections = [months];
  const season = await ifEnough(
    days.seasonality({
      measure: 'net_revenue',
      date_from: scope.from,
      date_to: scope.to,
      country: scope.country,
    }),
  );
  if (season) {
    sections.push({
      title: 'Weekdays',
      text: ['1.00 is a usual open day; the level of the weeks around is taken out.'],
      chart: {
        kind: 'bars',
        title: 'Index of the weekday',
        format: 'decimal',
        labels: season.body.data.weekday.map((one) => one.period),
        values: season.body.data.weekday.map(({ index }) => index),
      },
      evidence: evidenceOf(season.body),
    });
  }
  sections.push({
    title: 'Countries',
    text: [],
    table: {
      columns: [
        { key: 'country', label: 'Country', format: 'text' },
        { key: 'revenue', label: 'Net', format: 'money' },
        { key: 'revenue_share', label: 'Share', format: 'percent' },
        { key: 'orders', label: 'Orders', format: 'integer' },
        { key: 'customers', label: 'Customers', format: 'integer' },
        { key: 'return_rate', label: 'Returned', format: 'percent' },
      ],
      rows: countries.rows.map((one) => ({ ...one })),
    },
  });
  return { gold, period, sections };
};

/** Days that stand out. */
export const anomalySections: SectionMaker = async ({ days }, scope) => {
  const { gold, body } = await days.anomalies({
    measure: 'net_revenue',
    date_from: scope.from,
    date_to: scope.to,
    country: scope.country,
    threshold: 3.5,
    limit: 10,
  });
  return {
    gold,
    period: null,
    sections: [
      {
        title: 'Days that stand out',
        text: body.data.found === 0 ? ['None.'] : [`${body.data.found} days; the strongest are below.`],
        table: {
          columns: [
            { key: 'date', label: 'Day', format: 'text' },
            { key: 'value', label: 'Net', format: 'money' },
            { key: 'expected', label: 'Usual', format: 'money' },
            { key: 'reason', label: 'What made it', format: 'text' },
          ],
          rows: body.data.anomalies.map(({ date, value, expected, reasons }) => ({
            date,
            value,
            expected,
            reason: reasons.join('; '),
          })),
        },
        evidence: evidenceOf(body),
      },
    ],
  };
};

/** The days to come, of the whole or of the country. */
export const forecastSections: SectionMaker = async ({ forecasts, sales }, scope, signal) => {
  const answer = await ifEnough(
    forecasts.forecast(
      {
        measure: 'net_revenue',
        horizon: FORECAST_DAYS,
        date_to: scope.to,
        ...(scope.country === undefined ? {} : { dimension: 'country', values: [scope.country] }),
      },
      { signal },
    ),
  );
  const series = answer?.body.data.series[0];
  const past = await sales.periods(scope, 'daily');
  if (!answer || !series) {
    return {
      gold: past.gold,
      period: null,
      sections: [{ title: 'Outlook', text: ['The history is too short for a forecast.'] }],
    };
  }
  const shown = past.periods.slice(-56);
  const gap = (count: number) => new Array<null>(count).fill(null);
  const { wape, seasonal_naive_wape, coverage_80 } = series.backtest;
  const [baseline, optimistic, pessimistic] = series.scenarios;
  const money = (value: number | null | undefined) => written(value ?? null, 'money', answer.gold.currency);
  const percent = (share: number | null) => written(share, 'percent', '');
  return {
    gold: answer.gold,
    period: null,
    sections: [
      {
        title: 'Outlook',
        text: [
          `${answer.body.data.first_day} to ${answer.body.data.last_day}: ${money(baseline?.total)}; between ${money(pessimistic?.total)} and ${money(optimistic?.total)} in the other scenarios. ${optimistic?.assumption ?? ''}`,
          `In the backtest the error was ${percent(wape)} of what was sold (seasonal naive ${percent(seasonal_naive_wape)}), and ${percent(coverage_80)} of the days lay within the 80% bounds.`,
        ],
        chart: {
          kind: 'line',
          title: 'Net revenue by day: the last eight weeks, and the next four',
          format: 'money',
          labels: [...shown.map(({ period }) => period), ...series.forecast.map(({ date }) => date)],
          series: [
            {
              name: 'sold',
              values: [...shown.map((one) => one.total_revenue), ...gap(series.forecast.length)],
            },
            {
              name: `forecast (${series.model})`,
              values: [...gap(shown.length), ...series.forecast.map((day) => day.baseline)],
            },
          ],
          band: {
            name: '80% bounds',
            lower: [...gap(shown.length), ...series.forecast.map((day) => day.lower_80)],
            upper: [...gap(shown.length), ...series.forecast.map((day) => day.upper_80)],
          },
        },
        evidence: evidenceOf({ ...answer.body, confidence: series.confidence }),
      },
    ],
  };
};

/** Undefined where there is too little to tell; everything else is told. */
export async function ifEnough<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (error instanceof AppError && (error.kind === 'refused' || error.kind === 'not_found'))
      return undefined;
    throw error;
  }
}

export function empty(gold: Part['gold'], title: string): Part {
  return { gold, period: null, sections: [{ title, text: ['There is too little history to tell.'] }] };
}
