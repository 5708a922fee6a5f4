import { mkdir, open, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../../platform/errors/app-error.js';

/** Locks that this process holds. */
const held = new Set<string>();

const WAIT_MS = 10 * 60_000;

/**
 * Lets runs of one home queue up instead of computing the same twice. It is a courtesy, not what keeps the lake right:
 * that is the put-if-absent commit. A lock whose process is gone is taken over.
 */
export async function acquireRunLock(home: string): Promise<() => Promise<void>> {
  const path = join(home, 'run.lock');
  await mkdir(home, { recursive: true });
  const deadline = Date.now() + WAIT_MS;
  for (;;) {
    try {
      const file = await open(path, 'wx');
      await file.writeFile(String(process.pid));
      await file.close();
      held.add(path);
      return async () => {
        held.delete(path);
        await rm(path, { force: true });
      };
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const holder = Number(await readFile(path, 'utf8').catch(() => ''));
    // In a container that starts again, the process that died had the same id as this one.
    const ownButNotHeld = holder === process.pid && !held.has(path);
    if (ownButNotHeld || (holder > 0 ? !isAlive(holder) : await isOld(path))) {
      await rm(path, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new AppError(
        'conflict',
        `process ${holder} has been running on ${home} for more than 10 minutes`,
        {
          hint: `Wait for it to end. If it is no run of Tillhouse, delete ${path}.`,
        },
      );
    }
    await sleep(100);
  }
}

/** A process that died between making the lock and writing its name into it. */
async function isOld(path: string): Promise<boolean> {
  const info = await stat(path).catch(() => undefined);
  return info !== undefined && Date.now() - info.mtimeMs > 5_000;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
