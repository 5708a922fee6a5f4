import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newRingKey, printRing } from '../../src/platform/secrets/index.js';
import { GOLD_TABLES, goldFingerprint, LakeHome } from '../support/lake-home.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Note';
const LINES = 1_600;
/** So many bytes and more are written to bronze as they are read. */
const LARGE = 32 * 1024 * 1024;

const line = (i: number) => {
  const invoice = Math.floor(i / 4);
  const date = `2024-0${1 + Math.floor(i / 400)}-0${1 + (invoice % 9)} 09:0${invoice % 10}:00`;
  return `${500_000 + invoice},${20_000 + (i % 50)},MUG ${i % 50},${1 + (i % 9)},${date},${1 + (i % 7)}.25,${12_000 + (invoice % 30)},United Kingdom,`;
};

// What all lines of a large file have in common is not carried along line by line. Nobody sees it in the rows.
describe('a file that is written to bronze as it is read', () => {
  // The marks of erased customers are of the keys.
  const env = { TILLHOUSE_SECRET_KEYS: printRing([newRingKey()]).trim() };
  let folder: string;
  const homes: LakeHome[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-large-'));
  });
  afterAll(async () => {
    for (const home of homes) await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Small files before and after, and between them the lines with notes of so many letters. */
  const bring = async (letters: number): Promise<LakeHome> => {
    const home = await LakeHome.open(env);
    homes.push(home);
    const note = 'n'.repeat(letters);
    const lines = Array.from({ length: LINES }, (_, i) => line(i) + note);
    const [early, late] = ['early', 'late'].map((till, at) =>
      [
        `${HEADER},Till,LineNo`,
        ...[0, 1].map((n) => `${line(LINES + 12 + 120 * (2 * at + n))},${till},${n}`),
      ].join('\n'),
    );
    await home.erase('12003');
    for (const [name, text] of [
      ["1 it's early.csv", early],
      ["2 it's large.csv", [HEADER, ...lines].join('\n')],
      ["3 it's late.csv", late],
    ] as const) {
      const path = join(folder, name);
      await writeFile(path, text ?? '');
      const report = await home.run([path]);
      expect([report.gate, report]).toMatchObject([
        report.gate,
        { status: 'published', files: [{ status: 'ingested' }] },
      ]);
    }
    return home;
  };

  it('becomes the rows of a small one with the same lines', async () => {
    const [small, large] = [await bring(1), await bring(Math.ceil(LARGE / LINES))];
    const bronze = `SELECT * EXCLUDE (note, _file_hash, _batch_id, _ingested_at), length(_file_hash) AS hash, length(_batch_id) AS batch
      FROM bronze_sales ORDER BY _file, _row`;
    const rows = await small.sql(bronze);
    expect(rows.length).toBe(LINES + 4);
    expect(await large.sql(bronze)).toEqual(rows);
    expect(rows.filter((row) => row['_erased'] !== null).length).toBeGreaterThan(50);
    expect(await large.sql(`SELECT _file FROM bronze_sales WHERE length(note) > 1 GROUP BY ALL`)).toEqual([
      { _file: "2 it's large.csv" },
    ]);
    const prints = await goldFingerprint(large);
    expect(Object.keys(prints)).toEqual(Object.keys(GOLD_TABLES));
    expect(prints).toEqual(await goldFingerprint(small));
  }, 120_000);

  it('brings a column that small files of the same run do not have, in whatever order they come', async () => {
    const plain = HEADER.replace(',Note', '');
    const small = (at: number) =>
      [plain, ...[0, 1].map((n) => line(LINES + 12 + 120 * (2 * at + n)).slice(0, -1))].join('\n');
    const till = [`${plain},Till`, `${line(LINES + 616)}left`].join('\n');
    const note = 'n'.repeat(Math.ceil(LARGE / LINES));
    const large = [HEADER, ...Array.from({ length: LINES }, (_, i) => line(i) + note)].join('\n');
    const prints: unknown[] = [];
    for (const order of [
      [small(0), large, small(1), till],
      [till, small(0), large, small(1)],
      [large, small(0), till, small(1)],
    ]) {
      const home = await LakeHome.open(env);
      homes.push(home);
      await home.erase('12013');
      const paths = order.map((_, at) => join(folder, `order ${at}.csv`));
      for (const [at, path] of paths.entries()) await writeFile(path, order[at] ?? '');
      const report = await home.run(paths);
      expect(report.files.map(({ status, notes }) => [status, notes.length])).toEqual(
        order.map((text) => ['ingested', text === till || text === large ? 1 : 0]),
      );
      expect(
        await home.sql(
          'SELECT count(*) AS n, count(note) > 1500 AS noted, count(till) AS till FROM bronze_sales',
        ),
      ).toEqual([{ n: String(LINES + 5), noted: true, till: '1' }]);
      prints.push(await goldFingerprint(home));
    }
    expect(prints[1]).toEqual(prints[0]);
    expect(prints[2]).toEqual(prints[0]);
  }, 120_000);
});
