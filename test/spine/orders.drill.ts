import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { numbersFrom, shuffled } from './kills.js';
import { expectFigures, expectGoldFigures } from './online-retail-figures.js';

// Law 1 over all the real files: however they come, the same gold, and the independent figures.
describeOnlineRetail('all real files', ({ files, expected }) => {
  const figures = expected['2010-12-01..2011-08-31'];
  if (!figures) throw new Error('no expected figures');
  const homes: LakeHome[] = [];
  let folder: string;
  let atOnce: Awaited<ReturnType<typeof goldFingerprint>>;
  const open = async () => {
    const home = await LakeHome.open();
    homes.push(home);
    return home;
  };

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tillhouse-orders-'));
    const home = await open();
    await expectFigures(home, await home.run(files), figures);
    atOnce = await goldFingerprint(home);
  }, 600_000);
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const home of homes) await home.close();
  });

  it('one by one in shuffled order', async () => {
    const home = await open();
    for (const file of shuffled(files, numbersFrom(Number(process.env['DRILL_SEED'] ?? 1)))) {
      const { status, counts, lake_counts: lake } = await home.run([file]);
      expect(status).toBe('published');
      expect(counts.silver + counts.quarantined + counts.duplicates).toBe(counts.bronze);
      expect(lake.silver + lake.quarantined + lake.duplicates).toBe(lake.bronze);
    }
    await expectGoldFigures(home, figures);
    expect(await goldFingerprint(home)).toEqual(atOnce);
    await home.execute({ kind: 'rebuild' });
    expect(await goldFingerprint(home)).toEqual(atOnce);
  }, 3_600_000);

  it('everything twice: under other names with another content hash, and as one file', async () => {
    const home = await open();
    const first = await home.run(files);
    expect((await home.run(files)).status).toBe('no_new_data');

    // A line end at the end changes the hash and no line.
    const renamed = files.map((file) => {
      const copy = join(folder, `again-${basename(file)}`);
      writeFileSync(copy, Buffer.concat([readFileSync(file), Buffer.from('\n')]));
      return copy;
    });
    const sha = (path: string) => createHash('sha256').update(readFileSync(path)).digest('hex');
    expect(sha(renamed[0] ?? '')).not.toBe(sha(files[0] ?? ''));
    const second = await home.run(renamed);
    expect(second.counts).toEqual({
      bronze: figures.bronze_rows,
      silver: 0,
      quarantined: 0,
      duplicates: figures.bronze_rows,
      operations: 0,
      superseded: 0,
    });
    expect(second.gate?.passed).toBe(true);
    expect(await goldFingerprint(home)).toEqual(atOnce);

    const whole = join(folder, '0-whole.csv');
    const [header] = readFileSync(files[0] ?? '', 'utf8').split('\n', 1);
    const bodies = files.map((file) => {
      const text = readFileSync(file, 'utf8');
      const body = text.slice(text.indexOf('\n') + 1);
      return body.endsWith('\n') ? body : `${body}\n`;
    });
    writeFileSync(whole, `${header}\n${bodies.join('')}`);
    const third = await home.run([whole]);
    // Its name comes first, so its lines stay and those of the daily files become the copies.
    expect(third.lake_counts).toEqual({
      bronze: 3 * figures.bronze_rows,
      silver: first.lake_counts.silver,
      quarantined: first.lake_counts.quarantined,
      duplicates: first.lake_counts.duplicates + 2 * figures.bronze_rows,
      operations: 0,
      superseded: 0,
    });
    await expectGoldFigures(home, figures);
    expect(await goldFingerprint(home)).toEqual(atOnce);
  }, 600_000);
});
