import { AppError } from './app-error.js';

const KINDS = new Set(['unavailable', 'conflict', 'too_many']);
/** Errors of the system (a full disk, a refused connection); codes of Node itself begin with ERR_. */
const SYSTEM = /^E(?!RR_)[A-Z_]+$/;
/** PostgreSQL: connection, conflict, resources, lock, operator, system. */
const SQLSTATE = /^(08|40|53|55|57|58)[0-9A-Z]{3}$/;
/** What has no code: DuckDB, which is out of memory also where the disk that it spills to is full, and the driver of PostgreSQL. */
const MESSAGE =
  /^(IO Error|Out of Memory Error|INTERRUPT Error|Connection terminated|timeout exceeded when trying to connect|Query read timeout)/;

/** Whether the disk, a store, the database or somebody who stops it is to blame, and not what was asked: a later try may succeed. */
export function isOutage(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error instanceof AppError) return KINDS.has(error.kind);
  const { code } = error as { code?: unknown };
  return (
    // An answer of S3, or that none came.
    '$metadata' in error ||
    error.name === 'AbortError' ||
    (typeof code === 'string' && (SYSTEM.test(code) || SQLSTATE.test(code))) ||
    MESSAGE.test(error.message) ||
    isOutage(error.cause)
  );
}
