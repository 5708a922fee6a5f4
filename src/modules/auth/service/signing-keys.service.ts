import { createPublicKey, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from 'jose';
import { type SigningKey, type SigningKeyRepository } from '../data-access/signing-key.repository.js';

export const SIGNING_ALGORITHM = 'ES256';
const DAY_MS = 86_400_000;
const RELOAD_MS = 60_000;
/** An unknown key id makes for a reload, but not each one of a flood. */
const RELOAD_FOR_UNKNOWN_MS = 2_000;

/** The keys that sign access tokens, shared by all servers through the database, replaced after some days. */
export class SigningKeys {
  private keys: SigningKey[] = [];
  private loadedAt = 0;
  private loading: Promise<void> | undefined;

  constructor(
    private readonly repository: SigningKeyRepository,
    private readonly days: number,
  ) {}

  /** The one that signs now. */
  async current(): Promise<{ kid: string; key: Awaited<ReturnType<typeof importJWK>> }> {
    await this.fresh(RELOAD_MS);
    let [newest] = this.keys;
    if (!newest || Date.now() - newest.createdAt.getTime() > this.days * DAY_MS) {
      await this.make();
      [newest] = this.keys;
    }
    if (!newest) throw new Error('there is no key to sign with');
    return { kid: newest.kid, key: await importJWK(newest.privateJwk, SIGNING_ALGORITHM) };
  }

  /** The public key of an id. */
  async verifier(kid: string): Promise<KeyObject | undefined> {
    await this.fresh(RELOAD_MS);
    let found = this.known(kid);
    if (!found) {
      await this.fresh(RELOAD_FOR_UNKNOWN_MS);
      found = this.known(kid);
    }
    return found && createPublicKey({ key: found.publicJwk as Record<string, string>, format: 'jwk' });
  }

  /** The public keys with which living tokens may have been signed (RFC 7517). */
  async jwks(): Promise<{ keys: JWK[] }> {
    await this.fresh(RELOAD_MS);
    if (this.keys.length === 0) await this.current();
    return { keys: this.living().map(({ publicJwk }) => publicJwk) };
  }

  /** Encrypts the private keys with the newest key of the ring. */
  reencrypt(): Promise<number> {
    return this.repository.reencrypt();
  }

  private known(kid: string): SigningKey | undefined {
    return this.living().find((key) => key.kid === kid);
  }

  /** A key is done with two days after its successor began: no token lives for longer than one. */
  private living(): SigningKey[] {
    return this.keys.filter((_, at) => {
      const successor = this.keys[at - 1];
      return !successor || Date.now() - successor.createdAt.getTime() < 2 * DAY_MS;
    });
  }

  private async make(): Promise<void> {
    const { privateKey, publicKey } = await generateKeyPair(SIGNING_ALGORITHM, { extractable: true });
    const jwk = await exportJWK(publicKey);
    const kid = await calculateJwkThumbprint(jwk);
    await this.repository.addIfNoneSince(this.days, {
      kid,
      publicJwk: { ...jwk, kid, alg: SIGNING_ALGORITHM, use: 'sig' },
      privateJwk: await exportJWK(privateKey),
    });
    await this.fresh(0);
  }

  private async fresh(ms: number): Promise<void> {
    if (ms > 0 && Date.now() - this.loadedAt < ms) return;
    this.loading ??= this.load().finally(() => (this.loading = undefined));
    await this.loading;
  }

  private async load(): Promise<void> {
    this.keys = await this.repository.all();
    this.loadedAt = Date.now();
  }
}
