import { type BatchReport } from '../domain/batch-report.js';

/** Where the reports of batches come from; the module that does runs tells it. */
export interface BatchReportSource {
  /** Those that the lake knows at its newest version, newest first. */
  all(): Promise<{ version: number; reports: BatchReport[] }>;
}

/** The place at which that module registers. */
export class BatchReports implements BatchReportSource {
  private source: BatchReportSource | undefined;

  from(source: BatchReportSource): void {
    this.source = source;
  }

  all(): Promise<{ version: number; reports: BatchReport[] }> {
    if (!this.source) throw new Error('nobody tells of batches');
    return this.source.all();
  }
}
