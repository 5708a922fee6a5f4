import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { AppError } from '../errors/app-error.js';
import { type Database, type Sql } from './database.js';

export const MIGRATIONS_FOLDER = resolve(import.meta.dirname, '..', '..', '..', 'prisma', 'migrations');

/** Any number, the same for all; Prisma's own tools take this one, so the two never migrate at once. */
const ADVISORY_LOCK = 72707369;

interface Migration {
  name: string;
  sql: string;
  checksum: string;
  isWanted?: boolean;
}

interface Applied {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
  rolled_back_at: Date | null;
}

/**
 * A migration of this name takes away what the version before still uses. All others only add, so that a program goes on beside
 * a database that is one version ahead: while servers are replaced one by one, and after the program was rolled back.
 */
const CONTRACT = '_contract';

/** The migrations of this program, in their order. */
export function migrationNames(folder = MIGRATIONS_FOLDER): string[] {
  return readMigrations(folder).map(({ name }) => name);
}

/**
 * Applies the migrations that a database lacks (`only`: of these), each in a transaction with its row in Prisma's table
 * `_prisma_migrations`, so that Prisma's tools see what they would have done themselves. Answers the names of those applied.
 * Throws AppError where the database is too new for this program, or a migration failed; the failed one leaves nothing behind.
 */
export async function migrate(
  database: Database,
  folder = MIGRATIONS_FOLDER,
  only?: readonly string[],
): Promise<string[]> {
  const known = readMigrations(folder).map((migration) => ({
    ...migration,
    isWanted: only === undefined || only.includes(migration.name),
  }));
  // The usual case, without a lock.
  if ((await pending(database, known)).length === 0) return [];
  return database.transaction(async (sql) => {
    await sql.query('SELECT pg_advisory_xact_lock($1)', [ADVISORY_LOCK]);
    await sql.query(MIGRATIONS_TABLE);
    const done: string[] = [];
    for (const migration of await pendingIn(sql, known)) {
      const started = new Date();
      await sql.query(migration.sql).catch((error: Error & { position?: string }) => {
        throw new AppError('unavailable', `migration ${migration.name} failed: ${error.message}`, {
          hint: 'The database is as it was before. Look at its log, and start again.',
          cause: error,
        });
      });
      await sql.query(
        `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
         VALUES ($1, $2, $3, $4, clock_timestamp(), 1)`,
        [randomUUID(), migration.checksum, migration.name, started],
      );
      done.push(migration.name);
    }
    return done;
  });
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => existsSync(join(folder, name, 'migration.sql')))
    .sort()
    .map((name) => {
      const sql = readFileSync(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    });
}

async function pending(database: Database, known: Migration[]): Promise<Migration[]> {
  const client = await database.pool.connect();
  try {
    return await pendingIn(client, known);
  } finally {
    client.release();
  }
}

async function pendingIn(sql: Sql, known: Migration[]): Promise<Migration[]> {
  const { rows: found } = await sql.query<{ name: string | null }>(
    `SELECT to_regclass('public._prisma_migrations')::text AS name`,
  );
  if (!found[0]?.name) return known.filter(({ isWanted }) => isWanted);
  const { rows } = await sql.query<Applied>(
    'SELECT migration_name, checksum, finished_at, rolled_back_at FROM _prisma_migrations ORDER BY started_at',
  );
  const applied = rows.filter((row) => row.rolled_back_at === null);
  for (const { migration_name: name, checksum, finished_at } of applied) {
    const ours = known.find((migration) => migration.name === name);
    if (!ours) {
      if (!name.endsWith(CONTRACT)) continue;
      throw new AppError('conflict', `the database is too new for this program: it has migration ${name}`, {
        hint: 'Start a newer version of Tillhouse, or give DATABASE_URL another database.',
      });
    }
    if (finished_at === null) {
      throw new AppError('conflict', `migration ${name} was begun by another tool and not finished`, {
        hint: 'See https://pris.ly/d/migrate-resolve: look at what it left, then mark it as rolled back.',
      });
    }
    if (checksum !== ours.checksum) {
      throw new AppError('conflict', `migration ${name} was changed after it was applied to this database`, {
        hint: 'Restore prisma/migrations as it was released.',
      });
    }
  }
  return known.filter(
    ({ name, isWanted }) => isWanted && !applied.some((row) => row.migration_name === name),
  );
}

/** As Prisma makes it. */
const MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id varchar(36) PRIMARY KEY NOT NULL,
  checksum varchar(64) NOT NULL,
  finished_at timestamptz,
  migration_name varchar(255) NOT NULL,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz NOT NULL DEFAULT now(),
  applied_steps_count integer NOT NULL DEFAULT 0
)`;
