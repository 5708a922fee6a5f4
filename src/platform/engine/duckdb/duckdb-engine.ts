import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { randomUUID } from 'node:crypto';
import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import {
  BOOLEAN,
  DOUBLE,
  type DuckDBConnection,
  DuckDBInstance,
  type DuckDBPreparedStatement,
  type DuckDBResultReader,
  type DuckDBType,
  LIST,
  listValue,
  SQLNULL,
  StatementType,
  VARCHAR,
} from '@duckdb/node-api';
import bindings, { type PendingResult, type PendingState } from '@duckdb/node-bindings';
import {
  type Column,
  type ColumnType,
  type EngineOptions,
  type EngineSession,
  type EngineValue,
  type FilesOptions,
  identifier,
  literal,
  type Row,
  SelectOnlyError,
  type WriteTarget,
  type WrittenFile,
} from '../engine.js';
import { type ExportFormat } from '../export-format.js';
import { enumType } from './enum-type.js';
import { DUCKDB_FUNCTIONS } from './functions.js';

const ROW_GROUP_ROWS = 122_880;
const LONGEST_WAIT_MS = 20;
/** Long texts take a third of what it takes to copy and write rows that have them; but all of a type are in each file that is written of it. */
const MOST_TEXTS = 100;

/** Opens a DuckDB of its own, in memory, that spills to `tempDir`. */
export async function openDuckDb(options: EngineOptions): Promise<EngineSession> {
  mkdirSync(options.tempDir, { recursive: true });
  const instance = await DuckDBInstance.create(':memory:', {
    threads: String(options.threads),
    // Of these, the callers' own that work for the engine while they wait; `work` does not.
    external_threads: options.longStatements ? '0' : '1',
    memory_limit: `${Math.floor(options.memoryBytes / 1024 / 1024)}MiB`,
    temp_directory: options.tempDir,
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    // A full spill disk must be an error of the statement, not of the machine.
    allow_community_extensions: 'false',
  });
  const connection = await connect(instance);
  for (const definition of DUCKDB_FUNCTIONS) await connection.run(definition);
  return new DuckDbSession(connection, instance, options);
}

async function connect(instance: DuckDBInstance): Promise<DuckDBConnection> {
  const connection = await instance.connect();
  await connection.run("SET TimeZone = 'UTC'");
  // Files of a lake never change under their name.
  await connection.run('SET parquet_metadata_cache = true');
  // Rows of partitions are held back, wide as they are, until they are so many: more than a row group is memory that spills.
  await connection.run(`SET partitioned_write_flush_threshold = ${ROW_GROUP_ROWS}`);
  return connection;
}

