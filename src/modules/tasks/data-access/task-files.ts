import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Storage } from '../../../platform/storage/storage.js';
import { type TaskFile } from '../domain/task.js';
import { type Attempt } from './task.repository.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Where a bucket has them. */
const PREFIX = '_tasks';

/**
 * Files that tasks leave: in a folder of each attempt below the home, which all processes share, or in the bucket of the lake where
 * it has one, as then the homes need not be shared.
 */
export class TaskFiles {
  constructor(
    private readonly home: string,
    private readonly bucket?: Storage,
  ) {}

  /** A new, empty folder of an attempt. */
  async open(attempt: Attempt): Promise<string> {
    await this.discard(attempt);
    const folder = this.folder(attempt);
    await mkdir(folder, { recursive: true });
    return folder;
  }

  /** Makes what is in the folder readable for every process, and answers what it is. */
  async keep(attempt: Attempt): Promise<TaskFile[]> {
    const folder = this.folder(attempt);
    const names = (await readdir(folder)).filter((name) => NAME.test(name)).sort();
    await this.bucket?.persist(names.map((name) => `${objects(attempt)}/${name}`));
    return Promise.all(names.map(async (name) => ({ name, bytes: (await stat(join(folder, name))).size })));
  }

  /** Undefined where there is no such file. */
  async read(attempt: Attempt, name: string): Promise<{ stream: ReadStream; bytes: number } | undefined> {
    if (!NAME.test(name)) return undefined;
    return (
      (await this.readFrom(this.folder(attempt), objects(attempt), name)) ??
      // Where they were before attempts had folders of their own.
      this.readFrom(join(this.root, attempt.id), `${PREFIX}/${attempt.id}`, name)
    );
  }

  /** Deletes what an attempt left. */
  async discard(attempt: Attempt): Promise<void> {
    await this.delete(this.folder(attempt), objects(attempt));
  }

  /** Deletes what all attempts left. */
  async remove(id: string): Promise<void> {
    await this.delete(join(this.root, id), `${PREFIX}/${id}`);
  }

  private async readFrom(folder: string, prefix: string, name: string) {
    const path = join(folder, name);
    if (this.bucket) {
      if (!(await this.bucket.exists(`${prefix}/${name}`))) return undefined;
      await this.bucket.fetch([path]);
    }
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? { stream: createReadStream(path), bytes: found.size } : undefined;
  }

  private async delete(folder: string, prefix: string): Promise<void> {
    await rm(folder, { recursive: true, force: true });
    if (!this.bucket) return;
    for await (const { path } of this.bucket.list(prefix)) await this.bucket.delete(path);
  }

  private folder({ id, attempts }: Attempt): string {
    return join(this.root, id, String(attempts));
  }

  private get root(): string {
    return this.bucket ? join(this.bucket.root, PREFIX) : join(this.home, 'tasks');
  }
}

function objects({ id, attempts }: Attempt): string {
  return `${PREFIX}/${id}/${attempts}`;
}
