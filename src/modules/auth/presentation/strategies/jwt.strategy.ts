import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import { decodeProtectedHeader } from 'jose';
import { ExtractJwt, Strategy, type StrategyOptionsWithoutRequest } from 'passport-jwt';
import { AppError } from '../../../../platform/errors/app-error.js';
import { type Principal } from '../../domain/principal.js';
import { type AccessClaims, AccessTokens, AUDIENCE } from '../../service/access-tokens.service.js';
import { IdentityService } from '../../service/identity.service.js';
import { badCredentials } from '../../service/login.service.js';
import { OutsideIssuer } from '../../service/outside-issuer.service.js';
import { SIGNING_ALGORITHM, SigningKeys } from '../../service/signing-keys.service.js';

const OUTSIDE_ALGORITHMS: StrategyOptionsWithoutRequest['algorithms'] = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
];

type Claims = AccessClaims & { iss: string; aud: string | string[] };

/** Bearer tokens: ours, and those of an outside issuer where one is configured. */
@Injectable()
export class JwtStrategy extends PassportStrategy(Strategy, 'jwt') {
  constructor(
    keys: SigningKeys,
    private readonly tokens: AccessTokens,
    private readonly identities: IdentityService,
    private readonly outside: OutsideIssuer | undefined,
  ) {
    super({
      jwtFromRequest: ExtractJwt.fromAuthHeaderAsBearerToken(),
      issuer: [tokens.settings.issuer, ...(outside ? [outside.settings.issuer] : [])],
      audience: [AUDIENCE, ...(outside ? [outside.settings.audience] : [])],
      algorithms: outside ? OUTSIDE_ALGORITHMS : [SIGNING_ALGORITHM],
      secretOrKeyProvider: (_request: unknown, token: string, done) => {
        verifierOf(token, keys, tokens.settings.issuer, outside).then(
          // passport-jwt's types know texts alone; jsonwebtoken takes a key as it is.
          (key) => done(null, key as unknown as string),
          (error: unknown) => done(error),
        );
      },
    });
  }

  async validate(claims: Claims): Promise<Principal> {
    // Which key verified it was decided by the issuer; the audience has to be that issuer's too.
    const isOurs = claims.iss === this.tokens.settings.issuer;
    const audience = isOurs ? AUDIENCE : this.outside?.settings.audience;
    if (audience === undefined || ![claims.aud].flat().includes(audience)) throw badCredentials();
    if (isOurs) return this.identities.ofToken(claims);
    if (!this.outside) throw badCredentials();
    return this.outside.principal({ ...claims });
  }
}

/** Nothing of the token is believed here: it only says which key to try. */
async function verifierOf(
  token: string,
  keys: SigningKeys,
  ourIssuer: string,
  outside: OutsideIssuer | undefined,
) {
  const header = decodeProtectedHeader(token);
  const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()) as {
    iss?: unknown;
  };
  if (claims.iss === ourIssuer && header.alg === SIGNING_ALGORITHM && header.kid !== undefined) {
    const key = await keys.verifier(header.kid);
    if (key) return key;
  }
  if (outside && claims.iss === outside.settings.issuer && header.alg !== undefined) {
    try {
      return await outside.verifier({ ...header, alg: header.alg });
    } catch (error) {
      // That it cannot be asked is not the caller's fault.
      if (error instanceof AppError) throw error;
    }
  }
  throw badCredentials();
}
