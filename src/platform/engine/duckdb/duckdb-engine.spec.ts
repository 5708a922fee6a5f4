import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineSession } from '../engine.js';
import { openDuckDb } from './duckdb-engine.js';

const ROWS = 300_000;
/** Some 10^18 rows: nobody waits for the end of it. */
const ENDLESS = 'SELECT count(*) AS n FROM range(1000000000) AS a, range(1000000000) AS b';

describe.each([true, false])('a session whose statements are long: %p', (longStatements) => {
  let folder: string;
  let session: EngineSession;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tillhouse-engine-'));
    session = await openDuckDb({
      memoryBytes: 256 * 1024 * 1024,
      threads: 1,
      tempDir: folder,
      longStatements,
    });
  });
  afterEach(async () => {
    await session.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('makes relations, adds to them, and says how many rows', async () => {
    expect(await session.materialise('numbers', `SELECT range AS n FROM range(${ROWS})`)).toBe(ROWS);
    expect(await session.append('numbers', 'SELECT -1 AS n')).toBe(1);
    expect(await session.materialise('numbers', 'SELECT n FROM numbers WHERE n < 1')).toBe(2);
    expect(await session.query('SELECT n FROM numbers ORDER BY n')).toEqual([{ n: '-1' }, { n: '0' }]);
  });

  it('writes files with their statistics, and none without rows', async () => {
    const dir = join(folder, 'out');
    const sql = `SELECT range AS n, 'm' || (range % 2) AS month FROM range(${ROWS})`;
    const files = await session.write(sql, { dir, partitionBy: 'month', prefix: 'p' });
    expect(files.map(({ partition, rows }) => [partition['month'], rows]).sort()).toEqual([
      ['m0', ROWS / 2],
      ['m1', ROWS / 2],
    ]);
    expect(files.find(({ partition }) => partition['month'] === 'm1')?.stats['n']).toEqual({
      min: '1',
      max: String(ROWS - 1),
      nulls: 0,
    });
    expect(await session.write(`${sql} WHERE false`, { dir, partitionBy: 'month', prefix: 'p' })).toEqual([]);
  });

  it('takes what all rows have in common from the target, and leaves out what is null', async () => {
    const dir = join(folder, 'out');
    const sql = `SELECT range AS n, 'other' AS file, CAST(NULL AS VARCHAR) AS op, 'm' || (range % 2) AS month FROM range(${ROWS})`;
    const target = { dir, partitionBy: 'month', prefix: 'same' };
    const files = await session.write(sql, {
      ...target,
      same: new Map([
        ['file', "it's.csv"],
        ['op', null],
      ]),
    });
    expect(files.map(({ stats }) => [stats['file'], stats['op']])).toEqual(
      Array(2).fill([{ min: "it's.csv", max: "it's.csv", nulls: 0 }, { nulls: ROWS / 2 }]),
    );
    const paths = files.map(({ path }) => `'${join(dir, path)}'`).join(', ');
    const written = `read_parquet([${paths}], hive_partitioning = true)`;
    expect(await session.describe(`SELECT * EXCLUDE (month) FROM ${written}`)).toEqual([
      { name: 'n', type: 'long' },
      { name: 'file', type: 'string' },
    ]);
    expect(
      await session.query(`SELECT file, count(*) AS rows, sum(n) AS sum FROM ${written} GROUP BY file`),
    ).toEqual([{ file: "it's.csv", rows: String(ROWS), sum: String((ROWS * (ROWS - 1)) / 2) }]);
    const [plain] = await session.write(sql, { ...target, same: new Map() });
    expect(plain?.stats['file']).toEqual({ min: 'other', max: 'other', nulls: 0 });
  });

  it('keeps few texts as numbers, which nobody sees', async () => {
    const dir = join(folder, 'out');
    const texts = ["it's", 'b', 'É', '😀', '\uffee', 'a', ''];
    const [values, schema] = [
      texts.map((one, i) => `('${one.replace("'", "''")}', ${i}), (NULL, ${i})`),
      [{ name: 't', type: 'string' as const }],
    ];
    const written = await session.write(`SELECT * FROM (VALUES ${values.join(', ')}) AS v(t, n)`, {
      dir,
      prefix: 'p',
    });
    const files = written.map(({ path }) => join(dir, path));
    await session.bindFiles('plain', files, schema);
    await session.bindFiles('few', files, schema, { few: ['t'] });
    const [{ type } = { type: '' }] = await session.query<{ type: string }>(
      'SELECT typeof(t) AS type FROM few LIMIT 1',
    );
    expect(type).toMatch(/^ENUM/);
    // All texts of a type are in every file that is written of it.
    const many = await session.write('SELECT CAST(range AS VARCHAR) AS t FROM range(101)', {
      dir,
      prefix: 'many',
    });
    await session.bindFiles(
      'many',
      many.map(({ path }) => join(dir, path)),
      schema,
      { few: ['t'] },
    );
    expect(await session.query('SELECT DISTINCT typeof(t) AS type FROM many')).toEqual([{ type: 'VARCHAR' }]);
    expect(await session.describe('SELECT t FROM few')).toEqual(schema);
    for (const question of [
      'SELECT t, count(*) AS n FROM r GROUP BY t ORDER BY t',
      'SELECT max(t) AS last, min(t) AS first FROM r',
      "SELECT t FROM r WHERE t IN ('a', 'nowhere') OR t = 'nobody' OR t > 'b' ORDER BY t DESC",
      "SELECT r.t || '!' AS t, coalesce(r.t, 'none') AS or_none FROM r JOIN plain AS p ON p.t = r.t ORDER BY ALL",
      "SELECT t FROM r WHERE t NOT IN ('nowhere') UNION SELECT 'another' ORDER BY t",
    ]) {
      const answers = await Promise.all(
        ['plain', 'few'].map((name) => session.query(question.replaceAll(/\br\b(?!\.)/g, `${name} AS r`))),
      );
      expect(answers[1]).toEqual(answers[0]);
    }
    const again = await session.write('SELECT t FROM few', { dir, prefix: 'again' });
    await session.bindSql(
      'copied',
      `SELECT t FROM read_parquet('${again.map(({ path }) => join(dir, path)).join()}')`,
    );
    expect(await session.query('SELECT typeof(t) AS type, t FROM copied ORDER BY t')).toEqual(
      await session.query('SELECT typeof(t) AS type, t FROM plain ORDER BY t'),
    );
  });

  it('tells an error as the engine does, before and while it works, and goes on', async () => {
    await expect(session.materialise('broken', 'SELECT nothing')).rejects.toThrow(
      /^Binder Error: .*"nothing"/,
    );
    const late = `SELECT CAST(CASE WHEN range = ${ROWS - 1} THEN 'x' ELSE '1' END AS INTEGER) AS n FROM range(${ROWS})`;
    await expect(session.materialise('broken', late)).rejects.toThrow(/^Conversion Error: .*'x'/);
    expect(await session.materialise('sound', 'SELECT 1 AS n')).toBe(1);
  });

  it('is interrupted, and goes on', async () => {
    const timer = setInterval(() => session.interrupt(), 50);
    await expect(session.materialise('endless', ENDLESS)).rejects.toThrow('Interrupted');
    clearInterval(timer);
    expect(await session.materialise('sound', 'SELECT 1 AS n')).toBe(1);
  });

  it('leaves the event loop to others meanwhile', async () => {
    let turns = 0;
    const timer = setInterval(() => turns++, 5);
    const started = performance.now();
    await session.materialise(
      'sums',
      `SELECT sum(a.range * b.range) AS s FROM range(20000) AS a, range(4000) AS b`,
    );
    clearInterval(timer);
    expect(turns).toBeGreaterThan((performance.now() - started) / 100);
  });
});
