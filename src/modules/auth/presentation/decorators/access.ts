import { applyDecorators, createParamDecorator, type ExecutionContext, SetMetadata } from '@nestjs/common';
import { ApiBasicAuth, ApiBearerAuth, ApiSecurity } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ApiProblems } from '../../../../platform/http/problem-responses.js';
import { requestOf } from '../../../../platform/http/request-of.js';
import { type Permission } from '../../domain/permission.js';
import { type Principal } from '../../domain/principal.js';

export const PUBLIC = 'auth:public';
export const REQUIRED = 'auth:required';
export const READS = 'auth:reads';

/** Anybody may call it. A route that says neither this nor `Requires` is refused to all. */
export function Public(): MethodDecorator & ClassDecorator {
  return applyDecorators(SetMetadata(PUBLIC, true), ApiProblems(429));
}

/** Who calls it has all of these permissions. Without any, it is enough to be somebody. */
export function Requires(...permissions: Permission[]): MethodDecorator & ClassDecorator {
  return applyDecorators(
    SetMetadata(REQUIRED, permissions),
    ApiBearerAuth('bearer'),
    ApiSecurity('api_key'),
    ApiBasicAuth('basic'),
    ApiProblems(401, 403, 429),
  );
}

/** It changes nothing, although its question is too long for an address: the audit log, which has all other POSTs, is without it. */
export function Reads(): MethodDecorator {
  return SetMetadata(READS, true);
}

/** A request after its credentials were looked at. */
export interface IdentifiedRequest extends FastifyRequest {
  principal?: Principal;
  /** Why the credentials that came were not accepted. */
  refusal?: Error;
  /** Of a route that `Reads`. */
  isRead?: boolean;
}

/** The principal of a route that `Requires`. */
export const CurrentPrincipal = createParamDecorator((_: unknown, context: ExecutionContext): Principal => {
  const { principal } = requestOf<IdentifiedRequest>(context);
  if (!principal) throw new Error('the route asks for its caller and requires none');
  return principal;
});
