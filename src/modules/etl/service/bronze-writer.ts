import { type EngineSession, type WrittenFile } from '../../../platform/engine/engine.js';
import { bronzeColumns, sourceColumns } from '../data-access/bronze-columns.js';
import { ErasedLinesRepository } from '../data-access/erased-lines.repository.js';
import { type Model } from '../data-access/model.js';
import { type WorkingTables } from '../data-access/working-tables.js';
import { personalColumns } from '../domain/erasure.js';
import { type ErasedCustomers } from './erased-customers.js';

/** Writes rows to bronze, by the model, whatever brought them. Customers who were erased do not come back with new rows. */
export class BronzeWriter {
  private readonly lines: ErasedLinesRepository;

  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
    private readonly bronze: Model,
    private readonly runId: string,
    private readonly erased: ErasedCustomers | undefined,
  ) {
    this.lines = new ErasedLinesRepository(session);
  }

  /**
   * Writes the rows of a query with the columns that `sourceColumns` names; its files are in the table once they are added. `same`:
   * those that are one text in all rows, or null.
   */
  async write(
    select: string,
    extras: readonly string[],
    same: ReadonlyMap<string, string | null> = new Map<string, null>(),
  ): Promise<WrittenFile[]> {
    const { erased } = this;
    const isThere = erased !== undefined && (await this.lines.find(select, (text) => erased.secretOf(text)));
    const personal = personalColumns(this.bronze.name, sourceColumns(extras));
    await this.session.bindSql('source', isThere ? this.lines.anonymised(select, personal) : select);
    return this.session.write(this.bronze.sql, {
      dir: this.directory(),
      partitionBy: this.bronze.partition,
      prefix: this.runId,
      same: isThere ? new Map([...same].filter(([name]) => name !== '_erased')) : same,
    });
  }

  add(extras: readonly string[], files: WrittenFile[]): void {
    this.tables.add(this.bronze, bronzeColumns(extras), files);
  }

  directory(): string {
    return this.tables.directoryOf(this.bronze);
  }
}
