import { rm } from 'node:fs/promises';
import { type EngineSession, type EngineValue, inlined, type Row } from '../../../platform/engine/engine.js';
import { type ExportFormat } from '../../../platform/engine/export-format.js';
import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';

/** An engine over the tables of one version of the lake, which are bound as they are asked for. One caller at a time. */
export class GoldSession {
  private readonly bound = new Set<string>();

  constructor(
    readonly state: CatalogueState,
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly tempDir: string,
  ) {}

  /** Throws where a table's files are gone, or the engine was interrupted. */
  async query<T extends object = Row>(
    tables: readonly string[],
    sql: string,
    values: readonly EngineValue[],
  ): Promise<T[]> {
    for (const name of tables) await this.bind(name);
    return this.session.query<T>(sql, values);
  }

  /** Writes a query's rows to a file. Answers their number. */
  async exportFile(
    { tables, sql, values = [] }: { tables: readonly string[]; sql: string; values?: readonly EngineValue[] },
    target: string,
    format: ExportFormat,
  ): Promise<number> {
    for (const name of tables) await this.bind(name);
    return this.session.exportFile(inlined(sql, values), target, format);
  }

  interrupt(): void {
    this.session.interrupt();
  }

  async close(): Promise<void> {
    this.session.close();
    await rm(this.tempDir, { recursive: true, force: true });
  }

  private async bind(name: string): Promise<void> {
    if (this.bound.has(name)) return;
    const table = this.state.tables[name];
    if (!table) throw new Error(`version ${this.state.version} has no table ${name}`);
    const files = this.lake.paths(table);
    await this.lake.fetch(files);
    await this.session.bindFiles(name, files, table.spec.columns, {
      partition: table.spec.partitionBy,
      grown: table.grown || table.spec.growing === true,
    });
    this.bound.add(name);
  }
}
