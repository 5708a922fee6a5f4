import { randomUUID } from 'node:crypto';
import { type SessionRepository } from '../data-access/session.repository.js';
import { type Permission, permissionsOf } from '../domain/permission.js';
import { type User } from '../domain/user.js';
import { AccessTokens } from './access-tokens.service.js';
import { badCredentials } from './login.service.js';
import { hashSecret, randomSecret } from './secrets.js';

export interface Tokens {
  access_token: string;
  token_type: 'bearer';
  /** Seconds. */
  expires_in: number;
  refresh_token?: string;
  permissions: Permission[];
  /** The same, as OAuth writes it. */
  scope: string;
}

const DAY_MS = 86_400_000;

/** Sessions of people: begun by a login, kept up by refresh tokens of one use, ended by logout, theft or time. */
export class SessionService {
  constructor(
    private readonly sessions: SessionRepository,
    private readonly tokens: AccessTokens,
    private readonly days: number,
  ) {}

  /** `asked` narrows what the session may do. */
  async begin(user: User, asked: readonly Permission[]): Promise<Tokens> {
    const sid = randomUUID();
    const refreshToken = randomSecret();
    const expiresAt = new Date(Date.now() + this.days * DAY_MS);
    await this.sessions.begin(sid, user.id, asked, expiresAt, hashSecret(refreshToken));
    return this.issue(sid, user.id, user.epoch, narrowed(permissionsOf(user.roles), asked), refreshToken);
  }

  /** Throws AppError where the token is not good; one that comes a second time ends its session. */
  async refresh(refreshToken: string): Promise<Tokens> {
    const next = randomSecret();
    const rotation = await this.sessions.rotate(hashSecret(refreshToken), hashSecret(next));
    if (rotation.outcome !== 'rotated') throw badCredentials();
    const { sessionId, standing } = rotation;
    const permissions = narrowed(permissionsOf(standing.roles), standing.permissions);
    return this.issue(sessionId, standing.userId, standing.epoch, permissions, next);
  }

  end(sid: string): Promise<void> {
    return this.sessions.end(sid, 'logout');
  }

  endAllOf(userId: string, why: string): Promise<void> {
    return this.sessions.endAllOf(userId, why);
  }

  private async issue(
    sid: string,
    userId: string,
    epoch: number,
    permissions: Permission[],
    refreshToken: string,
  ): Promise<Tokens> {
    return {
      access_token: await this.tokens.sign({ sub: `user:${userId}`, sid, epoch }),
      token_type: 'bearer',
      expires_in: this.tokens.settings.accessSeconds,
      refresh_token: refreshToken,
      permissions,
      scope: AccessTokens.scopeOf(permissions),
    };
  }
}

export function narrowed(permissions: readonly Permission[], asked: readonly Permission[]): Permission[] {
  return asked.length === 0
    ? [...permissions]
    : permissions.filter((permission) => asked.includes(permission));
}