class DuckDbSession implements EngineSession {
  private readonly materialised = new Set<string>();
  private sealed = false;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly instance: DuckDBInstance,
    private readonly options: EngineOptions,
    private readonly isFork = false,
  ) {}

  async bindFiles(
    name: string,
    files: string[],
    schema: Column[],
    options: FilesOptions = {},
  ): Promise<void> {
    await this.bindSql(name, await this.filesQuery(files, schema, options));
  }

  async bindSql(name: string, sql: string): Promise<void> {
    await this.drop(name);
    await this.connection.run(`CREATE TEMP VIEW ${identifier(name)} AS ${sql}`);
  }

  async bindRows(name: string, schema: Column[], rows: Row[]): Promise<void> {
    await this.drop(name);
    const columns = schema.map((c) => `${identifier(c.name)} ${toDuckDb(c.type)}`).join(', ');
    await this.connection.run(`CREATE TEMP TABLE ${identifier(name)} (${columns})`);
    this.materialised.add(name);
    for (let at = 0; at < rows.length; at += 1000) {
      const values = rows
        .slice(at, at + 1000)
        .map((row) => `(${schema.map((c) => scalar(row[c.name])).join(', ')})`);
      await this.connection.run(`INSERT INTO ${identifier(name)} VALUES ${values.join(', ')}`);
    }
  }

  async materialise(name: string, sql: string): Promise<number> {
    // Made under another name first, so that a query may read the relation that it replaces.
    const next = `${name}__next`;
    const made = await this.work(`CREATE OR REPLACE TEMP TABLE ${identifier(next)} AS ${sql}`);
    await this.drop(name);
    await this.connection.run(`ALTER TABLE ${identifier(next)} RENAME TO ${identifier(name)}`);
    this.materialised.add(name);
    return Number(made.getRows()[0]?.[0] ?? 0);
  }

  async append(name: string, sql: string): Promise<number> {
    if (!this.materialised.has(name)) return this.materialise(name, sql);
    const result = await this.work(`INSERT INTO ${identifier(name)} ${sql}`);
    return Number(result.rowsChanged);
  }

  async remove(name: string, condition: string): Promise<void> {
    await this.connection.run(`DELETE FROM ${identifier(name)} WHERE ${condition}`);
  }

  async drop(name: string): Promise<void> {
    const kind = this.materialised.has(name) ? 'TABLE' : 'VIEW';
    await this.connection.run(`DROP ${kind} IF EXISTS ${identifier(name)}`);
    this.materialised.delete(name);
  }

  async keep(name: string, sql: string): Promise<string> {
    return this.keeping(name, (kept) => `CREATE OR REPLACE TABLE ${kept} AS ${sql}`);
  }

  async keepMore(name: string, sql: string): Promise<string> {
    return this.keeping(
      name,
      (kept) => `CREATE TABLE IF NOT EXISTS ${kept} AS FROM (${sql}) LIMIT 0`,
      (kept) => `INSERT INTO ${kept} BY NAME ${sql}`,
    );
  }

  private async keeping(name: string, ...statements: ((kept: string) => string)[]): Promise<string> {
    const file = join(this.options.tempDir, 'kept.duckdb');
    await this.connection.run(`ATTACH IF NOT EXISTS ${literal(file)} AS kept`);
    const kept = `kept.${identifier(name)}`;
    for (const statement of statements) await this.connection.run(statement(kept));
    await this.connection.run('CHECKPOINT kept');
    return kept;
  }

  async dropKept(): Promise<void> {
    await this.connection.run('DETACH DATABASE IF EXISTS kept');
    rmSync(join(this.options.tempDir, 'kept.duckdb'), { force: true });
    rmSync(join(this.options.tempDir, 'kept.duckdb.wal'), { force: true });
  }

  async fork(): Promise<EngineSession> {
    return new DuckDbSession(await connect(this.instance), this.instance, this.options, true);
  }

  async write(sql: string, target: WriteTarget): Promise<WrittenFile[]> {
    mkdirSync(target.dir, { recursive: true });
    const rows = target.same && target.same.size > 0 ? withSame(sql, target.same) : sql;
    const common = `FORMAT parquet, COMPRESSION zstd, COMPRESSION_LEVEL 1, ROW_GROUP_SIZE ${ROW_GROUP_ROWS}, RETURN_STATS`;
    const statement = target.partitionBy
      ? `COPY (${rows}) TO ${literal(target.dir)} (${common}, PARTITION_BY (${identifier(target.partitionBy)}),
           FILENAME_PATTERN ${literal(`${target.prefix}-{uuid}`)}, OVERWRITE_OR_IGNORE)`
      : `COPY (${rows}) TO ${literal(`${target.dir}/${target.prefix}-${randomUUID()}.parquet`)} (${common}, WRITE_EMPTY_FILE false)`;
    const result = await this.work(statement);
    return result
      .getRowObjectsJson()
      .map((row) => toWrittenFile(row as unknown as CopyStats, target))
      .filter((file) => file.rows > 0);
  }

  async query<T extends object = Row>(sql: string, values: readonly EngineValue[] = []): Promise<T[]> {
    const result =
      values.length === 0
        ? await this.connection.run(sql)
        : await this.connection.run(
            sql,
            values.map((value) => (isList(value) ? listValue(value) : value)),
            values.map(typeOf),
          );
    const rows: T[] = [];
    for await (const chunk of result.yieldRowObjectJson()) {
      // A turn for each, as thousands of rows at once would block the event loop; the chunks are there already.
      if (rows.length > 0) await setImmediate();
      rows.push(...(chunk as unknown as T[]));
    }
    return rows;
  }

  async describe(sql: string): Promise<Column[]> {
    const rows = await this.query<{ column_name: string; column_type: string }>(`DESCRIBE ${sql}`);
    return rows.map((row) => ({ name: row.column_name, type: fromDuckDb(row.column_type, row.column_name) }));
  }

  async jsonToParquet(jsonFile: string, columns: Record<string, string>, target: string): Promise<void> {
    const spec = Object.entries(columns).map(([name, type]) => `${identifier(name)}: ${literal(type)}`);
    await this.connection.run(
      `COPY (SELECT * FROM read_json(${literal(jsonFile)}, format = 'newline_delimited', columns = {${spec.join(', ')}},
         maximum_object_size = 4194304)) TO ${literal(target)} (FORMAT parquet, COMPRESSION zstd)`,
    );
  }

  async bindCsv(name: string, file: string, schema: Column[]): Promise<void> {
    const columns = schema.map((c) => `${literal(c.name)}: ${literal(toDuckDb(c.type))}`).join(', ');
    // A quoted empty cell is an empty text, and an unquoted one is null.
    await this.bindSql(
      name,
      `SELECT * FROM read_csv(${literal(file)}, columns = {${columns}}, header = false, delim = ',', quote = '"', escape = '"',
         auto_detect = false, allow_quoted_nulls = false, max_line_size = 4194304, buffer_size = 8388608)`,
    );
  }

  async exportCsv(sql: string, target: string): Promise<number> {
    const result = await this.connection.run(
      `COPY (${sql}) TO ${literal(target)} (FORMAT csv, HEADER false)`,
    );
    return Number(result.rowsChanged);
  }

  async exportFile(sql: string, target: string, { format, compression }: ExportFormat): Promise<number> {
    const options = {
      csv: `FORMAT csv, HEADER true, COMPRESSION ${compression}`,
      jsonl: `FORMAT json, COMPRESSION ${compression}`,
      parquet: `FORMAT parquet, COMPRESSION ${compression === 'none' ? 'uncompressed' : compression}`,
    }[format];
    const result = await this.connection.run(`COPY (${sql}) TO ${literal(target)} (${options})`);
    return Number(result.rowsChanged);
  }

  /** From now on only single SELECT statements run, over files below `directories` and nothing else. */
  async seal(directories: string[]): Promise<void> {
    const list = directories.map((d) => literal(d.endsWith('/') ? d : `${d}/`)).join(', ');
    await this.connection.run(`SET allowed_directories = [${list}]`);
    await this.connection.run('SET enable_external_access = false');
    await this.connection.run('SET lock_configuration = true');
    this.sealed = true;
  }

  async select(sql: string, limit: number): Promise<{ columns: Column[]; rows: Row[]; truncated: boolean }> {
    const prepared = await this.prepareSelect(sql);
    const pending = await prepared.stream();
    const names = pending.deduplicatedColumnNames();
    const columns = names.map((name, i) => ({ name, type: String(pending.columnType(i)) as ColumnType }));
    const rows: Row[] = [];
    for await (const chunk of pending.yieldRowObjectJson()) {
      for (const row of chunk) {
        if (rows.length === limit) return { columns, rows, truncated: true };
        rows.push(row);
      }
    }
    return { columns, rows, truncated: false };
  }

  /** Writes what one SELECT of a user gives to a file below the directories. Answers the number of rows. */
  async exportSelect(sql: string, target: string, format: ExportFormat): Promise<number> {
    const prepared = await this.prepareSelect(sql);
    if (prepared.statementType !== StatementType.SELECT) throw new SelectOnlyError('only SELECT is allowed');
    // A comment at its end must not take the bracket in.
    return this.exportFile(`${sql.replace(/;\s*$/, '')}\n`, target, format);
  }

  /**
   * Where statements are long, the engine's own threads do them and this looks every now and then whether they are done: the
   * engine's call that waits for the end keeps a core busy with looking whenever there is less to do than it has threads.
   */
  private async work(sql: string): Promise<DuckDBResultReader> {
    if (!this.options.longStatements) return this.connection.runAndReadAll(sql);
    const pending = await this.connection.start(sql);
    // The package keeps it private, and its own way of waiting works for the engine on the event loop.
    const { pending_result: handle } = pending as unknown as { pending_result: PendingResult };
    const started = performance.now();
    while (isUnderWay(bindings.pending_execute_check_state(handle)))
      await sleep(Math.min(Math.max((performance.now() - started) / 10, 1), LONGEST_WAIT_MS));
    const error = bindings.pending_error(handle);
    if (error !== '') throw new Error(error);
    return pending.readAll();
  }

  private async prepareSelect(sql: string): Promise<DuckDBPreparedStatement> {
    if (!this.sealed) throw new Error('a session must be sealed before it runs statements of users');
    const statements = await this.connection.extractStatements(sql);
    if (statements.count !== 1)
      throw new SelectOnlyError(`expected one statement, found ${statements.count}`);
    const prepared = await statements.prepare(0);
    if (prepared.statementType !== StatementType.SELECT && prepared.statementType !== StatementType.EXPLAIN) {
      throw new SelectOnlyError(`only SELECT is allowed, found ${StatementType[prepared.statementType]}`);
    }
    return prepared;
  }

  interrupt(): void {
    this.connection.interrupt();
  }

  async close(): Promise<void> {
    // The end of the engine's threads takes long, and happens elsewhere than on the event loop this way; a sealed session may not.
    if (!this.isFork) await this.connection.run('SET threads = 1').catch(() => undefined);
    this.connection.closeSync();
    if (!this.isFork) this.instance.closeSync();
  }

  private async filesQuery(
    files: string[],
    schema: Column[],
    { partition, grown, few = [] }: FilesOptions,
  ): Promise<string> {
    if (files.length === 0) {
      const columns = schema.map((c) => `CAST(NULL AS ${toDuckDb(c.type)}) AS ${identifier(c.name)}`);
      return `SELECT ${columns.join(', ')} WHERE false`;
    }
    const hive = partition
      ? `hive_partitioning = true, hive_types = {${identifier(partition)}: 'VARCHAR'}`
      : 'hive_partitioning = false';
    const list = files.map(literal).join(', ');
    const source = `read_parquet([${list}], ${grown ? 'union_by_name = true, ' : ''}${hive})`;
    const present = grown
      ? new Set((await this.describe(`SELECT * FROM ${source}`)).map((c) => c.name))
      : undefined;
    const enums = new Map<string, string | undefined>();
    for (const name of few)
      if (present?.has(name) !== false) enums.set(name, await enumType(this, source, name, MOST_TEXTS));
    const columns = schema.map(({ name, type }) => {
      const column = identifier(name);
      if (present?.has(name) === false) return `CAST(NULL AS ${toDuckDb(type)}) AS ${column}`;
      const texts = enums.get(name);
      return texts === undefined ? column : `CAST(${column} AS ${texts}) AS ${column}`;
    });
    return `SELECT ${columns.join(', ')} FROM ${source}`;
  }
}

