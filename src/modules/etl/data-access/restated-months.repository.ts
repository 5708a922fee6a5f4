import { type EngineSession, literal } from '../../../platform/engine/engine.js';
import { type WorkingTables } from './working-tables.js';

/**
 * Finds the months whose facts or invoices change although no line of theirs did: late data may restate a version of a
 * product or customer, link a later return, or move the start of an invoice.
 */
export class RestatedMonthsRepository {
  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
  ) {}

  /** Months with facts that point to another version of their product or customer than before. */
  async byDimension(dimension: 'product' | 'customer'): Promise<string[]> {
    const key = dimension === 'product' ? 'stock_code' : 'customer_id';
    if (!(await this.tables.bindFormer('former_dimension', `dim_${dimension}`))) return [];
    await this.tables.bind('new_dimension', `dim_${dimension}`);
    await this.tables.bind('observation', `obs_${dimension}`);
    return this.months(
      `WITH moved AS (
         SELECT n.${key}, greatest(n.valid_from, f.valid_from) AS from_day, least(n.valid_to, f.valid_to) AS to_day
         FROM new_dimension AS n
         JOIN former_dimension AS f ON f.${key} = n.${key} AND f.valid_from < n.valid_to AND n.valid_from < f.valid_to
         WHERE f.${dimension}_key <> n.${dimension}_key)
       SELECT DISTINCT o.invoice_month FROM observation AS o
       JOIN moved AS m ON m.${key} = o.${key} AND o.from_day < m.to_day AND o.to_day >= m.from_day`,
    );
  }

  /** Months after the first computed one whose returns are linked differently than before; reads `return_link`. */
  async byReturnLink(months: ReadonlySet<string>): Promise<string[]> {
    if (months.size === 0) return [];
    const first = [...months].sort()[0] ?? '';
    const later = new Set(
      [...this.tables.rowsByMonth('silver_sales').keys()].filter((m) => m > first && !months.has(m)),
    );
    if (later.size === 0 || !(await this.tables.bindFormer('former_fact', 'fact_sale', later))) return [];
    const list = [...later].map(literal).join(', ');
    return this.months(
      `SELECT DISTINCT coalesce(n.invoice_month, f.invoice_month) AS invoice_month
       FROM (SELECT * FROM return_link WHERE invoice_month IN (${list})) AS n
       FULL JOIN (SELECT sale_id, returned_sale_id, invoice_month FROM former_fact WHERE returned_sale_id IS NOT NULL) AS f
         ON f.sale_id = n.sale_id
       WHERE n.returned_sale_id IS DISTINCT FROM f.returned_sale_id`,
    );
  }

  /** Months in which an invoice starts, or started, that has lines in one of the months and in another one. */
  async byInvoice(months: ReadonlySet<string>): Promise<string[]> {
    if (months.size === 0) return [];
    await this.tables.bind('new_obs_invoice', 'obs_invoice');
    await this.tables.bind('new_touched', 'obs_invoice', months);
    const had =
      (await this.tables.bindFormer('former_obs_invoice', 'obs_invoice')) &&
      (await this.tables.bindFormer('former_touched', 'obs_invoice', months));
    const rows = (kind: string, column: string) =>
      [`SELECT ${column} FROM new_${kind}`, ...(had ? [`SELECT ${column} FROM former_${kind}`] : [])].join(
        ' UNION ALL ',
      );
    const list = [...months].map(literal).join(', ');
    return this.months(
      `SELECT DISTINCT invoice_month FROM (${rows('obs_invoice', 'invoice_no, invoice_month')}) AS a
       WHERE invoice_month NOT IN (${list}) AND invoice_no IN (${rows('touched', 'invoice_no')})`,
    );
  }

  private async months(sql: string): Promise<string[]> {
    return (await this.session.query<{ invoice_month: string }>(sql)).map((row) => row.invoice_month);
  }
}
