import { join } from 'node:path';
import {
  CohortService,
  OverviewService,
  PerformanceService,
  SalesAnalyticsService,
  SegmentService,
  SemanticService,
  type Value,
} from '../../src/modules/datamart/index.js';
import { CohortRepository } from '../../src/modules/datamart/data-access/cohort.repository.js';
import { RfmRepository } from '../../src/modules/datamart/data-access/rfm.repository.js';
import { SemanticRepository } from '../../src/modules/datamart/data-access/semantic.repository.js';
import {
  CountryService,
  GoldReader,
  readCountryNames,
  type ShownGold,
  type WarehouseReader,
} from '../../src/modules/warehouse/index.js';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { figuresOf } from './figures.js';

type Figures = Record<
  | 'net_revenue'
  | 'gross_revenue'
  | 'returns_value'
  | 'return_rate'
  | 'orders'
  | 'units'
  | 'customers'
  | 'new_customers'
  | 'repeat_customers'
  | 'avg_order_value'
  | 'items_per_order',
  number
>;

interface SegmentFigures {
  customer_count: number;
  total_revenue: number;
  avg_lifetime_value: number;
  avg_recency_days: number;
  avg_frequency: number;
}

interface Expected {
  lines: number;
  whole: Figures;
  overview: { now: Figures; then: Figures };
  months: Record<string, Figures>;
  weeks: Record<string, Figures>;
  weekdays: Record<string, Figures>;
  countries: Record<string, Figures>;
  top_products: (Figures & { product: string })[];
  rfm: Record<string, [number, number, number, number, number, number, string, number]>;
  segments: Record<string, SegmentFigures>;
  segments_of_summer: Record<string, SegmentFigures>;
  cohorts: Record<string, Record<string, { customers: number; revenue: number }>>;
}

const MEASURES: (keyof Figures)[] = [
  ...([
    'net_revenue',
    'gross_revenue',
    'returns_value',
    'return_rate',
    'orders',
    'units',
    'customers',
  ] as const),
  ...(['new_customers', 'repeat_customers', 'avg_order_value', 'items_per_order'] as const),
];

