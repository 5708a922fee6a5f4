import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Readable } from 'node:stream';
import { buffer, text } from 'node:stream/consumers';
import type pg from 'pg';
import { type Config } from '../config/index.js';
import { type Database, migrate, migrationNames, openDatabase } from '../database/index.js';
import { AppError } from '../errors/app-error.js';
import { writeWhole } from '../files/write-whole.js';
import { openStorage, RESTORE_MARK } from '../lake/index.js';
import { parseRing, ringFile } from '../secrets/index.js';
import { type Storage } from '../storage/storage.js';
import { type BackupReader, measure, openReader } from './archive.js';
import { KEPT_FOLDERS } from './backup.js';
import { appliedMigrations, loadTables, tableInUse } from './database-copy.js';
import { filesBelow } from './files-below.js';
import { KEYS, type Manifest, MANIFEST, readManifest } from './manifest.js';

export interface RestoreReport {
  backup: string;
  id: string;
  made_at: string;
  /** Version of the lake that the backup holds. */
  lake_version: number;
  files: number;
  rows: number;
}

/** What only the modules know. */
export interface RestoreHooks {
  /** In the transaction that loads the tables: paths of waiting uploads lead to the new home. */
  relocate(sql: pg.PoolClient, from: string, to: string): Promise<void>;
  /** What is computed from the lake is computed; the restore has its end when this has. */
  settle(database: Database): Promise<void>;
}

/**
 * Makes an empty home (or bucket) and an empty database what they were when the backup was made. Every checksum is compared before
 * anything is written. A restore that was cut short goes on where it is given again; until it has its end, nobody else opens
 * the lake. Throws AppError.
 */
export async function restore(source: string, config: Config, hooks: RestoreHooks): Promise<RestoreReport> {
  const { values } = config;
  const reader = await openReader(source, values.backupPassphrase);
  const manifest = await verify(reader);
  mustKnowMigrations(manifest);
  const writesKeys = await mustHaveKeys(manifest, config);
  const storage = await openStorage(config);
  const isResumed = await mustBeEmpty(storage, values.home, manifest);
  let isLoaded = false;
  const database = await openDatabase(config, async (opened) => {
    isLoaded = await mustBeEmptyDatabase(opened, manifest);
  });
  const csv = (name: string) =>
    join(
      database.bulkFolder(join(values.home, 'tmp', 'restore-tables')),
      `restore-${manifest.id}-${name}.csv`,
    );
  try {
    if (!isResumed) await storage.put(RESTORE_MARK, JSON.stringify({ id: manifest.id }));
    await reader.each(async (path, content) => {
      const [kind, ...rest] = path.split('/');
      const inside = rest.join('/');
      if (kind === 'database') await writeWhole(csv(basename(inside, '.csv')), content);
      else if (kind === 'home') await writeWhole(join(values.home, inside), content);
      else if (kind === 'lake') await restoreObject(storage, inside, content);
      else if (path === KEYS && writesKeys) await writeKeys(values.home, await text(content));
      else content.resume();
    });
    if (!isLoaded)
      await load(database, manifest, csv, (sql) => hooks.relocate(sql, manifest.home, values.home));
    await migrate(database);
    await hooks.settle(database);
    await storage.delete(RESTORE_MARK);
    await database.rows('DELETE FROM ops.lease WHERE name = $1', [loadedMark(manifest)]);
    return {
      backup: source,
      id: manifest.id,
      made_at: manifest.created_at,
      lake_version: manifest.lake.version,
      files: manifest.files.length,
      rows: manifest.database.tables.reduce((sum, { rows }) => sum + rows, 0),
    };
  } finally {
    for (const { name } of manifest.database.tables) await rm(csv(name), { force: true });
    await database.close();
  }
}

/** Compares every file with its checksum. Throws AppError that names what is damaged. */
async function verify(reader: BackupReader): Promise<Manifest> {
  const found = new Map<string, { bytes: number; sha256: string }>();
  let manifest: Manifest | undefined;
  await reader.each(async (path, content) => {
    if (path === MANIFEST) manifest = readManifest(await text(content));
    else found.set(path, await measure(content));
  });
  if (!manifest) throw new AppError('invalid', 'the backup has no manifest');
  const damaged = manifest.files.filter(({ path, bytes, sha256 }) => {
    const actual = found.get(path);
    found.delete(path);
    return actual?.bytes !== bytes || actual.sha256 !== sha256;
  });
  const names = [...damaged.map(({ path }) => path), ...found.keys()];
  if (names.length > 0) {
    throw new AppError(
      'invalid',
      `the backup is damaged: ${names.length} of its files ${names.length === 1 ? 'is' : 'are'} not as the manifest says (${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''})`,
      { hint: 'Nothing was restored. Take another copy of the backup, or another backup.' },
    );
  }
  return manifest;
}

