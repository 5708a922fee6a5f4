import { AppError } from '../../../platform/errors/app-error.js';
import { type ApiKeyRepository } from '../data-access/api-key.repository.js';
import { type ApiKey } from '../domain/api-key.js';
import { type Permission } from '../domain/permission.js';
import { type Principal } from '../domain/principal.js';
import { hashSecret, randomSecret, randomText } from './secrets.js';

/** Credentials of programs: made by people, for a part of what they may do. */
export class ApiKeyService {
  constructor(private readonly keys: ApiKeyRepository) {}

  /** The secret is told here and never again. Throws AppError. */
  async create(
    principal: Principal,
    input: { name: string; permissions: Permission[]; expiresAt: Date | null },
  ): Promise<{ key: ApiKey; secret: string }> {
    const tooMuch = input.permissions.filter((permission) => !principal.permissions.includes(permission));
    if (tooMuch.length > 0)
      throw new AppError('forbidden', `you may not give away what you may not do: ${tooMuch.join(', ')}`);
    if (input.expiresAt && input.expiresAt <= new Date())
      throw new AppError('invalid', `expires_at is in the past: ${input.expiresAt.toISOString()}`);
    const id = `th_${randomText(16)}`;
    const secret = randomSecret();
    const key = await this.keys.create(
      { ...input, id, permissions: [...new Set(input.permissions)], ownerId: userIdOf(principal) },
      hashSecret(secret),
    );
    return { key, secret: `${id}_${secret}` };
  }

  /** One's own; administrators see all. */
  page(principal: Principal, limit: number, offset: number): Promise<{ keys: ApiKey[]; total: number }> {
    return this.keys.page(scopeOf(principal), limit, offset);
  }

  /** Safe to repeat. Throws AppError where one has no such key. */
  async revoke(principal: Principal, id: string): Promise<void> {
    if (!(await this.keys.revoke(id, scopeOf(principal))))
      throw new AppError('not_found', `there is no API key ${id}`);
  }
}

/** Undefined ids of others stay unknown to those who may not see them. */
function scopeOf(principal: Principal): string | null {
  return principal.permissions.includes('users:admin') ? null : userIdOf(principal);
}

/** Throws AppError: keys belong to users of ours. */
export function userIdOf(principal: Principal): string {
  if (principal.kind !== 'user')
    throw new AppError('forbidden', 'this is for users who are known here', {
      hint: 'Log in with a user name and a password.',
    });
  return principal.id.slice('user:'.length);
}
