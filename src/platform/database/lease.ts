import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { isGone, processName } from '../locks/process-name.js';
import { type Database } from './database.js';

const LENGTH_MS = 10_000;
const RENEW_MS = 2_500;

/** A right that one of several processes has at a time. It ends by itself 10 s after its holder went silent. */
export interface Lease {
  /** Aborted when the right was lost: the holder was silent for too long, and somebody else has it. */
  lost: AbortSignal;
  release(): Promise<void>;
}

/** Takes a lease, or answers undefined where somebody else has it. */
export async function tryLease(database: Database, name: string): Promise<Lease | undefined> {
  const holder = `${processName()} ${randomUUID()}`;
  const [current] = await database.rows<{ holder: string }>('SELECT holder FROM ops.lease WHERE name = $1', [
    name,
  ]);
  // On this machine it can be seen at once that a holder is gone.
  const gone = current !== undefined && isGone(current.holder) ? current.holder : '';
  const [taken] = await database.rows<{ token: number }>(
    `INSERT INTO ops.lease AS l (name, holder, token, expires_at) VALUES ($1, $2, 1, clock_timestamp() + $3 * interval '1 ms')
     ON CONFLICT (name) DO UPDATE SET holder = $2, token = l.token + 1, expires_at = clock_timestamp() + $3 * interval '1 ms'
     WHERE l.expires_at < clock_timestamp() OR l.holder = $4 RETURNING token`,
    [name, holder, LENGTH_MS, gone],
  );
  if (!taken) return undefined;
  const lost = new AbortController();
  let lastSeen = Date.now();
  const renew = async () => {
    try {
      const renewed = await database.rows(
        `UPDATE ops.lease SET expires_at = clock_timestamp() + $3 * interval '1 ms' WHERE name = $1 AND holder = $2 RETURNING token`,
        [name, holder, LENGTH_MS],
      );
      if (renewed.length === 0) lost.abort(new Error(`the lease ${name} was taken over`));
      else lastSeen = Date.now();
    } catch (error) {
      // The database may be back before the lease runs out.
      if (Date.now() - lastSeen > LENGTH_MS) lost.abort(error);
    }
  };
  const timer = setInterval(() => void renew(), RENEW_MS);
  timer.unref();
  return {
    lost: lost.signal,
    async release() {
      clearInterval(timer);
      // The token stays, so that it grows with every holder.
      await database
        .rows(`UPDATE ops.lease SET expires_at = '-infinity' WHERE name = $1 AND holder = $2`, [name, holder])
        .catch(() => undefined);
    },
  };
}

/** Whether somebody has a lease. */
export async function isHeld(database: Database, name: string): Promise<boolean> {
  const held = await database.rows(
    'SELECT 1 FROM ops.lease WHERE name = $1 AND expires_at > clock_timestamp()',
    [name],
  );
  return held.length > 0;
}

/** Waits for a lease. Throws what the signal gives when it is aborted first. */
export async function waitForLease(database: Database, name: string, signal?: AbortSignal): Promise<Lease> {
  for (;;) {
    signal?.throwIfAborted();
    const lease = await tryLease(database, name);
    if (lease) return lease;
    await sleep(200, undefined, { signal });
  }
}

/** Does the work while nobody else does; waits for those who are before. */
export async function withLease<T>(
  database: Database,
  name: string,
  work: (lease: Lease) => Promise<T>,
): Promise<T> {
  const lease = await waitForLease(database, name);
  try {
    return await work(lease);
  } finally {
    await lease.release();
  }
}
