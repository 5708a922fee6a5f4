import { type Database, tryLease } from '../../../platform/database/index.js';
import { type EventBus } from '../../../platform/events/index.js';
import { type Lake, LAKE_LEASE } from '../../../platform/lake/index.js';
import { type RunRecordRepository } from '../data-access/run-record.repository.js';
import { type UploadStore } from '../data-access/upload-store.js';
import { erasureKey, erasuresOf } from '../domain/erasure.js';
import { type EraseRequest } from '../domain/run-request.js';
import { eraseRequest, type OpenRing } from './erased-customers.js';
import { type MaintenanceService } from './maintenance.service.js';

export type ErasureStatus = 'queued' | 'running' | 'failed' | 'cancelled' | 'cleaning' | 'done';

/** An erasure as people are told of it: who was erased is not known any more. */
export interface ErasureSummary {
  run_id: string;
  fingerprint: string;
  status: ErasureStatus;
  asked_by: string | null;
  erased_at: string | null;
  /** Lines that lost their customer. */
  lines: number | null;
  /** When the former versions were gone. */
  cleaned_at: string | null;
}

/** Erasures of customers around their runs: the request, the list, and the end of what former versions hold. */
export class ErasureService {
  constructor(
    private readonly lake: Lake,
    private readonly records: RunRecordRepository,
    private readonly maintenance: MaintenanceService,
    private readonly uploads: UploadStore,
    private readonly database: Database,
    private readonly openRing: OpenRing,
    private readonly events: EventBus,
  ) {}

  /** The request of a run, and the run that does the same already. Throws AppError. */
  async prepare(
    text: string,
    by: string | null,
  ): Promise<{ request: EraseRequest; pending?: { id: string; status: string } }> {
    const request = eraseRequest(text, by, (await this.lake.state()).values, await this.openRing());
    const same = (await this.records.openErasures()).find(
      ({ request: other, status }) =>
        other.kind === 'erase' &&
        other.fingerprint === request.fingerprint &&
        (status === 'queued' || status === 'running'),
    );
    return { request, pending: same && { id: same.id, status: same.status } };
  }

  /** Newest first. */
  async list(): Promise<ErasureSummary[]> {
    const known = erasuresOf((await this.lake.state()).values);
    const committed = known.map(({ fingerprint, run, at, by, lines, cleaned_at }) => ({
      run_id: run,
      fingerprint,
      status: cleaned_at === null ? ('cleaning' as const) : ('done' as const),
      asked_by: by,
      erased_at: at,
      lines,
      cleaned_at,
    }));
    const runs = new Set(known.map(({ run }) => run));
    const open = (await this.records.openErasures()).flatMap(({ id, status, request }) =>
      request.kind !== 'erase' || runs.has(id)
        ? []
        : [
            {
              run_id: id,
              fingerprint: request.fingerprint,
              status: status as ErasureStatus,
              asked_by: request.by,
              erased_at: null,
              lines: null,
              cleaned_at: null,
            },
          ],
    );
    // An id begins with the time.
    return [...committed, ...open].sort((a, b) => (a.run_id < b.run_id ? 1 : -1));
  }

  /**
   * Deletes what still holds an erased customer: former versions of the lake as soon as no reader stays at them, uploads of
   * runs that failed, and old rows of the database. False where that has to wait; safe to call at any time.
   */
  async clean(): Promise<boolean> {
    const open = await this.uncleaned();
    if (open.length === 0) return true;
    const last = Math.max(...open.map(({ version }) => version));
    if ((await this.lake.oldestInUse()) < last) return false;
    const lease = await tryLease(this.database, LAKE_LEASE);
    if (!lease) return false;
    try {
      const { oldestReadable } = await this.maintenance.vacuum(0);
      if (oldestReadable < last) return false;
      for (const id of await this.records.finishedOf(await this.uploads.runs()))
        await this.uploads.remove(id);
      await this.database.purge();
      const cleaned_at = new Date().toISOString();
      const values: Record<string, unknown> = {};
      for (const { fingerprint, ...erasure } of await this.uncleaned())
        if (erasure.version <= last) values[erasureKey(fingerprint)] = { ...erasure, cleaned_at };
      await this.events.publish('HistoryErased', { version: last });
      await this.maintenance.note(values);
      return true;
    } finally {
      await lease.release();
    }
  }

  private async uncleaned() {
    return erasuresOf((await this.lake.state()).values).filter(({ cleaned_at }) => cleaned_at === null);
  }
}
