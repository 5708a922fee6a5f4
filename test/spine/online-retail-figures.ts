import { type RunReport } from '../../src/modules/etl/index.js';
import { type LakeHome } from '../support/lake-home.js';
import { type Expected } from '../support/online-retail.js';

const Q: Record<string, string> = {
  q_quantity_zero_or_invalid: 'invalid_quantity',
  q_negative_price: 'invalid_price',
  q_accounting_adjustment: 'accounting_adjustment',
  q_negative_quantity_without_cancellation: 'negative_quantity_without_cancellation',
  q_positive_quantity_on_cancellation: 'positive_quantity_on_cancellation',
  q_zero_price: 'zero_price',
};

/** Compares a lake that one run filled with the independent figures, to the last digit. */
export async function expectFigures(home: LakeHome, report: RunReport, expected: Expected): Promise<void> {
  expect(report.counts).toEqual({
    bronze: expected.bronze_rows,
    silver: expected.fact_rows,
    quarantined: expected.quarantine_rows,
    duplicates: expected.duplicates,
    superseded: 0,
    operations: 0,
  });
  for (const dimension of [
    'completeness',
    'uniqueness',
    'validity',
    'accuracy',
    'consistency',
    'timeliness',
  ] as const) {
    expect(report.quality?.[dimension]).toBeCloseTo(expected[dimension], 12);
  }
  expect(report.quality?.score).toBeCloseTo(expected.quality_score, 10);
  const listed = await home.quality.quarantine.counts({});
  expect(listed.lines).toBe(expected.quarantine_rows);
  const linesOf = Object.fromEntries(listed.reasons.map(({ reason, lines }) => [reason, lines]));
  for (const [theirs, ours] of Object.entries(Q)) {
    const figure = expected[theirs as `q_${string}`];
    expect([theirs, report.reasons[ours] ?? 0]).toEqual([theirs, figure]);
    expect([theirs, linesOf[ours] ?? 0]).toEqual([theirs, figure]);
  }
  await expectGoldFigures(home, expected);
  if (expected.second_opinion) {
    expect(
      await one(
        home,
        `SELECT count(*) FILTER (WHERE customer_id IS NULL) AS missing_customer, count(*) FILTER (WHERE description IS NULL) AS missing_description,
           count(*) FILTER (WHERE country = 'Unknown') AS unknown_country, count(*) FILTER (WHERE code_kind = 'other') AS unknown_stock_code_shape FROM silver_sales`,
      ),
    ).toEqual(expected.second_opinion.warnings_silver);
  }
}

/** Where gold can be asked in SQL: the lake, or the warehouse. */
export interface Gold {
  sql<T extends object>(statement: string): Promise<T[]>;
}

