import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type CohortMonths } from '../domain/cohorts.js';

/** What cohorts of customers buy from month to month. */
export class CohortRepository {
  constructor(private readonly gold: GoldReader) {}

  /** Of `most` months of each cohort, the first one included; months of nothing are left out. */
  async months(gold: ShownGold, most: number): Promise<CohortMonths[]> {
    // Texts of many numbers, as a row a month of each cohort would block the event loop.
    const rows = await this.gold.query<{ cohort: string; months: string; buyers: string; revenue: string }>(
      gold,
      {
        tables: ['sale_by_invoice', 'dim_customer'],
        values: [most],
        copyable: true,
        // A version of a customer a month first, so that what is joined is small; then the person.
        sql: `WITH by_version AS (
          SELECT customer_key, invoice_month, sum(total_amount) AS revenue, bool_or(line_type = 'sale') AS bought
          FROM sale_by_invoice WHERE customer_key <> 0 GROUP BY ALL),
        by_person AS (
          SELECT c.customer_id, min(c.registration_date) AS first_sale, v.invoice_month, sum(v.revenue) AS revenue, bool_or(v.bought) AS bought
          FROM by_version AS v JOIN dim_customer AS c ON c.customer_key = v.customer_key
          WHERE c.registration_date IS NOT NULL GROUP BY c.customer_id, v.invoice_month),
        by_month AS (
          SELECT strftime(first_sale, '%Y-%m') AS cohort,
            date_diff('month', first_sale, CAST(invoice_month || '-01' AS DATE)) AS month,
            count(*) FILTER (WHERE bought) AS buyers, CAST(sum(revenue) AS DECIMAL(38, 4)) AS revenue
          FROM by_person GROUP BY ALL)
        SELECT cohort, string_agg(month, ',' ORDER BY month) AS months, string_agg(buyers, ',' ORDER BY month) AS buyers,
          string_agg(revenue, ',' ORDER BY month) AS revenue
        FROM by_month WHERE month >= 0 AND month < $1 GROUP BY cohort ORDER BY cohort`,
      },
    );
    return rows.map(({ cohort, months, buyers, revenue }) => ({
      cohort,
      months: months.split(','),
      buyers: buyers.split(','),
      revenue: revenue.split(','),
    }));
  }
}
