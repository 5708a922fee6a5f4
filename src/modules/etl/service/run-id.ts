import { randomBytes } from 'node:crypto';

/** Sorts by time, and two of the same second differ. */
export function newRunId(): string {
  const time = new Date().toISOString().replace(/[-:]/g, '').slice(0, 15);
  return `${time}-${randomBytes(3).toString('hex')}`;
}
