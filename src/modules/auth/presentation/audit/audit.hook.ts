import { Logger } from '@nestjs/common';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AuditEvent } from '../../domain/audit.js';
import { type AuditService } from '../../service/audit.service.js';
import { type IdentifiedRequest } from '../decorators/access.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);
const DENIED = new Set([401, 403, 429]);
const LONGEST = 2_000;

const log = new Logger('Audit');

/** Has every write and every denied request in the audit log before it is answered. */
export function auditRequests(fastify: FastifyInstance, audit: AuditService): void {
  fastify.addHook('onSend', async (request, reply) => {
    const { isWrite, status } = asked(request, reply);
    if (!isWrite && !DENIED.has(status)) return;
    await append(audit, eventOf(request, request.operation?.text ?? '', status));
  });
}

/** Has an operation that was denied over a socket in the audit log. */
export function auditDenied(
  audit: AuditService,
  request: FastifyRequest,
  operation: string,
  status: number,
): Promise<void> {
  return append(audit, eventOf(request, operation, status));
}

async function append(audit: AuditService, event: AuditEvent): Promise<void> {
  try {
    await audit.append(event);
  } catch (error) {
    // What was done is done; the log of the process is what is left to tell it.
    log.error({ ...event, error: (error as Error).message }, 'an entry of the audit log is lost');
  }
}

/** One address of GraphQL is for reads and writes, and says 200 where one field of many was denied. */
function asked(request: FastifyRequest, { statusCode }: FastifyReply) {
  const { method, operation, isRead } = request as IdentifiedRequest;
  if (!operation) return { isWrite: !SAFE.has(method) && isRead !== true, status: statusCode };
  return { isWrite: operation.isWrite, status: statusCode === 200 ? operation.status : statusCode };
}

function eventOf(request: FastifyRequest, operation: string, status: number): AuditEvent {
  const { principal } = request as IdentifiedRequest;
  return {
    at: new Date().toISOString(),
    actor_kind: principal?.kind ?? ('anonymous' as const),
    actor_id: principal?.id ?? null,
    actor_name: principal?.name ?? null,
    address: request.ip,
    method: request.method,
    route: `${request.routeOptions.url ?? ''} ${operation}`.trim(),
    path: (request.url.split('?')[0] ?? '').slice(0, LONGEST),
    status,
    correlation_id: request.id,
  };
}
