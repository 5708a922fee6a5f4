import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { mkdirSync } from 'node:fs';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { type EngineSession } from '../../src/platform/engine/engine.js';
import { CommitConflictError, Lake, rowCount, type TableSpec } from '../../src/platform/lake/index.js';
import { LocalStorage } from '../../src/platform/storage/local-storage.js';
import { S3Storage } from '../../src/platform/storage/s3-storage.js';
import { type Storage } from '../../src/platform/storage/storage.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';
import { onlineRetail } from '../support/online-retail.js';
import { startS3, type TestObjectStore } from '../support/servers.mjs';

const SPEC: TableSpec = {
  name: 'sale',
  layer: 'gold',
  columns: [
    { name: 'n', type: 'long' },
    { name: 'month', type: 'string' },
  ],
  partitionBy: 'month',
};

/** One suite for every store: a folder, and a bucket of a real S3 server. `open` gives another process's view of the same store. */
function suite(open: () => Storage, files: (storage: Storage) => Promise<string[]>): void {
  let storage: Storage;
  let session: EngineSession;
  let temp: string;

  beforeAll(async () => {
    storage = open();
    temp = await mkdtemp(join(tmpdir(), 'tillhouse-lake-'));
    session = await openDuckDb({ memoryBytes: 256 << 20, threads: 2, tempDir: temp });
  });
  afterAll(async () => {
    await session.close();
    await rm(temp, { recursive: true, force: true });
  });

  describe('storage', () => {
    it('reads what was put, and knows what is not there', async () => {
      await storage.put('a/b.txt', 'one');
      await storage.put('a/b.txt', 'two');
      expect((await storage.read('a/b.txt'))?.toString()).toBe('two');
      expect([await storage.exists('a/b.txt'), await storage.exists('a/c.txt')]).toEqual([true, false]);
      expect(await storage.read('a/c.txt')).toBeUndefined();
    });

    it('lets one of many put an object that is not there', async () => {
      for (let round = 0; round < 5; round++) {
        const path = `once/${randomUUID()}`;
        const won = await Promise.all(
          Array.from({ length: 20 }, (_, n) => open().putIfAbsent(path, `writer ${n}`)),
        );
        expect(won.filter(Boolean)).toHaveLength(1);
        expect((await storage.read(path))?.toString()).toBe(`writer ${won.indexOf(true)}`);
      }
    });

    it('lists folders at any depth and names directly in them, more than a page of them', async () => {
      for (let at = 0; at < 1100; at += 20)
        await Promise.all(Array.from({ length: 20 }, (_, n) => storage.put(`many/${at + n}.txt`, '.')));
      await storage.put('many/deep/er.txt', '...');
      const listed: string[] = [];
      for await (const { path, bytes, modified } of storage.list('many')) {
        listed.push(path);
        expect(bytes).toBeGreaterThan(0);
        expect(Math.abs(Date.now() - modified.getTime())).toBeLessThan(120_000);
      }
      expect(listed).toHaveLength(1101);
      expect(listed).toContain('many/deep/er.txt');
      expect((await storage.names('many')).sort().slice(-2)).toEqual(['999.txt', 'deep']);
      expect(await storage.names('nowhere')).toEqual([]);
    });

    it('deletes, also what is not there', async () => {
      await storage.put('gone.txt', '.');
      await storage.delete('gone.txt');
      await storage.delete('gone.txt');
      expect(await storage.exists('gone.txt')).toBe(false);
    });
  });

  describe('lake', () => {
    const write = async (sql: string, lake = new Lake(storage)) => {
      const dir = lake.directory(SPEC);
      mkdirSync(dirname(dir), { recursive: true });
      return session.write(sql, { dir, partitionBy: 'month', prefix: randomUUID() });
    };
    const rows = async (lake: Lake, version?: number) => {
      const table = (await lake.state(version)).tables['sale'];
      if (!table) throw new Error('no table');
      await lake.fetch(lake.paths(table));
      await session.bindFiles('sale', lake.paths(table), SPEC.columns, { partition: 'month', grown: false });
      const [row] = await session.query<{ n: string }>('SELECT count(*) AS n FROM sale');
      expect(Number(row?.n)).toBe(rowCount(table));
      return Number(row?.n);
    };
    const commit = (
      lake: Lake,
      base: number,
      add: Awaited<ReturnType<typeof write>>,
      remove: string[] = [],
    ) =>
      lake.commit(
        {
          base,
          operation: 'test',
          changes: [{ spec: SPEC, add, remove }],
          payload: (version) => ({ version }),
        },
        session,
      );

    it('shows a commit to every opener, and former versions too', async () => {
      const lake = new Lake(storage);
      const first = await write(`SELECT range AS n, '2011-0' || (1 + range % 3) AS month FROM range(300)`);
      expect((await commit(lake, 0, first)).version).toBe(1);
      expect((await commit(lake, 1, await write(`SELECT 1 AS n, 'unknown' AS month`))).version).toBe(2);
      const other = new Lake(open());
      expect([await rows(other), await rows(other, 1)]).toEqual([301, 300]);
    });

    it('lets one of several commits from the same version win', async () => {
      const before = await new Lake(storage).head();
      const attempts = await Promise.allSettled(
        [1, 2, 3, 4].map(async (n) => {
          const lake = new Lake(open());
          return commit(lake, before, await write(`SELECT ${n} AS n, '2011-09' AS month`, lake));
        }),
      );
      expect(attempts.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const attempt of attempts)
        if (attempt.status === 'rejected') expect(attempt.reason).toBeInstanceOf(CommitConflictError);
      expect(await new Lake(open()).head()).toBe(before + 1);
    });

    it('rolls the Delta log forward from a commit that was cut short after its one file', async () => {
      const lake = new Lake(storage);
      const log = async () =>
        (await storage.names('gold/sale/_delta_log')).filter((name) => name.endsWith('.json'));
      const base = await lake.head();
      await commit(lake, base, await write(`SELECT 5 AS n, '2011-10' AS month`));
      const whole = (await log()).sort();
      await storage.delete(`gold/sale/_delta_log/${whole.at(-1) ?? ''}`);
      const other = new Lake(open());
      await other.recover(session);
      expect((await log()).sort()).toEqual(whole);
    });

    it('goes over its checkpoints, and vacuums what no kept version refers to', async () => {
      const lake = new Lake(storage);
      for (let n = 0; n < 12; n++) {
        const state = await lake.state();
        const table = state.tables['sale'];
        const old = table ? lake.select(table, new Set(['2011-01'])) : [];
        await commit(lake, state.version, await write(`SELECT ${n} AS n, '2011-01' AS month`), old);
      }
      const other = new Lake(open());
      const expected = await rows(other);
      expect((await storage.names('_catalog')).some((name) => name.endsWith('.checkpoint.json'))).toBe(true);
      const used = (await other.head()) - 2;
      other.protect(() => Promise.resolve(used));
      const report = await other.vacuum(new Date(Date.now() + 60_000), session);
      expect(report.deletedFiles).toBeGreaterThan(5);
      expect(report.oldestReadable).toBe(used);
      const reader = new Lake(open());
      expect(await rows(reader)).toBe(expected);
      expect(await rows(reader, used)).toBeGreaterThan(0);
      const kept = new Set<string>();
      for (let version = used; version <= (await reader.head()); version++) {
        const table = (await reader.state(version)).tables['sale'];
        for (const path of table ? reader.select(table) : []) kept.add(decodeURIComponent(path));
      }
      expect((await files(storage)).sort()).toEqual([...kept].sort());
    });
  });
}

