import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse as parseCsv } from 'csv-parse/sync';
import { type EngineSession, literal } from '../../../../platform/engine/engine.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { type SourceMapping } from '../../domain/mapping.js';
import { readWorkbook } from './excel.js';
import { nameColumns, type SourceRelation } from './relation.js';
import { readLine, readText, scanLines, type ScanOptions, type TextScan } from './text-scan.js';

/** A file that is ready to be read into bronze. */
export interface SourceFile {
  path: string;
  name: string;
  sha256: string;
  bytes: number;
  format: SourceFormat;
  extras: string[];
  /** Those of the columns that are null in all rows. */
  empty: string[];
  /** What a person should know of how it was read. */
  notes: string[];
  /** Yields the nine columns, the extras, `_row`, `_line`, `_iso_date`, `_decimal_sign` and `_thousands_sign`. */
  sql: string;
  /** Number of rows that the query must yield, where it is known beforehand. */
  expectedRows?: number;
}

export type SourceFormat = 'csv' | 'json' | 'jsonl' | 'parquet' | 'xlsx';

export interface OpenOptions {
  mapping: SourceMapping;
  /** A folder of its own for copies; the caller removes it. */
  tempDir: string;
  maxLineBytes: number;
  /** SHA-256 of the file, which the caller has computed. */
  sha256: string;
  /** Unknown columns that bronze has already. */
  knownExtras: readonly string[];
}

