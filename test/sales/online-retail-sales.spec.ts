import { describeOnlineRetail } from '../support/online-retail.js';
import { Serving } from '../support/serving.js';

interface List {
  data: { sale_id: string; total_amount: number; date: string }[];
  pagination: { total: number; end_cursor: string | null };
  aggregations: {
    net_revenue: number;
    gross_revenue: number;
    orders: number;
    customers: number;
    by_country: { country: string; net_revenue: number }[];
  };
  data_quality: { lines_without_customer: number };
}

/** Figures that the API gives, and the same ones asked by plain SQL. */
describeOnlineRetail('sales of real files', ({ files, expected }) => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await Serving.open();
    await serving.bring(...files.slice(0, 4));
  });

  afterAll(() => serving.close());

  const one = async <T extends object>(sql: string) => {
    const [row] = await serving.database.rows<T>(sql);
    if (!row) throw new Error('unreachable');
    return row;
  };

  it('are as many as the independent count of the first day says', async () => {
    const day = '2010-12-01';
    const figures = expected[`${day}..${day}`];
    if (!figures) throw new Error('the figures of the first day are missing');
    const { body } = await serving.get<List>(`/api/v1/sales?date_from=${day}&date_to=${day}&size=1`);
    expect(body.pagination.total).toBe(figures.fact_rows);
    const { body: v2 } = await serving.get<List>(
      `/api/v2/sales?date_from=${day}&date_to=${day}&include_aggregations=true`,
    );
    expect(v2.aggregations.net_revenue).toBe(Number(figures.net_revenue));
    expect(v2.aggregations.customers).toBe(figures.customers);
    expect(v2.data_quality.lines_without_customer).toBe(figures.anonymous_lines);
  });

  it('sum up as SQL says, in all, by filter and by country', async () => {
    const { body } = await serving.get<List>(
      '/api/v2/sales?products=heart,22423&min_amount=1&include_aggregations=true&first=1',
    );
    const sql = await one<{ lines: number; net: string; orders: number; customers: number }>(
      `SELECT count(*) AS lines, sum(total_amount)::text AS net, count(DISTINCT invoice_no) AS orders, count(DISTINCT customer_id) AS customers
       FROM fact_sale JOIN dim_product USING (product_key) JOIN dim_invoice USING (invoice_key) JOIN dim_customer USING (customer_key)
       WHERE (stock_code = '22423' OR lower(description) LIKE '%heart%') AND total_amount >= 1 AND NOT is_cancelled`,
    );
    expect(sql.lines).toBeGreaterThan(100);
    expect(body.pagination.total).toBe(sql.lines);
    const { orders, customers, net_revenue, by_country } = body.aggregations;
    expect({ orders, customers, net_revenue }).toEqual({
      orders: sql.orders,
      customers: sql.customers,
      net_revenue: Number(sql.net),
    });
    const total = by_country.reduce((sum, { net_revenue: net }) => sum + net, 0);
    expect(total).toBeCloseTo(net_revenue, 4);
  });

  it('are all seen once by cursor, in the order of their amounts', async () => {
    const seen: { sale_id: string; total_amount: number }[] = [];
    let after: string | null = '';
    while (after !== null) {
      const path: string = `/api/v2/sales?first=1000&sort=total_amount:desc&fields=sale_id,total_amount${after && `&after=${after}`}`;
      const { body } = await serving.get<List>(path);
      seen.push(...body.data);
      after = body.pagination.end_cursor;
    }
    const sql = await one<{ lines: number; net: string }>(
      'SELECT count(*) AS lines, sum(total_amount)::text AS net FROM fact_sale',
    );
    expect(new Set(seen.map(({ sale_id }) => sale_id)).size).toBe(sql.lines);
    const amounts = seen.map(({ total_amount }) => total_amount);
    expect(amounts).toEqual(amounts.toSorted((a, b) => b - a));
    expect(amounts.reduce((sum, amount) => sum + amount, 0)).toBeCloseTo(Number(sql.net), 2);
  });
});
