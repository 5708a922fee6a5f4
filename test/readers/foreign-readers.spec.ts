import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generateSynthetic } from '../../src/modules/etl/index.js';
import { LakeHome } from '../support/lake-home.js';

const PYTHON = join(import.meta.dirname, '..', '..', '.cache', 'venv', 'bin', 'python');
const SCRIPT = join(import.meta.dirname, 'read_tables.py');

interface Seen {
  columns: string[];
  version: number;
  deltalake: { rows: number; hash: string };
  duckdb?: { rows: number; hash: string };
  filtered?: { month: string; month_rows: number; key: string; key_rows: number; dear_rows: number };
  late_rows?: number;
}

const there = existsSync(PYTHON);
if (!there && !process.env['CI'])
  console.warn('SKIPPED: readers that are not ours: scripts/ensure-readers.sh has not run');
const suite = there || process.env['CI'] ? describe : describe.skip;

// The real tables of a real lake, read by delta-rs (deltalake) and by DuckDB's own delta extension.
suite('readers that are not ours', () => {
  let home: LakeHome;
  let folder: string;
  let tables: string[];

  const read = (names: string[]): Record<string, Seen> =>
    JSON.parse(
      execFileSync(PYTHON, [SCRIPT, join(home.path, 'lake'), ...names], {
        encoding: 'utf8',
        maxBuffer: 1 << 26,
      }),
    ) as Record<string, Seen>;

  const ours = async (table: string, columns: string[], at?: number) => {
    const quoted = columns.map((name) => `"${name}"`).join(', ');
    const [row] = await home.sql<{ rows: string; hash: string }>(
      `SELECT count(*) AS rows, CAST(coalesce(sum(CAST(hash(CAST(t AS VARCHAR)) AS HUGEINT)), 0) AS VARCHAR) AS hash
       FROM (SELECT ${quoted} FROM ${table}) AS t`,
      at,
    );
    return { rows: Number(row?.rows), hash: row?.hash };
  };
  const number = async (sql: string) => Number((await home.sql<{ n: string }>(sql))[0]?.n);

  beforeAll(async () => {
    home = await LakeHome.open();
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-readers-'));
    const { files } = await generateSynthetic({ lines: 18_000, seed: 7, outDir: folder, dirt: false });
    expect(files.length).toBe(12);
    for (const [at, { path }] of files.entries()) {
      // From the middle on the source has a column more.
      if (at >= 6) {
        const [header, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
        // The last one is so large that it is written to bronze as it is read, without the columns that none of its lines has.
        const till = String(at).repeat(at === files.length - 1 ? 12_000 : 1);
        await writeFile(path, [`${header},Till`, ...lines.map((line) => `${line},${till}`)].join('\n'));
      }
      const report = await home.run([path]);
      expect([report.files[0]?.notes, report.status]).toEqual([report.files[0]?.notes, 'published']);
    }
    tables = (await home.etl.reader.tables()).map((table) => `${table.layer}/${table.name}`);
  }, 240_000);

  afterAll(async () => {
    await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('see the rows that we see, in every table', async () => {
    const seen = read(tables);
    for (const name of tables) {
      const found = seen[name];
      const expected = await ours(name.split('/')[1] ?? '', found?.columns ?? []);
      expect([name, found?.deltalake]).toEqual([name, expected]);
      expect([name, found?.duckdb]).toEqual([name, expected]);
    }
    expect(seen['bronze/bronze_sales']?.columns).toContain('till');
    const log = readdirSync(join(home.path, 'lake', 'gold', 'fact_sale', '_delta_log'));
    expect(log.filter((file) => file.endsWith('.checkpoint.parquet'))).toHaveLength(1);
    expect(log).toContain('_last_checkpoint');
  }, 120_000);

  it('lose no row by skipping files', async () => {
    const seen = read(['gold/fact_sale', 'silver/silver_sales']);
    const filtered = seen['gold/fact_sale']?.filtered;
    expect(filtered).toEqual({
      month: filtered?.month,
      month_rows: await number(
        `SELECT count(*) AS n FROM fact_sale WHERE invoice_month = '${filtered?.month}'`,
      ),
      key: filtered?.key,
      key_rows: await number(`SELECT count(*) AS n FROM fact_sale WHERE product_key = ${filtered?.key}`),
      dear_rows: await number('SELECT count(*) AS n FROM fact_sale WHERE total_amount > 100'),
    });
    expect(filtered?.key_rows).toBeGreaterThan(0);
    expect(seen['silver/silver_sales']?.late_rows).toBe(
      await number(
        "SELECT count(*) AS n FROM silver_sales WHERE invoice_date >= TIMESTAMPTZ '2025-12-20 10:00:00+00'",
      ),
    );
  });

  it('travel back in time with us, and find everything after a vacuum', async () => {
    const [found] = Object.values(read(['gold/fact_sale@4']));
    expect(found?.deltalake).toEqual(await ours('fact_sale', found?.columns ?? [], 5));
    const report = await home.etl.maintenance.vacuum(0);
    expect(report.deletedFiles).toBeGreaterThan(0);
    const seen = read(tables);
    for (const name of tables) {
      const expected = await ours(name.split('/')[1] ?? '', seen[name]?.columns ?? []);
      expect([name, seen[name]?.deltalake, seen[name]?.duckdb]).toEqual([name, expected, expected]);
    }
    await expect(home.sql('SELECT 1 FROM fact_sale', 5)).rejects.toThrow('cannot be read');
  }, 120_000);
});
