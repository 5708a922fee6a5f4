import { type BatchReport, together, type Together } from './batch-report.js';

export const GRANULARITIES = ['day', 'week', 'month'] as const;
export type Granularity = (typeof GRANULARITIES)[number];

export interface Period extends Together {
  /** First day, YYYY-MM-DD. */
  start: string;
  /** Batches that the gate stopped, whatever a person decided then. */
  blocked: number;
}

const DAY_MS = 86_400_000;

/** The day, Monday or first of the month (UTC) with which the period of a time begins. */
export function periodOf(time: string, granularity: Granularity): string {
  const day = time.slice(0, 10);
  if (granularity === 'month') return `${day.slice(0, 7)}-01`;
  if (granularity === 'day') return day;
  const at = new Date(`${day}T00:00:00Z`);
  const sinceMonday = (at.getUTCDay() + 6) % 7;
  return new Date(at.getTime() - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}

/** The newest periods in which batches came, oldest first. */
export function trendOf(reports: readonly BatchReport[], granularity: Granularity, limit: number): Period[] {
  const periods = new Map<string, BatchReport[]>();
  for (const report of reports) {
    const start = periodOf(report.finishedAt, granularity);
    periods.set(start, [...(periods.get(start) ?? []), report]);
  }
  return [...periods]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(-limit)
    .map(([start, of]) => ({
      start,
      ...together(of),
      blocked: of.filter(({ gate }) => !gate.passed).length,
    }));
}
