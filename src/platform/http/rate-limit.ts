import { applyDecorators, type ExecutionContext, Injectable, SetMetadata } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import {
  SkipThrottle,
  ThrottlerGuard,
  type ThrottlerLimitDetail,
  type ThrottlerModuleOptions,
  type ThrottlerStorage,
} from '@nestjs/throttler';
import { type Config } from '../config/index.js';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { isGraphql, isSocket, requestOf } from './request-of.js';

const LOGIN = 'http:login-limit';
/** Over a socket there are no headers of an answer. */
const NO_REPLY = { header: () => undefined };
const MINUTE_MS = 60_000;

/** Counted against the small limit of requests that present a password, by address. */
export function LoginLimit(): MethodDecorator {
  return SetMetadata(LOGIN, true);
}

/** Asked by machines in short intervals, and cheap: not counted. */
export function Unlimited(): MethodDecorator & ClassDecorator {
  return applyDecorators(SkipThrottle({ default: true, login: true }));
}

/** Two limits a minute: all requests of a client, and those that present a password. 0 is none. */
export function rateLimits(
  { values }: Config,
  storage: ThrottlerStorage | undefined,
): ThrottlerModuleOptions {
  const reflector = new Reflector();
  const isLogin = (context: ExecutionContext) =>
    reflector.get<boolean | undefined>(LOGIN, context.getHandler()) === true;
  return {
    throttlers: [
      { name: 'default', ttl: MINUTE_MS, limit: values.rateLimit, skipIf: () => values.rateLimit === 0 },
      {
        name: 'login',
        ttl: MINUTE_MS,
        limit: values.loginRateLimit,
        skipIf: (context) => values.loginRateLimit === 0 || !isLogin(context),
        setHeaders: false,
      },
    ],
    ...(storage ? { storage } : {}),
  };
}

/** Counts by who asks where that is known, and by address elsewhere. Runs after the credentials were looked at. */
@Injectable()
export class RateLimitGuard extends ThrottlerGuard {
  /** Counts a request that no route is called for. Throws AppError where it is one too many. */
  async count(request: FastifyRequest, reply: FastifyReply): Promise<void> {
    const http = { getRequest: () => request, getResponse: () => reply };
    const nothing = () => undefined;
    await super.canActivate({
      getType: () => 'http',
      switchToHttp: () => http,
      getHandler: () => nothing,
      getClass: () => RateLimitGuard,
    } as unknown as ExecutionContext);
  }

  /** A request to GraphQL is counted once, when it comes in, and not field by field. Over a socket each subscription counts. */
  protected override shouldSkip(context: ExecutionContext): Promise<boolean> {
    return Promise.resolve(isGraphql(context) && !isSocket(requestOf(context)));
  }

  protected override getRequestResponse(context: ExecutionContext) {
    if (!isGraphql(context)) return super.getRequestResponse(context);
    return { req: requestOf(context) as unknown as Record<string, never>, res: NO_REPLY };
  }

  protected override async getTracker(request: { principal?: { id: string }; ip: string }): Promise<string> {
    return request.principal?.id ?? super.getTracker(request);
  }

  /** One count for all routes. */
  protected override generateKey(_context: ExecutionContext, tracker: string, name: string): string {
    return `${name}:${tracker}`;
  }

  protected override throwThrottlingException(
    _context: ExecutionContext,
    detail: ThrottlerLimitDetail,
  ): Promise<void> {
    throw new AppError('too_many', `more than ${detail.limit} requests in a minute`, {
      details: { retry_after_seconds: Math.max(1, detail.timeToBlockExpire) },
    });
  }
}
