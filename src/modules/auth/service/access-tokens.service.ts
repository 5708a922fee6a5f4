import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { type Permission } from '../domain/permission.js';
import { SIGNING_ALGORITHM, type SigningKeys } from './signing-keys.service.js';

export const AUDIENCE = 'tillhouse';

/** What our access tokens say, beside issuer, audience and times. */
export interface AccessClaims {
  /** `user:<id>` or `key:<id>`. */
  sub: string;
  /** Session of a user. */
  sid?: string;
  /** Epoch of the user. */
  epoch?: number;
  /** Permissions that a program asked for; absent for all of its key. */
  scope?: string;
}

export interface TokenSettings {
  issuer: string;
  accessSeconds: number;
}

/** Signs access tokens (JWT, RFC 9068's claims as far as they are of use here). */
export class AccessTokens {
  constructor(
    private readonly keys: SigningKeys,
    readonly settings: TokenSettings,
  ) {}

  async sign(claims: AccessClaims): Promise<string> {
    const { kid, key } = await this.keys.current();
    const { issuer, accessSeconds } = this.settings;
    return new SignJWT({ ...claims })
      .setProtectedHeader({ alg: SIGNING_ALGORITHM, kid, typ: 'at+jwt' })
      .setIssuer(issuer)
      .setAudience(AUDIENCE)
      .setIssuedAt()
      .setExpirationTime(`${accessSeconds} s`)
      .setJti(randomUUID())
      .sign(key);
  }

  /** Joins permissions as OAuth writes scopes. */
  static scopeOf(permissions: readonly Permission[]): string {
    return permissions.join(' ');
  }
}
