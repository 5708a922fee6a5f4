export const FORMATS = ['csv', 'jsonl', 'parquet', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

export const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;
export type Compression = (typeof COMPRESSIONS)[number];

/** Rows of an Excel sheet, its header left out. */
export const MOST_XLSX_ROWS = 1_048_575;

const TYPES: Record<Format, string> = {
  csv: 'text/csv; charset=utf-8',
  jsonl: 'application/x-ndjson',
  parquet: 'application/vnd.apache.parquet',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
};
const ENDINGS: Record<Compression, string> = { none: '', gzip: '.gz', zstd: '.zst' };

/** What a file of lines is called, and its media type. */
export function fileOf(format: Format, compression: Compression): { name: string; type: string } {
  const isOutside = (format === 'csv' || format === 'jsonl') && compression !== 'none';
  return {
    name: `sales.${format}${isOutside ? ENDINGS[compression] : ''}`,
    type: !isOutside ? TYPES[format] : compression === 'gzip' ? 'application/gzip' : 'application/zstd',
  };
}
