import { type GateVerdict } from './gate.js';
import { type Dimension, DIMENSIONS, type QualityScore } from './score.js';

/** What a run said of the batch that it brought, and what has become of it since. */
export interface BatchReport {
  runId: string;
  /** Version of the lake in which the batch came. */
  version: number;
  /** ISO 8601, UTC. */
  finishedAt: string;
  /** Base names. */
  files: string[];
  counts: {
    bronze: number;
    silver: number;
    quarantined: number;
    duplicates: number;
    /** Corrected or deleted before they came. */
    superseded: number;
    operations: number;
  };
  quality: QualityScore;
  duplicatesWithin: number;
  copiesOfEarlier: number;
  /** Quarantined lines by rule; a line can break several. */
  reasons: Record<string, number>;
  warnings: Record<string, number>;
  gate: GateVerdict;
  status: 'accepted' | 'blocked' | 'rejected';
}

/** Several batches as if they were one: each measure is a share of the rows, so a mean by rows is exact. */
export interface Together {
  batches: number;
  rows: number;
  counts: BatchReport['counts'];
  /** Null where there is no row. */
  quality: QualityScore | null;
  duplicatesWithin: number;
  copiesOfEarlier: number;
  reasons: Record<string, number>;
  warnings: Record<string, number>;
}

export function together(reports: readonly BatchReport[]): Together {
  const sum = (of: (report: BatchReport) => number) =>
    reports.reduce((total, report) => total + of(report), 0);
  const rows = sum(({ counts }) => counts.bronze);
  const mean = (name: Dimension | 'score') =>
    sum(({ quality, counts }) => quality[name] * counts.bronze) / rows;
  return {
    batches: reports.length,
    rows,
    counts: {
      bronze: rows,
      silver: sum(({ counts }) => counts.silver),
      quarantined: sum(({ counts }) => counts.quarantined),
      duplicates: sum(({ counts }) => counts.duplicates),
      superseded: sum(({ counts }) => counts.superseded),
      operations: sum(({ counts }) => counts.operations),
    },
    quality:
      rows === 0
        ? null
        : (Object.fromEntries(
            [...DIMENSIONS, 'score' as const].map((name) => [name, mean(name)]),
          ) as unknown as QualityScore),
    duplicatesWithin: sum(({ duplicatesWithin }) => duplicatesWithin),
    copiesOfEarlier: sum(({ copiesOfEarlier }) => copiesOfEarlier),
    reasons: sums(reports.map(({ reasons }) => reasons)),
    warnings: sums(reports.map(({ warnings }) => warnings)),
  };
}

function sums(all: readonly Record<string, number>[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const counts of all)
    for (const [name, n] of Object.entries(counts)) total[name] = (total[name] ?? 0) + n;
  return total;
}
