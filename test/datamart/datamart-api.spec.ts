import { AS_ADMIN } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { type HttpAnswer, Serving } from '../support/serving.js';

type Row = Record<string, string | number | null>;

interface Rows {
  rows: Row[];
  columns: { name: string; kind: string }[];
  truncated: boolean;
  period: object | null;
  compared: object | null;
  gold_version: number;
  currency: string;
  sql?: string;
}

/** Ten customers of whom C10 bought the latest, the most often and for the most; one return. */
const TEN = Array.from({ length: 10 }, (_, at) => at + 1).flatMap((n) =>
  Array.from({ length: n }, (_, order) => {
    const day = String(n + order).padStart(2, '0');
    return `5${String(n).padStart(3, '0')}${order},20001,RED MUG,${n},2011-03-${day} 09:0${order}:00,1.5,C${n},${n > 5 ? 'France' : 'United Kingdom'}`;
  }),
);
const RETURN = 'C60001,20001,RED MUG,-4,2011-03-25 12:00:00,1.5,C9,France';
const APRIL = '60002,20002,BLUE MUG,1,2011-04-05 10:00:00,2.25,,Unspecified';
const NET = TEN.length === 55 ? 1.5 * 385 - 6 + 2.25 : NaN;

describeOnDatabases('the datamart', (target) => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await Serving.open(target.env());
  });

  afterAll(() => serving.close());

  const get = <T>(path: string) => serving.get<T>(`/api/v1/datamart/${path}`);
  const post = async <T>(path: string, body: object): Promise<HttpAnswer<T>> => {
    const response = await fetch(serving.server.url + path, {
      method: 'POST',
      headers: { ...AS_ADMIN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  };
  const query = (body: object) => post<Rows>('/api/v1/datamart/query', body);

  it('answers zeros before anything was published', async () => {
    const { status, body } = await query({
      measures: ['net_revenue', 'customers', 'avg_order_value', 'margin'],
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({ gold_version: 0, period: null, truncated: false });
    expect(body.rows).toEqual([{ net_revenue: 0, customers: 0, avg_order_value: 0, margin: null }]);
    for (const path of [
      ...[
        'dashboard/overview',
        'sales/analytics?granularity=monthly',
        'customers/segments',
        'metrics/business',
      ],
      ...['products/performance', 'countries/performance', 'trends/seasonal', 'cohorts/analysis', 'metrics'],
    ]) {
      expect([path, (await get(path)).status]).toEqual([path, 200]);
    }
  });

  describe('over some lines', () => {
    beforeAll(async () => {
      await serving.bringLines('march.csv', [...TEN, RETURN]);
      await serving.bringLines('april.csv', [APRIL]);
    });

    it('measures them, returns lowering the revenue', async () => {
      const { body } = await query({
        measures: [
          'net_revenue',
          'gross_revenue',
          'returns_value',
          'return_rate',
          'orders',
          'customers',
          'buyers',
        ],
      });
      expect(body.rows).toEqual([
        {
          net_revenue: NET,
          gross_revenue: NET + 6,
          returns_value: -6,
          return_rate: Math.round((6 / (NET + 6)) * 1e6) / 1e6,
          orders: 56,
          customers: 10,
          buyers: 10,
        },
      ]);
      expect(body).toMatchObject({ currency: 'GBP', period: { from: '2011-03-01', to: '2011-04-05' } });
    });

    it('names them in the catalogue', async () => {
      const { body } = await get<{
        measures: { name: string }[];
        dimensions: { name: string }[];
        facts: object;
      }>('metrics');
      expect(body.facts).toEqual({ from: '2011-03-01', to: '2011-04-05' });
      for (const name of ['net_revenue', 'repeat_customers', 'margin'])
        expect(body.measures.map((one) => one.name)).toContain(name);
      for (const name of ['date', 'country', 'hour', 'segment'])
        expect(body.dimensions.map((one) => one.name)).toContain(name);
    });

    it('compares, fills gaps, orders and limits', async () => {
      const { body } = await query({
        measures: ['net_revenue'],
        granularity: 'month',
        period: { from: '2011-03-01', to: '2011-05-31' },
        compare: 'previous_period',
        fill_gaps: true,
      });
      expect(body.rows).toEqual([
        { date: '2011-03', net_revenue: NET - 2.25, net_revenue_compared: 0, net_revenue_change: null },
        { date: '2011-04', net_revenue: 2.25, net_revenue_compared: 0, net_revenue_change: null },
        { date: '2011-05', net_revenue: 0, net_revenue_compared: 0, net_revenue_change: 0 },
      ]);
      expect(body.compared).toMatchObject({ from: '2010-12-01', to: '2011-02-28' });
      const { body: april } = await query({
        measures: ['net_revenue'],
        period: { from: '2011-04-01', to: '2011-04-30' },
        compare: 'previous_period',
      });
      expect(april.rows).toEqual([
        {
          net_revenue: 2.25,
          net_revenue_compared: NET - 2.25,
          net_revenue_change: Math.round((2.25 / (NET - 2.25) - 1) * 1e6) / 1e6,
        },
      ]);
      const { body: top } = await query({
        measures: ['orders'],
        dimensions: ['customer'],
        order: [{ by: 'orders' }],
        limit: 2,
      });
      expect(top).toMatchObject({
        rows: [
          { customer: 'C10', orders: 10 },
          { customer: 'C9', orders: 9 },
        ],
        truncated: true,
      });
    });

    it('explains itself, and answers the same question from its cache', async () => {
      const { body } = await post<Rows>('/api/v1/datamart/query?explain=true', { measures: ['orders'] });
      expect(body.sql).toContain('count(DISTINCT f.invoice_key)');
      const { body: again } = await post<Rows>('/api/v1/datamart/query?explain=true', {
        measures: ['orders'],
      });
      expect(again).toEqual(body);
    });

    it.each([
      [{ measures: ['revenu'] }, 'revenu', 'net_revenue'],
      [{ measures: ['orders'], dimensions: ['contry'] }, 'contry', 'country'],
      [{ measures: ['orders'], granularity: 'mnth' }, 'mnth', 'month'],
      [{ measures: ['orders'], order: [{ by: 'units' }] }, 'units', 'orders'],
      [
        { measures: ['orders'], filters: [{ dimension: 'country', values: ['Germony'] }] },
        'Germony',
        'Germany',
      ],
      [{ measures: ['orders'], filters: [{ dimension: 'hour', values: ['noon'] }] }, 'noon', ''],
      [{ measures: ['orders'], period: { from: '2011-02-01', to: '2011-01-01' } }, '2011-01-01', ''],
      [{ measures: [] }, '', ''],
      [{ measures: ['orders'], nonsense: 1 }, '', ''],
    ])('refuses %j and says what was meant', async (body, wrong, near) => {
      const answer = await post<{ detail: string; hint?: string }>('/api/v1/datamart/query', body);
      expect(answer.status).toBe(422);
      expect(answer.body.detail).toContain(wrong);
      expect(answer.body.hint ?? '').toContain(near);
    });

    it('gives the rows behind a cell with file and line', async () => {
      const cell = encodeURIComponent(JSON.stringify({ country: 'France', date: '2011-03' }));
      const path = `drill?measure=returns_value&granularity=month&cell=${cell}`;
      const { body } = await get<{ data: object[]; pagination: { total: number } }>(path);
      expect(body.pagination.total).toBe(1);
      expect(body.data).toMatchObject([
        {
          invoice_no: 'C60001',
          quantity: -4,
          total_amount: -6,
          source: { file: 'march.csv', row: 56, line: 57 },
        },
      ]);
      const { body: unknown } = await get<{ data: { invoice_no: string }[] }>(
        `drill?cell=${encodeURIComponent('{"customer":null}')}`,
      );
      expect(unknown.data.map((row) => row.invoice_no)).toEqual(['60002']);
      for (const bad of [
        'drill?cell={',
        'drill?cell=[]',
        'drill?measure=nothing',
        'drill?page=1001&size=100',
      ])
        expect([bad, (await get(bad)).status]).toEqual([bad, 422]);
    });

    it('knows the best customer of ten as R5 F5 M5 and Champion', async () => {
      const { body } = await get<Record<string, Record<string, unknown>>>('customers/C10/analytics');
      expect(body['rfm']).toMatchObject({
        recency_score: 5,
        frequency_score: 5,
        monetary_score: 5,
        segment: 'Champions',
        frequency: 10,
      });
      expect(body['totals']).toMatchObject({ orders: 10, net_revenue: 150, last_purchase: '2011-03-19' });
      expect(body['churn_risk']).toMatchObject({ based_on: 'customer', typical_gap_days: 1, level: 'high' });
      expect(body['next_purchase']).toEqual({ estimated_date: '2011-03-20', overdue_days: 16 });
      expect(body['favourite_products']).toMatchObject([{ stock_code: '20001', orders: 10 }]);
      expect((await get('customers/nobody/analytics')).status).toBe(404);
      const { body: segments } = await get<{
        customers: number;
        segments: { segment_name: string; customer_count: number }[];
      }>('customers/segments');
      expect(segments.customers).toBe(10);
      expect(segments.segments).toHaveLength(9);
      expect(segments.segments.reduce((all, { customer_count }) => all + customer_count, 0)).toBe(10);
    });

    it('shows the overview and its period before', async () => {
      const { body } = await get<Record<string, never>>(
        'dashboard/overview?date_from=2011-04-01&date_to=2011-04-30',
      );
      expect(body).toMatchObject({
        compared: { from: '2011-03-01', to: '2011-03-31' },
        kpis: {
          total_revenue: { value: 2.25, compared: NET - 2.25 },
          total_orders: { value: 1, compared: 55 },
        },
        top_products: [{ stock_code: '20002', description: 'BLUE MUG', revenue: 2.25, revenue_share: 1 }],
        top_countries: [{ country: 'Unknown' }],
        trend: { granularity: 'day' },
      });
      const { body: empty } = await get<Record<string, never>>(
        'dashboard/overview?date_from=2031-01-01&date_to=2031-01-02',
      );
      expect(empty).toMatchObject({
        kpis: { total_revenue: { value: 0, compared: 0, change: 0 }, avg_order_value: { value: 0 } },
        top_products: [],
      });
    });

    it('shows periods, ranks, seasons, cohorts and business metrics', async () => {
      const { body: periods } = await get<{ data: object[]; totals: object }>(
        'sales/analytics?granularity=monthly',
      );
      expect(periods.data).toMatchObject([
        { period: '2011-03', total_orders: 55, unique_customers: 10, new_customers: 10, repeat_customers: 9 },
        { period: '2011-04', total_orders: 1, unique_customers: 0 },
      ]);
      expect(periods.totals).toMatchObject({ total_revenue: NET, unique_customers: 10 });
      const { body: products } = await get<{ data: object[] }>(
        'products/performance?metric=units&top_n=1&country=FR',
      );
      expect(products.data).toMatchObject([{ rank: 1, stock_code: '20001', units: 330 - 4 }]);
      const { body: countries } = await get<{ data: object[] }>('countries/performance');
      expect(countries.data).toMatchObject([
        { country: 'France' },
        { country: 'United Kingdom' },
        { country: 'Unknown' },
      ]);
      const { body: seasons } = await get<{ hour: object[]; weekday: unknown[] }>('trends/seasonal');
      expect(seasons.hour).toMatchObject([{ value: 9 }, { value: 10 }, { value: 12 }]);
      const { body: cohorts } = await get<{ cohorts: object[] }>('cohorts/analysis');
      expect(cohorts.cohorts).toMatchObject([
        {
          cohort: '2011-03',
          customers: 10,
          periods: [
            { month: 0, retention: 1 },
            { month: 1, customers: 0, retention: 0 },
          ],
        },
      ]);
      const { body: business } = await get<{ metrics: { name: string; value: number | null }[] }>(
        'metrics/business',
      );
      const metric = (name: string) => business.metrics.find((one) => one.name === name)?.value;
      expect([metric('net_revenue'), metric('repeat_rate'), metric('margin')]).toEqual([NET, 0.9, null]);
      expect((await get('sales/analytics?granularity=hourly')).status).toBe(422);
    });

    it('analyses the lines that a list of sales shows', async () => {
      const { status, body } = await post<{ series: object[]; totals: object }>('/api/v2/sales/analytics', {
        filters: { countries: ['FR'], products: ['mug'], min_amount: 10 },
        measures: ['net_revenue', 'lines'],
        dimensions: ['country'],
        comparisons: ['previous_period'],
      });
      expect(status).toBe(200);
      const { body: list } = await serving.get<{ pagination: { total: number } }>(
        '/api/v2/sales?countries=FR&products=mug&min_amount=10',
      );
      expect(body.totals).toMatchObject({ lines: list.pagination.total });
      expect(body.series).toMatchObject([
        { date: '2011-03', country: 'France', lines: list.pagination.total },
      ]);
      const { body: none } = await post<{ totals: object }>('/api/v2/sales/analytics', {
        filters: { products: ['nothing of that kind'] },
      });
      expect(none.totals).toMatchObject({ net_revenue: 0, orders: 0 });
    });

    it('reads an earlier version, and nothing that is not there yet', async () => {
      const { body } = await query({ measures: ['net_revenue'], at_version: 1 });
      expect(body).toMatchObject({ gold_version: 1, rows: [{ net_revenue: NET - 2.25 }] });
      expect((await query({ measures: ['net_revenue'], at_version: 99 })).status).toBe(404);
    });
  });
});