/** An empty list has no type of its own; numbers are cast by the query, and whole ones lose nothing as these. */
function typeOf(value: EngineValue): DuckDBType {
  if (value === null) return SQLNULL;
  if (isList(value)) return LIST(VARCHAR);
  return typeof value === 'string' ? VARCHAR : typeof value === 'number' ? DOUBLE : BOOLEAN;
}

function isList(value: EngineValue): value is readonly string[] {
  return Array.isArray(value);
}

/** A statement that has ended well may be told as an error, one without a message. */
function isUnderWay(state: PendingState): boolean {
  const { RESULT_NOT_READY, NO_TASKS_AVAILABLE } = bindings.PendingState;
  return state === RESULT_NOT_READY || state === NO_TASKS_AVAILABLE;
}

/** A session for statements of users: read only, bounded, and fenced to some directories. */
export type QuerySession = Pick<
  DuckDbSession,
  'bindFiles' | 'bindSql' | 'seal' | 'select' | 'exportSelect' | 'interrupt' | 'close'
>;

export async function openQuerySession(options: EngineOptions): Promise<QuerySession> {
  return (await openDuckDb(options)) as DuckDbSession;
}

/** A type of one text is a byte a row on the way to the files, where it is written as a text. */
function withSame(sql: string, same: ReadonlyMap<string, string | null>): string {
  const names = [...same.keys()].map(identifier);
  const texts = [...same].flatMap(([name, text]) =>
    text === null ? [] : `CAST(${literal(text)} AS ENUM(${literal(text)})) AS ${identifier(name)}`,
  );
  return `SELECT ${[`* EXCLUDE (${names.join(', ')})`, ...texts].join(', ')} FROM (${sql}) AS written`;
}

