import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readFile, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { type Config } from '../config/index.js';
import { programVersion } from '../config/version.js';
import { type Database } from '../database/index.js';
import { AppError } from '../errors/app-error.js';
import { type Lake } from '../lake/index.js';
import { parseRing, printRing, type RingKey, ringFile } from '../secrets/index.js';
import { type BackupWriter, openWriter } from './archive.js';
import { type Dump, dumpDatabase } from './database-copy.js';
import { filesBelow } from './files-below.js';
import { holdLake } from './hold.js';
import { keepFile } from './kept-file.js';
import { type BackedUpFile, KEYS, type Manifest } from './manifest.js';

/** What of a home nothing can compute again: files that runs wait for, and reference data of one's own. */
export const KEPT_FOLDERS = ['uploads', 'reference'];
/** A moment between two commits is found at once, unless somebody commits without a pause. */
const MOST_TRIES = 200;

export interface BackupReport {
  backup: string;
  id: string;
  lake_version: number;
  files: number;
  bytes: number;
  tables: number;
  rows: number;
  key_ids: string[];
  has_keys: boolean;
  encrypted: boolean;
}

/**
 * Writes lake, operational tables, keys and waiting uploads of one moment, while others go on reading and writing. Nothing is at
 * the target before everything is. Throws AppError.
 */
export async function backUp(
  target: string,
  { values }: Config,
  lake: Lake,
  database: Database,
  { withKeys }: { withKeys: boolean },
): Promise<BackupReport> {
  const writer = await openWriter(target, values.backupPassphrase);
  const scratch = join(values.home, 'tmp', `backup-${randomUUID()}`);
  // No file may go from here on: a vacuum that began before keeps those of the newest version, and one that begins later all.
  const hold = await holdLake(database);
  let dump: Dump | undefined;
  try {
    await mkdir(scratch, { recursive: true });
    const { moment, version } = await freeze(lake, database, values.home, scratch);
    dump = moment;
    const files = new Files(writer);
    const ring = await ringOf(values);
    if (withKeys && ring.length > 0) await files.text(KEYS, printRing(ring));
    for (const { name, file } of dump.tables) await files.file(`database/${name}.csv`, file);
    for (const path of await filesBelow(join(scratch, 'kept')))
      await files.file(`home/${path}`, join(scratch, 'kept', path));
    await files.lake(lake, version);
    hold.lost.throwIfAborted();
    const manifest: Manifest = {
      format: 1,
      id: randomUUID(),
      created_at: new Date().toISOString(),
      program: programVersion(),
      lake: { version },
      database: {
        migrations: dump.migrations,
        tables: dump.tables.map(({ name, columns, rows }) => ({ name, columns, rows })),
      },
      key_ids: ring.map(({ id }) => id),
      has_keys: withKeys && ring.length > 0,
      home: values.home,
      files: files.written,
    };
    await writer.finish(manifest);
    return {
      backup: target,
      id: manifest.id,
      lake_version: version,
      files: files.written.length,
      bytes: files.written.reduce((sum, { bytes }) => sum + bytes, 0),
      tables: manifest.database.tables.length,
      rows: manifest.database.tables.reduce((sum, { rows }) => sum + rows, 0),
      key_ids: manifest.key_ids,
      has_keys: manifest.has_keys,
      encrypted: values.backupPassphrase !== '',
    };
  } catch (error) {
    await writer.discard();
    throw error;
  } finally {
    await dump?.remove();
    await hold.release();
    await rm(scratch, { recursive: true, force: true });
  }
}

/**
 * The tables of a moment at which the lake had a version and no commit came in between, so that each knows of the other exactly
 * what it would know after a crash at that moment.
 */
async function freeze(
  lake: Lake,
  database: Database,
  home: string,
  scratch: string,
): Promise<{ moment: Dump; version: number }> {
  for (let tries = 0; tries < MOST_TRIES; tries++) {
    // A run that ends deletes its uploads; what is linked stays.
    await linkKept(home, scratch);
    const version = await lake.head();
    const moment = await dumpDatabase(database, scratch, async () => {
      await linkKept(home, scratch);
      return (await lake.head()) === version;
    });
    if (moment) return { moment, version };
  }
  throw new AppError(
    'unavailable',
    `the lake had no rest: each of ${MOST_TRIES} looks found another commit`,
    {
      hint: 'Try it again when fewer writes come in.',
    },
  );
}

async function linkKept(home: string, scratch: string): Promise<void> {
  for (const folder of KEPT_FOLDERS) {
    for (const path of await filesBelow(join(home, folder))) {
      const copy = join(scratch, 'kept', folder, path);
      await mkdir(dirname(copy), { recursive: true });
      await keepFile(join(home, folder, path), copy);
    }
  }
}

/** The keys in use, from the setting or the home; none where no secret was ever encrypted. */
async function ringOf({ secretKeys, home }: Config['values']): Promise<RingKey[]> {
  if (secretKeys !== '') return parseRing(secretKeys);
  const text = await readFile(ringFile(home), 'utf8').catch(() => undefined);
  return text === undefined ? [] : parseRing(text);
}

/** What is written, as the manifest lists it. */
class Files {
  readonly written: BackedUpFile[] = [];

  constructor(private readonly writer: BackupWriter) {}

  async text(path: string, text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.written.push(await this.writer.add(path, bytes.length, Readable.from([bytes])));
  }

  async file(path: string, file: string): Promise<void> {
    const { size } = await stat(file);
    // What is appended meanwhile is not of the moment.
    const content = size === 0 ? Readable.from([]) : createReadStream(file, { end: size - 1 });
    this.written.push(await this.writer.add(path, size, content));
  }

  /** Data first and the catalogue's newest entry before older ones: what is restored in this order is no lake until it is whole. */
  async lake(lake: Lake, version: number): Promise<void> {
    const { data, catalogue } = await lake.objects(version);
    for (const path of data) {
      const file = join(lake.root, path);
      await lake.fetch([file]);
      await this.file(`lake/${path}`, file);
    }
    for (const path of catalogue) await this.text(`lake/${path}`, (await lake.object(path)).toString('utf8'));
  }
}
