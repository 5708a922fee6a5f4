/** A request that is worth remembering: a write, or one that was denied. */
export interface AuditEvent {
  /** ISO 8601, UTC, milliseconds. */
  at: string;
  actor_kind: 'user' | 'api_key' | 'external' | 'anonymous';
  actor_id: string | null;
  actor_name: string | null;
  /** Of the client. */
  address: string;
  method: string;
  /** With the names of its parameters. */
  route: string;
  /** Without the query. */
  path: string;
  status: number;
  correlation_id: string;
}

export interface AuditEntry extends AuditEvent {
  /** 1, 2, 3 … without gaps. */
  seq: number;
  /** Hash of the entry before; 64 zeros for the first. */
  previous_hash: string;
  /** SHA-256 over the previous hash and this entry. */
  hash: string;
}

export const FIRST_PREVIOUS = '0'.repeat(64);

/** What is hashed: the fields in this order, as JSON, so that none can run into the next. */
export function hashedText(event: AuditEvent, seq: number, previousHash: string): string {
  return JSON.stringify([
    previousHash,
    seq,
    event.at,
    event.actor_kind,
    event.actor_id,
    event.actor_name,
    event.address,
    event.method,
    event.route,
    event.path,
    event.status,
    event.correlation_id,
  ]);
}
