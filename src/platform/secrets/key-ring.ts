import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  hkdfSync,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { AppError } from '../errors/app-error.js';

/** A secret of 32 bytes under a name that is written beside what it encrypted. */
export interface RingKey {
  id: string;
  secret: Buffer;
}

const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;
const ID = /^[A-Za-z0-9-]{1,32}$/;

/**
 * Encrypts with the first of its keys (AES-256-GCM) and decrypts with whichever one a text names, so a key is replaced by
 * putting a new one before it. What is encrypted is bound to its context: a table and column, for example.
 */
export class KeyRing {
  private readonly keys: ReadonlyMap<string, RingKey>;
  /** To derive one takes longer than to use it. */
  private readonly keysOfPurposes = new Map<string, Buffer>();

  constructor(private readonly ring: readonly [RingKey, ...RingKey[]]) {
    this.keys = new Map(ring.map((key) => [key.id, key]));
  }

  /** `key id.base64url(iv, tag, ciphertext)`. */
  encrypt(text: string, context: string): string {
    const [key] = this.ring;
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.derived(key, 'encryption'), iv).setAAD(
      Buffer.from(context),
    );
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return `${key.id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url')}`;
  }

  /** Throws AppError where the key is not in the ring, and Error where the text is not what was encrypted. */
  decrypt(sealed: string, context: string): string {
    const [id = '', body = ''] = sealed.split('.');
    const key = this.keys.get(id);
    if (!key) {
      throw new AppError(
        'unavailable',
        `a stored secret was encrypted with the key ${id}, which is not there`,
        {
          hint: 'Put the key into TILLHOUSE_SECRET_KEYS, or bring back the file secrets/keys of the home folder.',
        },
      );
    }
    const bytes = Buffer.from(body, 'base64url');
    const decipher = createDecipheriv(
      'aes-256-gcm',
      this.derived(key, 'encryption'),
      bytes.subarray(0, IV_BYTES),
    )
      .setAAD(Buffer.from(context))
      .setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  }

  /** Whether a text was encrypted with the key that is in use now. */
  isCurrent(sealed: string): boolean {
    return sealed.startsWith(`${this.ring[0].id}.`);
  }

  /** Whether the key is here that a text was encrypted or hashed with. */
  knows(text: string): boolean {
    return this.keys.has(text.split('.')[0] ?? '');
  }

  /** `key id.hex` of a keyed hash (HMAC-SHA-256), to recognise a text without keeping it. */
  fingerprint(text: string, purpose: string): string {
    return this.hash(this.ring[0], purpose, text);
  }

  /** The fingerprints that a text may have: one a key. */
  fingerprints(text: string, purpose: string): string[] {
    return this.ring.map((key) => this.hash(key, purpose, text));
  }

  private hash(key: RingKey, purpose: string, text: string): string {
    return `${key.id}.${createHmac('sha256', this.derived(key, purpose)).update(text).digest('hex')}`;
  }

  /** One key a purpose, so that none serves two algorithms (HKDF, RFC 5869). */
  private derived({ id, secret }: RingKey, purpose: string): Buffer {
    const name = `${id} ${purpose}`;
    const known = this.keysOfPurposes.get(name);
    if (known) return known;
    const made = Buffer.from(hkdfSync('sha256', secret, '', `tillhouse ${purpose}`, KEY_BYTES));
    this.keysOfPurposes.set(name, made);
    return made;
  }
}

/** Reads `id:base64, id:base64, …`; the first key is the one in use. Throws Error that names the rule. */
export function parseRing(text: string): [RingKey, ...RingKey[]] {
  const keys = text
    .split(/[\s,]+/)
    .filter((entry) => entry !== '')
    .map((entry) => {
      const [id = '', secret = ''] = entry.split(':');
      const bytes = Buffer.from(secret, 'base64');
      if (!ID.test(id) || bytes.length !== KEY_BYTES)
        throw new Error('keys as id:base64 of 32 bytes, the one in use first, with commas between');
      return { id, secret: bytes };
    });
  const [first, ...rest] = keys;
  if (!first) throw new Error('at least one key');
  if (new Set(keys.map(({ id }) => id)).size < keys.length) throw new Error('keys of different ids');
  return [first, ...rest];
}

export function newRingKey(): RingKey {
  return { id: `k${Date.now().toString(36)}`, secret: randomBytes(KEY_BYTES) };
}

export function printRing(keys: readonly RingKey[]): string {
  return keys.map(({ id, secret }) => `${id}:${secret.toString('base64')}`).join('\n') + '\n';
}

/** Equal in a time that does not tell where they differ. */
export function safeEqual(a: string | Buffer, b: string | Buffer): boolean {
  const [left, right] = [Buffer.from(a as string), Buffer.from(b as string)];
  return left.length === right.length && timingSafeEqual(left, right);
}
