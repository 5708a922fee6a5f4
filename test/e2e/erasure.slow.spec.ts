import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DuckDBInstance } from '@duckdb/node-api';
import { loadConfig } from '../../src/platform/config/index.js';
import { Database } from '../../src/platform/database/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,E-Mail';
const ERASED = '987612345';
const UNKNOWN = '876123459';

const line = (invoice: string, customer: string, { month = '03', price = '2.50', mail = '' } = {}) =>
  `${invoice},20001,RED MUG,6,2024-${month}-01 09:00:00,${price},${customer},United Kingdom,${mail}`;
const MINE = [
  line('700001', ERASED, { mail: `c${ERASED}@example.org` }),
  // The same line, written another way.
  line('700001', ` ${ERASED}.0`),
  // A line of nobody that differs in nothing but the customer.
  line('700001', ''),
  line('700002', `${ERASED}.00`, { month: '05' }),
  line('C700003', ERASED, { month: '05' }).replace(',6,', ',-6,'),
  // Breaks a rule.
  line('700004', ERASED, { price: '0' }),
];
const OTHERS = Array.from({ length: 60 }, (_, n) => line(String(600_000 + n), String(12_000 + (n % 7))));
const file = (...lines: string[]) => [HEADER, ...lines].join('\n');

interface Answer {
  status: number;
  body: {
    run_id: string;
    status: string;
    status_url: string;
    report: object;
    request: object;
    lake_counts: object;
    counts: object;
    erasure: { fingerprint: string; lines: number };
    detail: string;
    pagination: { total: number };
    data: { run_id: string; fingerprint: string; status: string; asked_by: string; lines: number }[];
  };
}

