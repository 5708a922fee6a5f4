import { randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';

export interface LockHolder {
  pid: number;
  host: string;
  /** Tells two locks of one process apart, and two processes of one id. */
  token: string;
}

export interface ProcessLock {
  release(): Promise<void>;
}

/** Locks that this process holds. */
const held = new Set<string>();

const HEARTBEAT_MS = 2_000;
/** A lock of another machine, or one half written, counts as left behind after this long without a sign of life. */
const SILENT_MS = 15_000;

/**
 * Takes a lock file, or answers who has it. It is let go when its process ends, however it ends: on this machine the
 * process id tells, on another one that shares the folder the time of the file does.
 */
export async function tryLock(path: string): Promise<ProcessLock | LockHolder> {
  await mkdir(dirname(path), { recursive: true });
  const mine: LockHolder = { pid: process.pid, host: hostname(), token: randomUUID() };
  const draft = `${path}.${mine.token}`;
  await writeFile(draft, JSON.stringify(mine));
  try {
    for (;;) {
      try {
        await link(draft, path);
        return heldLock(path, mine);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      }
      const holder = await holderOf(path);
      if (holder === undefined) continue;
      if (await isAlive(holder, path)) return holder;
      await takeAway(path, holder);
    }
  } finally {
    await rm(draft, { force: true });
  }
}

export function isLock(result: ProcessLock | LockHolder): result is ProcessLock {
  return 'release' in result;
}

/** Who holds the lock; undefined where nobody does. */
export async function holderOf(path: string): Promise<LockHolder | undefined> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text) as LockHolder;
  } catch {
    return { pid: 0, host: '', token: text };
  }
}

/** Whether the lock's process still runs, as far as can be seen from here. */
export async function isAlive(holder: LockHolder, path: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const info = await stat(path).catch(() => undefined);
    return info !== undefined && Date.now() - info.mtimeMs < SILENT_MS;
  }
  // In a container that starts again, the process that died had the same id as this one.
  if (holder.pid === process.pid) return held.has(holder.token);
  try {
    process.kill(holder.pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function heldLock(path: string, mine: LockHolder): ProcessLock {
  held.add(mine.token);
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(path, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      held.delete(mine.token);
      if ((await holderOf(path))?.token === mine.token) await rm(path, { force: true });
    },
  };
}

/** Removes the lock of a process that is gone. Where somebody else has taken it over meanwhile, theirs is put back. */
async function takeAway(path: string, stale: LockHolder): Promise<void> {
  const aside = `${path}.${randomUUID()}`;
  try {
    await rename(path, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  if ((await holderOf(aside))?.token !== stale.token) await link(aside, path).catch(() => undefined);
  await rm(aside, { force: true });
}
