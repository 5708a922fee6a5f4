import { type ExportFormat } from './export-format.js';

/** A column of a relation, with its type in the engine-neutral names that a lake schema uses. */
export interface Column {
  name: string;
  type: ColumnType;
}

export type ColumnType =
  | 'string'
  | 'boolean'
  | 'integer'
  | 'long'
  | 'double'
  | 'date'
  | 'timestamp'
  | 'array<string>'
  | `decimal(${number},${number})`;

/** One Parquet file that an engine wrote, with what a table format needs to know of it. */
export interface WrittenFile {
  /** Relative to the directory that was given to `write`, `/`-separated, not URI-encoded. */
  path: string;
  partition: Record<string, string>;
  rows: number;
  bytes: number;
  /** Lowest and highest value and number of nulls by column, as text; a column without statistics is absent. */
  stats: Record<string, { min?: string; max?: string; nulls: number }>;
}

export interface WriteTarget {
  dir: string;
  /** Column whose value becomes the folder `name=value`; it is left out of the files. */
  partitionBy?: string;
  /** File names start with this; a UUID follows. */
  prefix: string;
  /**
   * Columns of the query that are the same text in all rows: taken from here, which costs less than to carry them along. Those
   * that are null in all are left out of the files.
   */
  same?: ReadonlyMap<string, string | null>;
}

export interface FilesOptions {
  /** The column that stands in the paths as `name=value`. */
  partition?: string;
  /** Some files may lack columns, which are null in them; reading such a set costs a look into every file. */
  grown?: boolean;
  /**
   * Columns that have few texts where rows are many: they may be numbers inside the engine, which compare, sort and are written as
   * texts, but without bounds. Looking for the texts costs a scan of these columns; what is made of them is not appended to.
   */
  few?: readonly string[];
}

export type Row = Record<string, unknown>;

/** What stands for `$1`, `$2`, … in a query; the query casts it to its type. */
export type EngineValue = string | number | boolean | null | readonly string[];

/**
 * SQL over Parquet files → Parquet files. A session holds named inputs and intermediate relations and is used
 * by one caller at a time. An engine knows nothing of table formats: whoever called it commits the files.
 */
export interface EngineSession {
  /** Names a set of Parquet files; no file at all gives an empty relation of that schema. */
  bindFiles(name: string, files: string[], schema: Column[], options?: FilesOptions): Promise<void>;
  /** Names a query. */
  bindSql(name: string, sql: string): Promise<void>;
  /** Names some rows (reference data, settings); values are given as text, numbers, booleans or null. */
  bindRows(name: string, schema: Column[], rows: Row[]): Promise<void>;
  /** Computes a query once and keeps the rows under a name until it is replaced or dropped; answers how many. */
  materialise(name: string, sql: string): Promise<number>;
  /** Adds the rows of a query to a materialised relation, which is made from the first query; answers how many. */
  append(name: string, sql: string): Promise<number>;
  /** Takes rows out of a materialised relation again. */
  remove(name: string, condition: string): Promise<void>;
  drop(name: string): Promise<void>;
  /** Computes a query once into a compressed file beside the spill. Answers what this session and its forks call it in queries. */
  keep(name: string, sql: string): Promise<string>;
  /** As `keep`, and where there is something of that name it gets more rows. */
  keepMore(name: string, sql: string): Promise<string>;
  /** Lets go of all that was kept, and its file. */
  dropKept(): Promise<void>;
  /** A session with names of its own that shares the engine and its memory; it is closed before the session that it came from. */
  fork(): Promise<EngineSession>;
  /** Writes the rows of a query as Parquet; a query without rows writes no file. */
  write(sql: string, target: WriteTarget): Promise<WrittenFile[]>;
  /** A small answer, whole: numbers beyond 53 bits, decimals, dates and times come as text. */
  query<T extends object = Row>(sql: string, values?: readonly EngineValue[]): Promise<T[]>;
  describe(sql: string): Promise<Column[]>;
  /** Names the rows of a CSV file as PostgreSQL's COPY writes it. */
  bindCsv(name: string, file: string, schema: Column[]): Promise<void>;
  /** Writes a query's rows to a CSV file that PostgreSQL's COPY reads (no header, null is empty and unquoted). Answers their number. */
  exportCsv(sql: string, target: string): Promise<number>;
  /** Writes a query's rows to a file for others, with names of columns where the format has them. Answers their number. */
  exportFile(sql: string, target: string, format: ExportFormat): Promise<number>;
  /** A table format's checkpoint: rows of JSON text (one object a line) to one Parquet file of the given SQL column types. */
  jsonToParquet(jsonFile: string, columns: Record<string, string>, target: string): Promise<void>;
  /** Stops the statement that is running. */
  interrupt(): void;
  close(): Promise<void>;
}

export interface EngineOptions {
  /** Soft limit of the engine's own memory, bytes; beyond it the engine spills. */
  memoryBytes: number;
  threads: number;
  /** Where it may spill. */
  tempDir: string;
  /** What it makes and writes takes long: whoever waits for that should neither use a core nor hold up other work. */
  longStatements?: boolean;
}

/** A statement of a user that is not one SELECT. */
export class SelectOnlyError extends Error {}

/** Quotes a value as an SQL text literal. */
export function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Quotes a name as an SQL identifier. */
export function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** A statement with its values in it, for where an engine takes none: text is quoted, lists are lists of text. */
export function inlined(sql: string, values: readonly EngineValue[]): string {
  return sql.replace(/\$(\d+)/g, (_, at: string) => {
    const value = values[Number(at) - 1];
    if (value === undefined || value === null) return 'NULL';
    if (typeof value === 'string') return literal(value);
    if (typeof value === 'number' || typeof value === 'boolean') return String(value);
    return `[${value.map(literal).join(', ')}]`;
  });
}
