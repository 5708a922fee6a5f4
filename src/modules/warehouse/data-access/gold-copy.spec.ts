import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openDuckDb } from '../../../platform/engine/duckdb/duckdb-engine.js';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { keepStar } from './gold-copy.js';
import { SALE_GRAINS, type SaleGrain } from './derived-tables.js';

/** Version of a product → stock code and category; the second and third are one product. */
const PRODUCTS = [
  ['0', null, null],
  ['70000000000001', 'A', 'Bags'],
  ['70000000000002', 'B', 'Bags'],
  ['70000000000003', 'B', 'Mugs'],
  ['70000000000004', 'C', null],
] as const;
const DAYS = [20101230, 20101231, 20110101, 20110301];

interface Fact {
  invoice: number;
  day: number;
  product: string;
  customer: number;
  country: number;
  type: string;
  quantity: number;
}

const [, [A], [B], , [C]] = PRODUCTS;
const SALE = { day: 20101231, customer: 1, country: 1, type: 'sale', quantity: 1 };

/** Nothing has its stock code. */
const NAMELESS = {
  ...{ invoice: 1, day: 20101230, product: '0', customer: 0, country: 1, type: 'sale', quantity: 1 },
} as const;

const fact = fc.record({
  invoice: fc.integer({ min: 1, max: 4 }),
  day: fc.constantFrom(...DAYS),
  product: fc.constantFrom(...PRODUCTS.map(([key]) => key)),
  customer: fc.integer({ min: 0, max: 2 }),
  country: fc.integer({ min: 1, max: 2 }),
  type: fc.constantFrom('sale', 'return'),
  quantity: fc.integer({ min: 1, max: 9 }),
});

