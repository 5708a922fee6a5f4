import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type CustomerFigures, type CustomerOrder, type FavouriteProduct } from '../domain/customer.js';
import { invoicesOf } from './sources.js';

const OF_CUSTOMER =
  'f.customer_key IN (SELECT customer_key FROM dim_customer WHERE customer_id = CAST($1 AS VARCHAR))';

/** All that gold tells of one customer. */
export class CustomerRepository {
  constructor(private readonly gold: GoldReader) {}

  /** Undefined where nobody has that id. */
  async figures(gold: ShownGold, id: string): Promise<CustomerFigures | undefined> {
    const [row] = await this.gold.query<Record<string, string | null>>(gold, {
      tables: ['dim_customer', 'mart_customer_rfm', 'sale_by_invoice', 'mart_sales_daily'],
      copyable: true,
      sql: `WITH figures AS (
          SELECT CAST(coalesce(sum(f.lines) FILTER (WHERE f.line_type = 'return'), 0) AS BIGINT) AS return_lines,
            CAST(coalesce(sum(f.total_amount), 0) AS DECIMAL(38, 4)) AS net_revenue,
            CAST(coalesce(sum(f.total_amount) FILTER (WHERE f.line_type = 'return'), 0) AS DECIMAL(38, 4)) AS returns_value,
            CAST(coalesce(sum(f.quantity) FILTER (WHERE f.line_type = 'sale'), 0) AS BIGINT) AS units_sold,
            count(DISTINCT f.date_key) FILTER (WHERE f.line_type = 'sale') AS purchase_days,
            ${invoicesOf("f.line_type = 'sale'", { isAlone: true })} AS orders
          FROM sale_by_invoice AS f WHERE ${OF_CUSTOMER}),
        person AS (SELECT customer_id, max(country) FILTER (WHERE is_current) AS country FROM dim_customer WHERE customer_id = CAST($1 AS VARCHAR) GROUP BY customer_id)
        SELECT p.customer_id, p.country, g.*, CAST(m.first_sale_date AS VARCHAR) AS first_sale, CAST(m.last_sale_date AS VARCHAR) AS last_sale,
          m.recency_days, m.recency_score, m.frequency_score, m.monetary_score, m.rfm_segment AS segment, m.avg_order_value, m.lifetime_value,
          strftime(strptime(CAST((SELECT max(date_key) FROM mart_sales_daily) AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS as_of
        FROM person AS p CROSS JOIN figures AS g LEFT JOIN mart_customer_rfm AS m ON m.customer_id = p.customer_id`,
      values: [id],
    });
    if (!row) return undefined;
    const n = (name: string) => Number(row[name] ?? 0);
    const maybe = (name: string) =>
      row[name] === null || row[name] === undefined ? null : Number(row[name]);
    return {
      customerId: row['customer_id'] ?? '',
      country: row['country'] ?? null,
      asOf: row['as_of'] ?? '',
      orders: n('orders'),
      purchaseDays: n('purchase_days'),
      unitsSold: n('units_sold'),
      netRevenue: n('net_revenue'),
      returnsValue: n('returns_value'),
      returnLines: n('return_lines'),
      firstSale: row['first_sale'] ?? null,
      lastSale: row['last_sale'] ?? null,
      recencyDays: maybe('recency_days'),
      recencyScore: maybe('recency_score'),
      frequencyScore: maybe('frequency_score'),
      monetaryScore: maybe('monetary_score'),
      segment: row['segment'] ?? null,
      avgOrderValue: maybe('avg_order_value'),
      lifetimeValue: maybe('lifetime_value'),
    };
  }

  /** Newest first. */
  async orders(gold: ShownGold, id: string, most: number): Promise<CustomerOrder[]> {
    const rows = await this.gold.query<Record<string, string>>(gold, {
      tables: ['dim_customer', 'sale_by_invoice', 'dim_invoice'],
      copyable: true,
      sql: `WITH orders AS (
          SELECT f.invoice_key, min(f.date_key) AS date_key, CAST(sum(f.lines) AS BIGINT) AS lines, CAST(sum(f.quantity) AS BIGINT) AS units,
            CAST(sum(f.total_amount) AS DECIMAL(38, 4)) AS amount
          FROM sale_by_invoice AS f WHERE ${OF_CUSTOMER} AND f.line_type = 'sale' GROUP BY f.invoice_key)
        SELECT i.invoice_no, strftime(strptime(CAST(o.date_key AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS date, o.lines, o.units, o.amount
        FROM orders AS o JOIN dim_invoice AS i ON i.invoice_key = o.invoice_key ORDER BY o.date_key DESC, i.invoice_no DESC LIMIT ${most}`,
      values: [id],
    });
    return rows.map((row) => ({
      invoice_no: row['invoice_no'] ?? '',
      date: row['date'] ?? '',
      lines: Number(row['lines']),
      units: Number(row['units']),
      amount: Number(row['amount']),
    }));
  }

  /** By orders that hold them, then by amount. */
  async favourites(gold: ShownGold, id: string, most: number): Promise<FavouriteProduct[]> {
    const rows = await this.gold.query<Record<string, string | null>>(gold, {
      tables: ['dim_customer', 'fact_sale', 'dim_product'],
      copyable: true,
      sql: `WITH bought AS (
          SELECT p.stock_code, count(DISTINCT f.invoice_key) AS orders, CAST(sum(f.quantity) AS BIGINT) AS units,
            CAST(sum(f.total_amount) AS DECIMAL(38, 4)) AS amount
          FROM fact_sale AS f JOIN dim_product AS p ON p.product_key = f.product_key
          WHERE ${OF_CUSTOMER} AND f.line_type = 'sale' AND p.category IS DISTINCT FROM 'Service' GROUP BY p.stock_code)
        SELECT b.*, c.description, c.category FROM bought AS b JOIN dim_product AS c ON c.stock_code = b.stock_code AND c.is_current
        ORDER BY b.orders DESC, b.amount DESC, b.stock_code LIMIT ${most}`,
      values: [id],
    });
    return rows.map((row) => ({
      stock_code: row['stock_code'] ?? '',
      description: row['description'] ?? null,
      category: row['category'] ?? null,
      orders: Number(row['orders']),
      units: Number(row['units']),
      amount: Number(row['amount']),
    }));
  }

  /** Median of the mean days between purchases, of all who bought on several days; null where nobody did. */
  async medianGap(gold: ShownGold): Promise<number | null> {
    const [row] = await this.gold.query<{ gap: number | null }>(gold, {
      tables: ['sale_by_invoice', 'dim_customer'],
      copyable: true,
      sql: `WITH days AS (
          SELECT DISTINCT c.customer_id, f.date_key FROM sale_by_invoice AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key
          WHERE f.line_type = 'sale' AND f.customer_key <> 0),
        spans AS (
          SELECT count(*) AS days, date_diff('day', CAST(strptime(CAST(min(date_key) AS VARCHAR), '%Y%m%d') AS DATE),
            CAST(strptime(CAST(max(date_key) AS VARCHAR), '%Y%m%d') AS DATE)) AS length
          FROM days GROUP BY customer_id)
        SELECT median(CAST(length AS DOUBLE) / (days - 1)) AS gap FROM spans WHERE days > 1`,
    });
    return row?.gap ?? null;
  }
}
