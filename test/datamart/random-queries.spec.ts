import fc from 'fast-check';
import { SemanticService } from '../../src/modules/datamart/index.js';
import { GoldReader } from '../../src/modules/warehouse/index.js';
import { Serving } from '../support/serving.js';
import { OPEN_INVOICES, shopLines } from '../sales/lines.js';
import {
  type Asked,
  BASES,
  bucketOf,
  type Cell,
  DERIVED,
  type Fact,
  FISCAL_START,
  oracle,
} from './oracle.js';

const RUNS = 200;
const GRANULARITIES = [
  ...[
    'day',
    'week',
    'month',
    'quarter',
    'year',
    'fiscal_quarter',
    'fiscal_year',
    'retail_week',
    'period_445',
  ],
  ...['period_454', 'retail_quarter', 'retail_year'],
];
const DIMENSIONS = [
  ...[
    'country',
    'continent',
    'is_eu',
    'product',
    'product_name',
    'category',
    'customer',
    'segment',
    'cohort',
  ],
  ...['line_type', 'identified', 'hour', 'weekday', 'month_of_year', 'is_weekend', 'is_holiday'],
];

const maybe = <T>(some: fc.Arbitrary<T>, freq = 2) => fc.option(some, { nil: undefined, freq });
const day = fc
  .integer({ min: 0, max: 500 })
  .map((n) => new Date(Date.UTC(2009, 11, 20 + n)).toISOString().slice(0, 10));

