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
import { AppError } from '../errors/app-error.js';

const LOGIN = 'http:login-limit';
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
  const isLogin = (context: ExecutionContext) =>
    new Reflector().get<boolean | undefined>(LOGIN, context.getHandler()) === true;
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
