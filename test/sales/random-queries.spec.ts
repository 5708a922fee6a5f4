import fc from 'fast-check';
import { describeOnDatabases } from '../support/databases.js';
import { type HttpAnswer, Serving } from '../support/serving.js';
import { shopLines } from './lines.js';
import { type Asked, COUNTRY_WORDS, oracle, type OracleLine } from './oracle.js';

const RUNS = 60;

interface Line extends Record<string, unknown> {
  sale_id: string;
}

const maybe = <T>(some: fc.Arbitrary<T>) => fc.option(some, { nil: undefined, freq: 2 });
const day = fc
  .integer({ min: 0, max: 140 })
  .map((n) => new Date(Date.UTC(2010, 11, 25 + n)).toISOString().slice(0, 10));
const amount = fc.oneof(
  fc.constantFrom(-10, -2.5, 0, 0.85, 1.25, 10, 12.5, 99.9999, 599.9994),
  fc.integer({ min: -60_000, max: 60_000 }).map((n) => n / 100),
);
const PRODUCT_WORDS = [
  '20001',
  '20006a',
  'mug',
  'MUG ',
  '100%',
  '%',
  '_',
  "o'brien",
  '"',
  '\\',
  'tray',
  'post',
  'odd-code',
];
const one = {
  countries: maybe(fc.constantFrom(...COUNTRY_WORDS).map((word) => [word])),
  products: maybe(fc.constantFrom(...PRODUCT_WORDS, 'nothing of that kind').map((word) => [word])),
  customers: maybe(fc.integer({ min: 12_000, max: 12_013 }).map((n) => [String(n)])),
  invoices: fc.option(
    fc.integer({ min: 500_000, max: 500_300 }).map((n) => [`${n % 6 === 0 ? 'c' : ''}${n}`]),
    {
      nil: undefined,
      freq: 1,
    },
  ),
};
const ranges = {
  days: fc.tuple(maybe(day), maybe(day)),
  amounts: fc.tuple(maybe(amount), maybe(amount)),
  type: maybe(fc.constantFrom('sale', 'return')),
  asOf: maybe(day),
  sort: fc.constantFrom(
    ...['date', 'total_amount', 'quantity', 'unit_price'].flatMap((field) => [
      `${field}:asc`,
      `${field}:desc`,
    ]),
  ),
};
const several = <T>(some: fc.Arbitrary<T>, most: number) =>
  maybe(fc.uniqueArray(some, { minLength: 1, maxLength: most }));

interface Ranges {
  days: [string | undefined, string | undefined];
  amounts: [number | undefined, number | undefined];
}

/** Ranges the right way round. */
function ordered<T extends Ranges>({ days, amounts, ...rest }: T) {
  const [from, to] = days[0] && days[1] && days[0] > days[1] ? [days[1], days[0]] : days;
  const [min, max] =
    amounts[0] !== undefined && amounts[1] !== undefined && amounts[0] > amounts[1]
      ? [amounts[1], amounts[0]]
      : amounts;
  return { ...rest, from, to, min, max };
}

function queryString(asked: Asked, plural: boolean, rest: Record<string, string | number | boolean>): string {
  const names: [keyof Asked, string, string][] = [
    ['countries', 'country', 'countries'],
    ['products', 'product', 'products'],
    ['customers', 'customer_id', 'customer_ids'],
    ['invoices', 'invoice_no', 'invoice_nos'],
    ['from', 'date_from', 'date_from'],
    ['to', 'date_to', 'date_to'],
    ['min', 'min_amount', 'min_amount'],
    ['max', 'max_amount', 'max_amount'],
    ['type', 'line_type', 'line_type'],
    ['asOf', 'as_of', 'as_of'],
    ['sort', 'sort', 'sort'],
  ];
  const query = new URLSearchParams();
  for (const [key, single, many] of names) {
    if (asked[key] !== undefined) query.set(plural ? many : single, String(asked[key]));
  }
  for (const [name, value] of Object.entries(rest)) query.set(name, String(value));
  return query.toString();
}

/** A line as the oracle has it. */
function asOracle(line: Line): unknown {
  const { sale_id, date, invoice_no, description, customer_id, customer_country, country } = line;
  const { line_type, quantity, unit_price, total_amount } = line;
  return {
    ...{
      sale_id,
      date,
      invoice_no,
      description,
      customer_id,
      customer_country,
      country,
      line_type,
      quantity,
    },
    unit_price,
    total_amount,
  };
}

function numbered(line: OracleLine): unknown {
  return { ...line, unit_price: Number(line.unit_price), total_amount: Number(line.total_amount) };
}

const sum = (lines: OracleLine[]) =>
  Number(
    (lines.reduce((all, line) => all + Math.round(Number(line.total_amount) * 10_000), 0) / 10_000).toFixed(
      4,
    ),
  );

