import { type Column, type ColumnType, type WrittenFile } from '../engine/engine.js';

/** The actions of the Delta transaction protocol that this lake writes (reader version 1, writer version 2). */
export type DeltaAction =
  | { protocol: { minReaderVersion: number; minWriterVersion: number } }
  | { metaData: DeltaMetaData }
  | { add: DeltaAdd }
  | { remove: DeltaRemove }
  | { commitInfo: { timestamp: number; operation: string; engineInfo: string } };

export interface DeltaMetaData {
  id: string;
  name: string;
  format: { provider: 'parquet'; options: Record<string, string> };
  schemaString: string;
  partitionColumns: string[];
  configuration: Record<string, string>;
  createdTime: number;
}

export interface DeltaAdd {
  /** URI-encoded, relative to the table. */
  path: string;
  partitionValues: Record<string, string>;
  size: number;
  modificationTime: number;
  dataChange: boolean;
  /** A JSON text of its own, as the protocol has it. */
  stats: string;
}

export interface DeltaRemove {
  path: string;
  deletionTimestamp: number;
  dataChange: boolean;
  extendedFileMetadata: boolean;
  partitionValues: Record<string, string>;
  size: number;
}

export const DELTA_PROTOCOL = { minReaderVersion: 1, minWriterVersion: 2 };

/** Rows of a file. The statistics begin with them, so the rest need not be read. */
export function recordCount(file: DeltaAdd): number {
  const found = /^\{"numRecords":(\d+)/.exec(file.stats);
  if (!found) throw new Error(`the statistics of ${file.path} do not begin with numRecords`);
  return Number(found[1]);
}

/** The name of a version's log file: twenty digits. */
export function deltaLogName(version: number): string {
  return `${String(version).padStart(20, '0')}.json`;
}

export function toDeltaSchema(columns: Column[], comments: Record<string, string> = {}): string {
  return JSON.stringify({
    type: 'struct',
    fields: columns.map(({ name, type }) => ({
      name,
      type: type === 'array<string>' ? { type: 'array', elementType: 'string', containsNull: true } : type,
      nullable: true,
      metadata: comments[name] ? { comment: comments[name] } : {},
    })),
  });
}

export function toDeltaAdd(
  file: WrittenFile,
  { columns, unbounded = [] }: { columns: Column[]; unbounded?: readonly string[] },
  now: number,
  dataChange = true,
): DeltaAdd {
  return {
    path: file.path.split('/').map(encodeURIComponent).join('/').replaceAll('%3D', '='),
    partitionValues: file.partition,
    size: file.bytes,
    modificationTime: now,
    dataChange,
    stats: deltaStats(file, columns, new Set(unbounded)),
  };
}

/** Longer text is not worth its place in the log; a column without bounds is simply not used for skipping. */
const LONGEST_TEXT_BOUND = 32;

function deltaStats(file: WrittenFile, columns: Column[], unbounded: ReadonlySet<string>): string {
  const min: string[] = [];
  const max: string[] = [];
  const nulls: string[] = [];
  for (const { name, type } of columns) {
    const stats = file.stats[name];
    if (!stats) continue;
    nulls.push(`${JSON.stringify(name)}:${stats.nulls}`);
    if (stats.min === undefined || stats.max === undefined || unbounded.has(name)) continue;
    const low = bound(stats.min, type, 'low');
    const high = bound(stats.max, type, 'high');
    if (low === undefined || high === undefined) continue;
    min.push(`${JSON.stringify(name)}:${low}`);
    max.push(`${JSON.stringify(name)}:${high}`);
  }
  // Written by hand: numbers of more than 53 bits and decimals must keep their digits.
  return `{"numRecords":${file.rows},"minValues":{${min.join(',')}},"maxValues":{${max.join(',')}},"nullCount":{${nulls.join(',')}}}`;
}

function bound(value: string, type: ColumnType, side: 'low' | 'high'): string | undefined {
  if (type === 'string') return value.length <= LONGEST_TEXT_BOUND ? JSON.stringify(value) : undefined;
  if (type === 'date') return JSON.stringify(value);
  if (type === 'timestamp') return timestampBound(value, side);
  if (type === 'boolean' || type === 'array<string>' || type === 'double') return undefined;
  return /^-?\d+(\.\d+)?$/.test(value) ? value : undefined;
}

/** `2010-12-01 08:26:00.123456+00` → ISO with milliseconds; the upper bound is rounded up, since readers skip by it. */
function timestampBound(value: string, side: 'low' | 'high'): string | undefined {
  const parts = /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(?:\.(\d{1,6}))?\+00$/.exec(value);
  if (!parts) return undefined;
  const micros = Number((parts[3] ?? '').padEnd(6, '0'));
  const seconds = Date.parse(`${parts[1]}T${parts[2]}Z`);
  const millis = seconds + (side === 'low' ? Math.floor(micros / 1000) : Math.ceil(micros / 1000));
  return JSON.stringify(new Date(millis).toISOString());
}

/** SQL types of a checkpoint's columns (Delta protocol, "Checkpoint schema", version 1). */
export const DELTA_CHECKPOINT_COLUMNS: Record<string, string> = {
  protocol: 'STRUCT(minReaderVersion INTEGER, minWriterVersion INTEGER)',
  metaData:
    'STRUCT(id VARCHAR, name VARCHAR, description VARCHAR, format STRUCT(provider VARCHAR, options MAP(VARCHAR, VARCHAR)), schemaString VARCHAR, partitionColumns VARCHAR[], configuration MAP(VARCHAR, VARCHAR), createdTime BIGINT)',
  add: 'STRUCT(path VARCHAR, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT, modificationTime BIGINT, dataChange BOOLEAN, stats VARCHAR, tags MAP(VARCHAR, VARCHAR))',
  remove:
    'STRUCT(path VARCHAR, deletionTimestamp BIGINT, dataChange BOOLEAN, extendedFileMetadata BOOLEAN, partitionValues MAP(VARCHAR, VARCHAR), size BIGINT)',
};
