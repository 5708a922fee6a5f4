import { AppError } from '../errors/app-error.js';

/** One file of a backup, as its bytes are in it. */
export interface BackedUpFile {
  /** Relative, `/`-separated; the first folder tells what it is: database, home, lake, or the file `keys`. */
  path: string;
  bytes: number;
  /** SHA-256, hex. */
  sha256: string;
}

/** The rows of one table, in `database/<name>.csv` (no header, empty is null). */
export interface BackedUpTable {
  name: string;
  columns: string[];
  rows: number;
}

/** What a backup holds; its last file, `manifest.json`, so that a backup without it is none. */
export interface Manifest {
  format: 1;
  id: string;
  created_at: string;
  /** Version of the program that made it. */
  program: string;
  /** The one version of the lake that it holds, 0 where there was none. */
  lake: { version: number };
  database: { migrations: string[]; tables: BackedUpTable[] };
  /** Ids of the keys with which stored secrets are encrypted. */
  key_ids: string[];
  /** Whether the keys are in it. */
  has_keys: boolean;
  /** Where uploads were, as runs that wait name them. */
  home: string;
  files: BackedUpFile[];
}

export const MANIFEST = 'manifest.json';
export const KEYS = 'keys';

/** Reads a manifest. Throws AppError where it is none, or is of a format that this program does not know. */
export function readManifest(text: string): Manifest {
  let found: Partial<Manifest> & { format?: number };
  try {
    found = JSON.parse(text) as Partial<Manifest>;
  } catch {
    throw new AppError('invalid', 'the backup is damaged: its manifest.json cannot be read');
  }
  if (found.format !== 1) {
    throw new AppError(
      'invalid',
      `the backup is of format ${String(found.format)}, and this program knows format 1`,
      { hint: 'Restore it with the version of Tillhouse that made it, or a newer one.' },
    );
  }
  const manifest = found as Manifest;
  const strange = manifest.files.find(({ path }) => !isPlain(path));
  if (strange) throw new AppError('invalid', `the backup names a file outside of itself: ${strange.path}`);
  return manifest;
}

/** A path that stays below the folder that it is put into. */
function isPlain(path: string): boolean {
  const parts = path.split('/');
  return !path.includes('\\') && parts.every((part) => part !== '' && part !== '.' && part !== '..');
}
