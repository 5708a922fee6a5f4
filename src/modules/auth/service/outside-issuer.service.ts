import { KeyObject } from 'node:crypto';
import { createRemoteJWKSet, type JWTHeaderParameters } from 'jose';
import { AppError } from '../../../platform/errors/app-error.js';
import { isRole, permissionsOf, type Role } from '../domain/permission.js';
import { type Principal } from '../domain/principal.js';

export interface OutsideIssuerSettings {
  issuer: string;
  audience: string;
  /** Dots lead into nested claims. */
  rolesClaim: string;
  /** What they call our roles; empty where the names are the same. */
  roles: Readonly<Record<string, string>>;
}

const TIMEOUT_MS = 5_000;
const LONGEST_NAME = 200;

/** An OpenID provider whose access tokens are accepted: its keys by discovery, its claims as our roles. */
export class OutsideIssuer {
  private keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined;

  constructor(readonly settings: OutsideIssuerSettings) {}

  /** The public key that a token names. Throws AppError where the issuer cannot be asked, Error where it has no such key. */
  async verifier(header: JWTHeaderParameters): Promise<KeyObject> {
    this.keys ??= this.discover().catch((error: unknown) => {
      // Asked again by the next token.
      this.keys = undefined;
      throw error;
    });
    return KeyObject.from(await (await this.keys)(header));
  }

  /** For a health check: throws where discovery fails. */
  async check(): Promise<void> {
    await this.metadata();
  }

  /** Who a verified token is of. A subject without a role of ours may do nothing. */
  principal(claims: Record<string, unknown>): Principal {
    const subject = typeof claims['sub'] === 'string' ? claims['sub'] : '';
    if (subject === '') throw new AppError('unauthenticated', 'the token names no subject');
    const named = claimAt(claims, this.settings.rolesClaim);
    const theirs =
      typeof named === 'string' ? named.split(' ') : Array.isArray(named) ? named.map(String) : [];
    const roles = theirs.map((name) => this.roleOf(name)).filter((role) => role !== undefined);
    const name = ['preferred_username', 'email', 'sub'].map((claim) => claims[claim]).find(isText) ?? subject;
    return {
      kind: 'external',
      id: `external:${printable(subject)}`,
      name: printable(name),
      roles: [...new Set(roles)],
      permissions: permissionsOf(roles),
    };
  }

  private roleOf(theirs: string): Role | undefined {
    const { roles } = this.settings;
    const ours =
      Object.keys(roles).length === 0 ? theirs : Object.hasOwn(roles, theirs) ? roles[theirs] : undefined;
    return ours !== undefined && isRole(ours) ? ours : undefined;
  }

  private async discover(): Promise<ReturnType<typeof createRemoteJWKSet>> {
    const { jwks_uri } = await this.metadata();
    return createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: TIMEOUT_MS });
  }

  private async metadata(): Promise<{ jwks_uri: string }> {
    const { issuer } = this.settings;
    const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
    const unavailable = (why: string, cause?: unknown) =>
      new AppError('unavailable', `the outside issuer cannot be asked: ${why}`, {
        hint: 'Check TILLHOUSE_OIDC_ISSUER.',
        cause,
      });
    let found: { issuer?: unknown; jwks_uri?: unknown };
    try {
      const answer = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
      if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
      found = (await answer.json()) as typeof found;
    } catch (error) {
      throw unavailable((error as Error).message, error);
    }
    if (found.issuer !== issuer) throw unavailable(`${url} is of another issuer`);
    if (typeof found.jwks_uri !== 'string' || !URL.canParse(found.jwks_uri))
      throw unavailable(`${url} names no jwks_uri`);
    return { jwks_uri: found.jwks_uri };
  }
}

function claimAt(claims: Record<string, unknown>, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, name)
          ? (value as Record<string, unknown>)[name]
          : undefined,
      claims,
    );
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}

/** For logs and the audit log. */
function printable(text: string): string {
  return text.replace(/[^\p{L}\p{N}\p{P}\p{S} ]/gu, '?').slice(0, LONGEST_NAME);
}
