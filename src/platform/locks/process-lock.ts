import { randomUUID } from 'node:crypto';
import { link, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import { isProcessAlive } from './process-name.js';

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
/** A lock of another machine counts as left behind after this long without a sign of life. */
const SILENT_MS = 15_000;

/**
 * Takes a lock, or answers who has it. It is let go when its process ends, however it ends: on this machine the process
 * id tells, on another one that shares the folder the time of the file does.
 *
 * The lock is the file `<path>.<n>` with the highest n, and whoever takes it makes the next one, put-if-absent. A file of
 * one name that is removed and made again would let two processes take over from a dead third.
 */
export async function tryLock(path: string): Promise<ProcessLock | LockHolder> {
  await mkdir(dirname(path), { recursive: true });
  const mine: LockHolder = { pid: process.pid, host: hostname(), token: randomUUID() };
  const draft = `${path}.${mine.token}.draft`;
  await writeFile(draft, JSON.stringify(mine));
  // Before the file is there: others of this process know by it that the holder lives.
  held.add(mine.token);
  let taken = false;
  try {
    for (;;) {
      const last = await newest(path);
      const holder = last === 0 ? undefined : await readHolder(`${path}.${last}`);
      if (holder && (await isAlive(holder, `${path}.${last}`))) return holder;
      const file = `${path}.${last + 1}`;
      try {
        await link(draft, file);
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue;
        throw error;
      }
      // Others were faster by more than one: this number was free only because they have tidied up.
      if ((await newest(path)) !== last + 1) {
        await rm(file, { force: true });
        continue;
      }
      for (const n of await numbers(path)) if (n <= last) await rm(`${path}.${n}`, { force: true });
      taken = true;
      return heldLock(path, file, mine);
    }
  } finally {
    if (!taken) held.delete(mine.token);
    await rm(draft, { force: true });
  }
}

export function isLock(result: ProcessLock | LockHolder): result is ProcessLock {
  return 'release' in result;
}

function heldLock(path: string, file: string, mine: LockHolder): ProcessLock {
  const heartbeat = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, HEARTBEAT_MS);
  heartbeat.unref();
  return {
    async release() {
      clearInterval(heartbeat);
      held.delete(mine.token);
      const released = `${path}.${mine.token}.draft`;
      await writeFile(released, '');
      await rename(released, file);
    },
  };
}

async function numbers(path: string): Promise<number[]> {
  const prefix = `${basename(path)}.`;
  return (await readdir(dirname(path)))
    .filter((name) => name.startsWith(prefix) && /^\d+$/.test(name.slice(prefix.length)))
    .map((name) => Number(name.slice(prefix.length)));
}

async function newest(path: string): Promise<number> {
  return Math.max(0, ...(await numbers(path)));
}

/** Undefined where the lock was let go. */
async function readHolder(file: string): Promise<LockHolder | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

async function isAlive(holder: LockHolder, file: string): Promise<boolean> {
  if (holder.host !== hostname()) {
    const info = await stat(file).catch(() => undefined);
    return info !== undefined && Date.now() - info.mtimeMs < SILENT_MS;
  }
  // In a container that starts again, the process that died had the same id as this one.
  return holder.pid === process.pid ? held.has(holder.token) : isProcessAlive(holder.pid);
}
