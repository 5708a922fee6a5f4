import { type Database } from '../../../platform/database/index.js';
import { type ApiKey } from '../domain/api-key.js';
import { type Permission, type Role } from '../domain/permission.js';

interface ApiKeyRow {
  id: string;
  name: string;
  secret_hash: string;
  owner_id: string;
  permissions: Permission[];
  created_at: Date;
  expires_at: Date | null;
  revoked_at: Date | null;
  last_used_at: Date | null;
}

/** API keys; their secrets are kept as hashes. */
export class ApiKeyRepository {
  constructor(private readonly database: Database) {}

  async create(
    key: Pick<ApiKey, 'id' | 'name' | 'ownerId' | 'permissions' | 'expiresAt'>,
    secretHash: string,
  ): Promise<ApiKey> {
    const [row] = await this.database.rows<ApiKeyRow>(
      `INSERT INTO ops.api_key (id, name, secret_hash, owner_id, permissions, expires_at)
       VALUES ($1, $2, $3, $4, $5, $6) RETURNING *`,
      [key.id, key.name, secretHash, key.ownerId, key.permissions, key.expiresAt],
    );
    if (!row) throw new Error('the key was not written');
    return toApiKey(row);
  }

  /** A key that is good for now, with what its owner may do now. */
  async usable(id: string): Promise<{ key: ApiKey; secretHash: string; ownerRoles: Role[] } | undefined> {
    const [row] = await this.database.rows<ApiKeyRow & { roles: Role[] }>(
      `SELECT k.*, u.roles FROM ops.api_key AS k JOIN ops.app_user AS u ON u.id = k.owner_id
       WHERE k.id = $1 AND k.revoked_at IS NULL AND (k.expires_at IS NULL OR k.expires_at > now()) AND u.is_active`,
      [id],
    );
    return row && { key: toApiKey(row), secretHash: row.secret_hash, ownerRoles: row.roles };
  }

  /** Newest first; of one owner, or of all. */
  async page(
    ownerId: string | null,
    limit: number,
    offset: number,
  ): Promise<{ keys: ApiKey[]; total: number }> {
    const rows = await this.database.rows<ApiKeyRow>(
      `SELECT * FROM ops.api_key WHERE $1::uuid IS NULL OR owner_id = $1
       ORDER BY created_at DESC, id LIMIT $2 OFFSET $3`,
      [ownerId, limit, offset],
    );
    const [counted] = await this.database.rows<{ total: number }>(
      'SELECT count(*) AS total FROM ops.api_key WHERE $1::uuid IS NULL OR owner_id = $1',
      [ownerId],
    );
    return { keys: rows.map(toApiKey), total: counted?.total ?? 0 };
  }

  /** False where there is no such key of that owner (or of anybody, without one). */
  async revoke(id: string, ownerId: string | null): Promise<boolean> {
    const rows = await this.database.rows(
      `UPDATE ops.api_key SET revoked_at = coalesce(revoked_at, now())
       WHERE id = $1 AND ($2::uuid IS NULL OR owner_id = $2) RETURNING id`,
      [id, ownerId],
    );
    return rows.length > 0;
  }

  async used(id: string): Promise<void> {
    await this.database.rows('UPDATE ops.api_key SET last_used_at = now() WHERE id = $1', [id]);
  }
}

function toApiKey(row: ApiKeyRow): ApiKey {
  return {
    id: row.id,
    name: row.name,
    ownerId: row.owner_id,
    permissions: row.permissions,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    lastUsedAt: row.last_used_at,
  };
}
