import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/platform/config/index.js';
import { ScheduleService } from '../../src/modules/etl/service/schedule.service.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const line = (n: number) => `${500_000 + n},20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom`;
const file = (...numbers: number[]) => [HEADER, ...numbers.map(line)].join('\n');

interface Answer {
  status: number;
  headers: Headers;
  body: {
    run_id: string;
    status: string;
    detail: string;
    hint: string;
    data: { run_id: string; status: string; version: number | null }[];
    next_cursor: string | null;
    tables: { name: string; layer: string }[];
    columns: { table: string; column: string; from: object[] }[];
  };
}

// The real server on a free port; with PostgreSQL the jobs are on a real Redis.
describeOnDatabases('the administration of runs', (target) => {
  let home: string;
  let root: string;
  let server: Server;

  const call = async (
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> => {
    const isForm = body instanceof FormData;
    const response = await fetch(`${server.url}/api/v1/etl${path}`, {
      method,
      headers: {
        ...AS_ADMIN,
        ...(body === undefined || isForm ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : isForm ? body : JSON.stringify(body),
    });
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: JSON.parse(text === '' ? '{}' : text) as Answer['body'],
    };
  };
  const form = (files: Record<string, string>) => {
    const data = new FormData();
    for (const [name, text] of Object.entries(files)) data.append('files', new Blob([text]), name);
    return data;
  };
  const ended = async (id: string): Promise<string> => {
    for (const deadline = Date.now() + 30_000; Date.now() < deadline; await sleep(100)) {
      const { status } = (await call('GET', `/runs/${id}`)).body;
      if (status !== 'queued' && status !== 'running') return status;
    }
    throw new Error(`run ${id} did not end in time`);
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-admin-'));
    root = join(home, 'roots');
    await mkdir(root);
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: home,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        TILLHOUSE_RUN_ROOTS: root,
        ...ADMIN_ENV,
        TILLHOUSE_UPLOAD_LIMIT: '2MiB',
        TILLHOUSE_GATE_MIN_ROWS: '1',
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        ...target.withQueue(),
      }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
  });

  it('brings an upload in once a key, tells how it goes on, and keeps no file of it', async () => {
    const ask = () => call('POST', '/runs', form({ 'a.csv': file(1) }), { 'idempotency-key': 'one' });
    const first = await ask();
    expect(first.status).toBe(202);
    expect(first.headers.get('location')).toBe(`/api/v1/etl/runs/${first.body.run_id}`);
    const events = await fetch(`${server.url}/api/v1/etl/runs/${first.body.run_id}/events`, {
      headers: AS_ADMIN,
    });
    expect(events.headers.get('content-type')).toContain('text/event-stream');
    const states = [...(await events.text()).matchAll(/^data: (.*)$/gm)].map(
      (match) => JSON.parse(match[1] ?? '') as { status: string },
    );
    expect(states.at(-1)?.status).toBe('published');
    expect((await ask()).body.run_id).toBe(first.body.run_id);
    const other = await call('POST', '/runs', form({ 'a.csv': file(2) }), { 'idempotency-key': 'one' });
    expect(other.status).toBe(409);
    await sleep(300);
    expect(await readdir(join(home, 'uploads'))).toEqual([]);
    expect((await call('GET', `/runs/${first.body.run_id}`)).body).toMatchObject({
      files: [{ name: 'a.csv', status: 'ingested' }],
      lineage: { writes: expect.arrayContaining(['fact_sale']) as string[] },
    });
  });

  it('refuses paths outside the roots, by name, by .. and by symbolic link', async () => {
    await symlink('/etc', join(root, 'link'));
    await writeFile(join(home, 'outside.csv'), file(3));
    for (const path of [
      '/etc/passwd',
      'relative.csv',
      join(home, 'outside.csv'),
      `${root}/../outside.csv`,
      join(root, 'link', 'passwd'),
      `${root}/link/*`,
    ]) {
      const { status, body } = await call('POST', '/runs', { paths: [path] });
      expect([path, status]).toEqual([path, 422]);
      expect(body.hint).toContain(root);
    }
    await writeFile(join(root, 'inside.csv'), file(4));
    const ask = () =>
      call('POST', '/runs', { paths: [join(root, 'inside.csv')] }, { 'idempotency-key': 'inside' });
    const inside = await ask();
    expect(await ended(inside.body.run_id)).toBe('published');
    // Whoever brings files in may move them away, and ask again all the same.
    await rm(join(root, 'inside.csv'));
    expect((await ask()).body.run_id).toBe(inside.body.run_id);
  });

  it('leaves nothing of an upload that is too large, or has two files of one name', async () => {
    const large = await call('POST', '/runs', form({ 'l.csv': 'x'.repeat(2.5 * 1024 * 1024) }));
    expect(large.status).toBe(413);
    const twins = new FormData();
    for (const text of ['a', 'b']) twins.append('files', new Blob([text]), 'same.csv');
    expect((await call('POST', '/runs', twins)).status).toBe(422);
    expect((await call('POST', '/runs', new FormData())).status).toBe(422);
    const many = form(Object.fromEntries(Array.from({ length: 501 }, (_, n) => [`${n}.csv`, 'a'])));
    expect((await call('POST', '/runs', many)).body.detail).toContain('500 files at most');
    const text = new FormData();
    text.append('files', 'a');
    expect((await call('POST', '/runs', text)).status).toBe(422);
    expect(await readdir(join(home, 'uploads'))).toEqual([]);
  });

  it('lets a blocked run in or keeps it out', async () => {
    const bad = (n: number) => `${HEADER}\n${line(n)}\n${line(n + 1).replace('2.50', 'none')}`;
    for (const [verb, n, outcome] of [
      ['reject', 10, 'rejected'],
      ['approve', 20, 'published'],
    ] as const) {
      const run = await call('POST', '/runs', form({ [`${verb}.csv`]: bad(n) }));
      expect(await ended(run.body.run_id)).toBe('blocked');
      const decide = () => call('POST', `/runs/${run.body.run_id}/${verb}`, { reason: 'looked at' });
      const [verdict, ...others] = await Promise.all([decide(), decide(), decide()]);
      expect([verdict, ...others].map(({ status }) => status)).toEqual([202, 202, 202]);
      expect(new Set(others.map(({ body }) => body.run_id))).toEqual(new Set([verdict.body.run_id]));
      expect(await ended(verdict.body.run_id)).toBe(outcome);
      expect((await call('GET', `/runs/${verdict.body.run_id}`)).body).toMatchObject({
        request: { run: run.body.run_id, reason: 'looked at', paths: null, retry_of: null },
        counts: { bronze: expect.any(Number) as number },
        error: null,
      });
      expect((await call('POST', `/runs/${run.body.run_id}/${verb}`)).status).toBe(409);
      expect((await call('POST', `/runs/${run.body.run_id}/retry`)).status).toBe(409);
      expect((await call('POST', `/runs/${run.body.run_id}/cancel`)).status).toBe(409);
    }
  });

  it('cancels a running run, which commits nothing and can be done again', async () => {
    const before = (await call('GET', '/runs?limit=1&status=published')).body.data[0]?.version;
    // Long enough to be met while it runs.
    const path = join(root, 'big.csv');
    await writeFile(
      path,
      [HEADER, ...Array.from({ length: 400_000 }, (_, n) => line(1_000_000 + n))].join('\n'),
    );
    const run = await call('POST', '/runs', { paths: [path] });
    const status = async () => (await call('GET', `/runs/${run.body.run_id}`)).body.status;
    // It waits for the work of the runs before it.
    for (let n = 0; n < 3000 && (await status()) === 'queued'; n++) await sleep(20);
    const cancelled = await call('POST', `/runs/${run.body.run_id}/cancel`);
    expect([cancelled.status, cancelled.body.status]).toEqual([202, 'running']);
    expect(await ended(run.body.run_id)).toBe('cancelled');
    expect((await call('GET', '/runs?limit=1&status=published')).body.data[0]?.version).toBe(before);
    await writeFile(path, file(30));
    const retry = () => call('POST', `/runs/${run.body.run_id}/retry`);
    const [again, twin] = await Promise.all([retry(), retry()]);
    expect(twin.body.run_id).toBe(again.body.run_id);
    expect(await ended(again.body.run_id)).toBe('published');
    expect((await retry()).body).toMatchObject({ run_id: again.body.run_id, status: 'published' });
    const shown = await Promise.all([run, again].map(({ body }) => call('GET', `/runs/${body.run_id}`)));
    expect(Object.keys(shown[0]?.body ?? {})).toEqual(Object.keys(shown[1]?.body ?? {}));
    expect(shown[0]?.body).toMatchObject({ counts: null, files: [], request: { paths: [path] } });
    expect(shown[1]?.body).toMatchObject({
      request: { retry_of: run.body.run_id, mapping: { columns: {} } },
    });
  });

  it('keeps schedules and fires them', async () => {
    const inbox = join(root, 'inbox');
    await mkdir(inbox);
    await writeFile(join(inbox, 'scheduled.csv'), file(40));
    const put = (body: object) => call('PUT', '/schedules/often', body);
    expect((await put({ cron: 'now', paths: [inbox] })).body.detail).toContain('cron');
    expect((await put({ cron: '0 0 * * *', time_zone: 'Mars/X', paths: [inbox] })).body.detail).toContain(
      'time_zone',
    );
    for (const body of [
      { cron: '0 0 * * *' },
      { cron: '0 0 * * *', source: 'none' },
      { cron: '0 0 * * *', paths: ['/etc'] },
    ])
      expect((await put(body)).status).toBe(422);
    expect((await put({ cron: '* * * * * *', time_zone: 'Europe/London', paths: [inbox] })).status).toBe(200);
    const fired = async () => (await call('GET', '/runs?limit=50')).body.data;
    const known = (await fired()).length;
    for (let n = 0; n < 100 && (await fired()).length === known; n++) await sleep(100);
    expect((await fired()).length).toBeGreaterThan(known);
    // One run a tick, however often its job is done; of ticks that had to wait, the first that is done serves all.
    const schedules = server.app.get(ScheduleService);
    const at = new Date();
    await call('PUT', '/schedules/yearly', { cron: '0 0 1 1 *', paths: [inbox] });
    const asked = await schedules.submit({ schedule: 'yearly', at });
    expect(asked).toBeDefined();
    expect(await schedules.submit({ schedule: 'yearly', at })).toBe(asked);
    const former = new Date(at.getTime() - 60_000);
    expect(await schedules.submit({ schedule: 'yearly', at: former })).toBeUndefined();
    expect((await call('DELETE', '/schedules/yearly')).status).toBe(204);
    expect((await call('DELETE', '/schedules/often')).status).toBe(204);
    expect((await call('DELETE', '/schedules/often')).status).toBe(404);
    expect((await call('GET', '/schedules')).body.data).toEqual([]);
  });

  it('pages through the runs', async () => {
    const all = (await call('GET', '/runs?limit=100')).body.data;
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body } = await call('GET', `/runs?limit=3${cursor === '' ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.data.map(({ run_id }) => run_id));
      cursor = body.next_cursor;
    }
    expect(seen).toEqual(all.map(({ run_id }) => run_id));
  });

  it.each([
    ['GET', '/runs?limit=0', 422],
    ['GET', '/runs?status=lost', 422],
    ['GET', '/runs/nothing', 404],
    ['GET', '/runs/%00', 404],
    ['GET', '/runs/nothing/events', 404],
    ['POST', '/runs/nothing/approve', 404],
    ['POST', '/runs/nothing/retry', 404],
    ['POST', '/runs/nothing/cancel', 404],
    ['GET', '/lineage?table=nothing', 404],
    ['GET', '/lineage?column=quantity', 422],
  ])('answers %s %s with %i', async (method, path, status) => {
    expect((await call(method, path)).status).toBe(status);
  });

  it('derives the lineage from the models', async () => {
    const { body } = await call('GET', '/lineage');
    const columns = body.columns;
    const from = (table: string, column: string) =>
      columns.find((one) => one.table === table && one.column === column)?.from;
    expect(from('fact_sale', 'total_amount')).toEqual([{ table: 'silver_sales', column: 'total_amount' }]);
    expect(from('lines', 'quantity')).toContainEqual({ table: 'bronze_sales', column: 'quantity' });
    const part = (await call('GET', '/lineage?table=fact_sale&column=total_amount')).body.columns;
    for (const [table, column] of [
      ['bronze_sales', 'quantity'],
      ['bronze_sales', 'unit_price'],
      ['mart_sales_monthly', 'net_revenue'],
    ])
      expect(part.some((one) => one.table === table && one.column === column)).toBe(true);
    const gold = new Set(body.tables.filter(({ layer }) => layer === 'gold').map(({ name }) => name));
    expect(
      columns
        .filter((one) => gold.has(one.table) && one.from.length === 0)
        .map(({ table, column }) => `${table}.${column}`)
        .sort(),
    ).toEqual([
      ...['channel', 'payment_date', 'payment_method', 'payment_status', 'sales_rep_id', 'tax_amount'].map(
        (column) => `dim_invoice.${column}`,
      ),
      'dim_product.recommended_price',
      'dim_product.unit_cost',
      'fact_sale.discount_amount',
      'fact_sale.margin_percentage',
      'fact_sale.profit_amount',
      'fact_sale.tax_amount',
    ]);
  });
});
