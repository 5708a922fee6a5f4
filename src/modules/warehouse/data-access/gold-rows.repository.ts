import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineSession, identifier } from '../../../platform/engine/engine.js';
import { type CatalogueState, type Lake, type TableState } from '../../../platform/lake/index.js';
import { type StarTable } from '../domain/star-schema.js';

/** Rows of one table on their way to the warehouse, as CSV. */
export interface TableRows {
  table: StarTable;
  columns: string[];
  /** Rows that are new or differ. */
  written: { file: string; rows: number };
  /** Keys of rows that are no more. */
  deleted: { file: string; rows: number };
}

/** Gold as rows for the warehouse: a whole version, or what differs between two. */
export class GoldRowsRepository {
  private readonly files: string[] = [];

  constructor(
    private readonly session: EngineSession,
    private readonly lake: Lake,
    /** Where the CSV files go. */
    private readonly folder: string,
  ) {}

  async whole(state: CatalogueState, table: StarTable): Promise<TableRows> {
    const { columns } = await this.bind('gold_new', state.tables[table.name], state, table);
    return {
      table,
      columns,
      written: await this.export(table, `SELECT ${columns.map(identifier).join(', ')} FROM gold_new`),
      deleted: { file: '', rows: 0 },
    };
  }

  /** Undefined where no file of the table differs. */
  async difference(
    from: CatalogueState,
    to: CatalogueState,
    table: StarTable,
  ): Promise<TableRows | undefined> {
    const before = from.tables[table.name]?.files ?? {};
    const after = to.tables[table.name]?.files ?? {};
    const added = Object.keys(after).filter((path) => !(path in before));
    const removed = Object.keys(before).filter((path) => !(path in after));
    if (added.length === 0 && removed.length === 0) return undefined;
    const { columns } = await this.bind('gold_new', to.tables[table.name], to, table, added);
    await this.bind('gold_old', from.tables[table.name], to, table, removed);
    const list = columns.map(identifier).join(', ');
    const key = table.key.map(({ column, sql }) => `${sql} AS ${identifier(column)}`).join(', ');
    return {
      table,
      columns,
      written: await this.export(table, `SELECT ${list} FROM gold_new EXCEPT SELECT ${list} FROM gold_old`),
      deleted: await this.export(table, `SELECT ${key} FROM gold_old EXCEPT SELECT ${key} FROM gold_new`),
    };
  }

  async clear(): Promise<void> {
    for (const file of this.files) await rm(file, { force: true });
  }

  private async bind(
    name: string,
    table: TableState | undefined,
    shape: CatalogueState,
    { name: of, lakeOnly }: StarTable,
    paths?: string[],
  ): Promise<{ columns: string[] }> {
    const { spec } = shape.tables[of] ?? {};
    if (!spec) throw new Error(`gold has no table ${of}`);
    const columns = spec.columns.map((column) => column.name).filter((column) => !lakeOnly.includes(column));
    const files = table ? this.lake.paths(paths ? only(table, paths) : table) : [];
    await this.lake.fetch(files);
    await this.session.bindFiles(name, files, spec.columns, {
      partition: spec.partitionBy,
      grown: table?.grown === true,
    });
    return { columns };
  }

  private async export(table: StarTable, sql: string): Promise<{ file: string; rows: number }> {
    const file = join(this.folder, `${table.name}-${randomUUID()}.csv`);
    this.files.push(file);
    return { file, rows: await this.session.exportCsv(sql, file) };
  }
}

function only(table: TableState, paths: readonly string[]): TableState {
  const files = Object.fromEntries(Object.entries(table.files).filter(([path]) => paths.includes(path)));
  return { ...table, files };
}