describeOnDatabases('any query on sales', (target) => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await Serving.open(target.env());
    await serving.bringLines('winter.csv', shopLines(300, 7));
    await serving.bringLines(
      'more.csv',
      shopLines(300, 8).map((line) => line.replace(/^(C?)5/, '$16')),
    );
  });

  afterAll(() => serving.close());

  it('has data that is worth asking', async () => {
    const [facts] = await serving.database.rows<Record<string, number>>(
      `SELECT count(*) AS lines, count(*) FILTER (WHERE customer_key = 0) AS anonymous,
         count(*) FILTER (WHERE country_key = 0) AS unknown, count(*) FILTER (WHERE returned_sale_id IS NOT NULL) AS linked,
         (SELECT count(*) FROM dim_customer WHERE NOT is_current) AS moved,
         (SELECT count(*) FROM dim_product WHERE NOT is_current) AS renamed FROM fact_sale`,
    );
    expect(facts?.['lines']).toBeGreaterThan(500);
    for (const name of ['anonymous', 'unknown', 'moved', 'renamed']) expect(facts?.[name]).toBeGreaterThan(0);
  });

  it('answers v1 as a naive SQL oracle does: lines, order, page, total', async () => {
    const query = fc.record({
      ...one,
      ...ranges,
      page: fc.integer({ min: 1, max: 8 }),
      size: fc.integer({ min: 1, max: 100 }),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ page, size, ...rest }) => {
        const asked: Asked = ordered(rest);
        const expected = await oracle(serving.database, asked);
        const path = `/api/v1/sales?${queryString(asked, false, { page, size })}`;
        const { status, body } = await serving.get<{ data: Line[]; pagination: object }>(path);
        expect([path, status]).toEqual([path, 200]);
        const pages = Math.ceil(expected.length / size);
        expect(body.pagination).toEqual({
          page,
          size,
          total: expected.length,
          pages,
          has_next: page < pages,
          has_prev: page > 1 && pages > 0,
        });
        expect(body.data.map(asOracle)).toEqual(expected.slice((page - 1) * size, page * size).map(numbered));
      }),
      { numRuns: RUNS },
    );
  });

  it('answers v2 as the oracle does: pages by cursor, total, figures, shares', async () => {
    const query = fc.record({
      ...ranges,
      countries: several(fc.constantFrom(...COUNTRY_WORDS), 3),
      products: several(fc.constantFrom(...PRODUCT_WORDS), 3),
      customers: several(fc.integer({ min: 12_000, max: 12_013 }).map(String), 4),
      invoices: fc.option(
        fc.uniqueArray(fc.integer({ min: 500_000, max: 500_200 }).map(String), {
          minLength: 1,
          maxLength: 40,
        }),
        { nil: undefined, freq: 1 },
      ),
      first: fc.integer({ min: 1, max: 400 }),
    });
    await fc.assert(
      fc.asyncProperty(query, async ({ first, ...rest }) => {
        const asked: Asked = ordered(rest);
        const expected = await oracle(serving.database, asked);
        const seen: Line[] = [];
        let after: string | null = null;
        for (let pages = 0; pages < 4; pages++) {
          const path: string = `/api/v2/sales?${queryString(asked, true, { first, include_aggregations: true, ...(after !== null && { after }) })}`;
          const { status, body }: HttpAnswer<V2Answer> = await serving.get<V2Answer>(path);
          expect([path, status]).toEqual([path, 200]);
          expect(body.pagination).toMatchObject({ total: expected.length, cursor_gold_version: null });
          seen.push(...body.data);
          if (pages === 0) mustHaveFigures(body, expected);
          after = body.pagination.end_cursor;
          expect(body.pagination.has_next).toBe(after !== null);
          if (after === null) break;
        }
        expect(seen.map(asOracle)).toEqual(expected.slice(0, seen.length).map(numbered));
        if (after === null) expect(seen.length).toBe(expected.length);
      }),
      { numRuns: RUNS },
    );
  });
});

interface V2Answer {
  data: Line[];
  pagination: {
    total: number;
    has_next: boolean;
    end_cursor: string | null;
    cursor_gold_version: number | null;
  };
  aggregations: Record<string, unknown> & {
    by_country: { country: string; net_revenue: number; lines: number }[];
    by_month: { month: string; net_revenue: number; lines: number }[];
  };
  data_quality: Record<string, number>;
}

function mustHaveFigures({ aggregations, data_quality }: V2Answer, expected: OracleLine[]): void {
  const sales = expected.filter((line) => line.line_type === 'sale');
  const returns = expected.filter((line) => line.line_type === 'return');
  const orders = new Set(sales.map((line) => line.invoice_no)).size;
  expect(aggregations).toMatchObject({
    net_revenue: sum(expected),
    gross_revenue: sum(sales),
    returns_value: sum(returns),
    units: expected.reduce((all, line) => all + line.quantity, 0),
    lines: expected.length,
    return_lines: returns.length,
    orders,
    customers: new Set(expected.flatMap((line) => line.customer_id ?? [])).size,
  });
  if (orders === 0) expect(aggregations['avg_order_value']).toBeNull();
  else expect(aggregations['avg_order_value']).toBeCloseTo(sum(expected) / orders, 3);
  const by = (key: (line: OracleLine) => string) => {
    const groups = new Map<string, OracleLine[]>();
    for (const line of expected) groups.set(key(line), [...(groups.get(key(line)) ?? []), line]);
    return Object.fromEntries([...groups].map(([name, lines]) => [name, [lines.length, sum(lines)]]));
  };
  const found = (rows: { net_revenue: number; lines: number }[], name: (row: never) => string) =>
    Object.fromEntries(rows.map((row) => [name(row as never), [row.lines, row.net_revenue]]));
  expect(found(aggregations.by_country, ({ country }: { country: string }) => country)).toEqual(
    by((l) => l.country),
  );
  expect(found(aggregations.by_month, ({ month }: { month: string }) => month)).toEqual(
    by((line) => line.date.slice(0, 7)),
  );
  expect(data_quality).toMatchObject({
    lines_without_customer: expected.filter((line) => line.customer_id === null).length,
    lines_without_country: expected.filter((line) => line.country === 'Unknown').length,
  });
}
