import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import {
  bgNbdLogLikelihood,
  aliveProbability,
  expectedPurchases,
} from '../../src/modules/insights/domain/customers/bg-nbd.js';
import { fitBgNbd, fitGammaGamma } from '../../src/modules/insights/domain/customers/buying-model.js';
import { TaskRegistry } from '../../src/modules/tasks/index.js';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { AS_ADMIN } from '../support/credentials.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { Serving } from '../support/serving.js';
import { asking, INSIGHTS } from './asking.js';

const PYTHON = join(import.meta.dirname, '..', '..', '.cache', 'venv', 'bin', 'python');
const SCRIPT = join(import.meta.dirname, '..', 'oracle', 'insights.py');

interface Oracle {
  baskets: {
    invoices: number;
    products: number;
    pairs: number;
    rules: Record<string, { support: number; confidence: number; lift: number }>;
  };
  classes: Record<string, [revenue: number, name: string, weekly: number, deviation: number]>;
  elasticity: Record<string, [elasticity: number, error: number] | null>;
  buying: {
    customers: number;
    log_likelihood: number;
    r_alpha: [number, number];
    gamma_gamma: [number, number, number];
    cdnow: {
      rows: [number, number, number, number][];
      bg_nbd: [number, number, number, number];
      gamma_gamma: [number, number, number];
      alive: number[];
      purchases: number[];
    };
  };
}

interface Answer<T> {
  data: T;
  method: { name: string };
  inputs: { rows: number; gold_version: number };
  caveats: string[];
  confidence: { level: string; reason: string };
}

interface Forecast {
  series: {
    value: string | null;
    model: string;
    backtest: {
      origins: {
        known_until: string;
        open_days: number;
        wape: number;
        seasonal_naive_wape: number;
        coverage_80: number;
        coverage_95: number;
      }[];
    };
    scenarios: { name: string; total: number }[];
    forecast: {
      date: string;
      is_open: boolean;
      baseline: number;
      lower_80: number;
      upper_80: number;
      upper_95: number;
    }[];
  }[];
  not_forecast: { value: string }[];
}

