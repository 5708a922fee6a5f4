import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

export const CORRELATION_HEADER = 'x-correlation-id';

const SANE = /^[\w.:-]{1,128}$/;

/** The caller's `X-Correlation-Id` where it is a sane one, else a new id; used as Fastify's request id. */
export function newRequestId(request: Pick<IncomingMessage, 'headers'>): string {
  const given = request.headers[CORRELATION_HEADER];
  return typeof given === 'string' && SANE.test(given) ? given : randomUUID();
}
