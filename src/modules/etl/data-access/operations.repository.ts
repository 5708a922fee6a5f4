import { type EngineSession } from '../../../platform/engine/engine.js';
import { OPERATIONS } from '../domain/months.js';
import { type WorkingTables } from './working-tables.js';

const MOVED = 'moved_sale';

/** The rows of bronze that are operations on earlier sales. */
export class OperationsRepository {
  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
  ) {}

  /** Months in which updated sales may stand. */
  async months(): Promise<string[]> {
    if (!(await this.bind())) return [];
    const rows = await this.session.query<{ month: string }>(
      `SELECT DISTINCT month_of(as_instant(coalesce(_iso_date, clean_text(invoice_date)))) AS month FROM all_operations
       WHERE _op = 'update'`,
    );
    return rows.map(({ month }) => month);
  }

  /**
   * After lines have got other ids, given as two relations of `_file_hash`, `_row` and `sale_id`: has operations follow them by
   * `retargeted`. Answers the sales that operations are on, by their former ids, where these have another id now or the
   * operation names an erased customer.
   */
  async follow(before: string, after: string, erased: string): Promise<string[]> {
    if (!(await this.bind())) return [];
    await this.session.materialise(
      MOVED,
      `SELECT DISTINCT b.sale_id AS former_id, a.sale_id AS new_id FROM ${before} AS b
       JOIN ${after} AS a ON a._file_hash = b._file_hash AND a._row = b._row WHERE a.sale_id <> b.sale_id`,
    );
    const rows = await this.session.query<{ sale_id: string }>(
      `SELECT DISTINCT o._target_sale_id AS sale_id FROM all_operations AS o WHERE o._target_sale_id IN (SELECT former_id FROM ${MOVED})
         OR o.customer_id IN (SELECT customer_text FROM ${erased})`,
    );
    return rows.map(({ sale_id: id }) => id);
  }

  /** The rows of a query over bronze, operations on the new ids. After `follow` alone. */
  retargeted(select: string): string {
    return `SELECT r.* REPLACE (coalesce(m.new_id, r._target_sale_id) AS _target_sale_id) FROM (${select}) AS r
      LEFT JOIN ${MOVED} AS m ON m.former_id = r._target_sale_id`;
  }

  /** Where the sales stand now. */
  async monthsOf(saleIds: readonly string[]): Promise<string[]> {
    const months = [];
    for (const table of ['silver_sales', 'quarantine']) {
      if (!this.tables.isTable(table)) continue;
      await this.tables.bind(table, table);
      months.push(
        ...(await this.session.query<{ month: string }>(
          `SELECT DISTINCT invoice_month AS month FROM ${table} WHERE sale_id IN (SELECT unnest($1::VARCHAR[]))`,
          [saleIds],
        )),
      );
    }
    return months.map(({ month }) => month);
  }

  private async bind(): Promise<boolean> {
    if (!this.tables.rowsByMonth('bronze_sales').has(OPERATIONS)) return false;
    await this.tables.bind('all_operations', 'bronze_sales', new Set([OPERATIONS]));
    return true;
  }
}
