import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSchema } from 'graphql';
import { PerformanceService, SalesAnalyticsService } from '../../src/modules/datamart/index.js';
import { ask, data } from '../graphql/asking.js';
import { everythingOf } from '../graphql/selection.js';
import { shopLines } from '../sales/lines.js';
import { AS_ADMIN } from '../support/credentials.js';
import { Serving } from '../support/serving.js';

const SCHEMA = buildSchema(
  readFileSync(join(import.meta.dirname, '..', 'contract', 'schema.graphql'), 'utf8'),
);

// GraphQL's figures are those of REST, field by field.
describe('Figures of GraphQL', () => {
  let at: Serving;

  beforeAll(async () => {
    at = await Serving.open();
    await at.bringLines('shop.csv', shopLines(1_500));
  });
  afterAll(() => at.close());

  /** Everything that a field tells. */
  const told = async (field: string, args: string): Promise<unknown> => {
    const type = SCHEMA.getQueryType()?.getFields()[field]?.type;
    if (!type) throw new Error(`no field ${field}`);
    const answer = await data<Record<string, unknown>>(
      at.server.url,
      `{ ${field}${args} ${everythingOf(type)} }`,
    );
    return answer[field];
  };
  const posted = async (path: string, body: object): Promise<Record<string, unknown>> => {
    const response = await fetch(at.server.url + path, {
      method: 'POST',
      headers: { ...AS_ADMIN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return (await response.json()) as Record<string, unknown>;
  };

  it.each([
    [
      'overview',
      '(filters: {dateFrom: "2011-01-10", dateTo: "2011-02-20", country: "UK"})',
      'dashboard/overview?date_from=2011-01-10&date_to=2011-02-20&country=UK',
    ],
    ['seasonalTrends', '', 'trends/seasonal'],
    ['cohortAnalysis', '(months: 3)', 'cohorts/analysis?months=3'],
  ])('%s is that of REST', async (field, args, path) => {
    const { body } = await at.get<Record<string, unknown>>(`/api/v1/datamart/${path}`);
    delete body['gold_version'];
    delete body['currency'];
    const answer = await told(field, args);
    expect(answer).toEqual(camel(body));
    expect(JSON.stringify(answer)).toMatch(/[1-9]\d\d/);
  });

  it('customerAnalytics is that of REST, and null of nobody', async () => {
    const [row] = await at.database.rows<{ id: string }>(
      `SELECT customer_id AS id FROM fact_sale JOIN dim_customer USING (customer_key)
       WHERE customer_id IS NOT NULL GROUP BY 1 ORDER BY count(*) DESC LIMIT 1`,
    );
    const id = row?.id ?? '';
    const { body } = await at.get<Record<string, unknown>>(`/api/v1/datamart/customers/${id}/analytics`);
    delete body['gold_version'];
    delete body['currency'];
    expect(await told('customerAnalytics', `(customerId: "${id}")`)).toEqual(camel(body));
    expect(await told('customerAnalytics', '(customerId: "nobody")')).toBeNull();
  });

  it('datamartQuery is that of REST, columns by their own names', async () => {
    const rest = await posted('/api/v1/datamart/query', {
      measures: ['net_revenue', 'orders'],
      dimensions: ['country'],
      granularity: 'month',
      filters: [{ dimension: 'country', operator: 'not_in', values: ['FR'] }],
      compare: 'previous_period',
      period: { from: '2011-02-01', to: '2011-03-31' },
      order: [{ by: 'net_revenue', direction: 'asc' }],
      limit: 5,
    });
    const answer = (await told(
      'datamartQuery',
      `(query: {measures: ["net_revenue", "orders"], dimensions: ["country"], granularity: "month", compare: "previous_period",
        filters: [{dimension: "country", operator: "not_in", values: ["FR"]}], dateFrom: "2011-02-01", dateTo: "2011-03-31",
        order: [{by: "net_revenue", direction: "asc"}], limit: 5})`,
    )) as { rows: unknown[]; columns: unknown[]; goldVersion: number };
    expect(answer.rows).toEqual(rest['rows']);
    expect(answer.rows).toHaveLength(5);
    expect(answer.columns).toEqual(rest['columns']);
    expect(answer.goldVersion).toBe(rest['gold_version']);
  });

  it('datamartQuery refuses what REST refuses', async () => {
    const refused = async (query: string) => {
      const { errors } = await ask(at.server.url, `{ datamartQuery(query: ${query}) { rows } }`);
      return errors?.[0]?.extensions;
    };
    expect(await refused('{measures: ["net_revenu"]}')).toMatchObject({ status: 422 });
    expect(await refused('{measures: []}')).toMatchObject({ status: 422, errors: [{ field: 'measures' }] });
    expect(await refused('{measures: ["orders"], asOf: "yesterday"}')).toMatchObject({
      status: 422,
      errors: [{ field: 'as_of' }],
    });
    expect(
      await refused('{measures: ["orders"], filters: [{dimension: "country", values: [{a: 1}]}]}'),
    ).toMatchObject({ status: 422 });
    // What is null is not given.
    expect(await refused('{measures: ["orders"], filters: null, limit: null, asOf: null}')).toBeUndefined();
  });

  it('forecast is that of REST', async () => {
    const { data: body, caveats } = (await posted('/api/v1/insights/forecast', {
      measure: 'units',
      dimension: 'country',
      values: ['UK'],
      horizon: 10,
    })) as unknown as {
      data: { series: { forecast: object[]; scenarios: object[]; confidence: object; model: string }[] };
      caveats: string[];
    };
    const answer = (await told(
      'forecast',
      '(measure: "units", dimension: "country", values: ["UK"], horizon: 10)',
    )) as { caveats: string[]; series: Record<string, unknown>[] };
    const [series] = body.series;
    expect(answer.caveats).toEqual(caveats);
    expect(answer.series[0]).toMatchObject(
      camel({
        model: series?.model,
        forecast: series?.forecast,
        scenarios: series?.scenarios,
        confidence: series?.confidence,
      }) as object,
    );
    expect(series?.forecast).toHaveLength(10);
    const { errors } = await ask(at.server.url, '{ forecast(horizon: 0) { measure } }');
    expect(errors?.[0]?.extensions).toMatchObject({ status: 422, errors: [{ field: 'horizon' }] });
  });

  describe('while gold is published in between', () => {
    const QUERY =
      '{ salesAnalytics(granularity: YEARLY) { totalRevenue } countryPerformance(topN: 100) { revenue } }';
    interface Both {
      salesAnalytics: { totalRevenue: number }[];
      countryPerformance: { revenue: number }[];
    }
    let restore: () => void = () => undefined;
    afterEach(() => restore());

    /** Has the second field of an operation wait until the first is answered and another version is shown, once. */
    const publishBetween = (): void => {
      const sales = at.server.app.get(SalesAnalyticsService, { strict: false });
      const performance = at.server.app.get(PerformanceService, { strict: false });
      let isPublished = false;
      let first: Promise<unknown> = Promise.resolve();
      const asked = SalesAnalyticsService.prototype.periods.bind(sales);
      const periods = jest.spyOn(sales, 'periods').mockImplementation((...args) => {
        const answer = asked(...args);
        first = answer;
        return answer;
      });
      const ranked = PerformanceService.prototype.countries.bind(performance);
      const countries = jest.spyOn(performance, 'countries').mockImplementation(async (...args) => {
        await first;
        if (!isPublished)
          await at.bringLines('between.csv', [
            '700000,85123A,BETWEEN,100,2011-03-01 10:00:00,1.5,17850,United Kingdom',
          ]);
        isPublished = true;
        return ranked(...args);
      });
      restore = () => [periods, countries].forEach((spy) => spy.mockRestore());
    };
    const totals = ({ salesAnalytics, countryPerformance }: Both) => [
      salesAnalytics.reduce((sum, { totalRevenue }) => sum + totalRevenue, 0).toFixed(2),
      countryPerformance.reduce((sum, { revenue }) => sum + revenue, 0).toFixed(2),
    ];

    it('an answer is of one version', async () => {
      const [before] = await at.database.rows<{ net: string }>(
        'SELECT sum(total_amount)::text AS net FROM fact_sale',
      );
      publishBetween();
      const [sales, countries] = totals(await data<Both>(at.server.url, QUERY));
      expect(sales).toBe(countries);
      expect(Number(sales)).toBeCloseTo(Number(before?.net) + 150, 2);
    });
  });
});

function camel(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(camel);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name.replace(/_(.)/g, (_, letter: string) => letter.toUpperCase()),
      camel(item),
    ]),
  );
}
