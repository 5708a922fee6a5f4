import { chained, type AuditFilter, type AuditRepository } from '../data-access/audit.repository.js';
import { type AuditEntry, type AuditEvent, FIRST_PREVIOUS } from '../domain/audit.js';

export interface AuditVerification {
  valid: boolean;
  /** Entries that were looked at. */
  entries: number;
  /** The first entry that does not follow from those before it. */
  first_bad_seq: number | null;
  /** Hash of the last good entry: who keeps it elsewhere can tell whether the end was cut off. */
  head_hash: string;
}

/** The audit log. Events that come together are written together. */
export class AuditService {
  private waiting: { event: AuditEvent; done: () => void; failed: (error: unknown) => void }[] = [];
  private writing: Promise<void> | undefined;

  constructor(private readonly entries: AuditRepository) {}

  /** Resolves when the event is in the log. */
  append(event: AuditEvent): Promise<void> {
    return new Promise((done, failed) => {
      this.waiting.push({ event, done, failed });
      this.writing ??= this.write().finally(() => (this.writing = undefined));
    });
  }

  page(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    return this.entries.page(filter, limit);
  }

  /** Computes the whole chain again. */
  async verify(): Promise<AuditVerification> {
    let last = { seq: 0, hash: FIRST_PREVIOUS };
    for await (const entry of this.entries.all()) {
      const { seq, previous_hash, hash, ...event } = entry;
      const isNext = seq === last.seq + 1 && previous_hash === last.hash;
      if (!isNext || chained(event, seq, last.hash).hash !== hash)
        return { valid: false, entries: last.seq + 1, first_bad_seq: seq, head_hash: last.hash };
      last = entry;
    }
    return { valid: true, entries: last.seq, first_bad_seq: null, head_hash: last.hash };
  }

  private async write(): Promise<void> {
    while (this.waiting.length > 0) {
      const batch = this.waiting.splice(0, 500);
      try {
        await this.entries.append(batch.map(({ event }) => event));
        for (const { done } of batch) done();
      } catch (error) {
        for (const { failed } of batch) failed(error);
      }
    }
  }
}
