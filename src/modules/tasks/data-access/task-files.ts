import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Storage } from '../../../platform/storage/storage.js';
import { type TaskFile } from '../domain/task.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Where a bucket has them. */
const PREFIX = '_tasks';

/**
 * Files that tasks leave: in a folder of each below the home, which all processes share, or in the bucket of the lake where it has
 * one, as then the homes need not be shared.
 */
export class TaskFiles {
  constructor(
    private readonly home: string,
    private readonly bucket?: Storage,
  ) {}

  /** A new, empty folder of a task. */
  async open(id: string): Promise<string> {
    await this.remove(id);
    const folder = this.folder(id);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Makes what is in the folder readable for every process, and answers what it is. */
  async keep(id: string): Promise<TaskFile[]> {
    const names = (await readdir(this.folder(id))).filter((name) => NAME.test(name)).sort();
    await this.bucket?.persist(names.map((name) => object(id, name)));
    return Promise.all(
      names.map(async (name) => ({ name, bytes: (await stat(join(this.folder(id), name))).size })),
    );
  }

  /** Undefined where there is no such file. */
  async read(id: string, name: string): Promise<{ stream: ReadStream; bytes: number } | undefined> {
    if (!NAME.test(name)) return undefined;
    const path = join(this.folder(id), name);
    if (this.bucket) {
      if (!(await this.bucket.exists(object(id, name)))) return undefined;
      await this.bucket.fetch([path]);
    }
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? { stream: createReadStream(path), bytes: found.size } : undefined;
  }

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true });
    if (!this.bucket) return;
    for (const name of await this.bucket.names(`${PREFIX}/${id}`)) await this.bucket.delete(object(id, name));
  }

  private folder(id: string): string {
    return this.bucket ? join(this.bucket.root, PREFIX, id) : join(this.home, 'tasks', id);
  }
}

function object(id: string, name: string): string {
  return `${PREFIX}/${id}/${name}`;
}
