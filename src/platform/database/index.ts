export { Database, type Sql } from './database.js';
export { isHeld, type Lease, tryLease, waitForLease, withLease } from './lease.js';
export { migrate, migrationNames, MIGRATIONS_FOLDER } from './migrate.js';
export { openDatabase } from './open-database.js';
