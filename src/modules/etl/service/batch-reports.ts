import { type Lake } from '../../../platform/lake/index.js';
import { type BatchReport, type BatchReportSource } from '../../quality/index.js';
import { batchOf, type Values } from '../domain/batches.js';
import { NO_ROWS, type RunReport } from '../domain/run-report.js';

const AT_ONCE = 16;

type Kept = Omit<BatchReport, 'status'>;

/** What runs said of their batches, from the lake. A commit never changes, so each is read once. */
export class LakeBatchReports implements BatchReportSource {
  /** Oldest first, of the versions up to `read`. */
  private readonly kept: Kept[] = [];
  private read = 0;
  private reading: Promise<void> = Promise.resolve();

  constructor(private readonly lake: Pick<Lake, 'state' | 'entry'>) {}

  async all(): Promise<{ version: number; reports: BatchReport[] }> {
    const { version, values } = await this.lake.state();
    this.reading = this.reading.catch(() => undefined).then(() => this.readTo(version));
    await this.reading;
    const reports = this.kept
      .filter((report) => report.version <= version)
      .map((report) => ({ ...report, status: statusOf(values, report.runId) }))
      .reverse();
    return { version, reports };
  }

  private async readTo(version: number): Promise<void> {
    while (this.read < version) {
      const next = Array.from(
        { length: Math.min(AT_ONCE, version - this.read) },
        (_, i) => this.read + 1 + i,
      );
      const entries = await Promise.all(next.map((n) => this.lake.entry(n)));
      for (const entry of entries) {
        const report = toBatchReport(entry?.payload as Partial<RunReport> | undefined);
        if (report) this.kept.push(report);
      }
      this.read += next.length;
    }
  }
}

function statusOf(values: Values, runId: string): BatchReport['status'] {
  return batchOf(values, runId)?.status ?? 'accepted';
}

/** Undefined for commits that brought no batch: approvals, rebuilds, vacuums. */
function toBatchReport(report: Partial<RunReport> | undefined): Kept | undefined {
  if (report?.kind !== 'run' || !report.quality || !report.gate) return undefined;
  const { run_id, version, finished_at, files = [], counts, quality, reasons, warnings, gate } = report;
  if (run_id === undefined || version === null || version === undefined || !finished_at || !counts)
    return undefined;
  const { duplicates_within_batch, copies_of_earlier_lines, ...score } = quality;
  return {
    runId: run_id,
    version,
    finishedAt: finished_at,
    files: files.filter(({ status }) => status === 'ingested').map(({ name }) => name),
    // Reports of before there were operations do not name them.
    counts: { ...NO_ROWS, ...counts },
    quality: score,
    duplicatesWithin: duplicates_within_batch,
    copiesOfEarlier: copies_of_earlier_lines,
    reasons: reasons ?? {},
    warnings: warnings ?? {},
    gate,
  };
}
