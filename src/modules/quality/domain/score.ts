/** What was counted over the bronze rows of a batch. */
export interface QualityCounts {
  rows: number;
  /** Filled cells of the eight columns; an Unknown country counts as empty. */
  filledCells: number;
  /** Rows that break an accuracy rule. */
  inaccurateRows: number;
  /** Rows that break a validity rule. */
  invalidRows: number;
  /** Rows whose invoice has more than one customer or country. */
  inconsistentRows: number;
  /** Extra copies within the batch. */
  duplicatesWithin: number;
  /** Rows dated between 2000-01-01 and their ingestion. */
  timelyRows: number;
}

/** Shares from 0 to 1, the score from 0 to 100. */
export interface QualityScore {
  completeness: number;
  accuracy: number;
  consistency: number;
  uniqueness: number;
  validity: number;
  timeliness: number;
  score: number;
}

const CELLS_PER_ROW = 8;
const WEIGHTS = {
  completeness: 0.25,
  accuracy: 0.25,
  consistency: 0.2,
  uniqueness: 0.15,
  validity: 0.1,
  timeliness: 0.05,
} as const;

/** The weighted score of docs/quality.md; a batch without rows has none. */
export function scoreOf(counts: QualityCounts): QualityScore | null {
  if (counts.rows === 0) return null;
  const share = (rows: number) => rows / counts.rows;
  const dimensions = {
    completeness: counts.filledCells / (counts.rows * CELLS_PER_ROW),
    accuracy: 1 - share(counts.inaccurateRows),
    consistency: 1 - share(counts.inconsistentRows),
    uniqueness: 1 - share(counts.duplicatesWithin),
    validity: 1 - share(counts.invalidRows),
    timeliness: share(counts.timelyRows),
  };
  let score = 0;
  for (const name of Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[])
    score += WEIGHTS[name] * dimensions[name];
  return { ...dimensions, score: 100 * score };
}
