import { randomUUID } from 'node:crypto';
import { link, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Storage, StoredObject } from './storage.js';

/** Objects as files of a folder. A hard link makes put-if-absent atomic on every POSIX file system. */
export class LocalStorage implements Storage {
  constructor(readonly root: string) {}

  async read(path: string): Promise<Buffer | undefined> {
    return readFile(join(this.root, path)).catch(absent);
  }

  async exists(path: string): Promise<boolean> {
    return (await stat(join(this.root, path)).catch(absent)) !== undefined;
  }

  async putIfAbsent(path: string, content: string | Buffer): Promise<boolean> {
    const target = join(this.root, path);
    const draft = await this.draft(target, content);
    try {
      await link(draft, target);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
      throw error;
    } finally {
      await rm(draft, { force: true });
    }
    await sync(dirname(target));
    return true;
  }

  async put(path: string, content: string | Buffer): Promise<void> {
    const target = join(this.root, path);
    await rename(await this.draft(target, content), target);
    await sync(dirname(target));
  }

  async *list(folder: string): AsyncIterable<StoredObject> {
    const entries = (await readdir(join(this.root, folder), { withFileTypes: true }).catch(absent)) ?? [];
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) yield* this.list(path);
      else {
        const info = await stat(join(this.root, path)).catch(absent);
        if (info) yield { path, bytes: info.size, modified: info.mtime };
      }
    }
  }

  async names(folder: string): Promise<string[]> {
    return (await readdir(join(this.root, folder)).catch(absent)) ?? [];
  }

  async delete(path: string): Promise<void> {
    await rm(join(this.root, path), { force: true });
  }

  /** They are files. */
  async fetch(): Promise<void> {
    await Promise.resolve();
  }

  async persist(paths: readonly string[]): Promise<void> {
    const folders = new Set<string>();
    for (const path of paths) {
      await sync(join(this.root, path));
      folders.add(dirname(join(this.root, path)));
    }
    for (const folder of folders) await sync(folder);
  }

  /** There are no copies. */
  async tidy(): Promise<void> {
    await Promise.resolve();
  }

  private async draft(target: string, content: string | Buffer): Promise<string> {
    await mkdir(dirname(target), { recursive: true });
    const draft = join(dirname(target), `.${randomUUID()}.draft`);
    const file = await open(draft, 'wx');
    try {
      await file.writeFile(content);
      await file.sync();
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    } finally {
      await file.close();
    }
    return draft;
  }
}

/** Makes a file's content, or the names in a folder, durable. */
async function sync(path: string): Promise<void> {
  const folder = await open(path, 'r');
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function absent(error: NodeJS.ErrnoException): undefined {
  if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return undefined;
  throw error;
}
