import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { removeForsaken, scratchFolder } from './scratch.js';

describe('scratch folders', () => {
  let parent: string;
  beforeEach(async () => {
    parent = await mkdtemp(join(tmpdir(), 'tillhouse-scratch-'));
  });
  afterEach(() => rm(parent, { recursive: true, force: true }));

  it('go with the process that they are of, and with no other', async () => {
    const { pid } = spawnSync('true');
    const own = scratchFolder(parent);
    const others = ['of-somebody', `another-host~${pid}~a~b`];
    const forsaken = [`${hostname()}~${pid}~a~b`, `${hostname()}~${process.pid}~before-a-restart~b`];
    for (const name of [basename(own), ...others, ...forsaken]) {
      await mkdir(join(parent, name));
      await writeFile(join(parent, name, 'file'), 'rows');
    }
    await removeForsaken(parent);
    expect((await readdir(parent)).sort()).toEqual([basename(own), ...others].sort());
    expect(scratchFolder(parent)).not.toBe(own);
  });

  it('need not be there', async () => {
    await expect(removeForsaken(join(parent, 'nothing'))).resolves.toBeUndefined();
  });
});
