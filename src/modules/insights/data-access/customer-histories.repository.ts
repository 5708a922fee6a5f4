import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { DAY, dateKeyOf } from './scope.js';

/** Histories of customers, as one text: a million of them are no rows that this process has to make. */
export class CustomerHistoriesRepository {
  constructor(private readonly gold: GoldReader) {}

  /**
   * JSON `[[id, frequency, recency, age, value], …]` of identified customers with a sale until a day, that day included: repeat
   * days with an order, days from the first to the last, days from the first to `until`, mean gross value of the repeat days.
   */
  async histories(gold: ShownGold, until: string): Promise<string> {
    const [row] = await this.gold.query<{ text: string | null }>(gold, {
      tables: ['fact_sale', 'dim_customer'],
      copyable: true,
      sql: `WITH spent AS (
              SELECT c.customer_id AS id, ${DAY} AS day, CAST(sum(f.total_amount) AS DOUBLE) AS amount
              FROM fact_sale AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key
              WHERE f.line_type = 'sale' AND c.customer_id IS NOT NULL AND f.date_key <= CAST($1 AS INTEGER)
              GROUP BY c.customer_id, day
            ),
            person AS (SELECT id, min(day) AS first, max(day) AS last, count(*) AS days FROM spent GROUP BY id),
            history AS (
              SELECT p.id, p.days - 1 AS frequency, date_diff('day', p.first, p.last) AS recency,
                date_diff('day', p.first, CAST($2 AS DATE)) AS age,
                coalesce(avg(s.amount) FILTER (WHERE s.day > p.first), 0) AS value
              FROM person AS p JOIN spent AS s ON s.id = p.id GROUP BY p.id, p.days, p.first, p.last
            )
            SELECT CAST(to_json(list([to_json(id), to_json(frequency), to_json(recency), to_json(age), to_json(round(value, 4))] ORDER BY id)) AS VARCHAR) AS text
            FROM history`,
      values: [dateKeyOf(until), until],
    });
    return row?.text ?? '[]';
  }

  /** JSON `[[id, days with an order], …]` of identified customers with a sale in a stretch of days, both included. */
  async purchases(gold: ShownGold, from: string, to: string): Promise<string> {
    const [row] = await this.gold.query<{ text: string | null }>(gold, {
      tables: ['fact_sale', 'dim_customer'],
      copyable: true,
      sql: `SELECT CAST(to_json(list([to_json(id), to_json(days)] ORDER BY id)) AS VARCHAR) AS text FROM (
              SELECT c.customer_id AS id, count(DISTINCT f.date_key) AS days
              FROM fact_sale AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key
              WHERE f.line_type = 'sale' AND c.customer_id IS NOT NULL
                AND f.date_key BETWEEN CAST($1 AS INTEGER) AND CAST($2 AS INTEGER)
              GROUP BY c.customer_id)`,
      values: [dateKeyOf(from), dateKeyOf(to)],
    });
    return row?.text ?? '[]';
  }

  /** JSON `[[id, recency days, orders, net amount, products, returns as a share of sales, units an order], …]` as of a day. */
  async profiles(gold: ShownGold, until: string): Promise<string> {
    const values: EngineValue[] = [dateKeyOf(until), until];
    const [row] = await this.gold.query<{ text: string | null }>(gold, {
      tables: ['fact_sale', 'dim_customer', 'dim_product'],
      copyable: true,
      sql: `SELECT CAST(to_json(list([to_json(id), to_json(recency), to_json(orders), to_json(net), to_json(products), to_json(returned), to_json(units)] ORDER BY id)) AS VARCHAR) AS text
            FROM (
              SELECT c.customer_id AS id,
                date_diff('day', max(${DAY}) FILTER (WHERE f.line_type = 'sale'), CAST($2 AS DATE)) AS recency,
                count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale') AS orders,
                CAST(sum(f.total_amount) AS DOUBLE) AS net,
                count(DISTINCT p.stock_code) FILTER (WHERE f.line_type = 'sale') AS products,
                least(1, coalesce(-CAST(sum(f.total_amount) FILTER (WHERE f.line_type = 'return') AS DOUBLE) / nullif(CAST(sum(f.total_amount) FILTER (WHERE f.line_type = 'sale') AS DOUBLE), 0), 0)) AS returned,
                CAST(sum(f.quantity) FILTER (WHERE f.line_type = 'sale') AS DOUBLE) / count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale') AS units
              FROM fact_sale AS f
              JOIN dim_customer AS c ON c.customer_key = f.customer_key
              JOIN dim_product AS p ON p.product_key = f.product_key
              WHERE c.customer_id IS NOT NULL AND f.date_key <= CAST($1 AS INTEGER)
              GROUP BY c.customer_id HAVING bool_or(f.line_type = 'sale'))`,
      values,
    });
    return row?.text ?? '[]';
  }
}
