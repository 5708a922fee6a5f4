import { type Permission, type Role } from './permission.js';

/** Who asks. */
export interface Principal {
  /** A user of ours, an API key, or somebody whom an outside issuer vouches for. */
  kind: 'user' | 'api_key' | 'external';
  /** Stable, and unique over all kinds; limits and the audit log go by it. */
  id: string;
  /** For people: user name, name of the key, or the outside issuer's subject. */
  name: string;
  roles: readonly Role[];
  permissions: readonly Permission[];
}
