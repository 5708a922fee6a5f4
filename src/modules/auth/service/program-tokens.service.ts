import { type Permission } from '../domain/permission.js';
import { AccessTokens } from './access-tokens.service.js';
import { type UsableKey } from './login.service.js';
import { narrowed, type Tokens } from './session.service.js';

/** Access tokens of programs (OAuth's client credentials): no session, no refresh token. */
export class ProgramTokens {
  constructor(private readonly tokens: AccessTokens) {}

  async issue(key: UsableKey, asked: readonly Permission[]): Promise<Tokens> {
    const permissions = narrowed(key.permissions, asked);
    const scope = AccessTokens.scopeOf(permissions);
    return {
      access_token: await this.tokens.sign({ sub: `key:${key.id}`, ...(asked.length > 0 ? { scope } : {}) }),
      token_type: 'bearer',
      expires_in: this.tokens.settings.accessSeconds,
      permissions,
      scope,
    };
  }
}
