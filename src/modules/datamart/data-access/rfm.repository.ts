import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { OTHERS, SEGMENT_RULES } from '../domain/rfm.js';
import { LEAST_ACTIVE_DAYS } from '../domain/clv.js';
import { invoicesOf } from './sources.js';

export interface SegmentRow {
  segment: string;
  customers: number;
  revenue: number;
  orders: number;
  avgLifetimeValue: number;
  avgRecency: number;
}

const SEGMENT_CASE = `CASE ${SEGMENT_RULES.map(
  ({ name, r, f, m }) =>
    `WHEN r BETWEEN ${r.join(' AND ')} AND f BETWEEN ${f.join(' AND ')} AND m BETWEEN ${m.join(' AND ')} THEN '${name}'`,
).join(' ')} ELSE '${OTHERS}' END`;

/** Tables that rfmQuery reads. */
export const RFM_TABLES = ['sale_by_invoice', 'dim_customer'] as const;

/**
 * A query of the columns of mart_customer_rfm as they would have been on a day, from facts until then: `day` is SQL of a date,
 * `lifespanYears` SQL of a number.
 */
export function rfmQuery(day: string, lifespanYears: string): string {
  const dateOf = (key: string) => `CAST(strptime(CAST(${key} AS VARCHAR), '%Y%m%d') AS DATE)`;
  return `WITH rfm_totals AS (
  SELECT c.customer_id,
    ${dateOf("min(f.date_key) FILTER (WHERE f.line_type = 'sale')")} AS first_sale_date,
    ${dateOf("max(f.date_key) FILTER (WHERE f.line_type = 'sale')")} AS last_sale_date,
    ${invoicesOf("f.line_type = 'sale'", { isAlone: true })} AS frequency,
    CAST(sum(f.total_amount) AS DECIMAL(18, 4)) AS monetary
  FROM sale_by_invoice AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key
  WHERE f.customer_key <> 0 AND f.date_key <= CAST(strftime(${day}, '%Y%m%d') AS INTEGER)
  GROUP BY c.customer_id
), rfm_scored AS (
  SELECT *, date_diff('day', last_sale_date, ${day}) AS recency_days,
    ntile(5) OVER (ORDER BY date_diff('day', last_sale_date, ${day}) DESC, customer_id) AS r,
    ntile(5) OVER (ORDER BY frequency, customer_id) AS f,
    ntile(5) OVER (ORDER BY monetary, customer_id) AS m
  FROM rfm_totals WHERE frequency > 0
)
SELECT customer_id, ${day} AS as_of, first_sale_date, last_sale_date, recency_days, frequency, monetary,
  r AS recency_score, f AS frequency_score, m AS monetary_score, ${SEGMENT_CASE} AS rfm_segment,
  CAST(CAST(monetary AS DOUBLE) / greatest(date_diff('day', first_sale_date, last_sale_date) + 1, ${LEAST_ACTIVE_DAYS}) * 365 * ${lifespanYears} AS DECIMAL(18, 4)) AS lifetime_value
FROM rfm_scored`;
}

/** Scores and segments of customers. */
export class RfmRepository {
  constructor(
    private readonly gold: GoldReader,
    private readonly lifespanYears: number,
  ) {}

  /** `asOf`, where it is given, is a day; without it the mart's scores are read, which are of the last day of the facts. */
  async segments(gold: ShownGold, asOf: string | undefined): Promise<SegmentRow[]> {
    const source =
      asOf === undefined
        ? 'mart_customer_rfm'
        : `(${rfmQuery('CAST($1 AS DATE)', String(this.lifespanYears))})`;
    const rows = await this.gold.query<Record<string, string>>(gold, {
      tables: asOf === undefined ? ['mart_customer_rfm'] : RFM_TABLES,
      copyable: true,
      sql: `SELECT rfm_segment AS segment, count(*) AS customers, CAST(sum(monetary) AS DECIMAL(38, 4)) AS revenue, CAST(sum(frequency) AS BIGINT) AS orders,
          avg(CAST(lifetime_value AS DOUBLE)) AS lifetime_value, avg(recency_days) AS recency
        FROM ${source} AS scores GROUP BY rfm_segment`,
      values: asOf === undefined ? [] : [asOf],
    });
    return rows.map((row) => ({
      segment: row['segment'] ?? '',
      customers: Number(row['customers']),
      revenue: Number(row['revenue']),
      orders: Number(row['orders']),
      avgLifetimeValue: Number(row['lifetime_value']),
      avgRecency: Number(row['recency']),
    }));
  }
}
