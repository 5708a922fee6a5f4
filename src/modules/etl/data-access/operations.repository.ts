import { type EngineSession } from '../../../platform/engine/engine.js';
import { OPERATIONS } from '../domain/months.js';
import { type WorkingTables } from './working-tables.js';

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

  private async bind(): Promise<boolean> {
    if (!this.tables.rowsByMonth('bronze_sales').has(OPERATIONS)) return false;
    await this.tables.bind('all_operations', 'bronze_sales', new Set([OPERATIONS]));
    return true;
  }
}
