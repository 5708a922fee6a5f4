import { resolve } from 'node:path';

/** A compiled file, for a thread or process of its own; the tests run the sources beside it. */
export function compiled(path: string): string {
  return resolve(import.meta.dirname, '..', '..', '..', 'dist', path);
}
