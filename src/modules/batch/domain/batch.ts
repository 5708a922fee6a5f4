import type { IntakeRecord, ItemError, ItemResult } from '../../etl/index.js';

export const MOST_ITEMS = 1_000;

export const OPERATIONS = ['create', 'update', 'upsert', 'delete', 'fix', 'replay', 'discard'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** What who asks for an operation has to be allowed, and who looks after one that failed. */
export function permissionOf(operation: string): 'sales:write' | 'quality:write' {
  return operation === 'fix' || operation === 'replay' || operation === 'discard'
    ? 'quality:write'
    : 'sales:write';
}

/** Which failed batches somebody looks after. */
export interface Keeper {
  /** Whose; undefined of those of all. */
  caller: string | undefined;
  operations: readonly string[];
}

export type BatchStatus = 'accepted' | 'processing' | 'completed' | 'failed';

/** What has become of a batch. */
export interface Batch {
  id: string;
  operation: string;
  status: BatchStatus;
  total: number;
  /** Lines that its filter found beyond its own. */
  remaining: number;
  results: ItemResult[];
  errors: ItemError[];
  error: { message: string; hint: string | null } | null;
  runId: string | null;
  /** Of gold, from which on it is shown; null where nothing was written so far. */
  version: number | null;
  acceptedAt: Date;
  finishedAt: Date | null;
}

export function batchOf(record: IntakeRecord): Batch {
  const isDone = record.status === 'done';
  return {
    id: record.id,
    operation: record.operation,
    status: record.status === 'done' ? 'completed' : record.status,
    total: record.total,
    remaining: record.remaining,
    // What a run plans is not so before it has committed.
    results: isDone ? (record.outcome?.results ?? []) : [],
    errors: record.outcome?.errors ?? [],
    error: record.status === 'failed' ? record.error : null,
    runId: record.run_id,
    version: record.gold_version,
    acceptedAt: record.accepted_at,
    finishedAt: record.finished_at,
  };
}

/** Items that were done; those without a result failed, or were kept out by another's error. */
export function countsOf({ status, total, results, errors }: Batch): { successful: number; failed: number } {
  if (status === 'completed') return { successful: results.length, failed: total - results.length };
  if (status === 'failed') return { successful: 0, failed: total };
  return { successful: 0, failed: new Set(errors.map(({ index }) => index)).size };
}
