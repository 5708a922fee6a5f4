import { AppError } from '../../../platform/errors/app-error.js';
import { type Models } from '../data-access/model.js';
import { lineageOf } from '../data-access/model-lineage.js';
import { around, type Lineage } from '../domain/lineage.js';
import { type RunReport } from '../domain/run-report.js';

/** What is made of what. */
export class LineageService {
  private whole: Promise<Lineage> | undefined;

  constructor(private readonly models: Models) {}

  /** All, or what lies up- and downstream of a table or column. Worked out once. Throws AppError. */
  async lineage(table?: string, column?: string): Promise<Lineage> {
    if (column !== undefined && table === undefined)
      throw new AppError('invalid', 'column needs table', { hint: 'Say of which table the column is.' });
    this.whole ??= lineageOf(this.models());
    const whole = await this.whole;
    if (table === undefined) return whole;
    const part = around(whole, table, column);
    if (part) return part;
    throw new AppError(
      'not_found',
      column === undefined
        ? `there is no table ${table}`
        : `there is no column ${column} of a table ${table}`,
      { hint: 'GET /api/v1/etl/lineage lists all.' },
    );
  }

  /** Tables that a run wrote, and those that they are made of. */
  ofRun(report: RunReport | null): { reads: string[]; writes: string[] } {
    const writes = Object.keys(report?.tables ?? {}).sort();
    const reads = writes.flatMap(
      (name) =>
        this.models()
          .get(name)
          ?.inputs.map(({ table }) => table) ?? [],
    );
    return { reads: [...new Set(reads)].sort(), writes };
  }
}