interface CopyStats {
  filename: string;
  count: string;
  file_size_bytes: string;
  column_statistics: { key: string; value: { key: string; value: string }[] }[];
}

function toWrittenFile(row: CopyStats, target: WriteTarget): WrittenFile {
  const path = relative(target.dir, row.filename).split(sep).join('/');
  const partition: Record<string, string> = {};
  if (target.partitionBy) {
    const value = /^[^=/]+=([^/]+)\//.exec(path)?.[1];
    if (value === undefined) throw new Error(`no partition in the path of ${path}`);
    partition[target.partitionBy] = decodeURIComponent(value);
  }
  const stats: WrittenFile['stats'] = {};
  for (const column of row.column_statistics) {
    const name = /^"((?:[^"]|"")*)"$/.exec(column.key)?.[1]?.replaceAll('""', '"');
    if (name === undefined) continue;
    const values = Object.fromEntries(column.value.map((v) => [v.key, v.value]));
    stats[name] = { min: values['min'], max: values['max'], nulls: Number(values['null_count'] ?? 0) };
  }
  const rows = Number(row.count);
  // Of columns that are not in the file, or of a type that has no bounds, the engine says nothing.
  for (const [name, text] of target.same ?? [])
    stats[name] = text === null ? { nulls: rows } : { min: text, max: text, nulls: 0 };
  return {
    path,
    partition,
    rows,
    bytes: Number(row.file_size_bytes || statSync(row.filename).size),
    stats,
  };
}

const TYPES: Record<string, ColumnType> = {
  VARCHAR: 'string',
  BOOLEAN: 'boolean',
  INTEGER: 'integer',
  BIGINT: 'long',
  DOUBLE: 'double',
  DATE: 'date',
  'TIMESTAMP WITH TIME ZONE': 'timestamp',
  'VARCHAR[]': 'array<string>',
};

function fromDuckDb(type: string, column: string): ColumnType {
  const decimal = /^DECIMAL\((\d+),(\d+)\)$/.exec(type);
  if (decimal) return `decimal(${Number(decimal[1])},${Number(decimal[2])})`;
  const known = type.startsWith('ENUM(') ? 'string' : TYPES[type];
  if (!known)
    throw new Error(`column ${column} is ${type}, which a lake table cannot hold; cast it in the model`);
  return known;
}

function toDuckDb(type: ColumnType): string {
  const found = Object.entries(TYPES).find(([, ours]) => ours === type);
  return found ? found[0] : type.toUpperCase();
}

function scalar(value: unknown): string {
  if (value === null || value === undefined) return 'NULL';
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return String(value);
  if (typeof value === 'string') return literal(value);
  throw new Error(`a bound row holds ${typeof value}`);
}
