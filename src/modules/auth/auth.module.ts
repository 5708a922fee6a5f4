import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationBootstrap,
  type OnModuleInit,
  type Provider,
} from '@nestjs/common';
import { APP_GUARD, HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { SchedulerRegistry } from '@nestjs/schedule';
import { ThrottlerModule } from '@nestjs/throttler';
import { Config } from '../../platform/config/index.js';
import { Database } from '../../platform/database/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { RateLimitGuard, rateLimits } from '../../platform/http/rate-limit.js';
import { RedisRateLimitStorage } from '../../platform/http/redis-rate-limit-storage.js';
import { Admission } from '../../platform/http/admission.js';
import { KeyRing } from '../../platform/secrets/index.js';
import { ApiKeyRepository } from './data-access/api-key.repository.js';
import { AuditRepository } from './data-access/audit.repository.js';
import { LoginFailureRepository } from './data-access/login-failure.repository.js';
import { SessionRepository } from './data-access/session.repository.js';
import { SigningKeyRepository } from './data-access/signing-key.repository.js';
import { UserRepository } from './data-access/user.repository.js';
import { auditRequests } from './presentation/audit/audit.hook.js';
import { AuthenticationGuard } from './presentation/guards/authentication.guard.js';
import { AuthorizationGuard } from './presentation/guards/authorization.guard.js';
import { JwksController } from './presentation/rest/jwks.controller.js';
import {
  ApiKeysController,
  AuditController,
  UsersController,
} from './presentation/rest/v1/admin.controllers.js';
import { AuthAliasController, AuthController } from './presentation/rest/v1/auth.controller.js';
import { JwtStrategy } from './presentation/strategies/jwt.strategy.js';
import { ApiKeyStrategy, BasicStrategy } from './presentation/strategies/secret.strategies.js';
import { AccessTokens } from './service/access-tokens.service.js';
import { ApiKeyService } from './service/api-key.service.js';
import { AuditService } from './service/audit.service.js';
import { makeFirstAdmin } from './service/first-admin.service.js';
import { IdentityService } from './service/identity.service.js';
import { LoginService } from './service/login.service.js';
import { OutsideIssuer } from './service/outside-issuer.service.js';
import { ProgramTokens } from './service/program-tokens.service.js';
import { SessionService } from './service/session.service.js';
import { SigningKeys } from './service/signing-keys.service.js';
import { UserService } from './service/user.service.js';

const TIDY_MS = 3_600_000;
const FAILURES_KEPT_MINUTES = 60;
/** What is there where no outside issuer is configured. */
const OUTSIDE = Symbol('OutsideIssuer');

const REPOSITORIES: Provider[] = [
  {
    provide: UserRepository,
    useFactory: (d: Database, r: KeyRing) => new UserRepository(d, r),
    inject: [Database, KeyRing],
  },
  { provide: SessionRepository, useFactory: (d: Database) => new SessionRepository(d), inject: [Database] },
  { provide: ApiKeyRepository, useFactory: (d: Database) => new ApiKeyRepository(d), inject: [Database] },
  {
    provide: LoginFailureRepository,
    useFactory: (d: Database) => new LoginFailureRepository(d),
    inject: [Database],
  },
  { provide: AuditRepository, useFactory: (d: Database) => new AuditRepository(d), inject: [Database] },
  {
    provide: SigningKeyRepository,
    useFactory: (d: Database, r: KeyRing) => new SigningKeyRepository(d, r),
    inject: [Database, KeyRing],
  },
];

const SERVICES: Provider[] = [
  {
    provide: SigningKeys,
    useFactory: (keys: SigningKeyRepository, { values }: Config) =>
      new SigningKeys(keys, values.signingKeyDays),
    inject: [SigningKeyRepository, Config],
  },
  {
    provide: AccessTokens,
    useFactory: (keys: SigningKeys, { values }: Config) =>
      new AccessTokens(keys, {
        issuer: values.publicUrl === '' ? 'tillhouse' : values.publicUrl,
        accessSeconds: values.accessTokenMinutes * 60,
      }),
    inject: [SigningKeys, Config],
  },
  {
    provide: LoginService,
    useFactory: (u: UserRepository, k: ApiKeyRepository, f: LoginFailureRepository) =>
      new LoginService(u, k, f),
    inject: [UserRepository, ApiKeyRepository, LoginFailureRepository],
  },
  {
    provide: SessionService,
    useFactory: (sessions: SessionRepository, tokens: AccessTokens, { values }: Config) =>
      new SessionService(sessions, tokens, values.sessionDays),
    inject: [SessionRepository, AccessTokens, Config],
  },
  {
    provide: ProgramTokens,
    useFactory: (tokens: AccessTokens) => new ProgramTokens(tokens),
    inject: [AccessTokens],
  },
  {
    provide: IdentityService,
    useFactory: (login: LoginService, sessions: SessionRepository) => new IdentityService(login, sessions),
    inject: [LoginService, SessionRepository],
  },
  {
    provide: UserService,
    useFactory: (users: UserRepository) => new UserService(users),
    inject: [UserRepository],
  },
  {
    provide: ApiKeyService,
    useFactory: (keys: ApiKeyRepository) => new ApiKeyService(keys),
    inject: [ApiKeyRepository],
  },
  {
    provide: AuditService,
    useFactory: (entries: AuditRepository) => new AuditService(entries),
    inject: [AuditRepository],
  },
  {
    provide: OUTSIDE,
    useFactory: ({ values }: Config) =>
      values.oidcIssuer === ''
        ? null
        : new OutsideIssuer({
            issuer: values.oidcIssuer,
            audience: values.oidcAudience,
            rolesClaim: values.oidcRolesClaim,
            roles: values.oidcRoles,
          }),
    inject: [Config],
  },
];

const DOORS: Provider[] = [
  {
    provide: JwtStrategy,
    useFactory: (k: SigningKeys, t: AccessTokens, i: IdentityService, o: OutsideIssuer | null) =>
      new JwtStrategy(k, t, i, o ?? undefined),
    inject: [SigningKeys, AccessTokens, IdentityService, OUTSIDE],
  },
  {
    provide: ApiKeyStrategy,
    useFactory: (i: IdentityService) => new ApiKeyStrategy(i),
    inject: [IdentityService],
  },
  {
    provide: BasicStrategy,
    useFactory: (i: IdentityService) => new BasicStrategy(i),
    inject: [IdentityService],
  },
  AuthenticationGuard,
  // In this order: who is it, do they come too often, may they.
  { provide: APP_GUARD, useExisting: AuthenticationGuard },
  RateLimitGuard,
  { provide: APP_GUARD, useExisting: RateLimitGuard },
  { provide: APP_GUARD, useClass: AuthorizationGuard },
  {
    provide: Admission,
    useFactory: (who: AuthenticationGuard, limit: RateLimitGuard): Admission => ({
      admit: async (request, reply) => {
        await who.look(request);
        await limit.count(request, reply);
      },
    }),
    inject: [AuthenticationGuard, RateLimitGuard],
  },
];

/** Who may use the API, and what they did. Of the server alone: workers answer nobody. */
@Module({})
export class AuthModule implements OnModuleInit, OnApplicationBootstrap {
  private readonly log = new Logger('Auth');

  constructor(
    private readonly config: Config,
    private readonly users: UserRepository,
    private readonly keys: SigningKeys,
    private readonly sessions: SessionRepository,
    private readonly failures: LoginFailureRepository,
    private readonly audit: AuditService,
    private readonly health: HealthRegistry,
    private readonly timers: SchedulerRegistry,
    @Inject(OUTSIDE) private readonly outside: OutsideIssuer | null,
    private readonly host: HttpAdapterHost<FastifyAdapter>,
  ) {}

  static of(): DynamicModule {
    return {
      module: AuthModule,
      global: true,
      imports: [
        ThrottlerModule.forRootAsync({
          useFactory: (config: Config) => {
            const { redisUrl } = config.values;
            return rateLimits(config, redisUrl === '' ? undefined : new RedisRateLimitStorage(redisUrl));
          },
          inject: [Config],
        }),
      ],
      controllers: [
        AuthController,
        AuthAliasController,
        ApiKeysController,
        UsersController,
        AuditController,
        JwksController,
      ],
      providers: [...REPOSITORIES, ...SERVICES, ...DOORS],
      exports: [Admission],
    };
  }

  onModuleInit(): void {
    auditRequests(this.host.httpAdapter.getInstance(), this.audit);
    const { outside } = this;
    if (!outside) return;
    this.health.registerExternal('outside_issuer', async () => {
      await outside.check();
      return { status: 'up', details: { issuer: outside.settings.issuer } };
    });
  }

  async onApplicationBootstrap(): Promise<void> {
    const { adminUser, adminPassword } = this.config.values;
    const made = await makeFirstAdmin(this.users, adminUser, adminPassword);
    if (made !== undefined) {
      // To the person who starts it, and not into the log.
      process.stderr.write(
        `\nThe first administrator is ${adminUser} with the password ${made}\nIt is not shown again. POST /api/v1/auth/password changes it.\n\n`,
      );
    }
    const again = (await this.users.reencrypt()) + (await this.keys.reencrypt());
    if (again > 0) this.log.log(`${again} stored secrets were encrypted anew with the key in use`);
    const timer = setInterval(() => void this.tidy(), TIDY_MS);
    this.timers.addInterval('auth: what has expired', timer);
  }

  private async tidy(): Promise<void> {
    try {
      await this.sessions.forgetExpired();
      await this.failures.forgetOlderThan(FAILURES_KEPT_MINUTES);
    } catch (error) {
      this.log.warn(`what has expired is still there: ${(error as Error).message}`);
    }
  }
}
