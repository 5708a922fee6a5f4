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

/** The columns of which completeness counts the filled cells. */
export const CELLS_PER_ROW = 8;
/** Percent; together 100. */
export const WEIGHTS = {
  completeness: 25,
  accuracy: 25,
  consistency: 20,
  uniqueness: 15,
  validity: 10,
  timeliness: 5,
} as const;

export type Dimension = keyof typeof WEIGHTS;

export const DIMENSIONS = Object.keys(WEIGHTS) as Dimension[];

/** The share of what it is of. */
export const DIMENSION_MEANS: Record<Dimension, string> = {
  completeness: 'filled cells of the eight columns; an Unknown country counts as empty',
  accuracy: 'rows without zero price, wrong sign or accounting entry',
  consistency: 'rows whose invoice has at most one customer and one country',
  uniqueness: 'rows that are no extra copy within the batch',
  validity: 'rows without any other error',
  timeliness: 'rows dated between 2000-01-01 and their ingestion',
};

/** The weighted score of docs/quality.md; a batch without rows has none. */
export function scoreOf(counts: QualityCounts): QualityScore | null {
  const { rows } = counts;
  if (rows === 0) return null;
  // In rows, of which sums are exact: a score that is the gate's limit must not come out a little below it.
  const good = {
    completeness: counts.filledCells / CELLS_PER_ROW,
    accuracy: rows - counts.inaccurateRows,
    consistency: rows - counts.inconsistentRows,
    uniqueness: rows - counts.duplicatesWithin,
    validity: rows - counts.invalidRows,
    timeliness: counts.timelyRows,
  };
  let weighted = 0;
  for (const name of DIMENSIONS) weighted += WEIGHTS[name] * good[name];
  return {
    completeness: good.completeness / rows,
    accuracy: good.accuracy / rows,
    consistency: good.consistency / rows,
    uniqueness: good.uniqueness / rows,
    validity: good.validity / rows,
    timeliness: good.timeliness / rows,
    score: weighted / rows,
  };
}
