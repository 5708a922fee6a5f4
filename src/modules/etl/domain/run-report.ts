import type { GateVerdict, QualityScore } from '../../quality/index.js';

export type RunStatus = 'published' | 'blocked' | 'rejected' | 'no_new_data';

/** What became of one file that was given to a run. */
export interface FileOutcome {
  name: string;
  path: string;
  status: 'ingested' | 'already_accepted' | 'waiting_for_approval' | 'refused';
  rows: number;
  sha256: string | null;
  /** Remarks (unknown columns, detected formats), or why the file was refused and what to do. */
  notes: string[];
}

/** Where the rows of a batch are; law 2: bronze is the sum of the others. */
export interface RowCounts {
  bronze: number;
  silver: number;
  quarantined: number;
  duplicates: number;
  /** A later operation has taken their place. */
  superseded: number;
  /** Deletions in force. */
  operations: number;
}

export const NO_ROWS: RowCounts = {
  bronze: 0,
  silver: 0,
  quarantined: 0,
  duplicates: 0,
  superseded: 0,
  operations: 0,
};

export interface TableOutcome {
  rows: number;
  files_added: number;
  files_removed: number;
}

export interface RunReport {
  run_id: string;
  /** What the run was for: bring files or API writes, approve or reject a blocked batch, compute everything again, erase a customer. */
  kind: 'run' | 'write' | 'approve' | 'reject' | 'rebuild' | 'erase';
  status: RunStatus;
  /** Version of the lake that the run made; null when it made none. */
  version: number | null;
  started_at: string;
  finished_at: string;
  duration_ms: number;
  files: FileOutcome[];
  counts: RowCounts;
  /** The same for all accepted batches together. */
  lake_counts: RowCounts;
  quality: (QualityScore & { duplicates_within_batch: number; copies_of_earlier_lines: number }) | null;
  /** Quarantined lines by reason; a line can have several. */
  reasons: Record<string, number>;
  warnings: Record<string, number>;
  gate: GateVerdict | null;
  /** Months that were computed again. */
  months: string[];
  tables: Record<string, TableOutcome>;
  audits_passed: number;
  /** Totals of the facts after the run; money as decimal text. */
  gold: { fact_rows: number; net_revenue: string; currency: string } | null;
  /** Of an erasure: the lines that lost their customer, in blocked and rejected batches too. */
  erasure?: { fingerprint: string; lines: number };
  /** Milliseconds by stage. */
  timings: Record<string, number>;
}

/** True when every row is somewhere, once. */
export function isBalanced(counts: RowCounts): boolean {
  const { bronze, silver, quarantined, duplicates, superseded, operations } = counts;
  return bronze === silver + quarantined + duplicates + superseded + operations;
}
