import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '../../../../platform/errors/app-error.js';
import { isGraphql, isSocket, requestOf } from '../../../../platform/http/request-of.js';
import { problemOf } from '../../../../platform/http/problem.js';
import { type Permission } from '../../domain/permission.js';
import { AuditService } from '../../service/audit.service.js';
import { auditDenied } from '../audit/audit.hook.js';
import { type IdentifiedRequest, PUBLIC, READS, REQUIRED } from '../decorators/access.js';

/** Lets those in who may do what the route requires. */
@Injectable()
export class AuthorizationGuard implements CanActivate {
  constructor(
    private readonly reflector: Reflector,
    private readonly audit: AuditService,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const request = requestOf<IdentifiedRequest>(context);
    if (!isGraphql(context) || !isSocket(request)) return this.mayAsk(context);
    // Over a socket there is no answer with a status, by which denied requests get into the audit log.
    try {
      return this.mayAsk(context);
    } catch (error) {
      return this.denied(request, context.getHandler().name, error);
    }
  }

  private async denied(request: IdentifiedRequest, field: string, error: unknown): Promise<never> {
    const { status } = problemOf(error, request);
    await auditDenied(this.audit, request, `subscription ${field}`, status);
    throw error;
  }

  private mayAsk(context: ExecutionContext): boolean {
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    const required = this.reflector.getAllAndOverride<Permission[] | undefined>(REQUIRED, targets);
    const request = requestOf<IdentifiedRequest>(context);
    const { principal, refusal } = request;
    if (refusal !== undefined) throw refusal;
    if (!principal) {
      throw new AppError('unauthenticated', 'this needs credentials', {
        hint: 'Send a bearer token of POST /api/v1/auth/token, an X-API-Key, or HTTP Basic.',
      });
    }
    if (!required) throw new AppError('forbidden', 'this route says to nobody that it may be called');
    const missing = required.filter((permission) => !principal.permissions.includes(permission));
    if (missing.length > 0)
      throw new AppError('forbidden', `this needs the permission ${missing.join(', ')}`);
    request.isRead = this.reflector.get<boolean | undefined>(READS, context.getHandler());
    return true;
  }
}
