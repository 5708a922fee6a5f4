import { mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LakeHome } from '../support/lake-home.js';
import { HEADER } from '../support/serving.js';

const MIB = 1024 * 1024;

describe('a SELECT of a user', () => {
  let home: LakeHome;
  let folder: string;
  beforeAll(async () => {
    home = await LakeHome.open({ TILLHOUSE_EXPORT_LIMIT: '1MiB' });
    const file = join(home.path, 'day.csv');
    await writeFile(file, `${HEADER}\n1,20001,MUG,6,2024-03-01,2.50,11,UK\n`);
    await home.run([file]);
  });
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'tillhouse-export-'))));
  afterEach(() => rm(folder, { recursive: true, force: true }));
  afterAll(() => home.close());

  const write = (sql: string, format: 'csv' | 'jsonl' | 'parquet' = 'csv') =>
    home.etl.reader.export(sql, {
      folder,
      name: `result.${format}`,
      format: { format, compression: 'none' },
      signal: new AbortController().signal,
    });

  it('reads the tables, and nothing beside them: no files of tasks, not even of another name', async () => {
    const { root } = home.etl.lake;
    const secret = join(root, '_tasks', 'a', '1');
    await mkdir(secret, { recursive: true });
    await writeFile(join(secret, 'result.csv'), 'of somebody else\n');
    await writeFile(join(root, 'other.csv'), 'of nobody\n');
    for (const path of [
      join(secret, 'result.csv'),
      join(root, '_tasks', '*', '*', '*'),
      join(root, 'gold', '..', '_tasks', 'a', '1', 'result.csv'),
      join(root, '_catalog', '*'),
      join(root, 'other.csv'),
      join(home.path, 'day.csv'),
    ]) {
      const sql = `SELECT * FROM read_text('${path}')`;
      await expect(home.sql(sql)).rejects.toThrow('the query failed');
      await expect(write(sql)).rejects.toThrow('the query failed');
    }
    expect(await home.sql('SELECT count(*) AS n FROM fact_sale')).toEqual([{ n: '1' }]);
    expect(await write('SELECT * FROM fact_sale')).toMatchObject({ rows: 1 });
  });

  it('is answered where there is no table yet', async () => {
    const empty = await LakeHome.open();
    try {
      expect(await empty.sql('SELECT 1 AS n')).toEqual([{ n: 1 }]);
    } finally {
      await empty.close();
    }
  });

  it.each(['csv', 'jsonl', 'parquet'] as const)('writes a file of a bounded size: %s', async (format) => {
    const wide = (rows: number) =>
      `SELECT md5(i::VARCHAR) || repeat('x', 968) AS text FROM range(${rows}) AS r(i)`;
    expect(await write(wide(500), format)).toMatchObject({ rows: 500 });
    const noise = (rows: number) => `SELECT string_agg(md5(i::VARCHAR || '/' || j::VARCHAR), '') AS text
      FROM range(${rows}) AS r(i), range(40) AS s(j) GROUP BY i`;
    await expect(write(noise(4_000), format)).rejects.toThrow(/larger than 1048576 bytes/);
  });

  it('is stopped while it writes, long before its end', async () => {
    await expect(write(`SELECT i, repeat('x', 1000) FROM range(1000000000) AS r(i)`)).rejects.toMatchObject({
      kind: 'refused',
      message: 'the result is larger than 1048576 bytes',
    });
    const sizes = await Promise.all(
      (await readdir(folder)).map(async (name) => (await stat(join(folder, name))).size),
    );
    expect(Math.max(0, ...sizes)).toBeLessThan(2_000 * MIB);
  });
});
