import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type EngineOptions, literal, type Row, SelectOnlyError } from '../../../platform/engine/engine.js';
import { openQuerySession, type QuerySession } from '../../../platform/engine/duckdb/index.js';
import { type ExportFormat } from '../../../platform/engine/export-format.js';
import { interruptOn } from '../../../platform/engine/interruption.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';
import { type Column } from '../../../platform/engine/engine.js';
import { excludedBatches } from '../domain/batches.js';
import { OPERATIONS } from '../domain/months.js';

/** How often the size of a file that is being written is looked at. */
const LOOK_MS = 100;

export interface Answer {
  version: number;
  columns: Column[];
  rows: Row[];
  /** More rows were there than were asked for. */
  truncated: boolean;
}

export interface ExportTarget {
  folder: string;
  name: string;
  format: ExportFormat;
  signal: AbortSignal;
}

/** What is known of a sale, from gold back to where it came from. */
export interface FoundTrace extends Record<
  'gold' | 'silver' | 'quarantine' | 'deletion' | 'bronze',
  Row | null
> {
  /** Rows of bronze whose place a later operation has taken. */
  former: Row[];
  copies: Row[];
}

/** Reads of one version of the lake through the engine: read only, bounded, fenced to the folders of its tables. */
export class LakeQueryRepository {
  constructor(
    private readonly lake: Lake,
    private readonly engine: EngineOptions,
    /** Bytes of a file that `export` writes. */
    private readonly largestFile: number,
  ) {}

  /** One SELECT of a user. Throws AppError where it is no SELECT, or the engine refuses it. */
  async select(sql: string, state: CatalogueState, limit: number): Promise<Answer> {
    const session = await this.open(sql, state);
    try {
      return { version: state.version, ...(await session.select(sql, limit)) };
    } catch (error) {
      throw told(error, state);
    } finally {
      await session.close();
    }
  }

  /** Writes what one SELECT of a user gives to a file of a folder. Answers the number of rows. As `select`. */
  async export(
    sql: string,
    state: CatalogueState,
    { folder, name, format, signal }: ExportTarget,
  ): Promise<number> {
    const session = await this.open(sql, state, undefined, [folder]);
    const unwatch = interruptOn(signal, session);
    let isTooLarge = false;
    let isOver = false;
    const look = async () => {
      isTooLarge ||= (await bytesIn(folder)) > this.largestFile;
      if (isTooLarge && !isOver) session.interrupt();
    };
    // The next look, or the last one, finds what this one did not.
    const watch = setInterval(() => void look().catch(() => undefined), LOOK_MS);
    try {
      const rows = await session.exportSelect(sql, join(folder, name), format);
      isOver = true;
      await look();
      if (!isTooLarge) return rows;
    } catch (error) {
      signal.throwIfAborted();
      if (!isTooLarge) throw told(error, state);
    } finally {
      isOver = true;
      clearInterval(watch);
      unwatch();
      await session.close();
    }
    throw new AppError('refused', `the result is larger than ${this.largestFile} bytes`, {
      hint: 'Ask for fewer rows or columns, or for another format; TILLHOUSE_EXPORT_LIMIT is the bound.',
    });
  }

  /**
   * The gold row of a sale with its dimensions, the silver row, the bronze row that says what it is (of a deleted one, the
   * deletion), the rows that said so before, oldest first, and the copies of the line.
   */
  async trace(saleId: string, state: CatalogueState): Promise<FoundTrace> {
    const id = literal(saleId);
    const one = async (sql: string, months?: ReadonlySet<string>) => {
      const session = await this.open(sql, state, months);
      try {
        return (await session.select(sql, 100)).rows;
      } finally {
        await session.close();
      }
    };
    const ofTable = async (name: string) =>
      state.tables[name] ? one(`SELECT * FROM ${name} WHERE sale_id = ${id}`) : [];
    const [silver = null] = await ofTable('silver_sales');
    const [quarantine = null] = silver ? [] : await ofTable('quarantine');
    const [deletion = null] = silver || quarantine ? [] : await ofTable('operations');
    const line = silver ?? quarantine ?? deletion;
    if (!line) return { gold: null, silver, quarantine, deletion, bronze: null, former: [], copies: [] };
    const [gold = null] = silver
      ? await one(
          `SELECT f.*, p.stock_code, p.description, p.category, c.customer_id, c.rfm_segment, k.country_name, i.invoice_no
           FROM fact_sale AS f JOIN dim_product AS p USING (product_key) JOIN dim_customer AS c USING (customer_key)
           JOIN dim_country AS k USING (country_key) JOIN (SELECT invoice_key, invoice_no FROM dim_invoice) AS i USING (invoice_key)
           WHERE f.sale_id = ${id}`,
        )
      : [];
    const superseded = await ofTable('superseded');
    const rows = [line, ...superseded];
    const months = new Set([...rows.map((row) => String(row['invoice_month'])), OPERATIONS]);
    const places = rows.map((row) => `(${literal(String(row['_file_hash']))}, ${Number(row['_row'])})`);
    const found = await one(
      // A lake of before there were operations has no number to order by.
      `SELECT * FROM bronze_sales WHERE (_file_hash, _row) IN (${places.join(', ')})${
        superseded.length > 0 ? ' ORDER BY _seq NULLS FIRST' : ''
      }`,
      months,
    );
    const isLine = (row: Row) => row['_file_hash'] === line['_file_hash'] && row['_row'] === line['_row'];
    return {
      ...{ gold, silver, quarantine, deletion },
      bronze: found.find(isLine) ?? null,
      former: found.filter((row) => !isLine(row)),
      copies: await one(`SELECT * FROM duplicates WHERE sale_id = ${id}`),
    };
  }

  private async open(
    sql: string,
    state: CatalogueState,
    months?: ReadonlySet<string>,
    folders: readonly string[] = [],
  ): Promise<QuerySession> {
    const session = await openQuerySession(this.engine);
    try {
      const excluded = excludedBatches(state.values);
      for (const [name, table] of Object.entries(state.tables)) {
        // Binding reads the files' footers, so only what the statement can mean is bound.
        if (!sql.toLowerCase().includes(name)) continue;
        const files = this.lake.paths(table, table.spec.partitionBy === undefined ? undefined : months);
        const view = name === 'bronze_sales' ? 'bronze_sales__all' : name;
        await this.lake.fetch(files);
        await session.bindFiles(view, files, table.spec.columns, {
          partition: table.spec.partitionBy,
          grown: table.grown || table.spec.growing === true,
        });
        if (view !== name) {
          const accepted =
            excluded.length === 0 ? '' : ` WHERE _batch_id NOT IN (${excluded.map(literal).join(', ')})`;
          await session.bindSql(name, `SELECT * FROM "${view}"${accepted}`);
        }
      }
      const tables = Object.values(state.tables).map(({ spec }) => this.lake.directory(spec));
      await session.seal([...tables, ...folders]);
      return session;
    } catch (error) {
      await session.close();
      throw error;
    }
  }
}

async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder);
  const sizes = await Promise.all(names.map(async (name) => (await stat(join(folder, name))).size));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** What a user is told whose statement did not run. */
function told(error: unknown, { tables }: CatalogueState): AppError {
  if (error instanceof SelectOnlyError) {
    return new AppError('invalid', `the statement is refused: ${error.message}`, {
      hint: 'The lake is read only here: give one SELECT.',
    });
  }
  return new AppError('invalid', `the query failed: ${(error as Error).message}`, {
    hint: `Tables: ${Object.keys(tables).sort().join(', ') || 'none yet; run some files first'}.`,
    cause: error,
  });
}