/** Size and time of the last writing: another text after the reading means that the file was written meanwhile. */
export async function fileStamp(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${size} ${mtimeMs}`;
}

/** Answers the content hash without reading the columns. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>)
    hash.update(chunk);
  return hash.digest('hex');
}

/** Looks at a file and says how to read it. Throws AppError that names the file, what is wrong and the way out. */
export async function openSource(
  session: EngineSession,
  path: string,
  options: OpenOptions,
): Promise<SourceFile> {
  const name = basename(path);
  const bytes = await readableSize(path, name);
  const format = formatOf(name);
  await mkdir(options.tempDir, { recursive: true });
  if (format === 'parquet') return openParquet(session, path, name, bytes, options);
  if (format === 'xlsx') return openWorkbook(session, path, name, bytes, options);
  const scanOptions: ScanOptions = {
    name,
    tempPath: join(options.tempDir, 'plain'),
    maxLineBytes: options.maxLineBytes,
    encoding: options.mapping.encoding,
  };
  const text = await readText(path, scanOptions);
  const notes = text.encoding === 'utf-8' ? [] : [`read as ${text.encoding}`];
  if (format === 'csv') return openCsv(session, { path, name, bytes, notes, text, scanOptions, options });
  return openJson(session, { path, name, bytes, notes, text, scanOptions, options });
}

interface TextSource {
  path: string;
  name: string;
  bytes: number;
  notes: string[];
  text: Omit<TextScan, 'records' | 'offsets'>;
  scanOptions: ScanOptions;
  options: OpenOptions;
}

async function openCsv(session: EngineSession, source: TextSource): Promise<SourceFile> {
  const { name, text, scanOptions, options } = source;
  const firstLine = await readLine(text.utf8Path, 1, scanOptions);
  if (firstLine.trim() === '') {
    throw new AppError('invalid', `${name} is empty`, { hint: 'Expected a header line and sales lines.' });
  }
  const delimiter = options.mapping.delimiter ?? delimiterOf(firstLine);
  const header = parseHeader(firstLine, delimiter, name);
  const { records, offsets } = await scanLines(text.utf8Path, delimiter.charCodeAt(0), scanOptions);
  const columns = header.map((_, i) => `'c${i}': 'VARCHAR'`).join(', ');
  const read = `read_csv(${literal(text.utf8Path)}, auto_detect = false, header = true, delim = ${literal(delimiter)}, quote = '"',
    escape = '"', columns = {${columns}}, max_line_size = ${scanOptions.maxLineBytes + 2}, null_padding = false)`;
  const numbered = `SELECT *, row_number() OVER () AS _row FROM ${read}`;
  const relation: SourceRelation = {
    header,
    sql: await withLines(numbered, '_row', { offsets, records }, options.tempDir),
    peekSql: `SELECT * FROM ${read}`,
    firstRows: [(await readLine(text.utf8Path, 2, scanOptions)).split(delimiter)],
  };
  const named = await nameColumns(session, relation, name, options.mapping, options.knownExtras).catch(
    (error: unknown) => {
      throw readError(name, error);
    },
  );
  return {
    path: source.path,
    name,
    sha256: options.sha256,
    bytes: source.bytes,
    format: 'csv',
    extras: named.extras,
    empty: named.empty,
    notes: [...source.notes, ...named.notes],
    sql: named.sql,
    expectedRows: records - 1,
  };
}

async function openJson(session: EngineSession, source: TextSource): Promise<SourceFile> {
  const { name, text, scanOptions, options } = source;
  const firstLine = await readLine(text.utf8Path, 1, scanOptions).catch(() => '[');
  if (firstLine.trim() === '') {
    throw new AppError('invalid', `${name} is empty`, {
      hint: 'Expected an array of sales lines, or one JSON object a line.',
    });
  }
  const isArray = firstLine.trimStart().startsWith('[');
  const objects = `SELECT json, row_number() OVER () AS _object FROM read_json_objects(${literal(text.utf8Path)},
    format = '${isArray ? 'array' : 'newline_delimited'}', maximum_object_size = 67108864)`;
  const scan = isArray ? { offsets: [], records: 0 } : await scanLines(text.utf8Path, undefined, scanOptions);
  try {
    const keys = (
      await session.query<{ key: string }>(
        `SELECT key FROM (SELECT unnest(json_keys(json)) AS key, _object FROM (${objects}) AS o) AS k GROUP BY key ORDER BY min(_object), key`,
      )
    ).map((row) => row.key);
    const nested = ['lines', 'items'].find((key) => keys.includes(key));
    let header = keys;
    let rows = `SELECT json, CAST(NULL AS JSON) AS line, _object, 1 AS _part FROM (${objects}) AS o`;
    if (nested !== undefined) {
      const unnested = `SELECT json, unnest(json_extract(json, ${literal(`$.${nested}[*]`)})) AS line,
        generate_subscripts(json_extract(json, ${literal(`$.${nested}[*]`)}), 1) AS _part, _object FROM (${objects}) AS o`;
      const lineKeys = await session.query<{ key: string }>(
        `SELECT key FROM (SELECT unnest(json_keys(line)) AS key, _object FROM (${unnested}) AS u) AS k GROUP BY key ORDER BY min(_object), key`,
      );
      rows = `SELECT json, line, _object, _part FROM (${unnested}) AS u`;
      // A line's own value stands before its invoice's.
      header = [...new Set([...keys.filter((key) => key !== nested), ...lineKeys.map((row) => row.key)])];
    }
    if (header.length === 0) {
      throw new AppError('invalid', `${name} has no object with fields`, {
        hint: 'Expected an array of sales lines, or one JSON object a line.',
      });
    }
    const cells = header.map((key, i) => {
      const path = literal(`$."${key.replaceAll('"', '\\"')}"`);
      const own = `json_extract_string(json, ${path})`;
      return `${nested === undefined ? own : `coalesce(json_extract_string(line, ${path}), ${own})`} AS c${i}`;
    });
    const numbered = `SELECT ${cells.join(', ')}, _object - 1 AS _record, row_number() OVER (ORDER BY _object, _part) AS _row FROM (${rows}) AS r`;
    const relation: SourceRelation = {
      header,
      sql: isArray
        ? `SELECT *, CAST(NULL AS BIGINT) AS _line FROM (${numbered}) AS n`
        : await withLines(numbered, '_record', scan, options.tempDir),
    };
    const named = await nameColumns(session, relation, name, options.mapping, options.knownExtras);
    return {
      path: source.path,
      name,
      sha256: options.sha256,
      bytes: source.bytes,
      format: isArray ? 'json' : 'jsonl',
      extras: named.extras,
      empty: named.empty,
      notes: [...source.notes, ...named.notes],
      sql: named.sql,
    };
  } catch (error) {
    throw readError(name, error);
  }
}

async function openParquet(
  session: EngineSession,
  path: string,
  name: string,
  bytes: number,
  options: OpenOptions,
): Promise<SourceFile> {
  try {
    const read = `read_parquet(${literal(path)}, file_row_number = true)`;
    const header = (
      await session.query<{ column_name: string }>(`DESCRIBE SELECT * EXCLUDE (file_row_number) FROM ${read}`)
    ).map((row) => row.column_name);
    const cells = header.map((column, i) => `CAST("${column.replaceAll('"', '""')}" AS VARCHAR) AS c${i}`);
    const relation: SourceRelation = {
      header,
      sql: `SELECT ${cells.join(', ')}, file_row_number + 1 AS _row, CAST(NULL AS BIGINT) AS _line FROM ${read}`,
    };
    const named = await nameColumns(session, relation, name, options.mapping, options.knownExtras);
    return { path, name, sha256: options.sha256, bytes, format: 'parquet', ...named };
  } catch (error) {
    throw readError(name, error);
  }
}

async function openWorkbook(
  session: EngineSession,
  path: string,
  name: string,
  bytes: number,
  options: OpenOptions,
): Promise<SourceFile> {
  const sheet = await readWorkbook(path, name, options.mapping.sheet, join(options.tempDir, 'sheet.csv'));
  const columns = ['sheet_row', ...sheet.header.map((_, i) => `c${i}`)]
    .map((column) => `'${column}': 'VARCHAR'`)
    .join(', ');
  const relation: SourceRelation = {
    header: sheet.header,
    sql: `SELECT * EXCLUDE (sheet_row), row_number() OVER () AS _row, CAST(sheet_row AS BIGINT) AS _line
      FROM read_csv(${literal(sheet.csvPath)}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', columns = {${columns}})`,
  };
  const named = await nameColumns(session, relation, name, options.mapping, options.knownExtras);
  return {
    path,
    name,
    sha256: options.sha256,
    bytes,
    format: 'xlsx',
    extras: named.extras,
    empty: named.empty,
    notes: [`sheet '${sheet.sheet}'`, ...named.notes],
    sql: named.sql,
    expectedRows: sheet.rows,
  };
}