/** Row by row, and in the real engine: real lake, embedded PostgreSQL, no HTTP. */
describe('any question to the semantic layer', () => {
  let serving: Serving;
  let semantic: SemanticService;
  let facts: Fact[];
  let holidays: { day: string; name: string }[];

  beforeAll(async () => {
    serving = await Serving.open({ TILLHOUSE_FISCAL_YEAR_START_MONTH: String(FISCAL_START) });
    semantic = serving.server.app.get(SemanticService, { strict: false });
    const before = shopLines(500, 21).map((line) =>
      line.replaceAll('2011-', '2010-').replace(/^(C?)5/, '$17'),
    );
    await serving.bringLines('two-years.csv', [...shopLines(500, 7), ...OPEN_INVOICES, ...before]);
    const rows = await serving.database.rows<Omit<Fact, 'amount'> & { amount: string }>(
      `SELECT to_char(d.date, 'YYYY-MM-DD') AS date, extract(hour FROM i.invoice_date AT TIME ZONE 'UTC')::int AS hour, i.invoice_no AS invoice,
         k.country_name AS country, k.continent, k.is_eu_member AS is_eu, p.stock_code AS product, p.description AS product_name, p.category,
         c.customer_id AS customer, c.rfm_segment AS segment, to_char(c.registration_date, 'YYYY-MM-DD') AS first_sale, f.line_type, f.quantity,
         (f.total_amount * 10000)::bigint::text AS amount, d.is_holiday
       FROM fact_sale AS f JOIN dim_date AS d USING (date_key) JOIN dim_invoice AS i USING (invoice_key)
       JOIN dim_country AS k ON k.country_key = f.country_key JOIN dim_product AS p USING (product_key) JOIN dim_customer AS c USING (customer_key)`,
    );
    facts = rows.map((row) => ({ ...row, amount: Number(row.amount) }));
    holidays = await serving.database.rows(
      `SELECT to_char(date, 'YYYY-MM-DD') AS day, holiday_name AS name FROM dim_date WHERE is_holiday ORDER BY date`,
    );
  });

  afterAll(() => serving.close());

  it('has facts that are worth asking', () => {
    expect(facts.length).toBeGreaterThan(900);
    for (const some of [
      (fact: Fact) => fact.customer === null,
      (fact: Fact) => fact.category === null,
      (fact: Fact) => fact.is_holiday,
      (fact: Fact) => fact.line_type === 'return',
      (fact: Fact) => fact.first_sale !== null && fact.date > fact.first_sale,
    ])
      expect(facts.some(some)).toBe(true);
  });

  it(`is answered as row by row: ${RUNS} of them`, async () => {
    const valuesOf = (dimension: string, granularity: string): Cell[] => [
      ...new Set(
        facts.map((fact) =>
          dimension === 'date'
            ? bucketOf(fact.date, granularity)
            : dimension === 'cohort'
              ? (fact.first_sale?.slice(0, 7) ?? null)
              : fact[dimension as keyof Fact],
        ),
      ),
    ];
    const filter = (granularity: string) =>
      fc.oneof(
        fc
          .tuple(
            fc.constantFrom(
              'country',
              'product',
              'category',
              'customer',
              'line_type',
              'hour',
              'segment',
              'date',
              'cohort',
            ),
            fc.constantFrom('in', 'not_in'),
            fc.infiniteStream(fc.nat()),
            fc.integer({ min: 1, max: 5 }),
          )
          .map(([dimension, operator, numbers, count]) => {
            const known = valuesOf(dimension, granularity).filter((value) => value !== null);
            const values = [...new Set([...numbers.take(count)].map((n) => known[n % known.length] ?? ''))];
            return { dimension, operator, values };
          }),
        fc
          .tuple(fc.constantFrom('gte', 'lte'), fc.constantFrom(-5, 0.85, 2.5, 10, 59.9999))
          .map(([operator, value]) => ({ dimension: 'line_amount', operator, values: [value] })),
        fc.constantFrom('mug', 'COTTON', '%', "o'b").map((text) => ({
          dimension: 'product_name',
          operator: 'contains',
          values: [text],
        })),
        fc
          .tuple(
            fc.constantFrom('customer', 'category', 'segment'),
            fc.constantFrom('is_null', 'is_not_null'),
          )
          .map(([dimension, operator]) => ({ dimension, operator, values: [] as string[] })),
        fc
          .constantFrom('identified', 'is_weekend')
          .map((dimension) => ({ dimension, operator: 'in', values: [true] })),
      );
    const question = fc
      .record({
        measures: fc.uniqueArray(fc.constantFrom(...BASES, ...DERIVED, 'margin'), {
          minLength: 1,
          maxLength: 5,
        }),
        dimensions: fc.uniqueArray(fc.constantFrom(...DIMENSIONS), { maxLength: 3 }),
        granularity: maybe(fc.constantFrom(...GRANULARITIES)),
        days: fc.tuple(maybe(day), maybe(day)),
        compare: maybe(
          fc.constantFrom<NonNullable<Asked['compare']>>(
            'previous_period',
            'same_period_last_year',
            'same_period_last_year_aligned',
          ),
        ),
        limit: fc.integer({ min: 1, max: 2_000 }),
        fillGaps: fc.boolean(),
        ordered: maybe(fc.tuple(fc.nat(), fc.constantFrom('asc' as const, 'desc' as const))),
      })
      .chain((asked) =>
        fc.array(filter(asked.granularity ?? 'day'), { maxLength: 3 }).map((filters): Asked => {
          const [from, to] = asked.days;
          const isBackwards = from !== undefined && to !== undefined && from > to;
          const columns = [...asked.measures.filter((name) => BASES.includes(name)), ...asked.dimensions];
          const by = asked.ordered && columns[asked.ordered[0] % Math.max(1, columns.length)];
          return {
            ...{ measures: asked.measures, dimensions: asked.dimensions, granularity: asked.granularity },
            ...{ compare: asked.compare, limit: asked.limit, fillGaps: asked.fillGaps, filters },
            from: isBackwards ? to : from,
            to: isBackwards ? from : to,
            order: by === undefined || !asked.ordered ? [] : [{ by, direction: asked.ordered[1] }],
          };
        }),
      );
    let rowsSeen = 0;
    await fc.assert(
      fc.asyncProperty(question, async (asked) => {
        // One bound beyond the facts makes a day of nothing.
        const days = facts.map(({ date }) => date).sort();
        fc.pre((asked.from ?? '') <= (days.at(-1) ?? '') && (asked.to ?? '9') >= (days[0] ?? ''));
        const expected = oracle(facts, holidays, asked);
        const { rows, truncated } = await semantic.run(asked as Parameters<SemanticService['run']>[0]);
        rowsSeen += rows.length;
        expect(truncated).toBe(expected.length > asked.limit);
        expect(rows.length).toBe(Math.min(expected.length, asked.limit));
        expected.slice(0, asked.limit).forEach((row, at) => mustEqual(rows[at] ?? {}, row));
      }),
      { numRuns: RUNS },
    );
    expect(rowsSeen).toBeGreaterThan(RUNS * 5);
    // From the second on, or soon after, the engine's copy is asked.
    expect(serving.server.app.get(GoldReader, { strict: false }).numbers().copies).toBe(1);
  }, 480_000);

  it('gives series without gaps, by the largest key first', async () => {
    const { periods, series } = await semantic.series({
      measure: 'net_revenue',
      by: 'country',
      granularity: 'week',
      most: 2,
    });
    const asked: Asked = {
      ...{
        measures: ['net_revenue'],
        dimensions: ['date', 'country'],
        granularity: 'week',
        filters: [],
        order: [],
      },
      ...{ limit: 10_000, fillGaps: true },
    };
    const rows = oracle(facts, holidays, asked);
    expect(series).toHaveLength(2);
    expect(periods).toEqual([...new Set(rows.map((row) => row['date']))]);
    for (const { key, values } of series) {
      expect(values).toEqual(rows.filter((row) => row['country'] === key).map((row) => row['net_revenue']));
    }
    const sums = series.map(({ values }) => values.reduce<number>((all, value) => all + (value ?? 0), 0));
    expect(sums).toEqual(sums.toSorted((a, b) => b - a));
    const whole = await semantic.series({ measure: 'orders', granularity: 'month' });
    expect(whole.series).toHaveLength(1);
    expect(whole.periods).toHaveLength(16);
  });
});

/** Ratios are rounded to four digits at least. */
function mustEqual(found: Record<string, Cell>, expected: Record<string, Cell>): void {
  expect(Object.keys(found)).toEqual(Object.keys(expected));
  for (const [name, value] of Object.entries(expected)) {
    const isClose = typeof value === 'number' && Math.abs(Number(found[name]) - value) <= 0.000_11;
    if (!isClose) expect({ [name]: found[name] }).toEqual({ [name]: value });
  }
}
