import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { type Database } from '../database/index.js';
import { AppError } from '../errors/app-error.js';
import { type BackedUpTable } from './manifest.js';

/** What the program keeps for itself; the star schema is computed from the lake. */
const SCHEMA = 'ops';
/** Who may do what just now, of whom nobody is there after a restore; and what is made anew from gold. */
const NOT_KEPT = ['lease', 'search_document', 'search_index', 'search_vector', 'search_word'];

/** A table of the moment, in a file. */
export interface DumpedTable extends BackedUpTable {
  file: string;
}

export interface Dump {
  migrations: string[];
  tables: DumpedTable[];
  remove(): Promise<void>;
}

/**
 * Writes the tables of one moment to files. `atMoment` is called when the moment is fixed, and false has everything begin again,
 * as often as it takes. The tables come in an order in which their foreign keys let them be loaded.
 */
export async function dumpDatabase(
  database: Database,
  scratch: string,
  atMoment: () => Promise<boolean>,
): Promise<Dump | undefined> {
  const id = randomUUID();
  const folder = join(database.bulkFolder(join(scratch, 'database')));
  await mkdir(folder, { recursive: true });
  const files: string[] = [];
  const remove = async () => {
    for (const file of files) await rm(file, { force: true });
  };
  try {
    return await database.transaction(async (sql) => {
      await sql.query('SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY');
      const migrations = await appliedMigrations(sql);
      if (!(await atMoment())) return undefined;
      const tables: DumpedTable[] = [];
      for (const { name, columns } of await operationalTables(sql)) {
        const file = join(folder, `${id}-${name}.csv`);
        files.push(file);
        await database.copyOut(sql, `SELECT ${columns.join(', ')} FROM ${SCHEMA}.${name}`, file);
        const { rows } = await sql.query<{ n: string }>(`SELECT count(*)::text AS n FROM ${SCHEMA}.${name}`);
        tables.push({ name, columns, rows: Number(rows[0]?.n), file });
      }
      return { migrations, tables, remove };
    });
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Names of the migrations that a database has; none where it is new. */
export async function appliedMigrations(sql: pg.PoolClient): Promise<string[]> {
  const { rows: found } = await sql.query<{ name: string | null }>(
    `SELECT to_regclass('public._prisma_migrations')::text AS name`,
  );
  if (!found[0]?.name) return [];
  const { rows } = await sql.query<{ migration_name: string }>(
    'SELECT migration_name FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  return rows.map(({ migration_name }) => migration_name);
}

/** A table of these that holds anything; undefined where there is nothing that a restore would come on top of. */
export async function tableInUse(sql: pg.PoolClient): Promise<string | undefined> {
  const tables = (await operationalTables(sql)).map(({ name }) => `${SCHEMA}.${name}`);
  const { rows: star } = await sql.query<{ name: string | null }>(
    `SELECT to_regclass('public.gold_version')::text AS name`,
  );
  for (const table of star[0]?.name ? [...tables, 'gold_version'] : tables) {
    const { rows } = await sql.query(`SELECT 1 FROM ${table} LIMIT 1`);
    if (rows.length > 0) return table;
  }
  return undefined;
}

/** Loads tables from the files that `fileOf` names, and has their counters go on behind what they hold. Throws AppError. */
export async function loadTables(
  database: Database,
  sql: pg.PoolClient,
  tables: readonly BackedUpTable[],
  fileOf: (name: string) => string,
): Promise<void> {
  const known = new Map((await operationalTables(sql)).map(({ name, columns }) => [name, columns]));
  for (const { name, columns, rows } of tables) {
    const strange = known.has(name) ? columns.find((column) => !known.get(name)?.includes(column)) : name;
    if (strange !== undefined)
      throw new AppError(
        'invalid',
        `the backup has ${strange} of ${SCHEMA}.${name}, which is not known here`,
      );
    const loaded = await database.copyIn(sql, `${SCHEMA}.${name}`, columns, fileOf(name));
    if (loaded !== rows)
      throw new AppError(
        'invalid',
        `the backup is damaged: ${SCHEMA}.${name} has ${loaded} rows, not ${rows}`,
      );
    for (const column of columns) {
      await sql.query(
        `SELECT setval(sequence, greatest((SELECT max(${column}::text::numeric)::bigint FROM ${SCHEMA}.${name}), 0) + 1, false)
         FROM pg_get_serial_sequence($1, $2) AS sequence WHERE sequence IS NOT NULL`,
        [`${SCHEMA}.${name}`, column.replaceAll('"', '')],
      );
    }
  }
}

/** The tables with their columns as SQL writes them, those first that others refer to. */
async function operationalTables(sql: pg.PoolClient): Promise<{ name: string; columns: string[] }[]> {
  const { rows } = await sql.query<{ name: string; columns: string[]; needs: string[] }>(
    `SELECT t.relname AS name,
       (SELECT array_agg(quote_ident(a.attname) ORDER BY a.attnum) FROM pg_attribute a
        WHERE a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = '') AS columns,
       (SELECT coalesce(array_agg(DISTINCT f.relname::text), '{}') FROM pg_constraint c JOIN pg_class f ON f.oid = c.confrelid
        WHERE c.conrelid = t.oid AND c.contype = 'f' AND f.oid <> t.oid) AS needs
     FROM pg_class t JOIN pg_namespace n ON n.oid = t.relnamespace
     WHERE n.nspname = $1 AND t.relkind = 'r' AND NOT t.relname = ANY ($2) ORDER BY t.relname`,
    [SCHEMA, NOT_KEPT],
  );
  const ordered: typeof rows = [];
  const isDone = (name: string) => ordered.some((table) => table.name === name);
  while (ordered.length < rows.length) {
    const next = rows.find(({ name, needs }) => !isDone(name) && needs.every(isDone));
    if (!next) throw new Error(`the tables of ${SCHEMA} refer to each other in a circle`);
    ordered.push(next);
  }
  return ordered;
}
