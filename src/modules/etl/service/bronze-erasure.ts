import { type EngineSession } from '../../../platform/engine/engine.js';
import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';
import { sourceColumns } from '../data-access/bronze-columns.js';
import { ERASED, ErasedLinesRepository, type SecretOf } from '../data-access/erased-lines.repository.js';
import { type LineCheckRepository } from '../data-access/line-check.repository.js';
import { type Model } from '../data-access/model.js';
import { OperationsRepository } from '../data-access/operations.repository.js';
import { WorkingTables } from '../data-access/working-tables.js';
import { excludedBatches } from '../domain/batches.js';
import { personalColumns } from '../domain/erasure.js';
import { OPERATIONS } from '../domain/months.js';

/** Takes a customer out of bronze. The lines stay, as their amounts are not the customer's. */
export class BronzeErasure {
  private readonly lines: ErasedLinesRepository;

  constructor(
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly state: CatalogueState,
    private readonly runId: string,
    private readonly bronze: Model,
    private readonly check: LineCheckRepository,
  ) {
    this.lines = new ErasedLinesRepository(session);
  }

  /** Answers the lines that lost their customer, and the months in which lines of accepted batches did. */
  async erase(tables: WorkingTables, secretOf: SecretOf): Promise<{ lines: number; months: Set<string> }> {
    const { name } = this.bronze;
    if (!this.state.tables[name]) return { lines: 0, months: new Set() };
    // Batches that do not count hold customers too.
    const all = new WorkingTables(this.session, this.lake, this.state, this.runId, []);
    await all.bind('bronze_all', name);
    if (!(await this.lines.find('SELECT customer_id FROM bronze_all', secretOf)))
      return { lines: 0, months: new Set() };
    const found = await this.lines.count('bronze_all');
    const excluded = excludedBatches(this.state.values);
    const isOf = (batch: string) => (path: string) => path.includes(`/${batch}-`);
    const months = new Set(found.filter(({ batch }) => !excluded.includes(batch)).map(({ month }) => month));
    const operations = new OperationsRepository(this.session, tables);
    const moved = await this.follow(operations);
    // An operation does not stand in the month of its sale.
    const others = moved.length > 0 ? [OPERATIONS, ...(await operations.monthsOf(moved))] : [];
    if (moved.length > 0) months.add(OPERATIONS);
    if (months.size > 0) {
      await tables.bind(name, name, months);
      const lines = this.lines.linesOf(name, months);
      await this.rewrite(tables, months, moved.length > 0 ? operations.retargeted(lines) : lines, {
        prefix: `${this.runId}-erased`,
        keep: (path) => excluded.some((batch) => isOf(batch)(path)),
      });
    }
    for (const batch of excluded) {
      const own = new Set(found.filter((one) => one.batch === batch).map(({ month }) => month));
      if (own.size === 0) continue;
      // The names of its files tell later which months it touches.
      await this.rewrite(tables, own, this.lines.linesOf('bronze_all', own, batch), {
        prefix: batch,
        keep: (path) => !isOf(batch)(path),
      });
    }
    const lines = found.reduce((sum, { lines }) => sum + lines, 0);
    return { lines, months: new Set([...months, ...others]) };
  }

  /** A line without its customer is another sale; operations on it go with it. */
  private async follow(operations: OperationsRepository): Promise<string[]> {
    const lines = this.lines.found('bronze_all');
    const personal = personalColumns(this.bronze.name, sourceColumns([]));
    await this.check.identify('sale_before', lines);
    await this.check.identify('sale_after', this.lines.anonymised(lines, personal));
    const moved = await operations.follow('sale_before', 'sale_after', ERASED);
    await this.session.drop('sale_before');
    await this.session.drop('sale_after');
    return moved;
  }

  private async rewrite(
    tables: WorkingTables,
    months: ReadonlySet<string>,
    select: string,
    target: { prefix: string; keep: (path: string) => boolean },
  ): Promise<void> {
    const columns = tables.columns(this.bronze.name);
    const sql = this.lines.anonymised(select, personalColumns(this.bronze.name, columns));
    await tables.rewrite(this.bronze, columns, months, { sql, ...target });
  }
}