// The real server on a free port; with PostgreSQL the jobs are on a real Redis.
describeOnDatabases('the erasure of a customer', (target) => {
  let path: string;
  let home: LakeHome;
  let server: Server;

  const call = async (method: string, route: string, body?: unknown, as = AS_ADMIN): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${server.url}/api/v1${route}`, {
      method,
      headers: { ...as, ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }) },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    });
    return { status: response.status, body: (await response.json()) as Answer['body'] };
  };
  const until = async (what: string, isSo: () => Promise<boolean>) => {
    for (const deadline = Date.now() + 40_000; Date.now() < deadline; await sleep(100))
      if (await isSo()) return;
    throw new Error(`${what} took too long`);
  };
  const ended = async (id: string): Promise<Answer['body']> => {
    let body = {} as Answer['body'];
    await until(`run ${id}`, async () => {
      ({ body } = await call('GET', `/etl/runs/${id}`));
      return body.status !== 'queued' && body.status !== 'running';
    });
    return body;
  };
  const bring = async (name: string, text: string): Promise<Answer['body']> => {
    const form = new FormData();
    form.append('files', new Blob([text]), name);
    return ended((await call('POST', '/etl/runs', form)).body.run_id);
  };
  const erase = async (customer_id: string): Promise<Answer['body']> => {
    const asked = await call('POST', '/privacy/erasures', { customer_id });
    expect([asked.status, asked.body.status_url]).toEqual([202, `/api/v1/etl/runs/${asked.body.run_id}`]);
    return ended(asked.body.run_id);
  };
  const erasures = async () => (await call('GET', '/privacy/erasures')).body.data;
  const cleaned = () =>
    until('cleaning', async () => (await erasures()).every(({ status }) => status === 'done'));
  const totals = () =>
    home.sql('SELECT count(*) AS lines, CAST(sum(total_amount) AS VARCHAR) AS revenue FROM fact_sale');
  const ofCustomer = (id: string) =>
    home.sql(`SELECT 1 FROM dim_customer WHERE customer_id = '${id}' UNION ALL
      SELECT 1 FROM silver_sales WHERE customer_id = '${id}' UNION ALL SELECT 1 FROM bronze_sales WHERE customer_id LIKE '%${id}%'`);

  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'tillhouse-erasure-'));
    home = await LakeHome.at(path);
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: path,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        ...ADMIN_ENV,
        TILLHOUSE_GATE_MIN_ROWS: '1',
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        ...target.withQueue(),
      }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await rm(path, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  });

  it('takes the customer out of all that is kept, and leaves every amount', async () => {
    const first = await bring('a.csv', file(...MINE, ...OTHERS));
    expect(first.status).toBe('published');
    const blocked = await bring(
      'b.csv',
      file(line('700009', ERASED), line('700010', ERASED, { price: 'x' })),
    );
    expect(blocked.status).toBe('blocked');
    // An upload that was kept to be tried again.
    const failed = '20240101T000000-aaaaaa';
    await server.app
      .get(Database)
      .rows(
        `INSERT INTO ops.etl_run (id, kind, status, request, owner, finished_at) VALUES ($1, 'run', 'failed', '{}', 'x 1 y', clock_timestamp())`,
        [failed],
      );
    await mkdir(join(path, 'uploads', failed), { recursive: true });
    await writeFile(join(path, 'uploads', failed, 'c.csv'), file(...MINE));
    const before = await totals();
    expect(await ofCustomer(ERASED)).not.toEqual([]);
    expect(await traces(ERASED)).not.toEqual([]);
    const sales = async () => (await call('GET', `/sales?customer_id=${ERASED}`)).body.pagination.total;
    await until('publication', async () => (await sales()) === 3);

    const report = await erase(` ${ERASED}.0 `);
    expect(report).toMatchObject({
      status: 'published',
      lake_counts: first.lake_counts,
      erasure: { lines: 7 },
    });
    expect(await totals()).toEqual(before);
    await cleaned();
    expect(await ofCustomer(ERASED)).toEqual([]);
    expect(await sales()).toBe(0);
    expect(await traces(ERASED)).toEqual([]);

    const gold = await goldFingerprint(home);
    await home.execute({ kind: 'rebuild' });
    expect(await goldFingerprint(home)).toEqual(gold);

    const approval = await call('POST', `/etl/runs/${blocked.run_id}/approve`);
    expect(await ended(approval.body.run_id)).toMatchObject({ counts: { silver: 1, quarantined: 1 } });
    expect(await ofCustomer(ERASED)).toEqual([]);
  }, 90_000);

  it('does not let the customer come back with lines to come', async () => {
    const before = await totals();
    const again = await bring('again.csv', file(...MINE.toReversed(), ...OTHERS.slice(0, 5)));
    expect(again).toMatchObject({
      status: 'published',
      counts: { silver: 0, quarantined: 0, duplicates: 11 },
    });
    expect(await totals()).toEqual(before);
    expect((await bring('new.csv', file(line('700020', ERASED)))).status).toBe('published');
    expect(
      await home.sql(
        `SELECT customer_id, e_mail, _erased IS NULL AS whole FROM bronze_sales WHERE invoice_no = '700020'`,
      ),
    ).toEqual([{ customer_id: null, e_mail: null, whole: false }]);
    expect(await ofCustomer(ERASED)).toEqual([]);
    expect(await traces(ERASED)).toEqual([]);
  }, 60_000);

  it('of somebody who never came keeps the customer out, once', async () => {
    const first = await erase(UNKNOWN);
    expect(first).toMatchObject({ status: 'no_new_data', erasure: { lines: 0 } });
    expect(await erase(`${UNKNOWN}.0`)).toMatchObject({
      erasure: { fingerprint: first.erasure.fingerprint },
    });
    expect((await erasures()).map(({ lines }) => lines)).toEqual([0, 7]);
    expect((await bring('u.csv', file(line('700030', UNKNOWN)))).status).toBe('published');
    expect(await ofCustomer(UNKNOWN)).toEqual([]);
    await cleaned();
    expect(await traces(UNKNOWN)).toEqual([]);
  }, 60_000);

  it('is for those who may, of a customer who can be', async () => {
    for (const body of [
      {},
      { customer_id: '' },
      { customer_id: ' \t' },
      { customer_id: 5 },
      { customer_id: 'x'.repeat(201) },
    ])
      expect([body, (await call('POST', '/privacy/erasures', body)).status]).toEqual([body, 422]);
    const user = { username: 'olga', password: 'correct horse battery', roles: ['operator'] };
    expect((await call('POST', '/users', user)).status).toBe(201);
    const olga = basic('olga', user.password);
    expect((await call('POST', '/privacy/erasures', { customer_id: '12001' }, olga)).status).toBe(403);
    expect((await call('GET', '/privacy/erasures', undefined, olga)).status).toBe(403);
  });

  /** Where a text stands: files of the home as they are, Parquet files decoded, and tables of the database. */
  async function traces(text: string): Promise<string[]> {
    const found: string[] = [];
    const engine = await (await DuckDBInstance.create(':memory:')).connect();
    for (const entry of await readdir(path, { recursive: true, withFileTypes: true })) {
      if (!entry.isFile()) continue;
      const name = join(entry.parentPath, entry.name);
      const bytes = await readFile(name).catch(() => Buffer.alloc(0));
      if (bytes.includes(text)) found.push(name);
      if (!name.endsWith('.parquet') || bytes.length === 0) continue;
      const rows = await engine.runAndReadAll(
        `SELECT count(*) FROM read_parquet('${name}', hive_partitioning = false) AS t WHERE CAST(t AS VARCHAR) LIKE '%${text}%'`,
      );
      if (rows.getRows()[0]?.[0] !== 0n) found.push(`${name} (rows)`);
    }
    engine.closeSync();
    const database = server.app.get(Database);
    const tables = await database.rows<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')
       UNION ALL SELECT 'pg_stats'`,
    );
    for (const { name } of tables) {
      const rows = await database.rows(`SELECT 1 FROM ${name} AS t WHERE t::text LIKE $1 LIMIT 1`, [
        `%${text}%`,
      ]);
      if (rows.length > 0) found.push(name);
    }
    return found;
  }
});
