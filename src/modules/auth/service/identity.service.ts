import { type SessionRepository } from '../data-access/session.repository.js';
import { isPermission, permissionsOf } from '../domain/permission.js';
import { type Principal } from '../domain/principal.js';
import { type User } from '../domain/user.js';
import { type AccessClaims } from './access-tokens.service.js';
import { badCredentials, type LoginService, type UsableKey } from './login.service.js';
import { narrowed } from './session.service.js';

/** Who stands behind credentials now: tokens are only as good as their session, user or key still is. */
export class IdentityService {
  constructor(
    private readonly login: LoginService,
    private readonly sessions: SessionRepository,
  ) {}

  /** Of a verified access token of ours. Throws AppError. */
  async ofToken({ sub, sid, epoch, scope }: AccessClaims): Promise<Principal> {
    if (sub.startsWith('key:')) {
      const key = await this.login.standing(sub.slice('key:'.length));
      const asked = scope?.split(' ').filter(isPermission) ?? [];
      return ofKey({ ...key, permissions: narrowed(key.permissions, asked) });
    }
    const standing = sid === undefined ? undefined : await this.sessions.standing(sid);
    if (!standing || standing.epoch !== epoch || sub !== `user:${standing.userId}`) throw badCredentials();
    const user = ofUser({ id: standing.userId, username: standing.username, roles: standing.roles });
    return { ...user, permissions: narrowed(user.permissions, standing.permissions) };
  }

  /** Throws AppError. */
  async ofApiKey(text: string): Promise<Principal> {
    return ofKey(await this.login.byApiKey(text));
  }

  /** Of HTTP Basic: user and password, or id and secret of an API key. Throws AppError. */
  async ofBasic(name: string, secret: string): Promise<Principal> {
    if (name.startsWith('th_')) return ofKey(await this.login.byClient(name, secret));
    return ofUser(await this.login.byPassword(name, secret));
  }
}

export function ofUser({ id, username, roles }: Pick<User, 'id' | 'username' | 'roles'>): Principal {
  return { kind: 'user', id: `user:${id}`, name: username, roles, permissions: permissionsOf(roles) };
}

export function ofKey({ id, name, permissions }: UsableKey): Principal {
  return { kind: 'api_key', id: `key:${id}`, name, roles: [], permissions };
}
