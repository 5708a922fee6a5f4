import { tmpdir } from 'node:os';
import { diskCheck, eventLoopCheck, memoryCheck } from './process.checks.js';

describe('the checks of the process', () => {
  it('degrade where the disk has less room than is asked for', async () => {
    expect(await diskCheck(tmpdir(), 0)()).toMatchObject({ status: 'up' });
    expect(await diskCheck(tmpdir(), Number.MAX_SAFE_INTEGER)()).toMatchObject({ status: 'degraded' });
  });

  it('fail where the home folder is gone', async () => {
    await expect(diskCheck('/no/such/folder')()).rejects.toThrow('ENOENT');
  });

  it('degrade where the heap is nearly full', async () => {
    expect(await memoryCheck()()).toMatchObject({ status: 'up' });
    expect(await memoryCheck(0)()).toMatchObject({ status: 'degraded' });
  });

  it('degrade where the event loop was blocked since the last look, and recover', async () => {
    const check = eventLoopCheck(300);
    await sleep(60);
    const until = Date.now() + 700;
    while (Date.now() < until);
    await sleep(60);
    expect(await check()).toMatchObject({ status: 'degraded' });
    await sleep(100);
    expect(await check()).toMatchObject({ status: 'up' });
  });
});

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
