import { type Database, tryLease } from '../../../platform/database/index.js';
import { LAKE_LEASE } from '../../../platform/lake/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type IntakeRepository } from '../data-access/intake.repository.js';
import { type RunRecordRepository } from '../data-access/run-record.repository.js';
import { type UploadStore } from '../data-access/upload-store.js';
import { type MaintenanceService } from './maintenance.service.js';

export interface RetentionSettings {
  vacuumRetentionHours: number;
  jobRetentionHours: number;
}

export interface RetentionReport {
  deleted_files: number;
  deleted_bytes: number;
  oldest_readable_version: number;
  forgotten_runs: number;
}

const HOUR_MS = 3_600_000;
/** An upload that is older is not still coming in: a request takes an hour at most. */
const UPLOAD_HOURS = 2;

/** Deletes what need not be kept any longer, by one process of many. */
export class RetentionService {
  constructor(
    private readonly maintenance: MaintenanceService,
    private readonly records: RunRecordRepository,
    private readonly intake: IntakeRepository,
    private readonly queues: readonly Pick<JobQueue, 'clean'>[],
    private readonly database: Database,
    private readonly settings: RetentionSettings,
    private readonly uploads: UploadStore,
  ) {}

  /** Undefined where a run is going on; the next time will do. */
  async apply(): Promise<RetentionReport | undefined> {
    const lease = await tryLease(this.database, LAKE_LEASE);
    if (!lease) return undefined;
    try {
      const lake = await this.maintenance.vacuum(this.settings.vacuumRetentionHours);
      const before = new Date(Date.now() - this.settings.jobRetentionHours * HOUR_MS);
      for (const queue of this.queues) {
        await queue.clean(this.settings.jobRetentionHours * HOUR_MS, 'completed');
        await queue.clean(this.settings.jobRetentionHours * HOUR_MS, 'failed');
      }
      const forgotten = await this.records.forget(before);
      await this.intake.forget(before);
      // What a crash left before there was a run, or after it was done, and what nobody can retry any more.
      await this.uploads.forget(new Date(Date.now() - UPLOAD_HOURS * HOUR_MS), (folder) =>
        this.records.willRead(folder),
      );
      // A server does this by itself.
      if (this.database.isEmbedded) await this.database.rows('VACUUM (ANALYZE)');
      return {
        deleted_files: lake.deletedFiles,
        deleted_bytes: lake.deletedBytes,
        oldest_readable_version: lake.oldestReadable,
        forgotten_runs: forgotten,
      };
    } finally {
      await lease.release();
    }
  }
}
