import {
  type Compression,
  EXPORT_FORMATS,
  exportName,
  isWrapped,
} from '../../../platform/engine/export-format.js';

export const FORMATS = [...EXPORT_FORMATS, 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** Rows of an Excel sheet, its header left out. */
export const MOST_XLSX_ROWS = 1_048_575;

const TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const WRAPPED: Record<Exclude<Compression, 'none'>, string> = {
  gzip: 'application/gzip',
  zstd: 'application/zstd',
};

/** What a file of lines is called, and its media type. */
export function fileOf(format: Format, compression: Compression): { name: string; type: string } {
  const type = compression !== 'none' && isWrapped(format) ? WRAPPED[compression] : TYPES[format];
  return { name: exportName('sales', format, compression), type };
}
