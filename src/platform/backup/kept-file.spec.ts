import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keepFile } from './kept-file.js';

// A file system in memory, which Linux has beside the one of temporary files.
const OTHER = '/dev/shm';
const here = mkdtempSync(join(tmpdir(), 'tillhouse-kept-'));
const there = mkdtempSync(join(OTHER, 'tillhouse-kept-'));
afterAll(() => [here, there].forEach((folder) => rmSync(folder, { recursive: true, force: true })));

describe('a file that is kept', () => {
  it.each([
    ['on the same file system', here],
    ['on another one', there],
  ])('%s is what it was, though the first goes', async (name, folder) => {
    if (folder === there) expect(statSync(here).dev).not.toBe(statSync(there).dev);
    const from = join(folder, 'from');
    const to = join(here, name);
    writeFileSync(from, 'lines');
    await keepFile(from, to);
    rmSync(from);
    writeFileSync(from, 'others');
    // A second look leaves what is there.
    await keepFile(from, to);
    expect(readFileSync(to, 'utf8')).toBe('lines');
    await keepFile(join(folder, 'gone'), join(here, 'none'));
    expect(readdirSync(here)).not.toContain('none');
    expect(readdirSync(here).filter((file) => file.endsWith('.part'))).toEqual([]);
  });
});