/** Data files of the test's table as the store has them. */
async function dataFiles(storage: Storage): Promise<string[]> {
  const found: string[] = [];
  for await (const { path } of storage.list('gold/sale')) {
    if (!path.includes('_delta_log')) found.push(path.slice('gold/sale/'.length));
  }
  return found;
}

describe('a lake in a folder', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-store-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));
  suite(() => new LocalStorage(folder), dataFiles);
});

describe('a lake in a bucket', () => {
  let store: TestObjectStore | undefined;
  let folder: string;
  const caches: string[] = [];
  const options = () => ({
    bucket: 'lake',
    prefix: 'some/prefix',
    endpoint: store?.endpoint ?? '',
    region: 'us-east-1',
    cache: join(folder, `cache-${caches.push('')}`),
  });

  beforeAll(async () => {
    store = await startS3();
    if (!store) throw new Error('the S3 server of the tests is missing: npm test installs it');
    process.env['AWS_ACCESS_KEY_ID'] = 'test';
    process.env['AWS_SECRET_ACCESS_KEY'] = 'test';
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-bucket-'));
  });
  afterAll(async () => {
    await store?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  suite(() => new S3Storage(options()), dataFiles);

  it('is taken when it knows conditional writes', async () => {
    await expect(new S3Storage(options()).probe()).resolves.toBeUndefined();
  });

  it('is refused when it ignores them, by a plain message', async () => {
    // A store that takes every write, as those do that do not know the condition.
    const careless = createServer((request, response) => {
      request.resume().on('end', () => response.writeHead(request.method === 'DELETE' ? 204 : 200).end());
    });
    await new Promise<void>((done) => careless.listen(0, '127.0.0.1', done));
    const endpoint = `http://127.0.0.1:${(careless.address() as AddressInfo).port}`;
    await expect(new S3Storage({ ...options(), endpoint }).probe()).rejects.toThrow(
      'ignores conditional writes',
    );
    careless.closeAllConnections();
    await new Promise((done) => careless.close(done));
  });

  it('is refused when it cannot be reached, with what to check', async () => {
    const away = new S3Storage({ ...options(), bucket: 'no-such-bucket' });
    await expect(away.probe()).rejects.toMatchObject({
      message: expect.stringContaining('s3://no-such-bucket') as string,
      hint: expect.stringContaining('LAKE_URI') as string,
    });
  });

  it('holds the gold that a folder holds, also seen by a process without a copy of anything', async () => {
    if (!onlineRetail) return console.warn('SKIPPED: ../shared/data/online-retail is missing');
    const [first = '', second = ''] = onlineRetail.files;
    const plain = await LakeHome.open();
    const bucket = await LakeHome.open(store?.env);
    const empty = await LakeHome.open(store?.env);
    try {
      await plain.run([first]);
      await plain.run([second]);
      await bucket.run([first]);
      expect((await empty.run([second])).version).toBe(2);
      const expected = await goldFingerprint(plain);
      expect(await goldFingerprint(bucket)).toEqual(expected);
      const late = await LakeHome.open(store?.env);
      expect(await goldFingerprint(late)).toEqual(expected);
      expect(await readdir(late.path)).not.toContain('lake');
      await late.close();
    } finally {
      await plain.close();
      await bucket.close();
      await empty.close();
    }
  });
});
