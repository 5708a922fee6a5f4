import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { isLock, type LockHolder, type ProcessLock, tryLock } from './process-lock.js';

describe('a process lock', () => {
  let folder: string;
  const path = () => join(folder, 'a.lock');
  const longAgo = new Date(Date.now() - 60_000);
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'tillhouse-lock-'))));
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const mustLock = async (): Promise<ProcessLock> => {
    const result = await tryLock(path());
    if (!isLock(result)) throw new Error(`held by ${result.pid}`);
    return result;
  };
  const plant = (holder: LockHolder) => writeFileSync(`${path()}.1`, JSON.stringify(holder));
  const deadPid = () => spawnSync(process.execPath, ['-e', '']).pid;

  it('is held by one at a time, who is named to the others', async () => {
    const lock = await mustLock();
    expect(await tryLock(path())).toMatchObject({ pid: process.pid });
    await lock.release();
    await (await mustLock()).release();
    expect(readdirSync(folder)).toEqual(['a.lock.2']);
  });

  it('is taken over from a process that is gone, by one of many', async () => {
    for (let round = 0; round < 20; round++) {
      rmSync(folder, { recursive: true });
      folder = mkdtempSync(join(tmpdir(), 'tillhouse-lock-'));
      plant({ host: hostname(), pid: deadPid(), token: 'x' });
      const results = await Promise.all(Array.from({ length: 20 }, () => tryLock(path())));
      expect(results.filter(isLock)).toHaveLength(1);
      for (const lock of results.filter(isLock)) await lock.release();
    }
  });

  it('is had by one at a time where many take it and let it go', async () => {
    let inside = 0;
    let times = 0;
    const worker = async () => {
      while (times < 100) {
        const result = await tryLock(path());
        if (!isLock(result)) continue;
        expect(++inside).toBe(1);
        times++;
        await new Promise((done) => setImmediate(done));
        inside--;
        await result.release();
      }
    };
    await Promise.all(Array.from({ length: 5 }, worker));
  });

  it('is respected from another machine as long as that one gives signs of life', async () => {
    plant({ host: 'another-machine', pid: 1, token: 'x' });
    expect(await tryLock(path())).toMatchObject({ host: 'another-machine' });
    utimesSync(`${path()}.1`, longAgo, longAgo);
    await (await mustLock()).release();
  });

  it('is taken over from a process of the same id before this one', async () => {
    plant({ host: hostname(), pid: process.pid, token: 'of the process before' });
    await (await mustLock()).release();
  });
});
