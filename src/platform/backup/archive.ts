import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PassThrough, type Readable, Transform, type Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, pack } from 'tar-stream';
import { AppError } from '../errors/app-error.js';
import { decrypting, encrypting } from './encryption.js';
import { type BackedUpFile, type Manifest, MANIFEST } from './manifest.js';

/** Takes the files of a backup one after the other; nothing is at its target before `finish`. */
export interface BackupWriter {
  add(path: string, bytes: number, content: Readable): Promise<BackedUpFile>;
  finish(manifest: Manifest): Promise<void>;
  discard(): Promise<void>;
}

/** Gives the files of a backup one after the other, in the order in which they were put in. */
export interface BackupReader {
  /** Each stream is read to its end, or destroyed, before the next one comes. */
  each(visit: (path: string, content: Readable) => Promise<void>): Promise<void>;
}

const ENCRYPTED = '.age';
const SECRET_FILE = 0o600;
const SECRET_FOLDER = 0o700;

/** `….tar` and `….tar.age` (encrypted with the passphrase) are files; every other name is a folder. Throws AppError. */
export async function openWriter(target: string, passphrase: string): Promise<BackupWriter> {
  if (await stat(target).catch(() => undefined)) {
    throw new AppError('conflict', `${target} is there already`, { hint: 'Give the backup another name.' });
  }
  mustAgree(target, passphrase);
  await mkdir(dirname(target), { recursive: true });
  const part = `${target}.part`;
  await rm(part, { recursive: true, force: true });
  return isFile(target) ? new TarWriter(target, part, passphrase) : FolderWriter.open(target, part);
}

/** Throws AppError. */
export async function openReader(source: string, passphrase: string): Promise<BackupReader> {
  const info = await stat(source).catch(() => undefined);
  if (!info) throw new AppError('not_found', `there is no backup ${source}`);
  if (info.isDirectory()) return new FolderReader(source);
  mustAgree(source, passphrase);
  return new TarReader(source, passphrase);
}

function isFile(target: string): boolean {
  return /\.tar(\.age)?$/.test(target);
}

function mustAgree(name: string, passphrase: string): void {
  if (name.endsWith(ENCRYPTED) && passphrase === '') {
    throw new AppError('invalid', `${name} is to be encrypted, and there is no passphrase`, {
      hint: 'Set TILLHOUSE_BACKUP_PASSPHRASE.',
    });
  }
  if (!name.endsWith(ENCRYPTED) && passphrase !== '') {
    throw new AppError('invalid', `there is a passphrase, and ${name} is no name of an encrypted backup`, {
      hint: 'Call it ….tar.age, or unset TILLHOUSE_BACKUP_PASSPHRASE.',
    });
  }
}

/** Counts and hashes what goes through. */
function measured(): Transform & { result: () => Omit<BackedUpFile, 'path'> } {
  const hash = createHash('sha256');
  let bytes = 0;
  const through = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      bytes += chunk.length;
      done(null, chunk);
    },
  });
  return Object.assign(through, { result: () => ({ bytes, sha256: hash.digest('hex') }) });
}

/** Size and hash of a stream. */
export async function measure(content: Readable): Promise<Omit<BackedUpFile, 'path'>> {
  const through = measured();
  through.resume();
  await pipeline(content, through);
  return through.result();
}

