import { existsSync, mkdtempSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawnSync } from 'node:child_process';
import { acquireRunLock } from './run-lock.js';

describe('the run lock', () => {
  let home: string;
  let path: string;
  beforeEach(() => {
    home = mkdtempSync(join(tmpdir(), 'tillhouse-lock-'));
    path = join(home, 'run.lock');
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  it('lets one in at a time, in this process too', async () => {
    const order: string[] = [];
    const release = await acquireRunLock(home);
    const second = acquireRunLock(home).then(async (done) => {
      order.push('second');
      await done();
    });
    await new Promise((resolve) => setTimeout(resolve, 250));
    order.push('first ends');
    await release();
    await second;
    expect(order).toEqual(['first ends', 'second']);
    expect(existsSync(path)).toBe(false);
  });

  it.each<[string, () => void]>([
    [
      'a process that is gone',
      () => writeFileSync(path, String(spawnSync(process.execPath, ['-e', '']).pid)),
    ],
    ['a process that had the id of this one', () => writeFileSync(path, String(process.pid))],
    [
      'a process that died before it wrote its id',
      () => {
        writeFileSync(path, '');
        utimesSync(path, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
      },
    ],
  ])('is taken over from %s', async (_, leave) => {
    leave();
    const release = await acquireRunLock(home);
    expect(readFileSync(path, 'utf8')).toBe(String(process.pid));
    await release();
    expect(existsSync(path)).toBe(false);
  });
});