function mustKnowMigrations({ database, program }: Manifest): void {
  const known = migrationNames();
  const strange = database.migrations.find((name) => !known.includes(name));
  if (strange === undefined) return;
  throw new AppError(
    'conflict',
    `the backup was made by a newer program (${program}): it has migration ${strange}`,
    {
      hint: `Restore it with Tillhouse ${program} or newer.`,
    },
  );
}

/** Whether the keys of the backup are to be written. Throws AppError where its secrets could not be read here. */
async function mustHaveKeys(
  { key_ids: ids, has_keys: hasKeys }: Manifest,
  { values }: Config,
): Promise<boolean> {
  const own =
    values.secretKeys !== ''
      ? values.secretKeys
      : await readFile(ringFile(values.home), 'utf8').catch(() => undefined);
  if (own === undefined && (hasKeys || ids.length === 0)) return hasKeys;
  const known = own === undefined ? [] : parseRing(own).map(({ id }) => id);
  const missing = ids.filter((id) => !known.includes(id));
  if (missing.length === 0) return false;
  throw new AppError(
    'conflict',
    `secrets in the backup are encrypted with keys that are not here: ${missing.join(', ')}`,
    {
      hint: 'Put them into TILLHOUSE_SECRET_KEYS, behind the key in use; or restore without that setting a backup that has its keys.',
    },
  );
}

/** Whether this backup's restore was begun here before. Throws AppError where anything else is there. */
async function mustBeEmpty(storage: Storage, home: string, { id }: Manifest): Promise<boolean> {
  const mark = await storage.read(RESTORE_MARK);
  if (mark) {
    if ((JSON.parse(mark.toString('utf8')) as { id: string }).id === id) return true;
    throw new AppError('conflict', 'a restore of another backup was begun here', {
      hint: 'Give that one again, or empty the home (and the bucket, and the database).',
    });
  }
  if ((await storage.names('_catalog')).length > 0) throw notEmpty('the lake');
  for (const folder of KEPT_FOLDERS)
    if ((await filesBelow(join(home, folder))).length > 0) throw notEmpty(join(home, folder));
  return false;
}

/** Whether this backup was loaded into the database before. Throws AppError where anything else is in it. */
async function mustBeEmptyDatabase(database: Database, manifest: Manifest): Promise<boolean> {
  return database.transaction(async (sql) => {
    const applied = await appliedMigrations(sql);
    if (applied.length > 0) {
      const { rows } = await sql.query<{ found: string | null }>(
        `SELECT to_regclass('ops.lease')::text AS found`,
      );
      const mark = rows[0]?.found
        ? await sql.query('SELECT 1 FROM ops.lease WHERE name = $1', [loadedMark(manifest)])
        : undefined;
      if (mark && mark.rows.length > 0) return true;
    }
    const used = await tableInUse(sql);
    if (used !== undefined) throw notEmpty(`the database (${used})`);
    const newer = applied.find((name) => !manifest.database.migrations.includes(name));
    if (newer !== undefined) {
      throw new AppError(
        'conflict',
        `the database is empty, but newer than the backup: it has migration ${newer}`,
        {
          hint: 'Restore into a new database; it is brought up to date afterwards.',
        },
      );
    }
    return false;
  });
}

function notEmpty(what: string): AppError {
  return new AppError('conflict', `${what} is not empty, and a restore writes over nothing`, {
    hint: 'Restore into a new home (TILLHOUSE_HOME), bucket prefix (LAKE_URI) and database (DATABASE_URL), with all servers stopped.',
  });
}

/** All tables or none. */
async function load(
  database: Database,
  manifest: Manifest,
  csv: (name: string) => string,
  relocate: (sql: pg.PoolClient) => Promise<void>,
): Promise<void> {
  const { migrations, tables } = manifest.database;
  await migrate(database, undefined, migrations);
  await database.transaction(async (sql) => {
    const used = await tableInUse(sql);
    if (used !== undefined) throw notEmpty(`the database (${used})`);
    await loadTables(database, sql, tables, csv);
    await relocate(sql);
    await sql.query(
      `INSERT INTO ops.lease (name, holder, token, expires_at) VALUES ($1, 'restore', 1, '-infinity')`,
      [loadedMark(manifest)],
    );
  });
}

function loadedMark({ id }: Manifest): string {
  return `restored ${id}`;
}

async function restoreObject(storage: Storage, path: string, content: Readable): Promise<void> {
  if (path.startsWith('_catalog/')) {
    await storage.put(path, await buffer(content));
    return;
  }
  // As readable as others of the lake: foreign readers may be other users.
  await writeWhole(join(storage.root, path), content, 0o666);
  await storage.persist([path]);
}

async function writeKeys(home: string, keys: string): Promise<void> {
  const file = ringFile(home);
  await mkdir(dirname(file), { recursive: true, mode: 0o700 });
  await writeFile(`${file}.part`, keys, { mode: 0o600, flush: true });
  await rename(`${file}.part`, file);
}
