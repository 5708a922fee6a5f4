export interface GateSettings {
  /** Smaller batches are not judged. */
  minRows: number;
  /** 0 to 100. */
  minScore: number;
  maxQuarantinedPercent: number;
  maxDuplicatesPercent: number;
}

export interface GateInput {
  rows: number;
  score: number | null;
  quarantined: number;
  duplicatesWithin: number;
}

export interface GateVerdict {
  passed: boolean;
  /** False where the batch was too small to judge. */
  judged: boolean;
  /** Why it did not pass, one sentence a threshold. */
  reasons: string[];
}

/** May this batch change gold? */
export function judge(batch: GateInput, settings: GateSettings): GateVerdict {
  if (batch.rows < settings.minRows) return { passed: true, judged: false, reasons: [] };
  const reasons: string[] = [];
  if (batch.score !== null && batch.score < settings.minScore) {
    reasons.push(`quality score ${apart(batch.score, settings.minScore)} is below ${settings.minScore}`);
  }
  const quarantined = (100 * batch.quarantined) / batch.rows;
  if (quarantined > settings.maxQuarantinedPercent) {
    reasons.push(
      `${apart(quarantined, settings.maxQuarantinedPercent)}% of the rows are quarantined, more than ${settings.maxQuarantinedPercent}%`,
    );
  }
  const duplicates = (100 * batch.duplicatesWithin) / batch.rows;
  if (duplicates > settings.maxDuplicatesPercent) {
    reasons.push(
      `${apart(duplicates, settings.maxDuplicatesPercent)}% of the rows are copies within the batch, more than ${settings.maxDuplicatesPercent}%`,
    );
  }
  return { passed: reasons.length === 0, judged: true, reasons };
}

/** A number with two decimals, or as many as tell it from the limit. */
function apart(value: number, limit: number): string {
  let decimals = 2;
  while (decimals < 12 && Number(value.toFixed(decimals)) === limit) decimals++;
  return value.toFixed(decimals);
}
