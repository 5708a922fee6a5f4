import { spawnSync } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { GoldReader, type ShownGold, WarehouseReader } from '../../src/modules/warehouse/index.js';
import { Database } from '../../src/platform/database/index.js';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { type EngineSession } from '../../src/platform/engine/engine.js';
import { EventBus } from '../../src/platform/events/index.js';
import { describeOnDatabases } from '../support/databases.js';
import { Serving } from '../support/serving.js';

const LINE = (n: number) => `60000${n},20001,RED MUG,${n},2011-01-10 09:00:00,2.5,12001,United Kingdom`;

describeOnDatabases('reading the warehouse', (target) => {
  let serving: Serving;
  const readers: GoldReader[] = [];
  const reader = () => new WarehouseReader(serving.database, new EventBus(), 'EUR');
  const goldReader = (
    limits: { queries: number; queryMs: number; waitMs: number },
    opened?: (session: EngineSession) => void,
  ) => {
    const gold = new GoldReader(
      serving.home.etl.lake,
      async (tempDir) => {
        const session = await openDuckDb({ memoryBytes: 64 * 1024 * 1024, threads: 1, tempDir });
        opened?.(session);
        return session;
      },
      serving.home.path,
      limits,
    );
    readers.push(gold);
    return gold;
  };
  const units = (gold: GoldReader, of: ShownGold) =>
    gold.query<{ units: string }>(of, {
      tables: ['fact_sale'],
      sql: 'SELECT CAST(sum(quantity) AS BIGINT) AS units FROM fact_sale',
    });

  beforeAll(async () => {
    serving = await Serving.open(target.env());
  });

  afterAll(async () => {
    for (const gold of readers) await gold.close();
    await serving.close();
  });

  it('shows version 0 in the configured currency before anything was published', async () => {
    expect(await reader().shown()).toEqual({
      version: 0,
      lakeId: '',
      committedAt: null,
      publishedAt: 0,
      factRows: 0,
      currency: 'EUR',
    });
  });

  it('gives rows and their version from one moment, and reads only', async () => {
    await serving.bringLines('one.csv', [LINE(1)]);
    const rows = await reader().snapshot(async (gold, sql) => {
      const { rows: found } = await sql.query<{ n: number }>('SELECT count(*) AS n FROM fact_sale');
      return [gold.version, gold.factRows, found[0]?.n, gold.currency];
    });
    expect(rows).toEqual([1, 1, 1, 'GBP']);
    await expect(reader().snapshot((_, sql) => sql.query('DELETE FROM mart_customer_rfm'))).rejects.toThrow(
      'read-only',
    );
    // The connection is well afterwards.
    expect(await reader().snapshot((gold) => Promise.resolve(gold.version))).toBe(1);
  });

  // The embedded database has one connection, so nothing comes meanwhile.
  const onServer = target.env()['DATABASE_URL'] !== undefined;
  if (onServer)
    it('sees nothing of what comes meanwhile', async () => {
      await reader().snapshot(async (gold, sql) => {
        await serving.bringLines('two.csv', [LINE(2)]);
        const { rows } = await sql.query<{ n: number }>('SELECT count(*) AS n FROM fact_sale');
        expect([gold.version, rows[0]?.n]).toEqual([1, 1]);
      });
      expect((await reader().shown()).version).toBe(2);
    });

  it('asks the database once a second at most, and at once when it hears of a publication', async () => {
    const events = new EventBus();
    let asked = 0;
    const counted = Object.create(serving.database) as Database;
    counted.rows = (text: string, values?: unknown[]) => {
      asked++;
      return serving.database.rows(text, values);
    };
    const warehouse = new WarehouseReader(counted, events, 'GBP');
    const { version } = await warehouse.shown();
    for (let n = 0; n < 50; n++) await warehouse.shown();
    await Promise.all([1, 2, 3].map(() => warehouse.shown()));
    expect(asked).toBe(1);
    await serving.bringLines('heard.csv', [LINE(3)]);
    await events.deliver('WarehousePublished', {
      version: version + 1,
      startedAt: '',
      method: 'change',
      rowsWritten: 0,
      rowsDeleted: 0,
    });
    expect((await warehouse.shown()).version).toBe(version + 1);
    expect(asked).toBe(2);
    // A snapshot teaches it too.
    await serving.bringLines('unheard.csv', [LINE(4)]);
    await warehouse.snapshot(() => Promise.resolve());
    expect((await warehouse.shown()).version).toBe(version + 2);
    expect(asked).toBe(2);
  });

  it('never goes back to an older version after a newer one was told', async () => {
    const old = await reader().shown();
    let isSlow = true;
    let answer: ((rows: never[]) => void) | undefined;
    const slow = Object.create(serving.database) as Database;
    slow.rows = <T extends object>(text: string, values?: unknown[]) => {
      if (!isSlow) return serving.database.rows<T>(text, values);
      isSlow = false;
      // Asked now, and answered late.
      const asked = serving.database.rows<T>(text, values);
      return new Promise<T[]>((done) => {
        answer = () => done(asked);
      });
    };
    const warehouse = new WarehouseReader(slow, new EventBus(), 'GBP');
    const late = warehouse.shown();
    await new Promise((done) => setTimeout(done, 50));
    await serving.bringLines('newer.csv', [LINE(5)]);
    await warehouse.snapshot(() => Promise.resolve());
    answer?.([]);
    expect((await late).version).toBe(old.version + 1);
    expect((await warehouse.shown()).version).toBe(old.version + 1);
  });

  it('says so where the database does not answer', async () => {
    const away = new Database({ connection: { host: '127.0.0.1', port: 1, database: 'x', user: 'x' } });
    const warehouse = new WarehouseReader(away, new EventBus(), 'GBP');
    const unavailable = { kind: 'unavailable', message: 'the database does not answer' };
    await expect(warehouse.shown()).rejects.toMatchObject(unavailable);
    await expect(warehouse.snapshot(() => Promise.resolve())).rejects.toMatchObject(unavailable);
    await away.close();
  });

  it('reads gold of the given version, with values that are never taken for SQL', async () => {
    const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 });
    const former = await reader().shown();
    const [before] = await units(gold, former);
    await serving.bringLines('gold.csv', [LINE(6)]);
    const now = await reader().shown();
    expect(await units(gold, former)).toEqual([before]);
    expect(Number((await units(gold, now))[0]?.units)).toBe(Number(before?.units) + 6);
    const rows = await gold.query(now, {
      tables: ['dim_product'],
      sql: `SELECT CAST(count(*) AS INTEGER) AS n, $1 AS text, CAST($2 AS INTEGER) + 1 AS number, len($3) AS items,
              $4 AS truth, $5 IS NULL AS nothing FROM dim_product WHERE stock_code = $1 OR stock_code IN (SELECT unnest($3))`,
      values: ["x' OR '1'='1", 41, ['20001', "'; DROP TABLE dim_product"], true, null],
    });
    expect(rows).toEqual([
      { n: 1, text: "x' OR '1'='1", number: 42, items: '2', truth: true, nothing: true },
    ]);
    expect(
      await gold.query(now, {
        tables: [],
        sql: 'SELECT 1 AS n WHERE 1 IN (SELECT unnest(CAST($1 AS BIGINT[])))',
        values: [[]],
      }),
    ).toEqual([]);
  });

  it('keeps few engines open, those of the version that is shown, and lets callers wait their turn', async () => {
    let opened = 0;
    const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 }, () => opened++);
    const former = await reader().shown();
    const all = await Promise.all(Array.from({ length: 12 }, () => units(gold, former)));
    expect(new Set(all.map(([row]) => row?.units)).size).toBe(1);
    expect([opened, gold.numbers().open, gold.numbers().busy]).toEqual([1, 1, 0]);
    await serving.bringLines('engines.csv', [LINE(7)]);
    const now = await reader().shown();
    await units(gold, now);
    expect([opened, gold.numbers().open]).toEqual([2, 1]);
    // Somebody who still reads the former version leaves nothing open.
    await units(gold, former);
    expect(gold.numbers().open).toBe(1);
  });

  it('ends a statement that takes too long, tells callers that wait too long, and is well afterwards', async () => {
    const gold = goldReader({ queries: 1, queryMs: 300, waitMs: 100 });
    const now = await reader().shown();
    await units(gold, now);
    const endless = gold.query(now, {
      tables: [],
      sql: 'SELECT sum(a.range * b.range) AS n FROM range(10000000) AS a, range(10000000) AS b',
    });
    const waiting = units(gold, now);
    await expect(waiting).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('too many') as string,
    });
    await expect(endless).rejects.toMatchObject({
      kind: 'unavailable',
      message: expect.stringContaining('longer than 0.3 s') as string,
    });
    expect((await units(gold, now)).length).toBe(1);
    await expect(gold.query(now, { tables: [], sql: 'SELECT nonsense' })).rejects.toMatchObject({
      kind: 'unavailable',
    });
    expect((await units(gold, now)).length).toBe(1);
  });

  describe('the copy that it makes', () => {
    const figures = {
      tables: ['fact_sale', 'dim_customer', 'dim_product', 'dim_date'],
      sql: `SELECT f.line_type, f.customer_key <> 0 AS identified, c.customer_id, p.stock_code, d.year, CAST(sum(f.total_amount) AS DECIMAL(38, 4)) AS net,
          count(DISTINCT f.invoice_key) AS invoices
        FROM fact_sale AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key JOIN dim_product AS p ON p.product_key = f.product_key
        JOIN dim_date AS d ON d.date_key = f.date_key GROUP BY ALL ORDER BY ALL`,
      copyable: true,
    };
    const anonymousReturn = 'C600009,20001,RED MUG,-1,2011-01-11 09:00:00,2.5,,France';
    const askUntil = async (gold: GoldReader, now: ShownGold, isSo: () => boolean) => {
      for (let n = 0; n < 500 && !isSo(); n++) await gold.query(now, figures);
      expect(isSo()).toBe(true);
    };

    it('answers as the files do, until another version is shown', async () => {
      const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 });
      await serving.bringLines('copied.csv', [LINE(8), anonymousReturn]);
      const now = await reader().shown();
      const before = await gold.query(now, figures);
      expect(before).toContainEqual(expect.objectContaining({ identified: false, line_type: 'return' }));
      await askUntil(gold, now, () => gold.numbers().copies === 1);
      const after = await Promise.all([1, 2, 3].map(() => gold.query(now, figures)));
      expect(after).toEqual([before, before, before]);
      // Keys and what tells lines apart are asked of the files still.
      const lines = await gold.query<{ sale_id: string; customer_key: string }>(now, {
        tables: ['fact_sale', 'dim_customer'],
        sql: 'SELECT f.sale_id, c.customer_key FROM fact_sale AS f JOIN dim_customer AS c USING (customer_key) WHERE c.customer_key <> 0',
      });
      expect(lines.every(({ customer_key }) => Number(customer_key) > 1_000)).toBe(true);
      await serving.bringLines('after-copy.csv', [LINE(9)]);
      await gold.query(await reader().shown(), figures);
      expect(gold.numbers()).toMatchObject({ open: 1, copies: 0, failures: 0 });
    });

    it('is done without where it cannot be made', async () => {
      const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 }, (session) => {
        session.keep = () => Promise.reject(new Error('no space left'));
      });
      const now = await reader().shown();
      const before = await gold.query(now, figures);
      await askUntil(gold, now, () => gold.numbers().failures > 0);
      for (let n = 0; n < 20; n++) expect(await gold.query(now, figures)).toEqual(before);
      // Tried once.
      expect(gold.numbers()).toMatchObject({ copies: 0, failures: 1, open: 1 });
    });

    it('outlives a statement that fails, and somebody who asks for former versions', async () => {
      const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 });
      const first = await reader().shown();
      await serving.bringLines('outlives-1.csv', [LINE(9).replace('600009', '700001')]);
      const second = await reader().shown();
      await serving.bringLines('outlives-2.csv', [LINE(9).replace('600009', '700002')]);
      const now = await reader().shown();
      await askUntil(gold, now, () => gold.numbers().copies === 1);
      const failing = { tables: ['fact_sale'], sql: 'SELECT nonsense FROM fact_sale', copyable: true };
      await expect(gold.query(now, failing)).rejects.toMatchObject({ kind: 'unavailable' });
      await Promise.all([first, second, first, second].map((former) => units(gold, former)));
      await gold.query(now, figures);
      expect(gold.numbers()).toMatchObject({ copies: 1, open: 1, busy: 0 });
    });

    it('leaves nothing on the disk, of this process nor of one that was killed', async () => {
      const folder = join(serving.home.path, 'tmp', 'warehouse');
      for (const other of readers.splice(0)) await other.close();
      const { pid } = spawnSync('true');
      const killed = join(folder, `${hostname()}~${pid}~before~a`);
      await mkdir(killed, { recursive: true });
      await writeFile(join(killed, 'kept.duckdb'), 'customers');
      const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 5_000 });
      const now = await reader().shown();
      await askUntil(gold, now, () => gold.numbers().copies === 1);
      const files = await readdir(folder, { recursive: true });
      expect(files.filter((path) => path.endsWith('kept.duckdb'))).toHaveLength(1);
      const endless = gold.query(now, {
        tables: [],
        sql: 'SELECT sum(a.range * b.range) AS n FROM range(10000000) AS a, range(10000000) AS b',
      });
      await new Promise((done) => setTimeout(done, 50));
      await Promise.all([gold.close(), expect(endless).rejects.toMatchObject({ kind: 'unavailable' })]);
      expect((await readdir(folder, { recursive: true })).filter((path) => path.includes('kept'))).toEqual(
        [],
      );
    });
  });

  it('refuses a version that the lake does not have, and another lake', async () => {
    const gold = goldReader({ queries: 1, queryMs: 10_000, waitMs: 100 });
    const now = await reader().shown();
    for (const wrong of [{ version: 0 }, { version: 999 }, { lakeId: 'another' }]) {
      await expect(units(gold, { ...now, ...wrong })).rejects.toMatchObject({ kind: 'unavailable' });
    }
    expect((await units(gold, now)).length).toBe(1);
  });

  it('keeps the files that it reads from the vacuum, and lets them go', async () => {
    const { lake } = serving.home.etl;
    for (const other of readers.splice(0)) await other.close();
    const gold = goldReader({ queries: 2, queryMs: 10_000, waitMs: 100 });
    const former = await reader().shown();
    const [before] = await units(gold, former);
    await serving.bringLines('vacuum.csv', [LINE(8)]);
    const folder = await mkdtemp(join(tmpdir(), 'tillhouse-vacuum-'));
    const engine = await openDuckDb({ memoryBytes: 64 * 1024 * 1024, threads: 1, tempDir: folder });
    try {
      await lake.vacuum(new Date(Date.now() + 1_000), engine);
      expect(await units(gold, former)).toEqual([before]);
      await gold.close();
      const report = await lake.vacuum(new Date(Date.now() + 1_000), engine);
      expect(report.oldestReadable).toBeGreaterThan(former.version);
      const later = goldReader({ queries: 1, queryMs: 10_000, waitMs: 100 });
      await expect(units(later, former)).rejects.toMatchObject({ kind: 'unavailable' });
    } finally {
      await engine.close();
      await rm(folder, { recursive: true, force: true });
    }
  });

  // The embedded server has no clock beside its work.
  if (onServer)
    it('ends a statement of the database that takes too long', async () => {
      await expect(
        serving.database.snapshot('SELECT 1', 100, (_, sql) => sql.query('SELECT pg_sleep(5)')),
      ).rejects.toMatchObject({ code: '57014' });
    });
});
