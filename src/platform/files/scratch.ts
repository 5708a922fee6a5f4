import { randomUUID } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isGone, processName } from '../locks/process-name.js';

const MARK = '~';

/** The path of a new folder of this process for what it throws away; whoever makes it removes it. */
export function scratchFolder(parent: string): string {
  return join(parent, [...processName().split(' '), randomUUID()].join(MARK));
}

/** Removes the folders of processes of this machine that run no more. */
export async function removeForsaken(parent: string): Promise<void> {
  for (const name of await readdir(parent).catch(() => [])) {
    const [host, pid, start, id] = name.split(MARK);
    if (id !== undefined && isGone([host, pid, start].join(' ')))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}
