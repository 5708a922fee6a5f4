import { type JWK } from 'jose';
import { type Database } from '../../../platform/database/index.js';
import { type KeyRing } from '../../../platform/secrets/index.js';

export interface SigningKey {
  kid: string;
  publicJwk: JWK;
  privateJwk: JWK;
  createdAt: Date;
}

interface SigningKeyRow {
  kid: string;
  public_jwk: JWK;
  private_jwk: string;
  created_at: Date;
}

const PRIVATE = 'signing_key.private_jwk';
/** Any number, the same for all: one at a time makes a key. */
const LOCK = 72707371;

/** Keys that sign access tokens; the private ones are encrypted. */
export class SigningKeyRepository {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {}

  /** Newest first. */
  async all(): Promise<SigningKey[]> {
    const rows = await this.database.rows<SigningKeyRow>(
      'SELECT * FROM ops.signing_key ORDER BY created_at DESC, kid',
    );
    return rows.map((row) => this.toKey(row));
  }

  /** Adds a key unless there is one that is younger than so many days; of several servers, one adds. */
  async addIfNoneSince(days: number, key: Omit<SigningKey, 'createdAt'>): Promise<void> {
    await this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
      await sql.query(
        `INSERT INTO ops.signing_key (kid, public_jwk, private_jwk)
         SELECT $1, $2, $3 WHERE NOT EXISTS (SELECT FROM ops.signing_key WHERE created_at > now() - make_interval(days => $4))`,
        [
          key.kid,
          JSON.stringify(key.publicJwk),
          this.ring.encrypt(JSON.stringify(key.privateJwk), PRIVATE),
          days,
        ],
      );
    });
  }

  /** Encrypts anew what a former key of the ring encrypted. */
  async reencrypt(): Promise<number> {
    const rows = await this.database.rows<SigningKeyRow>('SELECT * FROM ops.signing_key');
    const old = rows.filter(({ private_jwk }) => !this.ring.isCurrent(private_jwk));
    for (const { kid, private_jwk } of old) {
      const sealed = this.ring.encrypt(this.ring.decrypt(private_jwk, PRIVATE), PRIVATE);
      await this.database.rows('UPDATE ops.signing_key SET private_jwk = $2 WHERE kid = $1', [kid, sealed]);
    }
    return old.length;
  }

  private toKey({ kid, public_jwk, private_jwk, created_at }: SigningKeyRow): SigningKey {
    const privateJwk = JSON.parse(this.ring.decrypt(private_jwk, PRIVATE)) as JWK;
    return { kid, publicJwk: public_jwk, privateJwk, createdAt: created_at };
  }
}
