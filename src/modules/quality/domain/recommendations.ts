import { type Together } from './batch-report.js';
import { RULES } from './rules.js';
import { WARNINGS } from './warnings.js';

export type Severity = 'high' | 'medium' | 'low';

export interface Recommendation {
  code: string;
  severity: Severity;
  /** Name of the number that says so, as the report of a run has it. */
  measure: string;
  /** How many `of` are affected. */
  affected: number;
  of: 'rows' | 'kept lines' | 'invoices';
  /** 0 to 1; null where what they are out of is not counted. */
  share: number | null;
  /** What was found. */
  finding: string;
  /** The way out. */
  action: string;
}

const HIGH = 0.05;
const MEDIUM = 0.01;
const ORDER: readonly Severity[] = ['high', 'medium', 'low'];

/** What to do about what was measured, the worst first. Nothing is advised of which nothing was found. */
export function recommend(batch: Together): Recommendation[] {
  const { rows, counts, reasons, warnings, quality } = batch;
  if (quality === null) return [];
  const found: Recommendation[] = [];
  const add = (
    code: string,
    measure: string,
    affected: number,
    [of, total]: [Recommendation['of'], number | null],
    finding: string,
    action: string,
  ) => {
    if (affected <= 0) return;
    const share = total === null || total === 0 ? null : affected / total;
    found.push({ code, severity: severityOf(share), measure, affected, of, share, finding, action });
  };
  for (const { name, means, fix } of RULES) {
    add(name, `reasons.${name}`, reasons[name] ?? 0, ['rows', rows], `quarantined: ${means}`, fix);
  }
  for (const { name, counts: counted, means, fix } of WARNINGS) {
    const of: [Recommendation['of'], number | null] =
      counted === 'lines' ? ['kept lines', counts.silver] : ['invoices', null];
    add(name, `warnings.${name}`, warnings[name] ?? 0, of, means, fix);
  }
  add(
    'duplicates_within_batch',
    'quality.duplicates_within_batch',
    batch.duplicatesWithin,
    ['rows', rows],
    'copies of lines of the same batch',
    'have the source send each line once; a line that is meant twice needs a line number (LineNo)',
  );
  add(
    'copies_of_earlier_lines',
    'quality.copies_of_earlier_lines',
    batch.copiesOfEarlier,
    ['rows', rows],
    'lines that an earlier batch brought already',
    'have the source send only what is new; nothing is counted twice meanwhile',
  );
  add(
    'untimely_dates',
    'quality.timeliness',
    Math.round((1 - quality.timeliness) * rows),
    ['rows', rows],
    'rows without a date between 2000-01-01 and their ingestion',
    'check the clock and the date format of the source; map the format or the time zone',
  );
  return found.sort(
    (a, b) =>
      ORDER.indexOf(a.severity) - ORDER.indexOf(b.severity) ||
      (b.share ?? 0) - (a.share ?? 0) ||
      (a.code < b.code ? -1 : 1),
  );
}

function severityOf(share: number | null): Severity {
  if (share === null) return 'low';
  return share >= HIGH ? 'high' : share >= MEDIUM ? 'medium' : 'low';
}
