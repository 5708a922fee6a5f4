import { type Database } from '../../../platform/database/index.js';
import { type KeyRing } from '../../../platform/secrets/index.js';
import { type Role } from '../domain/permission.js';
import { type NewUser, type User, type UserChange } from '../domain/user.js';

interface UserRow {
  id: string;
  username: string;
  full_name: string | null;
  email: string | null;
  password_hash: string;
  roles: Role[];
  is_active: boolean;
  epoch: number;
  created_at: Date;
  updated_at: Date;
}

const NAME = 'app_user.full_name';
const EMAIL = 'app_user.email';
/** Any number, the same for all: one at a time decides whether an administrator is left. */
const ADMIN_LOCK = 72707370;

/** Users; their names and addresses are encrypted. */
export class UserRepository {
  constructor(
    private readonly database: Database,
    private readonly ring: KeyRing,
  ) {}

  async byUsername(username: string): Promise<User | undefined> {
    const [row] = await this.database.rows<UserRow>('SELECT * FROM ops.app_user WHERE username = $1', [
      username,
    ]);
    return row && this.toUser(row);
  }

  async byId(id: string): Promise<User | undefined> {
    const [row] = await this.database.rows<UserRow>('SELECT * FROM ops.app_user WHERE id = $1', [id]);
    return row && this.toUser(row);
  }

  async page(limit: number, offset: number): Promise<{ users: User[]; total: number }> {
    const rows = await this.database.rows<UserRow>(
      'SELECT * FROM ops.app_user ORDER BY username LIMIT $1 OFFSET $2',
      [limit, offset],
    );
    const [counted] = await this.database.rows<{ total: number }>(
      'SELECT count(*) AS total FROM ops.app_user',
    );
    return { users: rows.map((row) => this.toUser(row)), total: counted?.total ?? 0 };
  }

  /** Undefined where the user name is taken. */
  async create(user: NewUser): Promise<User | undefined> {
    const [row] = await this.database.rows<UserRow>(
      `INSERT INTO ops.app_user (id, username, full_name, email, password_hash, roles)
       VALUES (gen_random_uuid(), $1, $2, $3, $4, $5) ON CONFLICT (username) DO NOTHING RETURNING *`,
      [
        user.username,
        this.seal(user.fullName, NAME),
        this.seal(user.email, EMAIL),
        user.passwordHash,
        user.roles,
      ],
    );
    return row && this.toUser(row);
  }

  /** Makes the first user of all; false where there is one already. */
  async createFirst(user: NewUser): Promise<boolean> {
    return this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [ADMIN_LOCK]);
      const { rowCount } = await sql.query(
        `INSERT INTO ops.app_user (id, username, password_hash, roles)
         SELECT gen_random_uuid(), $1, $2, $3 WHERE NOT EXISTS (SELECT FROM ops.app_user)`,
        [user.username, user.passwordHash, user.roles],
      );
      return rowCount === 1;
    });
  }

  async hasUsers(): Promise<boolean> {
    return (await this.database.rows('SELECT FROM ops.app_user LIMIT 1')).length > 0;
  }

  /** Answers the user as changed; `last_admin` where none would be left; undefined where there is no such user. */
  async change(id: string, change: UserChange): Promise<User | 'last_admin' | undefined> {
    return this.unlessLastAdmin(async (query) => {
      const [row] = await query<UserRow>(
        `UPDATE ops.app_user SET
           full_name = CASE WHEN $2 THEN $3 ELSE full_name END,
           email = CASE WHEN $4 THEN $5 ELSE email END,
           password_hash = coalesce($6, password_hash),
           roles = coalesce($7, roles),
           is_active = coalesce($8, is_active),
           epoch = epoch + CASE WHEN $6 IS NOT NULL OR $8 IS FALSE THEN 1 ELSE 0 END,
           updated_at = now()
         WHERE id = $1 RETURNING *`,
        [
          id,
          change.fullName !== undefined,
          this.seal(change.fullName ?? null, NAME),
          change.email !== undefined,
          this.seal(change.email ?? null, EMAIL),
          change.passwordHash ?? null,
          change.roles ?? null,
          change.isActive ?? null,
        ],
      );
      return row && this.toUser(row);
    });
  }

  /** With the keys and sessions of the user. */
  async remove(id: string): Promise<User | 'last_admin' | undefined> {
    return this.unlessLastAdmin(async (query) => {
      const [row] = await query<UserRow>('DELETE FROM ops.app_user WHERE id = $1 RETURNING *', [id]);
      return row && this.toUser(row);
    });
  }

  /** Encrypts anew what a former key encrypted. Answers how many users that was. */
  async reencrypt(): Promise<number> {
    const rows = await this.database.rows<UserRow>(
      'SELECT * FROM ops.app_user WHERE full_name IS NOT NULL OR email IS NOT NULL',
    );
    const isOld = (sealed: string | null) => sealed !== null && !this.ring.isCurrent(sealed);
    const old = rows.filter(({ full_name, email }) => isOld(full_name) || isOld(email));
    for (const row of old) {
      const { fullName, email } = this.toUser(row);
      // Somebody may have changed it since: theirs is the newer one.
      await this.database.rows(
        'UPDATE ops.app_user SET full_name = $2, email = $3 WHERE id = $1 AND updated_at = $4',
        [row.id, this.seal(fullName, NAME), this.seal(email, EMAIL), row.updated_at],
      );
    }
    return old.length;
  }

  private async unlessLastAdmin(
    work: (
      query: <T extends object>(text: string, values: unknown[]) => Promise<T[]>,
    ) => Promise<User | undefined>,
  ): Promise<User | 'last_admin' | undefined> {
    class LastAdmin extends Error {}
    try {
      return await this.database.transaction(async (sql) => {
        await sql.query('SELECT pg_advisory_xact_lock($1)', [ADMIN_LOCK]);
        const user = await work(
          async <T extends object>(text: string, values: unknown[]) =>
            (await sql.query<T>(text, values)).rows,
        );
        const { rows } = await sql.query(
          "SELECT FROM ops.app_user WHERE is_active AND 'admin' = ANY (roles) LIMIT 1",
        );
        if (rows.length === 0) throw new LastAdmin();
        return user;
      });
    } catch (error) {
      if (error instanceof LastAdmin) return 'last_admin';
      throw error;
    }
  }

  private seal(text: string | null, context: string): string | null {
    return text === null ? null : this.ring.encrypt(text, context);
  }

  private toUser(row: UserRow): User {
    return {
      id: row.id,
      username: row.username,
      fullName: row.full_name === null ? null : this.ring.decrypt(row.full_name, NAME),
      email: row.email === null ? null : this.ring.decrypt(row.email, EMAIL),
      passwordHash: row.password_hash,
      roles: row.roles,
      isActive: row.is_active,
      epoch: row.epoch,
      createdAt: row.created_at,
      updatedAt: row.updated_at,
    };
  }
}
