import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type TaskFile } from '../domain/task.js';

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** Files that tasks leave, in a folder of each below the home, which all processes share. */
export class TaskFiles {
  constructor(private readonly home: string) {}

  /** A new, empty folder of a task. */
  async open(id: string): Promise<string> {
    const folder = this.folder(id);
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    return folder;
  }

  async list(id: string): Promise<TaskFile[]> {
    const names = (await readdir(this.folder(id))).filter((name) => NAME.test(name)).sort();
    return Promise.all(
      names.map(async (name) => ({ name, bytes: (await stat(join(this.folder(id), name))).size })),
    );
  }

  /** Undefined where there is no such file. */
  async read(id: string, name: string): Promise<{ stream: ReadStream; bytes: number } | undefined> {
    if (!NAME.test(name)) return undefined;
    const path = join(this.folder(id), name);
    const found = await stat(path).catch(() => undefined);
    return found?.isFile() ? { stream: createReadStream(path), bytes: found.size } : undefined;
  }

  async remove(id: string): Promise<void> {
    await rm(this.folder(id), { recursive: true, force: true });
  }

  private folder(id: string): string {
    return join(this.home, 'tasks', id);
  }
}
