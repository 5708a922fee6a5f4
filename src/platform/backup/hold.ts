import { randomUUID } from 'node:crypto';
import { type Database, type Lease, tryLease } from '../database/index.js';
import { type Lake } from '../lake/index.js';
import { isGone } from '../locks/process-name.js';

const PREFIX = 'backup ';
/** A backup whose connection is slow may renew its lease late. */
const GRACE_SECONDS = 60;

/** As long as it is not released, no process deletes a file of the lake. */
export async function holdLake(database: Database): Promise<Lease> {
  const lease = await tryLease(database, PREFIX + randomUUID());
  if (!lease) throw new Error('two backups have one name');
  return lease;
}

/** Has a lake keep all its files while a backup is made of it, whichever process makes it. */
export function heedBackups(lake: Lake, database: Database): void {
  lake.protect(async () => {
    const holds = await database.rows<{ holder: string }>(
      `SELECT holder FROM ops.lease WHERE name LIKE $1 AND expires_at > clock_timestamp() - $2 * interval '1 s'`,
      [`${PREFIX}%`, GRACE_SECONDS],
    );
    return holds.some(({ holder }) => !isGone(holder)) ? 0 : undefined;
  });
}
