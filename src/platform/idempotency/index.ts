import { createHash } from 'node:crypto';
import { AppError } from '../errors/app-error.js';

/** What keeps a request that comes twice from being done twice. */
export interface Idempotency {
  key: string;
  /** Of what was asked. */
  hash: string;
}

export function requestHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** Throws AppError where the key stands for another request; `of` tells which. */
export function mustBeSame(found: { hash: string | null }, once: Idempotency, of = ''): void {
  if (found.hash === once.hash) return;
  throw new AppError('conflict', `the Idempotency-Key was used for another request${of}`, {
    hint: 'Use a new key for a new request.',
  });
}
