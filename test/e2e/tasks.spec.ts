import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import exceljs from 'exceljs';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { KeyRing, newRingKey } from '../../src/platform/secrets/index.js';
import { TaskLinks } from '../../src/modules/tasks/service/task-links.js';
import { ADMIN_ENV, AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { Serving } from '../support/serving.js';

interface Task {
  task_id: string;
  status: string;
  status_url: string;
  result: { lines: number; rows: number; gold_version: number } | null;
  files: { name: string; bytes: number; url: string; expires_at: string }[];
  error: { message: string } | null;
  detail: string;
  hint: string;
}

const LINES = Array.from({ length: 60 }, (_, n) =>
  [
    `${n % 7 === 6 ? 'C' : ''}${1000 + (n % 20)}`,
    `2000${n % 5}`,
    n % 3 === 0 ? '"MUG, ""RED"""' : '=SUM(A1)',
    `${n % 7 === 6 ? -1 : n + 1}`,
    `2024-0${1 + (n % 3)}-1${n % 9} 10:00`,
    `${(n % 9) + 0.55}`,
    n % 4 === 0 ? '' : `${n % 6}`,
    ['United Kingdom', 'France', 'EIRE'][n % 3],
  ].join(','),
);
const HEAVY = `SELECT sum(a.total_amount * b.quantity * c.quantity * d.quantity * e.quantity * f.quantity)
  FROM fact_sale AS a, fact_sale AS b, fact_sale AS c, fact_sale AS d, fact_sale AS e, fact_sale AS f`;

// The real server, which does its tasks itself; with PostgreSQL the jobs are on a real Redis.
describeOnDatabases('tasks and exports', (target) => {
  let at: Serving;
  let folder: string;

  const call = async <T = Task>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; headers: Headers; body: T }> => {
    const response = await fetch(at.server.url + path, {
      method,
      headers: {
        ...AS_ADMIN,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    return { status: response.status, headers: response.headers, body: (await response.json()) as T };
  };
  const submit = (name: string, parameters: object, headers?: Record<string, string>) =>
    call('POST', '/api/v1/tasks/submit', { task_name: name, parameters }, headers);
  const ended = async ({ status_url: url }: Task): Promise<Task> => {
    for (let n = 0; n < 200; n++) {
      const { body } = await call('GET', url);
      if (!['pending', 'started'].includes(body.status)) return body;
      await sleep(50);
    }
    throw new Error('the task did not end in time');
  };
  const file = async (body: object): Promise<{ bytes: Buffer; headers: Headers }> => {
    const response = await fetch(`${at.server.url}/api/v2/sales/export`, {
      method: 'POST',
      headers: { ...AS_ADMIN, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
    expect(response.status).toBe(200);
    return { bytes: Buffer.from(await response.arrayBuffer()), headers: response.headers };
  };
  const fetched = async (task: Task, name: string): Promise<Buffer> => {
    const link = task.files.find((one) => one.name === name);
    const response = await fetch(`${at.server.url}${link?.url}`);
    expect([response.status, response.headers.get('content-length')]).toEqual([200, String(link?.bytes)]);
    return Buffer.from(await response.arrayBuffer());
  };
  /** Lines, their sum and the lowest id, by SQL over gold. */
  const expected = async (where = 'true') => {
    const [row] = await at.home.sql<{ lines: string; net: string; first: string }>(
      `SELECT count(*) AS lines, CAST(sum(f.total_amount) AS VARCHAR) AS net, min(f.sale_id) AS first FROM fact_sale AS f
       JOIN dim_country AS k USING (country_key) WHERE ${where}`,
    );
    return { lines: Number(row?.lines), net: Number(row?.net), first: row?.first };
  };
  const told = (rows: Record<string, unknown>[]) => ({
    lines: rows.length,
    net: Math.round(rows.reduce((sum, row) => sum + Number(row['total_amount']), 0) * 10_000) / 10_000,
    first: rows.map((row) => String(row['sale_id'])).sort()[0],
  });
  const ofParquet = async (bytes: Buffer) => {
    const path = join(folder, 'some.parquet');
    await writeFile(path, bytes);
    const engine = await openDuckDb({ memoryBytes: 1 << 28, threads: 1, tempDir: folder });
    try {
      return await engine.query<Record<string, unknown>>(`SELECT * FROM read_parquet('${path}')`);
    } finally {
      await engine.close();
    }
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-tasks-'));
    at = await Serving.open({
      TILLHOUSE_WORKER: 'on',
      TILLHOUSE_EXPORT_SYNC_ROWS: '50',
      ...target.withQueue(),
    });
    await at.bringLines('sales.csv', LINES);
  }, 60_000);
  afterAll(async () => {
    await at.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers a few lines as a file of each format', async () => {
    const filters = { countries: ['UK', 'FR'] };
    const want = await expected("k.country_name IN ('United Kingdom', 'France')");
    expect(want.lines).toBe(40);
    const csv = await file({ format: 'csv', filters });
    expect([csv.headers.get('x-gold-version'), csv.headers.get('x-row-count')]).toEqual(['1', '40']);
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="sales.csv"');
    const records = parse(csv.bytes, { columns: true }) as unknown as Record<string, unknown>[];
    expect(told(records)).toEqual(want);
    expect(new Set(records.map((row) => row['description']))).toEqual(new Set(['MUG, "RED"', '=SUM(A1)']));
    const gz = await file({ format: 'jsonl', compression: 'gzip', filters });
    expect(gz.headers.get('content-type')).toBe('application/gzip');
    const objects = gunzipSync(gz.bytes)
      .toString()
      .trim()
      .split('\n')
      .map((line): Record<string, unknown> => JSON.parse(line) as Record<string, unknown>);
    expect(told(objects)).toEqual(want);
    interface Listed {
      data: Record<string, unknown>[];
    }
    // The fields of a list, with the same values.
    const listed = (await at.get<Listed>('/api/v2/sales?countries=UK,FR&first=1000')).body.data;
    const byId = (rows: Record<string, unknown>[]) =>
      new Map(rows.map((row) => [String(row['sale_id']), row]));
    expect(byId(objects)).toEqual(byId(listed));
    const parquet = await file({ format: 'parquet', compression: 'zstd', filters });
    expect(told(await ofParquet(parquet.bytes))).toEqual(want);
    const book = new exceljs.Workbook();
    await book.xlsx.load((await file({ format: 'xlsx', filters })).bytes as never);
    const rows: Record<string, unknown>[] = [];
    const names = (book.worksheets[0]?.getRow(1).values as string[]).slice(1);
    book.worksheets[0]?.eachRow((row, n) => {
      if (n > 1) rows.push(Object.fromEntries(names.map((name, i) => [name, row.getCell(i + 1).value])));
    });
    expect(told(rows)).toEqual(want);
    expect(
      (await file({ format: 'csv', filters: { countries: ['Japan'] } })).headers.get('x-row-count'),
    ).toBe('0');
  }, 30_000);

  it('makes many lines, or analytics beside them, a task with links', async () => {
    const many = await call('POST', '/api/v2/sales/export', {
      format: 'parquet',
      include_analytics: true,
      compression: 'gzip',
    });
    expect([many.status, many.headers.get('location')]).toEqual([202, many.body.status_url]);
    const task = await ended(many.body);
    expect(task).toMatchObject({ status: 'success', error: null, result: { lines: 60, gold_version: 1 } });
    expect(told(await ofParquet(await fetched(task, 'sales.parquet')))).toEqual(await expected());
    const analytics = JSON.parse((await fetched(task, 'analytics.json')).toString()) as {
      net_revenue: number;
    };
    expect(analytics.net_revenue).toBe((await expected()).net);
    const link = task.files[0]?.url ?? '';
    for (const bad of [
      `${link}0`,
      link.replace('analytics', 'other'),
      link.replace(/expires=\d+/, 'expires=9999999999'),
    ])
      expect((await call('GET', bad)).status).toBe(403);
    expect((await call('GET', link.split('?')[0] ?? '')).status).toBe(422);
    const other = await call('POST', '/api/v2/sales/export', { format: 'csv' });
    expect((await ended(other.body)).files.map(({ name }) => name)).toEqual(['sales.csv']);
    for (const body of [
      {},
      { format: 'doc' },
      { format: 'csv', filters: { date_from: '2024-13-01' } },
      { format: 'csv', colour: 1 },
    ])
      expect((await call('POST', '/api/v2/sales/export', body)).status).toBe(422);
  }, 30_000);

  it('writes what a SELECT gives, and nothing but a SELECT', async () => {
    const sql = 'SELECT country_key, count(*) AS lines FROM fact_sale GROUP BY 1 ORDER BY 1 -- by country';
    const { body } = await submit('process_large_dataset', { sql, format: 'csv' });
    const task = await ended(body);
    expect(task).toMatchObject({ status: 'success', result: { rows: 3 } });
    const rows = parse(await fetched(task, 'result.csv'), { columns: true }) as unknown as {
      lines: string;
    }[];
    expect(rows.map(({ lines }) => lines)).toEqual(['20', '20', '20']);
    for (const bad of [
      'DROP TABLE fact_sale',
      'SELECT 1; SELECT 2',
      "SELECT * FROM read_text('/etc/passwd')",
      "SELECT 1) TO '/tmp/x' (FORMAT csv) --",
      'SELEC',
    ]) {
      const refused = await ended((await submit('process_large_dataset', { sql: bad, format: 'csv' })).body);
      expect([bad, refused.status, refused.files]).toEqual([bad, 'failure', []]);
    }
  }, 30_000);

  it('stops a task within a second', async () => {
    const { body } = await submit('process_large_dataset', { sql: HEAVY });
    for (let n = 0; n < 100 && (await call('GET', body.status_url)).body.status !== 'started'; n++)
      await sleep(20);
    await sleep(300);
    const asked = performance.now();
    expect((await call('DELETE', `/api/v1/tasks/${body.task_id}`)).status).toBe(202);
    expect((await ended(body)).status).toBe('revoked');
    expect(performance.now() - asked).toBeLessThan(5_000);
    expect((await call('DELETE', `/api/v1/tasks/${body.task_id}`)).status).toBe(409);
  }, 30_000);

  it('is asked once a key, and only of what one may see', async () => {
    const key = { 'idempotency-key': `task-${target.name.length}` };
    const twins = await Promise.all([1, 2].map(() => submit('export', { format: 'csv' }, key)));
    expect(twins[0]?.body.task_id).toBe(twins[1]?.body.task_id);
    expect((await submit('export', { format: 'jsonl' }, key)).status).toBe(409);
    expect((await submit('none', {})).body).toMatchObject({
      hint: expect.stringContaining('export') as string,
    });
    expect((await submit('export', { format: 'doc' })).body.hint).toContain('format');
    await call('POST', '/api/v1/users', {
      username: 'reader',
      password: 'only reads things',
      roles: ['viewer'],
    });
    const reader = basic('reader', 'only reads things');
    expect((await submit('process_large_dataset', { sql: 'SELECT 1' }, reader)).status).toBe(403);
    const id = twins[0]?.body.task_id ?? '';
    expect((await call('GET', `/api/v1/tasks/${id}/status`, undefined, reader)).status).toBe(404);
    expect((await call('DELETE', `/api/v1/tasks/${id}`, undefined, reader)).status).toBe(404);
    interface List {
      data: Task[];
      pagination: { total: number };
    }
    const own = await submit('export', { format: 'csv', filters: { countries: ['UK'] } }, reader);
    expect(
      (await call<List>('GET', '/api/v1/tasks', undefined, reader)).body.data.map((one) => one.task_id),
    ).toEqual([own.body.task_id]);
    const all = (await call<List>('GET', '/api/v1/tasks?name=export&size=1')).body;
    expect([all.data.length, all.pagination.total > 3]).toEqual([1, true]);
    await ended(own.body);
    // A token of fewer rights is of the same person, and sees no data by way of tasks.
    const { body: token } = await call<{ access_token: string }>('POST', '/api/v1/auth/token', {
      username: 'admin',
      password: ADMIN_ENV.TILLHOUSE_ADMIN_PASSWORD,
      scope: 'metrics:read',
    });
    const narrow = { authorization: `Bearer ${token.access_token}` };
    expect((await call('GET', `/api/v1/tasks/${id}/status`, undefined, narrow)).status).toBe(404);
    expect((await call('DELETE', `/api/v1/tasks/${id}`, undefined, narrow)).status).toBe(404);
    expect((await call<List>('GET', '/api/v1/tasks', undefined, narrow)).body.data).toEqual([]);
  }, 30_000);
});

describe('links to files of tasks', () => {
  it('expire, are of one file, and outlive a change of keys', () => {
    const [first, second] = [newRingKey(), { ...newRingKey(), id: 'k2' }];
    const links = new TaskLinks(new KeyRing([first]), 15);
    const { url } = links.sign('a', 'b.csv');
    const query = new URLSearchParams(url.split('?')[1]);
    const [expires, signature] = [Number(query.get('expires')), query.get('signature') ?? ''];
    expect(() => links.verify('a', 'b.csv', expires, signature)).not.toThrow();
    expect(() =>
      new TaskLinks(new KeyRing([second, first]), 15).verify('a', 'b.csv', expires, signature),
    ).not.toThrow();
    expect(() => links.verify('a', 'c.csv', expires, signature)).toThrow('no link');
    expect(() => links.verify('a', 'b.csv', expires + 1, signature)).toThrow('no link');
    const past = new TaskLinks(new KeyRing([first]), -1).sign('a', 'b.csv').url;
    const old = new URLSearchParams(past.split('?')[1]);
    expect(() => links.verify('a', 'b.csv', Number(old.get('expires')), old.get('signature') ?? '')).toThrow(
      'expired',
    );
  });
});