/** The figures that gold alone must give, however the files came. */
export async function expectGoldFigures(home: Gold, expected: Expected): Promise<void> {
  const [totals] = await home.sql<Record<string, string>>(`
    SELECT count(*) AS fact_rows, sum(total_amount) AS net, sum(total_amount) FILTER (WHERE line_type = 'sale') AS gross,
      sum(total_amount) FILTER (WHERE line_type = 'return') AS returns, count(*) FILTER (WHERE line_type = 'sale') AS sale_lines,
      count(*) FILTER (WHERE line_type = 'return') AS return_lines, count(DISTINCT invoice_key) AS invoices,
      count(DISTINCT invoice_key) FILTER (WHERE line_type = 'sale') AS sale_invoices,
      count(DISTINCT invoice_key) FILTER (WHERE line_type = 'return') AS cancel_invoices,
      count(DISTINCT c.customer_id) AS customers, count(*) FILTER (WHERE f.customer_key = 0) AS anonymous_lines,
      count(DISTINCT p.stock_code) AS products, count(DISTINCT f.country_key) AS countries, count(DISTINCT date_key) AS dates,
      sum(quantity) AS units_net
    FROM fact_sale AS f JOIN dim_customer AS c USING (customer_key) JOIN dim_product AS p USING (product_key)`);
  expect(Object.fromEntries(Object.entries(totals ?? {}).map(([k, v]) => [k, Number(v)]))).toEqual({
    fact_rows: expected.fact_rows,
    net: Number(expected.net_revenue),
    gross: Number(expected.gross_revenue),
    returns: Number(expected.returns_value),
    sale_lines: expected.sale_lines,
    return_lines: expected.return_lines,
    invoices: expected.invoices,
    sale_invoices: expected.sale_invoices,
    cancel_invoices: expected.cancel_invoices,
    customers: expected.customers,
    anonymous_lines: expected.anonymous_lines,
    products: expected.products,
    countries: expected.countries,
    dates: expected.dates,
    units_net: expected.units_net,
  });
  expect(
    await pairs(
      home,
      `SELECT invoice_month AS k, net_revenue AS v FROM mart_sales_monthly WHERE country_key IS NULL`,
    ),
  ).toEqual(numbers(expected.monthly_net));
  const countries = await pairs(
    home,
    `SELECT country_name AS k, sum(net_revenue) AS v FROM mart_sales_daily GROUP BY 1 ORDER BY 2 DESC`,
  );
  expect(Object.entries(countries).slice(0, 6)).toEqual(Object.entries(numbers(expected.top_countries_net)));
  const products = await pairs(
    home,
    `SELECT stock_code AS k, sum(net_revenue) AS v FROM mart_product_performance GROUP BY 1 ORDER BY 2 DESC LIMIT 6`,
  );
  expect(products).toEqual(numbers(expected.top_products_net));
  if (expected.second_opinion) await expectSecondOpinion(home, expected.second_opinion);
}

async function expectSecondOpinion(
  home: Gold,
  expected: NonNullable<Expected['second_opinion']>,
): Promise<void> {
  const versions = (table: string, key: string) => `
    SELECT count(*) AS versions, count(DISTINCT ${key}) AS keys,
      (SELECT count(*) FROM (SELECT ${key} FROM ${table} WHERE ${key} IS NOT NULL GROUP BY 1 HAVING count(*) > 1) AS v) AS multi_version_keys
    FROM ${table} WHERE ${key} IS NOT NULL`;
  expect(await one(home, versions('dim_product', 'stock_code'))).toEqual(expected.dim_product);
  expect(await one(home, versions('dim_customer', 'customer_id'))).toEqual(expected.dim_customer);
  expect(await one(home, 'SELECT count(returned_sale_id) AS n FROM fact_sale')).toEqual({
    n: expected.linked_returns,
  });
  expect(
    await pairs(home, 'SELECT rfm_segment AS k, count(*) AS v FROM mart_customer_rfm GROUP BY 1'),
  ).toEqual(expected.rfm.segments);
  expect(
    await one(
      home,
      'SELECT count(*) AS customers, sum(recency_days) AS r, sum(frequency) AS f, sum(monetary) AS m FROM mart_customer_rfm',
    ),
  ).toEqual({
    customers: expected.rfm.customers,
    r: expected.rfm.sum_recency,
    f: expected.rfm.sum_frequency,
    m: Number(expected.rfm.sum_monetary),
  });
  expect(
    await pairs(home, 'SELECT country_name AS k, sum(net_revenue) AS v FROM mart_sales_daily GROUP BY 1'),
  ).toEqual(numbers(expected.country_net));
}

async function pairs(home: Gold, sql: string): Promise<Record<string, number>> {
  return Object.fromEntries(
    (await home.sql<{ k: string; v: string }>(sql)).map(({ k, v }) => [k, Number(v)]),
  );
}

async function one(home: Gold, sql: string): Promise<Record<string, number>> {
  const [row] = await home.sql<Record<string, string>>(sql);
  return Object.fromEntries(Object.entries(row ?? {}).map(([k, v]) => [k, Number(v)]));
}

function numbers(values: Record<string, string>): Record<string, number> {
  return Object.fromEntries(Object.entries(values).map(([k, v]) => [k, Number(v)]));
}
