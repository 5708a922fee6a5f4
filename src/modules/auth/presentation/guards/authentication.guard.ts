import { createHash } from 'node:crypto';
import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { LRUCache } from 'lru-cache';
import passport from 'passport';
import { Config } from '../../../../platform/config/index.js';
import { AppError } from '../../../../platform/errors/app-error.js';
import { isGraphql, isSocket, requestOf } from '../../../../platform/http/request-of.js';
import { type Principal } from '../../domain/principal.js';
import { badCredentials } from '../../service/login.service.js';
import { type IdentifiedRequest, PUBLIC } from '../decorators/access.js';
import { JwtStrategy } from '../strategies/jwt.strategy.js';
import { ApiKeyStrategy, BasicStrategy } from '../strategies/secret.strategies.js';

/** A revoked session, key or user is let in for so long at most. */
const REMEMBER_MS = 5_000;
const MOST_REMEMBERED = 10_000;
/** Wrong passwords by HTTP Basic a minute and address; more are refused without the work of comparing them. */
const MOST_FAILURES = 30;

/**
 * Finds out who asks, by a bearer token, an API key or HTTP Basic. It refuses nobody: what is wrong with the credentials
 * is kept for AuthorizationGuard, so that the limit of requests counts these requests too.
 */
@Injectable()
export class AuthenticationGuard implements CanActivate {
  private readonly known = new LRUCache<string, Promise<Principal>>({
    max: MOST_REMEMBERED,
    ttl: REMEMBER_MS,
  });
  private readonly failures = new LRUCache<string, { count: number }>({ max: MOST_REMEMBERED, ttl: 60_000 });

  private readonly strategies: passport.Strategy[];

  constructor(
    private readonly reflector: Reflector,
    jwt: JwtStrategy,
    apiKey: ApiKeyStrategy,
    basic: BasicStrategy,
    private readonly config: Config,
  ) {
    this.strategies = [jwt, apiKey, basic];
  }

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const request = requestOf<IdentifiedRequest>(context);
    // A request to GraphQL was looked at when it came in; over a socket the credentials may come later.
    if (isGraphql(context) && !isSocket(request)) return true;
    const targets = [context.getHandler(), context.getClass()];
    if (this.reflector.getAllAndOverride<boolean | undefined>(PUBLIC, targets)) return true;
    await this.look(request);
    return true;
  }

  /** Leaves with the request who asks, or why the credentials are not accepted. */
  async look(request: IdentifiedRequest): Promise<void> {
    const credentials = credentialsOf(request);
    if (credentials === undefined) return;
    request.principal = undefined;
    request.refusal = undefined;
    try {
      request.principal = await this.identify(request, credentials);
    } catch (error) {
      request.refusal = error as Error;
    }
  }

  /** Forgets what it knows of somebody, when that has changed. */
  forget(): void {
    this.known.clear();
  }

  private async identify(request: IdentifiedRequest, credentials: string): Promise<Principal> {
    const key = createHash('sha256').update(credentials).digest('base64');
    const remembered = this.known.get(key);
    if (remembered) return remembered;
    const isPassword =
      /^Basic /i.test(request.headers.authorization ?? '') && this.config.values.loginRateLimit > 0;
    const failed = isPassword ? this.failures.get(request.ip) : undefined;
    if (failed && failed.count >= MOST_FAILURES) {
      throw new AppError('too_many', 'too many requests with bad credentials from this address', {
        details: { retry_after_seconds: 60 },
      });
    }
    const identified = this.ask(request);
    this.known.set(key, identified);
    try {
      return await identified;
    } catch (error) {
      this.known.delete(key);
      if (isPassword && error instanceof AppError && error.kind === 'unauthenticated') {
        if (failed) failed.count++;
        else this.failures.set(request.ip, { count: 1 });
      }
      throw error;
    }
  }

  private ask(request: IdentifiedRequest): Promise<Principal> {
    return new Promise((resolve, reject) => {
      const decide = (error: unknown, principal: Principal | false | null, complaints?: unknown): void => {
        if (principal) resolve(principal);
        else if (error instanceof Error) reject(error);
        // Passport's complaints (no token, expired, bad signature) are one answer to the caller; what could not be asked is another.
        else reject([complaints].flat().find(isUnavailable) ?? badCredentials());
      };
      // By name they would be looked up in a table that all applications of a process share. Each request gets its own:
      // passport hangs the outcome on them.
      const strategies = this.strategies.map((strategy) => Object.create(strategy) as passport.Strategy);
      const authenticate = passport.authenticate(strategies as never, { session: false }, decide) as (
        ...parts: unknown[]
      ) => void;
      authenticate(request, {}, reject);
    });
  }
}

function isUnavailable(complaint: unknown): complaint is AppError {
  return complaint instanceof AppError && complaint.kind === 'unavailable';
}

function credentialsOf({ headers }: IdentifiedRequest): string | undefined {
  const key = headers['x-api-key'];
  if (headers.authorization === undefined && key === undefined) return undefined;
  return JSON.stringify([headers.authorization ?? null, key ?? null]);
}
