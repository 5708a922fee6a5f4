export const EXPORT_FORMATS = ['csv', 'jsonl', 'parquet'] as const;
export const COMPRESSIONS = ['none', 'gzip', 'zstd'] as const;

export type Compression = (typeof COMPRESSIONS)[number];

/** How a file for others is written. Of Parquet the compression is inside the file. */
export interface ExportFormat {
  format: (typeof EXPORT_FORMATS)[number];
  compression: Compression;
}

const ENDINGS: Record<Compression, string> = { none: '', gzip: '.gz', zstd: '.zst' };

/** What a file is called, by what is in it and around it. */
export function exportName(stem: string, format: string, compression: Compression): string {
  return `${stem}.${format}${isWrapped(format) ? ENDINGS[compression] : ''}`;
}

/** Whether the compression is around the file, and its reader has to take it off. */
export function isWrapped(format: string): boolean {
  return format === 'csv' || format === 'jsonl';
}
