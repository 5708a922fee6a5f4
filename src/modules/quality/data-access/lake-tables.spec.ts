import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../../platform/engine/duckdb/duckdb-engine.js';
import { type Lake, type TableState } from '../../../platform/lake/index.js';
import { LakeTables } from './lake-tables.js';
import { ProfileRepository } from './profile.repository.js';

const ROWS = 5_000;
/** Some 10^14 pairs: nobody waits for the end of it. */
const ENDLESS =
  'SELECT count(*) FROM numbers AS a, numbers AS b, numbers AS c, numbers AS d WHERE a.n + b.n = c.n + d.n';

describe('reads of a table of the lake', () => {
  let folder: string;
  let lake: Lake;
  const table = {
    spec: {
      name: 'numbers',
      layer: 'gold',
      columns: [
        { name: 'n', type: 'long' },
        { name: 'word', type: 'string' },
      ],
    },
    grown: false,
  } as unknown as TableState;
  const tables = (atOnce: number, timeMs: number) => {
    const engine = { memoryBytes: 128 * 1024 * 1024, threads: 2, tempDir: join(folder, 'tmp') };
    return new LakeTables(lake, engine, { atOnce, timeMs });
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-tables-'));
    const session = await openDuckDb({
      memoryBytes: 128 * 1024 * 1024,
      threads: 1,
      tempDir: join(folder, 'tmp'),
    });
    const sql = `SELECT range AS n, CASE WHEN range % 10 = 0 THEN NULL ELSE 'w' || (range % 7) END AS word FROM range(${ROWS})`;
    const files = await session.write(sql, { dir: folder, prefix: 'numbers' });
    await session.close();
    lake = {
      root: folder,
      paths: () => files.map(({ path }) => join(folder, path)),
      fetch: () => Promise.resolve(),
    } as unknown as Lake;
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('answer in SQL', async () => {
    const rows = await tables(1, 20_000).read(table, (ask) => ask('SELECT max(n) AS n FROM numbers'));
    expect(rows).toEqual([{ n: String(ROWS - 1) }]);
  });

  it('see nothing but the lake, and change nothing', async () => {
    const ask = (sql: string) => tables(1, 20_000).read(table, (run) => run(sql));
    await expect(ask("SELECT * FROM read_text('/etc/hostname')")).rejects.toThrow();
    await expect(ask('CREATE TABLE more AS SELECT 1')).rejects.toThrow('only SELECT');
    await expect(ask('SELECT 1; SELECT 2')).rejects.toThrow('one statement');
  });

  it('end when their time is over, and those who come after them go on', async () => {
    const few = tables(1, 400);
    const since = Date.now();
    await expect(few.read(table, (ask) => ask(ENDLESS))).rejects.toMatchObject({ kind: 'unavailable' });
    expect(Date.now() - since).toBeLessThan(5_000);
    expect(await tables(1, 20_000).read(table, (ask) => ask('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('wait for each other no longer than that', async () => {
    const one = tables(1, 600);
    const answers = await Promise.allSettled([
      one.read(table, (ask) => ask(ENDLESS)),
      one.read(table, (ask) => ask('SELECT 1')),
      one.read(table, (ask) => ask('SELECT 1')),
    ]);
    expect(answers.every(({ status }) => status === 'rejected')).toBe(true);
    // Who gave up waiting takes nobody's turn.
    expect(await one.read(table, (ask) => ask('SELECT 1 AS one'))).toEqual([{ one: 1 }]);
  });

  it('are done so many at a time', async () => {
    const two = tables(2, 20_000);
    let busy = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++busy);
      await new Promise((resolve) => setTimeout(resolve, 30));
      busy--;
    };
    await Promise.all(Array.from({ length: 6 }, () => two.read(table, work)));
    expect(most).toBe(2);
  });

  it('profile columns exactly, and by estimates where there are many rows', async () => {
    const profiles = new ProfileRepository(tables(1, 20_000));
    const { rows, columns } = await profiles.profile(table);
    expect(rows).toBe(ROWS);
    expect(columns[0]).toMatchObject({
      distinct: ROWS,
      isExact: true,
      top: [],
      lowest: '0',
      highest: '4999',
    });
    const exact = { p05: 249.95, p25: 1249.75, p50: 2499.5, p75: 3749.25, p95: 4749.05 };
    for (const [point, value] of Object.entries(exact))
      expect(columns[0]?.quantiles?.[point as keyof typeof exact]).toBeCloseTo(value, 9);
    expect(columns[1]).toMatchObject({ nulls: ROWS / 10, distinct: 7, isExact: true });
    expect(columns[1]?.top.reduce((sum, { rows: n }) => sum + n, 0)).toBe(ROWS * 0.9);

    const { columns: estimated } = await profiles.profile(table, ROWS - 1);
    expect(estimated[1]).toMatchObject({ nulls: ROWS / 10, isExact: false });
    expect(Math.abs((estimated[0]?.distinct ?? 0) - ROWS)).toBeLessThan(ROWS * 0.1);
    expect(Math.abs((estimated[0]?.quantiles?.p50 ?? 0) - ROWS / 2)).toBeLessThan(ROWS * 0.05);
    expect(estimated[1]?.top).toEqual(columns[1]?.top);
  });
});