async function sync(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

class FolderWriter implements BackupWriter {
  private constructor(
    private readonly target: string,
    private readonly part: string,
  ) {}

  static async open(target: string, part: string): Promise<FolderWriter> {
    await mkdir(part, { mode: SECRET_FOLDER });
    return new FolderWriter(target, part);
  }

  async add(path: string, _bytes: number, content: Readable): Promise<BackedUpFile> {
    const file = join(this.part, path);
    await mkdir(dirname(file), { recursive: true, mode: SECRET_FOLDER });
    const through = measured();
    await pipeline(content, through, createWriteStream(file, { mode: SECRET_FILE, flush: true }));
    return { path, ...through.result() };
  }

  async finish(manifest: Manifest): Promise<void> {
    await this.add(MANIFEST, 0, textStream(manifest));
    await sync(this.part);
    await rename(this.part, this.target);
    await sync(dirname(this.target));
  }

  async discard(): Promise<void> {
    await rm(this.part, { recursive: true, force: true });
  }
}

class TarWriter implements BackupWriter {
  private readonly tar = pack();
  private readonly written: Promise<void>;

  constructor(
    private readonly target: string,
    private readonly part: string,
    passphrase: string,
  ) {
    const file = createWriteStream(part, { mode: SECRET_FILE, flush: true });
    this.written = write(this.tar as unknown as Readable, file, passphrase);
    // Whoever adds or finishes hears of it.
    this.written.catch(() => undefined);
  }

  async add(path: string, bytes: number, content: Readable): Promise<BackedUpFile> {
    const through = measured();
    const entry = this.tar.entry({ name: path, size: bytes, mode: SECRET_FILE });
    await Promise.race([pipeline(content, through, entry as unknown as Writable), this.broken()]);
    return { path, ...through.result() };
  }

  async finish(manifest: Manifest): Promise<void> {
    const text = JSON.stringify(manifest);
    await this.add(MANIFEST, Buffer.byteLength(text), textStream(manifest));
    this.tar.finalize();
    await this.written;
    await rename(this.part, this.target);
    await sync(dirname(this.target));
  }

  async discard(): Promise<void> {
    this.tar.destroy();
    await this.written.catch(() => undefined);
    await rm(this.part, { force: true });
  }

  /** Ends only where the file cannot be written: nobody would read what is added. */
  private async broken(): Promise<never> {
    await this.written;
    throw new Error('the backup was closed while it was written');
  }
}

async function write(tar: Readable, file: Writable, passphrase: string): Promise<void> {
  if (passphrase === '') await pipeline(tar, file);
  else await pipeline(await encrypting(tar, passphrase), file);
}

class FolderReader implements BackupReader {
  constructor(private readonly folder: string) {}

  async each(visit: (path: string, content: Readable) => Promise<void>): Promise<void> {
    const entries = await readdir(this.folder, { recursive: true, withFileTypes: true });
    const found = entries
      .filter((entry) => !entry.isDirectory())
      .map((entry) => join(entry.parentPath, entry.name).slice(this.folder.length + 1));
    const manifest = await readFile(join(this.folder, MANIFEST), 'utf8').catch(() => undefined);
    if (manifest === undefined) throw notABackup(this.folder);
    const listed = (JSON.parse(manifest) as Manifest).files.map(({ path }) => path);
    const rest = found.filter((path) => path !== MANIFEST && !listed.includes(path));
    for (const path of [...listed.filter((name) => found.includes(name)), ...rest, MANIFEST])
      await visit(path, createReadStream(join(this.folder, path)));
  }
}

class TarReader implements BackupReader {
  constructor(
    private readonly file: string,
    private readonly passphrase: string,
  ) {}

  async each(visit: (path: string, content: Readable) => Promise<void>): Promise<void> {
    const tar = extract();
    const source = createReadStream(this.file, { highWaterMark: 1024 * 1024 });
    const bytes = this.passphrase === '' ? source : await decrypting(source, this.passphrase);
    const fed = pipeline(bytes, tar as unknown as Writable);
    fed.catch(() => undefined);
    let last = '';
    try {
      for await (const entry of tar) {
        last = entry.header.name;
        const content = new PassThrough();
        await Promise.all([pipeline(entry as unknown as Readable, content), visit(last, content)]);
      }
      await fed;
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError('invalid', `the backup is damaged: ${(error as Error).message}`, { cause: error });
    }
    if (last !== MANIFEST) throw notABackup(this.file);
  }
}

function notABackup(place: string): AppError {
  return new AppError('invalid', `${place} is no whole backup: its manifest.json is missing`);
}

function textStream(manifest: Manifest): Readable {
  const text = new PassThrough();
  text.end(JSON.stringify(manifest));
  return text;
}
