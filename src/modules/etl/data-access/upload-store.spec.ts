import { mkdtemp, readdir, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { safeName, UploadStore } from './upload-store.js';

describe('the name of an uploaded file', () => {
  it.each([
    ['../../etc/a.csv', 'a.csv'],
    ['C:\\tills\\a.csv', 'a.csv'],
    ['.hidden.csv', 'hidden.csv'],
    ['a*?.csv', 'a__.csv'],
    ['\ud83d.csv', '_.csv'],
  ])('of %j is %j', (given, safe) => {
    expect(safeName(given)).toBe(safe);
  });

  it('keeps the end of a long name, by whole characters', () => {
    for (const end of ['.csv', '.json', '.jsonl', '.csv.gz']) {
      const safe = safeName('😀'.repeat(30_000) + end);
      expect(safe).toMatch(/^😀+[.a-z]+$/u);
      expect(safe.endsWith(end)).toBe(true);
      expect(Buffer.byteLength(safe)).toBeLessThanOrEqual(200);
    }
  });
});

it('forgets uploads that are old and that no run wants', async () => {
  const home = await mkdtemp(join(tmpdir(), 'tillhouse-uploads-'));
  const store = new UploadStore(home, 100);
  for (const id of ['old', 'wanted', 'new'])
    await store.open(id).add('a.csv', Readable.from([Buffer.from('a')]));
  for (const id of ['old', 'wanted']) await utimes(join(store.root, id), 1, 1);
  expect(await store.hasLost([join(store.root, 'old', 'a.csv'), '/elsewhere/a.csv'])).toBe(false);
  await store.forget(new Date(2_000), (folder) => Promise.resolve(folder.endsWith('wanted')));
  expect((await readdir(store.root)).sort()).toEqual(['new', 'wanted']);
  expect(await store.hasLost([join(store.root, 'old', 'a.csv')])).toBe(true);
  await rm(home, { recursive: true });
});
