import { AppError } from '../../../platform/errors/app-error.js';
import { type ApiKeyRepository } from '../data-access/api-key.repository.js';
import { type LoginFailureRepository } from '../data-access/login-failure.repository.js';
import { type UserRepository } from '../data-access/user.repository.js';
import { isApiKeyId, splitApiKey, usablePermissions } from '../domain/api-key.js';
import { type Permission, permissionsOf } from '../domain/permission.js';
import { type User, normalUsername } from '../domain/user.js';
import { safeEqual } from '../../../platform/secrets/index.js';
import { hashPassword, isPassword } from './passwords.js';
import { hashSecret } from './secrets.js';

const MOST_FAILURES = 5;
const WINDOW_MINUTES = 15;
/** Longer ones are nobody's, and cost as much to look for. */
const LONGEST_LOGIN = 128;

export interface UsableKey {
  id: string;
  name: string;
  permissions: Permission[];
}

/** Proves who somebody is by a secret. What is wrong, the name or the secret, is not told. */
export class LoginService {
  constructor(
    private readonly users: UserRepository,
    private readonly keys: ApiKeyRepository,
    private readonly failures: LoginFailureRepository,
  ) {}

  /** Throws AppError, the same for an unknown user and a wrong password; `too_many` after five failures in a quarter of an hour. */
  async byPassword(username: string, password: string): Promise<User> {
    const login = normalUsername(username).slice(0, LONGEST_LOGIN);
    await this.refuseIfLocked(login);
    const user = await this.users.byUsername(login);
    const matches = await isPassword(password, user?.passwordHash);
    if (!user || !matches || !user.isActive) {
      await this.failures.record(login);
      throw badCredentials();
    }
    await this.failures.clear(login);
    return user;
  }

  /** By the whole key, as X-API-Key has it. Throws AppError. */
  async byApiKey(text: string): Promise<UsableKey> {
    const parts = splitApiKey(text);
    if (!parts) throw badCredentials();
    return this.byKey(parts.id, parts.secret);
  }

  /** By id and secret, or id and whole key: OAuth's client credentials, or a program's HTTP Basic. Throws AppError. */
  async byClient(id: string, secret: string): Promise<UsableKey> {
    if (!isApiKeyId(id)) throw badCredentials();
    const whole = splitApiKey(secret);
    if (whole && whole.id !== id) throw badCredentials();
    return this.byKey(id, whole?.secret ?? secret);
  }

  /** Throws AppError where the key may not be used any more. */
  async standing(keyId: string): Promise<UsableKey> {
    const found = await this.keys.usable(keyId);
    if (!found) throw badCredentials();
    const { key, ownerRoles } = found;
    return {
      id: key.id,
      name: key.name,
      permissions: usablePermissions(key.permissions, permissionsOf(ownerRoles)),
    };
  }

  /** New sessions and tokens are needed afterwards. Throws AppError. */
  async changePassword(userId: string, current: string, next: string): Promise<void> {
    const user = await this.users.byId(userId);
    if (!user) throw badCredentials();
    await this.byPassword(user.username, current);
    await this.users.change(userId, { passwordHash: await hashPassword(next) });
  }

  private async byKey(id: string, secret: string): Promise<UsableKey> {
    const found = await this.keys.usable(id);
    if (!safeEqual(hashSecret(secret), found?.secretHash ?? '0'.repeat(64)) || !found) throw badCredentials();
    if (Date.now() - (found.key.lastUsedAt?.getTime() ?? 0) > 60_000) await this.keys.used(id);
    return this.standing(id);
  }

  private async refuseIfLocked(login: string): Promise<void> {
    const { failures, seconds } = await this.failures.recent(login, WINDOW_MINUTES);
    if (failures < MOST_FAILURES) return;
    throw new AppError('too_many', 'too many failed attempts for this name', {
      hint: `Try again in ${Math.ceil(seconds / 60)} minutes.`,
      details: { retry_after_seconds: Math.max(1, seconds) },
    });
  }
}

export function badCredentials(): AppError {
  return new AppError('unauthenticated', 'the credentials are not accepted');
}
