import { createHash, type Hash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../../../platform/errors/app-error.js';

const LONGEST_NAME = 200;

/** Uploaded files, a folder a run: `<home>/uploads/<run id>/<file name>`. */
export class UploadStore {
  readonly root: string;

  constructor(
    home: string,
    readonly limit: number,
  ) {
    this.root = join(home, 'uploads');
  }

  /** Where the files of one upload go. */
  open(runId: string): Upload {
    return new Upload(join(this.root, runId), this.limit);
  }

  /** Deletes the folders of uploaded files that a run has read. */
  async discard(paths: readonly string[]): Promise<void> {
    const folders = new Set(paths.filter((path) => this.holds(path)).map((path) => dirname(path)));
    for (const folder of folders) await rm(folder, { recursive: true, force: true });
  }

  /** The runs that files were uploaded for. */
  async runs(): Promise<string[]> {
    return readdir(this.root).catch(() => []);
  }

  /** Deletes what was uploaded for a run. */
  async remove(runId: string): Promise<void> {
    await rm(join(this.root, runId), { recursive: true, force: true });
  }

  /** Whether any of the paths was an upload that is kept no longer. */
  async hasLost(paths: readonly string[]): Promise<boolean> {
    for (const path of paths) if (this.holds(path) && !(await stat(path).catch(() => undefined))) return true;
    return false;
  }

  /** Deletes uploads that came before a time and are wanted no longer. */
  async forget(before: Date, isWanted: (folder: string) => Promise<boolean>): Promise<void> {
    for (const name of await readdir(this.root).catch(() => [])) {
      const folder = join(this.root, name);
      const info = await stat(folder).catch(() => undefined);
      if (info && info.mtime < before && !(await isWanted(folder)))
        await rm(folder, { recursive: true, force: true });
    }
  }

  private holds(path: string): boolean {
    return dirname(dirname(path)) === this.root;
  }
}

/** One upload as it comes in. */
export class Upload {
  readonly paths: string[] = [];
  private bytes = 0;
  private readonly hash: Hash = createHash('sha256');

  constructor(
    private readonly folder: string,
    private readonly limit: number,
  ) {}

  /** Streams one file to the disk. Throws AppError; whoever calls discards the upload then. */
  async add(name: string, content: Readable): Promise<void> {
    const safe = safeName(name);
    const path = join(this.folder, safe);
    if (this.paths.includes(path)) {
      throw new AppError('invalid', `two files of the upload are called ${safe}`, {
        hint: 'Send them in two uploads, or under two names.',
      });
    }
    await mkdir(this.folder, { recursive: true });
    this.hash.update(`${safe}\n`);
    const counted = new Transform({
      transform: (chunk: Buffer, _, done) => {
        this.bytes += chunk.length;
        this.hash.update(chunk);
        done(this.bytes > this.limit ? new UploadTooLarge(this.limit) : null, chunk);
      },
    });
    await pipeline(content, counted, createWriteStream(path, { flags: 'wx' }));
    this.hash.update(`\n${this.bytes}\n`);
    this.paths.push(path);
  }

  /** Of names and contents. */
  digest(): string {
    return this.hash.copy().digest('hex');
  }

  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class UploadTooLarge extends AppError {
  constructor(limit: number) {
    super('invalid', `an upload may have ${limit} bytes at most`, {
      hint: 'Send the files in several uploads, or raise TILLHOUSE_UPLOAD_LIMIT.',
    });
  }
}

/** The base name, without what a file system, a shell or a glob takes for something else. Throws AppError. */
export function safeName(given: string): string {
  const base = basename(given.replaceAll('\\', '/'))
    .replace(/\p{Surrogate}/gu, '_')
    .normalize('NFC');
  const safe = base.replace(/[\x00-\x1f\x7f<>:"/|?*[\]{}]/g, '_').replace(/^\.+/, '');
  if (safe.trim() === '')
    throw new AppError('invalid', 'a file of the upload has no name', { hint: 'Send it with a file name.' });
  return endOf(safe, LONGEST_NAME);
}

/** The end tells the format. Whole characters, at most so many bytes. */
function endOf(name: string, most: number): string {
  let bytes = 0;
  let end = '';
  for (const character of [...name].reverse()) {
    bytes += Buffer.byteLength(character);
    if (bytes > most) break;
    end = character + end;
  }
  return end;
}
