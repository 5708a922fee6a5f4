import { type EngineSession } from '../../../platform/engine/engine.js';

/** Totals of all facts, from the monthly mart that the session has bound; money as decimal text. */
export async function factTotals(
  session: EngineSession,
): Promise<{ fact_rows: number; net_revenue: string }> {
  const [row] = await session.query<{ fact_rows: string; net_revenue: string }>(
    `SELECT CAST(coalesce(sum(sale_lines + return_lines), 0) AS BIGINT) AS fact_rows,
            CAST(coalesce(sum(net_revenue), 0) AS DECIMAL(38, 4)) AS net_revenue
     FROM mart_sales_monthly WHERE country_key IS NULL`,
  );
  return { fact_rows: Number(row?.fact_rows ?? 0), net_revenue: row?.net_revenue ?? '0.0000' };
}
