import { compile, type SettledQuery } from '../../src/modules/datamart/data-access/compile.js';
import { DIMENSION_NAMES } from '../../src/modules/datamart/domain/metrics/catalogue.js';
import { DATE } from '../../src/modules/datamart/domain/metrics/dimensions.js';
import { type BaseMeasure, GRAINS } from '../../src/modules/datamart/domain/metrics/declaration.js';
import { NOW } from '../../src/modules/datamart/domain/query.js';
import { MEASURES } from '../../src/modules/datamart/domain/metrics/measures.js';
import {
  derivedOf,
  GoldReader,
  overLake,
  type ShownGold,
  WarehouseReader,
} from '../../src/modules/warehouse/index.js';
import { OPEN_INVOICES, shopLines } from '../sales/lines.js';
import { Serving } from '../support/serving.js';

describe('figures from sums and from the copy', () => {
  let serving: Serving;
  let gold: GoldReader;
  let shown: ShownGold;
  const usual = {
    ...{ period: { from: '2011-01-01', to: '2011-12-31' }, isWhole: true },
    ...{ filters: [], order: [], limit: 10_000, fillGaps: false },
  };
  const calendar = { fiscalYearStartMonth: 4 };
  const both = async (query: Omit<SettledQuery, keyof typeof usual> & Partial<SettledQuery>) => {
    const statement = compile({ ...usual, ...query }, calendar);
    const files = await gold.query(shown, { ...statement, copyable: false });
    const copy = await gold.query(shown, { ...statement, copyable: true });
    // What people are shown says the same of the lake's own tables.
    const tables = statement.tables.map((name) => derivedOf(name)?.of ?? name);
    const sql = overLake(statement);
    expect(await gold.query(shown, { sql, tables, values: statement.values })).toEqual(files);
    return { files, copy, statement };
  };

  beforeAll(async () => {
    serving = await Serving.open({});
    gold = serving.server.app.get(GoldReader, { strict: false });
    await serving.bringLines('shop.csv', [...shopLines(600, 3), ...OPEN_INVOICES]);
    shown = await serving.server.app.get(WarehouseReader, { strict: false }).shown();
    const figures = compile({ ...usual, measures: ['orders'], dimensions: [] }, calendar);
    for (let n = 0; n < 500 && gold.numbers().copies === 0; n++) await gold.query(shown, figures);
    expect(gold.numbers().copies).toBe(1);
  }, 120_000);

  afterAll(() => serving.close());

  /** Measures that may be asked at a grain together, so that a coarse one is not answered from lines for another's sake. */
  const byGrain = GRAINS.map((grain) =>
    MEASURES.filter((one): one is BaseMeasure => one.kind === 'base' && one.grain === grain).map(
      ({ name }) => name,
    ),
  ).filter((names) => names.length > 0);

  it.each(DIMENSION_NAMES)('by %s are those of the files', async (dimension) => {
    for (const measures of byGrain) {
      const { files, copy } = await both({ measures, dimensions: [dimension], granularity: 'week' });
      expect(files.length).toBeGreaterThan(0);
      expect(copy).toEqual(files);
    }
  });

  it('come from sums in the copy, and from lines in the files', async () => {
    const rows = (copyable: boolean) =>
      gold.query(shown, {
        tables: ['sale_by_invoice', 'dim_invoice', 'dim_customer', 'dim_product', 'dim_country', 'dim_date'],
        sql: 'SELECT max(lines) > 1 AS summed, bool_or(alone) AS alone FROM sale_by_invoice',
        copyable,
      });
    expect(await rows(true)).toEqual([{ summed: true, alone: true }]);
    expect(await rows(false)).toEqual([{ summed: false, alone: false }]);
  });

  it('of the whole, as of a day and filtered by the finest are those of the files', async () => {
    for (const measures of byGrain)
      for (const more of [
        { dimensions: [] },
        { dimensions: ['category', 'country'], asOf: '2011-02-15' },
        { dimensions: ['product', 'product_name'], asOf: NOW },
        { dimensions: ['customer_country', DATE], granularity: 'month', asOf: '2011-04-01' },
        {
          dimensions: ['category', 'product'],
          filters: [{ dimension: 'line_amount', operator: 'gte' as const, values: [5] }],
        },
        {
          dimensions: ['customer'],
          filters: [
            { dimension: 'quantity', operator: 'lte' as const, values: [3] },
            { dimension: 'unit_price', operator: 'gte' as const, values: [1.25] },
          ],
        },
        {
          dimensions: ['country'],
          filters: [{ dimension: 'category', operator: 'in' as const, values: ['Kitchen & Dining'] }],
        },
      ]) {
        const { files, copy } = await both({ measures, ...more });
        expect(files.length).toBeGreaterThan(0);
        expect(copy).toEqual(files);
      }
  });

  it('as of now are those as of a day after all changes', async () => {
    const question = {
      measures: ['net_revenue', 'orders'],
      dimensions: ['product', 'product_name', 'brand'],
    };
    const [now, later, then] = await Promise.all(
      [NOW, '9999-12-29', undefined].map(async (asOf) => both({ ...question, asOf })),
    );
    expect(now?.copy).toEqual(later?.copy);
    expect(now?.copy).not.toEqual(then?.copy);
    expect(now?.statement.sql).not.toEqual(later?.statement.sql);
  });

  it('are read from the coarsest grain that tells them', async () => {
    const sourceOf = async (measures: string[], dimensions: string[], more: Partial<SettledQuery> = {}) =>
      (await both({ measures, dimensions, granularity: 'month', ...more })).statement.tables[0];
    expect(await sourceOf(['net_revenue'], ['country', DATE])).toBe('mart_sales_daily');
    expect(await sourceOf(['orders', 'customers'], ['country', 'segment'])).toBe('sale_by_invoice');
    expect(await sourceOf(['net_revenue', 'orders'], ['category', DATE])).toBe('sale_by_category');
    expect(await sourceOf(['net_revenue'], ['category'], { asOf: '2011-02-01' })).toBe('sale_by_line');
    expect(await sourceOf(['orders'], ['product'])).toBe('sale_by_line');
    expect(await sourceOf(['profit'], [DATE])).toBe('sale_by_line');
  });

  it('counts invoices once that stand on several lines, days, customers and months', async () => {
    const only = [{ dimension: 'invoice', operator: 'in' as const, values: ['790001', '790002', '790003'] }];
    const ordersBy = async (...dimensions: string[]) => {
      const { files, copy } = await both({ measures: ['orders'], dimensions, filters: only });
      expect(copy).toEqual(files);
      return copy.map((row) => [...dimensions.map((name) => row[name]), Number(row['orders'])]);
    };
    expect(await ordersBy()).toEqual([[3]]);
    expect(await ordersBy('invoice')).toEqual([
      ['790001', 1],
      ['790002', 1],
      ['790003', 1],
    ]);
    expect(await ordersBy('product')).toEqual([
      ['20001', 2],
      ['20002', 2],
      ['20003', 1],
    ]);
    expect(await ordersBy('country')).toEqual(
      [
        ['EIRE', 1],
        ['France', 2],
        ['United Kingdom', 1],
      ]
        .map(([name, n]) => [name === 'EIRE' ? 'Ireland' : name, n])
        .toSorted(),
    );
  });
});
