/** What the catalogue keeps of a batch, under `batch/<run id>`. */
export interface Batch {
  status: 'accepted' | 'blocked' | 'rejected';
  /** Version in which the batch came. */
  version: number;
  rows: number;
  /** Content hashes of its files. */
  files: string[];
}

/** What the catalogue keeps of a file whose rows are in bronze, under `file/<content hash>`. */
export interface KnownFile {
  name: string;
  batch: string;
}

/** Values that the catalogue keeps, by key. */
export type Values = Readonly<Record<string, unknown>>;

export const batchKey = (runId: string) => `batch/${runId}`;
export const fileKey = (hash: string) => `file/${hash}`;

export function batchOf(values: Values, runId: string): Batch | undefined {
  return values[batchKey(runId)] as Batch | undefined;
}

export function knownFile(values: Values, hash: string): KnownFile | undefined {
  return values[fileKey(hash)] as KnownFile | undefined;
}

/** Runs whose bronze rows do not count: blocked ones wait for a person, rejected ones stay out. */
export function excludedBatches(values: Values): string[] {
  return Object.entries(values)
    .filter(([key, value]) => key.startsWith('batch/') && (value as Batch).status !== 'accepted')
    .map(([key]) => key.slice('batch/'.length));
}

export function rowsOfExcluded(values: Values): number {
  return excludedBatches(values).reduce((sum, id) => sum + (batchOf(values, id)?.rows ?? 0), 0);
}
