import { createHash } from 'node:crypto';
import { type Database } from '../../../platform/database/index.js';
import { type AuditEntry, type AuditEvent, FIRST_PREVIOUS, hashedText } from '../domain/audit.js';

interface AuditRow extends Omit<AuditEntry, 'seq' | 'at'> {
  seq: string | number;
  at: Date;
}

export interface AuditFilter {
  actor?: string;
  method?: string;
  status?: number;
  from?: Date;
  to?: Date;
  correlation_id?: string;
  /** Entries before this one. */
  before?: number;
}

/** Any number, the same for all: entries are chained one after the other. */
const LOCK = 72707372;
const COLUMNS =
  'seq, at, actor_kind, actor_id, actor_name, address, method, route, path, status, correlation_id, previous_hash, hash';

/** The audit log; it only grows. */
export class AuditRepository {
  constructor(private readonly database: Database) {}

  /** Chains events to the log, in one transaction. */
  async append(events: readonly AuditEvent[]): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      const { rows } = await sql.query<{ seq: number; hash: string }>(
        'SELECT seq, hash FROM ops.audit_entry ORDER BY seq DESC LIMIT 1',
      );
      let [last = { seq: 0, hash: FIRST_PREVIOUS }] = rows;
      const entries: AuditEntry[] = [];
      for (const event of events) {
        const entry = chained(event, Number(last.seq) + 1, last.hash);
        entries.push(entry);
        last = entry;
      }
      await sql.query(
        `INSERT INTO ops.audit_entry (${COLUMNS})
         SELECT ${COLUMNS} FROM jsonb_to_recordset($1::jsonb) AS e(seq bigint, at timestamptz, actor_kind text, actor_id text,
           actor_name text, address text, method text, route text, path text, status integer, correlation_id text,
           previous_hash text, hash text)`,
        [JSON.stringify(entries)],
      );
    });
  }

  /** Newest first. */
  async page(filter: AuditFilter, limit: number): Promise<AuditEntry[]> {
    const rows = await this.database.rows<AuditRow>(
      `SELECT ${COLUMNS} FROM ops.audit_entry
       WHERE ($1::text IS NULL OR actor_id = $1) AND ($2::text IS NULL OR method = $2) AND ($3::integer IS NULL OR status = $3)
         AND ($4::timestamptz IS NULL OR at >= $4) AND ($5::timestamptz IS NULL OR at < $5)
         AND ($6::text IS NULL OR correlation_id = $6) AND ($7::bigint IS NULL OR seq < $7)
       ORDER BY seq DESC LIMIT $8`,
      [
        filter.actor ?? null,
        filter.method ?? null,
        filter.status ?? null,
        filter.from ?? null,
        filter.to ?? null,
        filter.correlation_id ?? null,
        filter.before ?? null,
        limit,
      ],
    );
    return rows.map(toEntry);
  }

  /** Oldest first, some at a time. */
  async *all(chunk = 5_000): AsyncGenerator<AuditEntry> {
    for (let after = 0; ;) {
      const rows = await this.database.rows<AuditRow>(
        `SELECT ${COLUMNS} FROM ops.audit_entry WHERE seq > $1 ORDER BY seq LIMIT $2`,
        [after, chunk],
      );
      yield* rows.map(toEntry);
      const last = rows.at(-1);
      if (!last || rows.length < chunk) return;
      after = Number(last.seq);
    }
  }
}

export function chained(event: AuditEvent, seq: number, previousHash: string): AuditEntry {
  const hash = createHash('sha256')
    .update(hashedText(event, seq, previousHash))
    .digest('hex');
  return { ...event, seq, previous_hash: previousHash, hash };
}

function toEntry(row: AuditRow): AuditEntry {
  return { ...row, seq: Number(row.seq), at: row.at.toISOString() };
}