// Every route on all real files, beside figures that pandas, numpy and the library lifetimes compute from the same files.
describeOnlineRetail('insights of real files', ({ files }) => {
  let at: Serving;
  let oracle: Oracle;
  let folder: string;

  beforeAll(async () => {
    if (!existsSync(PYTHON)) throw new Error('scripts/ensure-readers.sh has not run');
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-insights-'));
    const computing = promisify(execFile)(PYTHON, ['-W', 'ignore', SCRIPT, dirname(files[0] ?? '')], {
      maxBuffer: 1 << 28,
    });
    at = await Serving.open({ TILLHOUSE_ENGINE_MEMORY: '1GiB' });
    await at.bring(...files);
    oracle = JSON.parse((await computing).stdout) as Oracle;
  }, 400_000);

  afterAll(async () => {
    await at.close();
    await rm(folder, { recursive: true, force: true });
  });

  const get = async <T>(path: string) => {
    const { status, body } = await at.get<Answer<T>>(`/api/v1/insights/${path}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const post = async <T>(path: string, given: unknown) => {
    const response = await fetch(at.server.url + path, {
      method: 'POST',
      headers: { ...AS_ADMIN, 'content-type': 'application/json' },
      body: JSON.stringify(given),
    });
    return { status: response.status, body: (await response.json()) as T };
  };
  const task = async (name: string, parameters: unknown) => {
    const handler = at.server.app.get(TaskRegistry).find(name);
    if (!handler) throw new Error(`no task ${name}`);
    return handler.run({
      parameters: await handler.parse(parameters),
      signal: new AbortController().signal,
      progress: () => undefined,
      folder,
    });
  };

  it.each(['net_revenue', 'units', 'orders'])(
    'foresee daily %s better than seasonal naive, with bounds that hold',
    async (measure) => {
      const { body } = await post<Answer<Forecast>>('/api/v1/insights/forecast', { measure, horizon: 28 });
      const origins = body.data.series[0]?.backtest.origins ?? [];
      expect(origins).toHaveLength(3);
      for (const { wape, seasonal_naive_wape } of origins) expect(wape).toBeLessThan(seasonal_naive_wape);
      // Of one origin's 24 days, bounds that are exact hold less than 70% or more than 90% in one case of five.
      const days = origins.reduce((sum, { open_days }) => sum + open_days, 0);
      const held = (of: (origin: (typeof origins)[number]) => number) =>
        origins.reduce((sum, origin) => sum + origin.open_days * of(origin), 0) / days;
      expect(days).toBe(71);
      expect(Math.abs(held(({ coverage_80 }) => coverage_80) - 0.8)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(held(({ coverage_95 }) => coverage_95) - 0.95)).toBeLessThanOrEqual(0.1);
    },
  );

  it('foresee the open days to come, with bounds that hold at each origin', async () => {
    const { status, body } = await post<Answer<Forecast>>('/api/v1/insights/forecast', { horizon: 28 });
    expect(status).toBe(200);
    const [series] = body.data.series;
    for (const { coverage_80, coverage_95 } of series?.backtest.origins ?? []) {
      expect(Math.abs(coverage_80 - 0.8)).toBeLessThanOrEqual(0.1);
      expect(Math.abs(coverage_95 - 0.95)).toBeLessThanOrEqual(0.1);
    }
    expect(body.inputs.rows).toBe(274);
    expect(series?.forecast).toHaveLength(28);
    for (const { date, is_open, baseline, upper_95 } of series?.forecast ?? []) {
      const isSaturday = new Date(date).getUTCDay() === 6;
      expect([date, is_open]).toEqual([date, !isSaturday]);
      if (!is_open) expect([baseline, upper_95]).toEqual([0, 0]);
      else expect(upper_95).toBeGreaterThan(baseline);
    }
    const sum = series?.forecast.reduce((total, { baseline }) => total + baseline, 0) ?? 0;
    expect(series?.scenarios[0]?.total).toBeCloseTo(sum, 1);
    const { body: again } = await post<Answer<Forecast>>('/api/v1/insights/forecast', { horizon: 28 });
    expect(again).toEqual(body);
  });

  it('foresee a year with its closed days, and values of a dimension', async () => {
    const { body: year } = await post<Answer<Forecast>>('/api/v1/insights/forecast', { horizon: 365 });
    const closed = year.data.series[0]?.forecast.filter(({ is_open }) => !is_open).map(({ date }) => date);
    expect(closed).toEqual(expect.arrayContaining(['2011-12-25', '2012-01-02', '2012-04-06', '2012-04-08']));
    expect(closed).not.toContain('2011-12-23');
    const { body } = await post<Answer<Forecast>>('/api/v1/insights/forecast', {
      measure: 'orders',
      dimension: 'country',
      values: ['UK', 'Nigeria'],
      optimistic_change: 0.2,
      pessimistic_change: -0.5,
    });
    expect(body.data.series.map(({ value }) => value)).toEqual(['United Kingdom']);
    expect(body.data.not_forecast.map(({ value }) => value)).toEqual(['Nigeria']);
    const [baseline, optimistic, pessimistic] = body.data.series[0]?.scenarios ?? [];
    expect(optimistic?.total).toBeCloseTo(1.2 * (baseline?.total ?? 0), 0);
    expect(pessimistic?.total).toBeCloseTo(0.5 * (baseline?.total ?? 0), 0);
    for (const wrong of [{ horizon: 0 }, { horizon: 366 }, { measure: 'return_rate' }, { colour: 'red' }]) {
      expect((await post('/api/v1/insights/forecast', wrong)).status).toBe(422);
    }
  });

  it('stand beside sales analytics where they are asked for', async () => {
    const asked = { filters: { countries: ['Germany'] }, include_forecasting: true };
    const { status, body } = await post<{ forecast: Answer<Forecast>; no_forecast_because: null }>(
      '/api/v2/sales/analytics',
      asked,
    );
    expect([status, body.no_forecast_because]).toEqual([200, null]);
    const { body: same } = await post<Answer<Forecast>>('/api/v1/insights/forecast', {
      dimension: 'country',
      values: ['Germany'],
    });
    const total = (answer: Answer<Forecast>) => answer.data.series[0]?.scenarios[0]?.total;
    expect(total(body.forecast)).toBeGreaterThan(0);
    expect(total(same)).toBeGreaterThan(0);
  });

  it('answer every operation as the OpenAPI document says', async () => {
    const ask = await asking(at);
    await ask.forecast({ measure: 'orders', dimension: 'country', top: 3 });
    for (const query of [
      'baskets?min_confidence=0&limit=500',
      'baskets?country=Germany&min_support=0.02',
      'products/classes?size=100',
      'products/classes?class=CZ&size=100&page=20',
      'products/elasticity?limit=100',
      'products/elasticity?country=Spain&limit=100',
      'products/22697/recommendations?limit=100',
      'customers/17850/recommendations',
      ...['net_revenue', 'gross_revenue', 'units', 'orders'].flatMap((measure) => [
        `anomalies?measure=${measure}&threshold=1&limit=200`,
        `seasonality?measure=${measure}`,
      ]),
      'anomalies?country=Spain',
      'seasonality?country=France',
      'customers/lifetime-value?size=100',
      'customers/lifetime-value?size=100&page=40&days=730',
      'customers/churn?size=100',
      'customers/17850/outlook',
      'customers/clusters',
      'customers/segment-movement?months=24',
      'features',
    ]) {
      await ask.get(query);
    }
    expect([...ask.asked].sort()).toEqual(ask.contract.operations(INSIGHTS).sort());
  });

  it('find the rules that counting invoices one after the other finds', async () => {
    const { data } = await get<{
      invoices: number;
      products: number;
      pairs: number;
      rules: { antecedent: string; consequent: string; support: number; confidence: number; lift: number }[];
    }>('baskets?min_support=0.01&min_confidence=0&limit=500');
    expect([data.invoices, data.products, data.pairs]).toEqual([
      oracle.baskets.invoices,
      oracle.baskets.products,
      oracle.baskets.pairs,
    ]);
    expect(data.rules).toHaveLength(500);
    for (const { antecedent, consequent, ...rule } of data.rules) {
      const known = oracle.baskets.rules[`${antecedent}>${consequent}`];
      for (const measure of ['support', 'confidence', 'lift'] as const)
        expect(rule[measure]).toBeCloseTo(known?.[measure] ?? NaN, 5);
    }
    const strongest = Object.values(oracle.baskets.rules)
      .map(({ lift }) => lift)
      .sort((a, b) => b - a);
    expect(data.rules.at(-1)?.lift).toBeCloseTo(strongest[499] ?? NaN, 5);
  });

  it('class every product as pandas does', async () => {
    const seen = new Map<string, unknown[]>();
    for (let page = 1; seen.size < Object.keys(oracle.classes).length; page++) {
      const { data } = await get<{
        total: number;
        products: {
          stock_code: string;
          revenue: number;
          abc: string;
          xyz: string;
          weekly: number;
          deviation: number;
        }[];
      }>(`products/classes?page=${page}&size=100`);
      expect(data.total).toBe(Object.keys(oracle.classes).length);
      expect(data.products.length).toBeGreaterThan(0);
      for (const one of data.products)
        seen.set(one.stock_code, [one.revenue, one.abc + one.xyz, one.weekly, one.deviation]);
    }
    for (const [code, [revenue, name, weekly, deviation]] of Object.entries(oracle.classes)) {
      const [r, c, w, d] = seen.get(code) as [number, string, number, number];
      expect([code, c]).toEqual([code, name]);
      expect(r).toBeCloseTo(revenue, 3);
      expect(w).toBeCloseTo(weekly, 4);
      expect(d).toBeCloseTo(deviation, 4);
    }
  });

  it('estimate elasticities and their errors as numpy does', async () => {
    const { data } = await get<{
      products: { stock_code: string; is_estimable: boolean; elasticity: number; standard_error: number }[];
    }>('products/elasticity?limit=30');
    expect(data.products.map(({ stock_code }) => stock_code).sort()).toEqual(
      Object.keys(oracle.elasticity).sort(),
    );
    for (const one of data.products) {
      const known = oracle.elasticity[one.stock_code];
      expect([one.stock_code, one.is_estimable]).toEqual([one.stock_code, known !== null]);
      if (!known) continue;
      expect(one.elasticity).toBeCloseTo(known[0], 3);
      expect(one.standard_error).toBeCloseTo(known[1], 3);
    }
  });

  it('fit CDNOW to the estimates of the literature, customer by customer as lifetimes', () => {
    const { rows, bg_nbd, gamma_gamma, alive, purchases } = oracle.buying.cdnow;
    const histories = rows.map(([frequency, recency, age, value]) => ({
      frequency,
      recency: recency * 7,
      age: age * 7,
      value,
    }));
    const found = fitBgNbd(histories);
    // Fader, Hardie and Lee (2005), table 2.
    const close = (value: number, to: number) => expect(Math.abs(value / to - 1)).toBeLessThan(0.002);
    close(found.r, 0.243);
    close(found.alpha, 4.414);
    close(found.a, 0.793);
    close(found.b, 2.426);
    expect(found.logLikelihood).toBeCloseTo(-9582.4, 1);
    [found.r, found.alpha, found.a, found.b].forEach((value, i) => close(value, bg_nbd[i] ?? NaN));
    const value = fitGammaGamma(histories);
    [value?.p, value?.q, value?.v].forEach((one, i) => close(one ?? NaN, gamma_gamma[i] ?? NaN));
    const [r, alpha, a, b] = bg_nbd;
    const parameters = { r, alpha, a, b };
    rows.forEach(([frequency, recency, age], i) => {
      const history = { frequency, recency, age, value: 0 };
      expect(aliveProbability(parameters, history)).toBeCloseTo(alive[i] ?? NaN, 6);
      expect(expectedPurchases(parameters, history, 39)).toBeCloseTo(purchases[i] ?? NaN, 6);
      expect(bgNbdLogLikelihood(parameters, history)).toBeLessThan(0);
    });
  });

  it('find as likely parameters on the real customers, and foretell the last 90 days', async () => {
    const { data } = await get<{
      total: number;
      model: {
        bg_nbd: { r: number; alpha: number; log_likelihood: number };
        gamma_gamma: { p: number; q: number; v: number };
      };
      test: {
        purchases_expected: number;
        purchases_actual: number;
        auc: number;
        brier: number;
        brier_of_share: number;
      };
      customers: { customer_id: string; expected_value: number }[];
    }>('customers/lifetime-value?size=100');
    const { buying } = oracle;
    expect(data.total).toBe(buying.customers);
    expect(data.model.bg_nbd.log_likelihood).toBeGreaterThan(buying.log_likelihood - 0.5);
    expect(data.model.bg_nbd.r / buying.r_alpha[0]).toBeCloseTo(1, 1);
    expect(data.model.bg_nbd.alpha / buying.r_alpha[1]).toBeCloseTo(1, 1);
    const { p, q, v } = data.model.gamma_gamma;
    [p, q, v].forEach((one, i) => expect(one / (buying.gamma_gamma[i] ?? NaN)).toBeCloseTo(1, 2));
    expect(Math.abs(data.test.purchases_expected / data.test.purchases_actual - 1)).toBeLessThan(0.15);
    expect(data.test.auc).toBeGreaterThan(0.7);
    expect(data.test.brier).toBeLessThan(data.test.brier_of_share);
    const values = data.customers.map(({ expected_value }) => expected_value);
    expect(values).toEqual(values.toSorted((one, other) => other - one));
    const [best] = data.customers;
    const { data: alone } = await get<{ expected_value: number; churn_probability: number }>(
      `customers/${best?.customer_id}/outlook`,
    );
    expect(alone.expected_value).toBe(best?.expected_value);
    expect(alone.churn_probability).toBeGreaterThan(0);
    expect((await at.get('/api/v1/insights/customers/nobody/outlook')).status).toBe(404);
  });

  it('tell which days stand out and what repeats', async () => {
    const { data } = await get<{ anomalies: { date: string; kind: string; reasons: string[] }[] }>(
      'anomalies',
    );
    const low = data.anomalies.find(({ date }) => date === '2011-01-05');
    expect(low?.kind).toBe('low');
    expect(low?.reasons[0]).toMatch(/^returns of -/);
    const { data: season } = await get<{ weekday: { period: string; index: number }[]; closed: string[] }>(
      'seasonality',
    );
    expect(season.weekday.map(({ period }) => period)).not.toContain('Saturday');
    expect(season.closed[0]).toBe('never sells on Saturday');
  });

  it('recommend what customers went on to buy more often than what is popular', async () => {
    const { data } = await get<{
      recommendations: { stock_code: string }[];
      offline_test: { customers: number; hit_rate: number; popular_hit_rate: number };
    }>('customers/17850/recommendations');
    expect(data.recommendations).toHaveLength(10);
    expect(data.offline_test.customers).toBeGreaterThan(100);
    expect(data.offline_test.hit_rate).toBeGreaterThan(data.offline_test.popular_hit_rate);
    const { data: beside } = await get<{ recommendations: { stock_code: string; lift: number }[] }>(
      'products/22697/recommendations',
    );
    expect(beside.recommendations.slice(0, 3).map(({ stock_code }) => stock_code)).toContain('22699');
    expect((await at.get('/api/v1/insights/products/nothing/recommendations')).status).toBe(404);
  });

  it('follow customers between segments, and find the same clusters each time', async () => {
    const { data } = await get<{
      periods: { to: string; customers: number; segments: { segment: string; customers: number }[] }[];
    }>('customers/segment-movement?months=3');
    const newest = data.periods.at(-1);
    const rows = await at.database.rows<{ rfm_segment: string; n: number }>(
      'SELECT rfm_segment, count(*)::int AS n FROM mart_customer_rfm GROUP BY 1 ORDER BY 1',
    );
    for (const { rfm_segment, n } of rows)
      expect(newest?.segments.find(({ segment }) => segment === rfm_segment)?.customers).toBe(n);
    const clusters = () => get<{ clusters: { customers: number }[] }>('customers/clusters?k=4&seed=7');
    const { data: found } = await clusters();
    expect(found.clusters).toHaveLength(4);
    expect(found.clusters.reduce((sum, { customers }) => sum + customers, 0)).toBe(newest?.customers);
  });

  it('make a report whose figures are those of SQL, as a page without anything from outside', async () => {
    const result = await task('generate_comprehensive_report', { report_type: 'sales_analysis' });
    expect(result['files']).toEqual(['report.html', 'report.json']);
    const html = await readFile(join(folder, 'report.html'), 'utf8');
    expect(html).toContain('<svg');
    expect(html).not.toMatch(/<script|src=|href=|url\(/i);
    const report = JSON.parse(await readFile(join(folder, 'report.json'), 'utf8')) as {
      sections: { title: string; table?: { rows: { period: string; total_revenue: number }[] } }[];
    };
    const months = report.sections.find(({ title }) => title === 'Months')?.table?.rows ?? [];
    const rows = await at.database.rows<{ invoice_month: string; net: number }>(
      'SELECT invoice_month, net_revenue::float8 AS net FROM mart_sales_monthly WHERE country_key IS NULL ORDER BY 1',
    );
    expect(months.map(({ period, total_revenue }) => [period, total_revenue])).toEqual(
      rows.map(({ invoice_month, net }) => [invoice_month, net]),
    );
    for (const report_type of ['customer_analysis', 'product_analysis', 'executive_summary'])
      await task('generate_comprehensive_report', { report_type });
    await expect(task('generate_comprehensive_report', { report_type: 'poem' })).rejects.toThrow('malformed');
  });

  it('write feature tables that know nothing of later days', async () => {
    const result = await task('run_advanced_analytics', {
      analysis: 'features',
      parameters: { as_of: '2011-03-31' },
    });
    expect(result['features']).toBeGreaterThanOrEqual(67);
    const engine = await openDuckDb({ memoryBytes: 1 << 28, threads: 1, tempDir: folder });
    try {
      const features = async (sql: string) => (await engine.query<Record<string, string>>(sql))[0] ?? {};
      const parquet = (name: string) => `read_parquet('${join(folder, name)}')`;
      const customers = await features(
        `SELECT count(*) AS n, sum(orders) AS orders, sum(orders_30d) AS month, sum(products) AS products FROM ${parquet('customer_features.parquet')}`,
      );
      const [known] = await at.database.rows<{ n: number; orders: number; month: number; products: number }>(
        `SELECT count(DISTINCT customer_id)::int AS n, count(DISTINCT invoice_key)::int AS orders,
           count(DISTINCT invoice_key) FILTER (WHERE date_key > 20110301)::int AS month, count(DISTINCT (customer_id, stock_code))::int AS products
         FROM fact_sale JOIN dim_customer USING (customer_key) JOIN dim_product USING (product_key)
         WHERE line_type = 'sale' AND customer_id IS NOT NULL AND date_key <= 20110331`,
      );
      expect(Object.values(customers).map(Number)).toEqual(Object.values(known ?? {}));
      const products = await features(
        `SELECT count(*) AS n, CAST(sum(units) AS BIGINT) AS units, sum(customers) AS customers FROM ${parquet('product_features.parquet')}`,
      );
      const [sold] = await at.database.rows<{ n: number; units: number; customers: number }>(
        `SELECT count(DISTINCT stock_code)::int AS n, sum(quantity)::int AS units, count(DISTINCT (customer_id, stock_code)) FILTER (WHERE customer_id IS NOT NULL)::int AS customers
         FROM fact_sale JOIN dim_customer USING (customer_key) JOIN dim_product USING (product_key)
         WHERE line_type = 'sale' AND date_key <= 20110331`,
      );
      expect(Object.values(products).map(Number)).toEqual(Object.values(sold ?? {}));
    } finally {
      await engine.close();
    }
  });
});