describe('the copy of the star schema', () => {
  let session: EngineSession;
  const bindFacts = async (facts: readonly Fact[]) => {
    const month = (day: number) => `${String(day).slice(0, 4)}-${String(day).slice(4, 6)}`;
    const values = facts.map(
      (one) =>
        `(${one.day}, '${month(one.day)}', ${one.invoice * 1000}, ${one.product}, ${one.customer * 1000}, ${one.country * 1000}, '${one.type}', ${one.quantity})`,
    );
    await session.bindSql(
      'fact_sale',
      `SELECT * REPLACE (product_key::BIGINT AS product_key), quantity * 1.5::DECIMAL(18, 4) AS total_amount, 1.5::DECIMAL(18, 4) AS unit_price,
         NULL::DECIMAL(18, 4) AS profit_amount
       FROM (VALUES ${values.join(', ')}) AS f(date_key, invoice_month, invoice_key, product_key, customer_key, country_key, line_type, quantity)`,
    );
  };
  const tempDir = mkdtempSync(join(tmpdir(), 'tillhouse-copy-'));

  beforeAll(async () => {
    session = await openDuckDb({ memoryBytes: 128 * 1024 * 1024, threads: 2, tempDir });
    const products = PRODUCTS.map(([key, code, category]) => `(${key}, ${text(code)}, ${text(category)})`);
    await session.bindSql(
      'dim_product',
      `SELECT product_key::BIGINT AS product_key, stock_code, category, category AS subcategory, NULL::VARCHAR AS brand, NULL::VARCHAR AS product_family,
         product_key <> 70000000000002 AS is_current
       FROM (VALUES ${products.join(', ')}) AS p(product_key, stock_code, category)`,
    );
    await session.bindSql(
      'dim_customer',
      `SELECT range * 1000 AS customer_key, range::VARCHAR AS customer_id, DATE '2010-12-30' AS registration_date, 'France' AS country, NULL::VARCHAR AS rfm_segment FROM range(3)`,
    );
    await session.bindSql(
      'dim_country',
      `SELECT range * 1000 AS country_key, range::VARCHAR AS country_name, 'x' AS region, 'y' AS continent FROM range(3)`,
    );
    await session.bindSql(
      'dim_invoice',
      'SELECT range * 1000 AS invoice_key, range AS invoice FROM range(5)',
    );
    await session.bindSql('mart_sales_daily', 'SELECT 0::BIGINT AS country_key, 20101231 AS date_key');
  });

  afterAll(async () => {
    await session.close();
    rmSync(tempDir, { recursive: true, force: true });
  });

  afterEach(() => session.dropKept());

  it('tells which rows have their invoice to themselves, months apart or not', async () => {
    await bindFacts([
      // Two products of a category; one of them on two lines.
      { ...SALE, invoice: 1, product: A },
      { ...SALE, invoice: 1, product: B },
      { ...SALE, invoice: 1, product: B },
      // One day and the next: two rows of the invoice, and of its category.
      { ...SALE, invoice: 2, product: A },
      { ...SALE, invoice: 2, day: 20101230, product: C },
      // One year and the next.
      { ...SALE, invoice: 3, product: A },
      { ...SALE, invoice: 3, day: 20110101, product: B },
    ]);
    for (const factsAtOnce of [1, 1_000]) {
      const alone = async (grain: SaleGrain) => {
        const rows = await session.query<{ row: string }>(
          `SELECT concat_ws(' ', i.invoice, f.date_key, CAST(f.lines AS VARCHAR), f.alone) AS row
           FROM ${kept[grain] ?? ''} AS f JOIN ${kept['dim_invoice'] ?? ''} AS i ON i.invoice_key = f.invoice_key ORDER BY ALL`,
        );
        return rows.map(({ row }) => row);
      };
      const kept = await keepStar(session, new AbortController().signal, factsAtOnce);
      expect(await alone('sale_by_invoice')).toEqual([
        '1 20101231 3 true',
        ...['2 20101230 1 false', '2 20101231 1 false', '3 20101231 1 false', '3 20110101 1 false'],
      ]);
      expect(await alone('sale_by_category')).toEqual([
        '1 20101231 3 true',
        ...['2 20101230 1 true', '2 20101231 1 true', '3 20101231 1 false', '3 20110101 1 false'],
      ]);
      expect(await alone('sale_by_line')).toEqual([
        ...['1 20101231 1 false', '1 20101231 1 false', '1 20101231 1 true'],
        ...['2 20101230 1 true', '2 20101231 1 true', '3 20101231 1 false', '3 20110101 1 false'],
      ]);
      await session.dropKept();
    }
  });

  it('sums and counts as the facts do, however its months are put together', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fact, { minLength: 1, maxLength: 24 }),
        fc.constantFrom(1, 10, 1_000),
        async (facts, factsAtOnce) => {
          await bindFacts(facts);
          try {
            const kept = await keepStar(session, new AbortController().signal, factsAtOnce);
            for (const grain of SALE_GRAINS) {
              const by = {
                sale_by_invoice: 'NULL',
                sale_by_category: 'p.category',
                sale_by_line: 'p.stock_code',
              };
              const figures = (facts: string, products: string, lines: string, orders: string) =>
                session.query(`SELECT ${by[grain]} AS by, f.date_key, CAST(${lines} AS BIGINT) AS lines, CAST(sum(f.quantity) AS BIGINT) AS units, sum(f.total_amount) AS amount, ${orders} AS orders
                FROM ${facts} AS f JOIN ${products} AS p ON p.product_key = f.product_key GROUP BY GROUPING SETS ((1), (1, 2)) ORDER BY ALL`);
              const ofGrain = kept[grain] ?? '';
              const readable =
                grain === 'sale_by_invoice' ? `(SELECT *, 0 AS product_key FROM ${ofGrain})` : ofGrain;
              expect(
                await figures(
                  readable,
                  kept['dim_product'] ?? '',
                  'sum(f.lines)',
                  `count(*) FILTER (WHERE f.line_type = 'sale' AND f.alone) + count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale' AND NOT f.alone)`,
                ),
              ).toEqual(
                await figures(
                  'fact_sale',
                  'dim_product',
                  'count(*)',
                  `count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale')`,
                ),
              );
            }
          } finally {
            await session.dropKept();
          }
        },
      ),
      { numRuns: 20, examples: [[[NAMELESS, NAMELESS], 1]] },
    );
  }, 120_000);
});

function text(value: string | null): string {
  return value === null ? 'NULL' : `'${value}'`;
}
