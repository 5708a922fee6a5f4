import { type Permission } from './permission.js';

export interface ApiKey {
  id: string;
  name: string;
  ownerId: string;
  permissions: Permission[];
  createdAt: Date;
  expiresAt: Date | null;
  revokedAt: Date | null;
  lastUsedAt: Date | null;
}

const KEY = /^(th_[A-Za-z0-9]{16})_([A-Za-z0-9_-]{43})$/;

/** The text that a program presents: id and secret in one. Undefined where it is none. */
export function splitApiKey(text: string): { id: string; secret: string } | undefined {
  const [, id, secret] = KEY.exec(text) ?? [];
  return id !== undefined && secret !== undefined ? { id, secret } : undefined;
}

export function isApiKeyId(text: string): boolean {
  return /^th_[A-Za-z0-9]{16}$/.test(text);
}

/** What a key may do: what it was made for, and its owner may still do. */
export function usablePermissions(of: readonly Permission[], owner: readonly Permission[]): Permission[] {
  return of.filter((permission) => owner.includes(permission));
}