/** Real files, real lake and engine; the version that is shown is told without PostgreSQL. Against pandas, which read the files itself. */
describeOnlineRetail('the datamart of real files, beside pandas', ({ files }) => {
  let home: LakeHome;
  let gold: GoldReader;
  let semantic: SemanticService;
  let expected: Expected;

  beforeAll(async () => {
    expected = figuresOf<Expected>('datamart.py', files);
    home = await LakeHome.open();
    const report = await home.run([...files]);
    expect(report.status).toBe('published');
    const { lake } = home.etl;
    const { version, tables } = await lake.state();
    const shown: ShownGold = {
      ...{ version, lakeId: tables['fact_sale']?.metaData.id ?? '', committedAt: null, publishedAt: 1 },
      ...{ factRows: expected.lines, currency: 'GBP' },
    };
    const open = (tempDir: string) => openDuckDb({ memoryBytes: 192 * 2 ** 20, threads: 2, tempDir });
    gold = new GoldReader(lake, open, join(home.path));
    const reader = { shown: () => Promise.resolve(shown) } as unknown as WarehouseReader;
    const countries = new CountryService(readCountryNames(home.path));
    semantic = new SemanticService(
      reader,
      new SemanticRepository(gold, { fiscalYearStartMonth: 1 }),
      countries,
    );
  }, 600_000);

  afterAll(async () => {
    await gold.close();
    await home.close();
  });

  /** Rows by a dimension equal those of pandas, and there are no others. */
  const mustAgree = async (
    asked: { dimensions?: string[]; granularity?: string },
    by: string,
    wanted: Record<string, Figures>,
  ) => {
    const { rows } = await semantic.run({ ...asked, measures: MEASURES, limit: 10_000 });
    expect(rows.map((row) => String(row[by])).sort()).toEqual(Object.keys(wanted).sort());
    for (const row of rows) mustBe(row, wanted[String(row[by])]);
  };

  it('agree on the whole and how many lines there are', async () => {
    const { rows } = await semantic.run({ measures: ['lines', ...MEASURES] });
    expect(rows[0]?.['lines']).toBe(expected.lines);
    expect(expected.lines).toBeGreaterThan(300_000);
    mustBe(rows[0], expected.whole);
  });

  it('agree on the overview and the period before', async () => {
    const { kpis } = await new OverviewService(semantic).overview({});
    const names: [keyof typeof kpis, keyof Figures][] = [
      ['total_revenue', 'net_revenue'],
      ['gross_revenue', 'gross_revenue'],
      ['return_rate', 'return_rate'],
      ['total_orders', 'orders'],
      ['total_units', 'units'],
      ['unique_customers', 'customers'],
      ['new_customers', 'new_customers'],
      ['repeat_customers', 'repeat_customers'],
      ['avg_order_value', 'avg_order_value'],
      ['items_per_order', 'items_per_order'],
    ];
    for (const [kpi, name] of names) {
      const { value, compared } = kpis[kpi];
      close(`${kpi} now`, value, expected.overview.now[name]);
      close(`${kpi} then`, compared, expected.overview.then[name]);
    }
  });

  it('agree by month, week, weekday and country', async () => {
    await mustAgree({ granularity: 'month' }, 'date', expected.months);
    await mustAgree({ granularity: 'week' }, 'date', expected.weeks);
    await mustAgree({ dimensions: ['weekday'] }, 'weekday', expected.weekdays);
    await mustAgree({ dimensions: ['country'] }, 'country', expected.countries);
    const { periods } = await new SalesAnalyticsService(semantic).periods({}, 'monthly');
    expect(
      periods.map(({ period, total_revenue, unique_customers }) => [period, total_revenue, unique_customers]),
    ).toEqual(
      Object.entries(expected.months).map(([month, { net_revenue, customers }]) => [
        month,
        net_revenue,
        customers,
      ]),
    );
  });

  it('agree on the top products and countries', async () => {
    const performance = new PerformanceService(semantic);
    const { rows } = await performance.products({}, 'revenue', 20);
    expect(
      rows.map(({ stock_code, revenue, units, orders, customers }) => [
        stock_code,
        revenue,
        units,
        orders,
        customers,
      ]),
    ).toEqual(
      expected.top_products.map((row) => [
        row.product,
        row.net_revenue,
        row.units,
        row.orders,
        row.customers,
      ]),
    );
    const { rows: countries } = await performance.countries({}, 'revenue', 10);
    const best = Object.entries(expected.countries).sort(([, a], [, b]) => b.net_revenue - a.net_revenue);
    expect(countries.map(({ country, revenue }) => [country, revenue])).toEqual(
      best.slice(0, 10).map(([country, { net_revenue }]) => [country, net_revenue]),
    );
  });

  it('agree on RFM of every customer, their lifetime values, and the segments, also of a day gone by', async () => {
    const rows = await home.sql<Record<string, string>>(
      `SELECT customer_id, recency_days, frequency, monetary, recency_score, frequency_score, monetary_score, rfm_segment, lifetime_value FROM mart_customer_rfm`,
    );
    expect(rows.length).toBe(Object.keys(expected.rfm).length);
    for (const row of rows) {
      const { customer_id, rfm_segment, lifetime_value, ...numbers } = row;
      const [recency, frequency, monetary, r, f, m, segment, clv] = expected.rfm[customer_id ?? ''] ?? [];
      expect([customer_id, ...Object.values(numbers).map(Number), rfm_segment]).toEqual([
        ...[customer_id, recency, frequency, monetary, r, f, m, segment],
      ]);
      close(`lifetime value of ${customer_id}`, Number(lifetime_value), clv ?? NaN);
    }
    const service = new SegmentService(semantic, new RfmRepository(gold, 3));
    for (const [day, wanted] of [
      [undefined, expected.segments],
      ['2011-06-30', expected.segments_of_summer],
    ] as const) {
      const { segments } = await service.segments(day);
      expect(segments.filter((one) => one.customer_count > 0)).toHaveLength(Object.keys(wanted).length);
      for (const [name, figures] of Object.entries(wanted)) {
        const found = segments.find(({ segment_name }) => segment_name === name);
        for (const [key, value] of Object.entries(figures) as [keyof SegmentFigures, number][]) {
          close(`${name} ${key}`, found?.[key], value, key === 'avg_recency_days' ? 0.051 : 0.001);
        }
      }
    }
  });

  it('agree on cohorts by customers and revenue', async () => {
    const { cohorts } = await new CohortService(semantic, new CohortRepository(gold)).cohorts(120);
    expect(cohorts.map(({ cohort }) => cohort)).toEqual(Object.keys(expected.cohorts).sort());
    for (const { cohort, customers, periods } of cohorts) {
      expect(periods[0]).toMatchObject({ month: 0, customers, retention: 1 });
      for (const { month, customers: some, revenue } of periods) {
        const wanted = expected.cohorts[cohort]?.[month] ?? { customers: 0, revenue: 0 };
        expect([cohort, month, some, revenue]).toEqual([cohort, month, wanted.customers, wanted.revenue]);
      }
    }
  });
});

/** Sums and counts are equal; ratios to their four digits. */
function mustBe(row: Record<string, Value> | undefined, wanted: Figures | undefined): void {
  for (const name of MEASURES)
    close(
      name,
      row?.[name],
      wanted?.[name] ?? NaN,
      name.includes('_per_') || /rate|avg/.test(name) ? 0.000_1 : 1e-9,
    );
}

function close(what: string, found: Value | undefined, wanted: number, most = 0.000_11): void {
  if (!(Math.abs(Number(found) - wanted) <= most)) expect([what, found]).toEqual([what, wanted]);
}