/** Records are looked up in blocks of so many, so that the join below is one on equality. */
const LINE_BLOCK = 256;

/** Adds `_line` to numbered records: mostly one distance for the whole file, else a join with where it changes. */
async function withLines(
  numbered: string,
  record: string,
  { offsets, records }: Pick<TextScan, 'offsets' | 'records'>,
  tempDir: string,
): Promise<string> {
  if (offsets.length <= 1)
    return `SELECT *, ${record} + ${offsets[0]?.offset ?? 1} AS _line FROM (${numbered}) AS n`;
  const path = join(tempDir, 'lines.csv');
  await writeFile(path, linePieces(offsets, records));
  const pieces = `read_csv(${literal(path)}, auto_detect = false, header = false,
    columns = {'block': 'BIGINT', 'first': 'BIGINT', 'last': 'BIGINT', 'distance': 'BIGINT'})`;
  return `SELECT n.*, n.${record} + p.distance AS _line FROM (${numbered}) AS n
    JOIN ${pieces} AS p ON p.block = n.${record} // ${LINE_BLOCK} AND n.${record} BETWEEN p.first AND p.last`;
}

/** Cuts the stretches of equal distance at the blocks: each record is in one piece. */
function linePieces(offsets: TextScan['offsets'], records: number): string {
  const lines: string[] = [];
  for (const [at, { row, offset }] of offsets.entries()) {
    const end = (offsets[at + 1]?.row ?? records) - 1;
    for (let first = row; first <= end;) {
      const block = Math.floor(first / LINE_BLOCK);
      const last = Math.min(end, (block + 1) * LINE_BLOCK - 1);
      lines.push(`${block},${first},${last},${offset}\n`);
      first = last + 1;
    }
  }
  return lines.join('');
}

/** Says in our words what the engine could not read. */
export function readError(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error;
  const message = error instanceof Error ? error.message : String(error);
  const line = /CSV Error on Line: (\d+)/.exec(message)?.[1];
  const counts = /Expected Number of Columns: (\d+) Found: (\d+)/.exec(message);
  if (line !== undefined && counts) {
    return new AppError(
      'invalid',
      `${name}, line ${line} has ${counts[2]} values and the header has ${counts[1]}`,
      {
        hint: 'A value that contains the delimiter must stand in double quotes; a cut-off line must be completed or removed.',
        cause: error,
      },
    );
  }
  if (line !== undefined) {
    const quoting = /unterminated quote|quote/i.test(message);
    return new AppError(
      'invalid',
      `${name}, line ${line} ${quoting ? 'has a quote that is not closed, or text after a closing quote' : 'cannot be read as CSV'}`,
      {
        hint: quoting
          ? 'Inside a quoted value a double quote is written twice ("").'
          : `The reader says: ${firstLineOf(message)}`,
        cause: error,
      },
    );
  }
  const malformed = /in line (\d+)/.exec(message)?.[1];
  return new AppError(
    'invalid',
    `${name}${malformed ? `, line ${malformed},` : ''} cannot be read: ${firstLineOf(message)}`,
    {
      hint: 'The file may be cut off or of another format than its name says.',
      cause: error,
    },
  );
}

function firstLineOf(message: string): string {
  return (message.split('\n')[0] ?? message).slice(0, 300);
}

async function readableSize(path: string, name: string): Promise<number> {
  const info = await stat(path);
  if (!info.isFile())
    throw new AppError('invalid', `${name} is not a regular file`, {
      hint: 'Give a file, a folder or a glob.',
    });
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new AppError('invalid', `${name} may not be read by this user`, {
      hint: `Grant the right to read ${path}.`,
      cause: error,
    });
  }
  if (info.size === 0)
    throw new AppError('invalid', `${name} is empty (0 bytes)`, { hint: 'Fetch it again, or leave it out.' });
  return info.size;
}

function formatOf(name: string): 'csv' | 'json' | 'parquet' | 'xlsx' {
  const extension = /\.([a-z]+)(\.gz)?$/.exec(name.toLowerCase())?.[1] ?? '';
  if (['json', 'jsonl', 'ndjson'].includes(extension)) return 'json';
  if (extension === 'parquet') return 'parquet';
  if (extension === 'xlsx') return 'xlsx';
  return 'csv';
}

function delimiterOf(line: string): string {
  const bare = line.replace(/"(?:[^"]|"")*"/g, '');
  const counts = [',', ';', '\t', '|'].map((delimiter) => ({ delimiter, n: bare.split(delimiter).length }));
  return counts.reduce((a, b) => (b.n > a.n ? b : a)).delimiter;
}

function parseHeader(line: string, delimiter: string, name: string): string[] {
  try {
    const [header] = parseCsv(line, {
      delimiter,
      relaxColumnCount: true,
      bom: true,
    });
    return header ?? [];
  } catch (error) {
    throw new AppError('invalid', `${name}, line 1 cannot be read as a header: ${(error as Error).message}`, {
      hint: 'Expected column names, separated by comma, semicolon or tab.',
      cause: error,
    });
  }
}
