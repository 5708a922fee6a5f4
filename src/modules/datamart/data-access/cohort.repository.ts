import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type CohortMonth } from '../domain/cohorts.js';

/** What cohorts of customers buy from month to month. */
export class CohortRepository {
  constructor(private readonly gold: GoldReader) {}

  async months(gold: ShownGold): Promise<CohortMonth[]> {
    const rows = await this.gold.query<{ cohort: string; month: string; buyers: string; revenue: string }>(
      gold,
      {
        tables: ['sale_by_invoice', 'dim_customer'],
        copyable: true,
        // A version of a customer a month first, so that what is joined is small; then the person.
        sql: `WITH by_version AS (
          SELECT customer_key, invoice_month, sum(total_amount) AS revenue, bool_or(line_type = 'sale') AS bought
          FROM sale_by_invoice WHERE customer_key <> 0 GROUP BY ALL),
        by_person AS (
          SELECT c.customer_id, min(c.registration_date) AS first_sale, v.invoice_month, sum(v.revenue) AS revenue, bool_or(v.bought) AS bought
          FROM by_version AS v JOIN dim_customer AS c ON c.customer_key = v.customer_key
          WHERE c.registration_date IS NOT NULL GROUP BY c.customer_id, v.invoice_month)
        SELECT strftime(first_sale, '%Y-%m') AS cohort, invoice_month AS month, count(*) FILTER (WHERE bought) AS buyers,
          CAST(sum(revenue) AS DECIMAL(38, 4)) AS revenue
        FROM by_person WHERE invoice_month >= strftime(first_sale, '%Y-%m') GROUP BY ALL`,
      },
    );
    return rows.map(({ cohort, month, buyers, revenue }) => ({
      ...{ cohort, month },
      buyers: Number(buyers),
      revenue: Number(revenue),
    }));
  }
}
