import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/platform/config/index.js';
import { Database } from '../../src/platform/database/index.js';
import { Lake } from '../../src/platform/lake/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { ServiceProcess } from '../jobs/service-process.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

interface Batch {
  batch_id: string;
  operation: string;
  status: string;
  total_requested: number;
  successful: number;
  failed: number;
  errors: { index: number; field: string | null; reason: string }[];
  results: { index: number; sale_id: string; status: string }[];
  processing_time_ms: number;
  gold_version: number | null;
  status_url: string;
  remaining: number;
}
interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}
interface Page {
  data: { sale_id: string; quantity: number; unit_price: number; total_amount: number }[];
  pagination: { total: number };
}

const item = (invoice: string | number, more: object = {}) => ({
  ...{ invoice_no: invoice, stock_code: '85123A', description: 'MUG', quantity: 6, unit_price: 2.55 },
  ...{ invoice_date: '2024-03-01T10:00:00Z', customer_id: 17850, country: 'UK' },
  ...more,
});

function callerOf(url: () => string) {
  return async <T = Batch>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => {
    const response = await fetch(`${url()}/api/v1${path}`, {
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
}

// The real server, which does its jobs itself; with PostgreSQL the jobs are on a real Redis.
describeOnDatabases('batches', (target) => {
  let home: string;
  let server: Server;
  const call = callerOf(() => server.url);
  const sales = async (invoice: string) => (await call<Page>('GET', `/sales?invoice_no=${invoice}`)).body;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-batch-'));
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: home,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        TILLHOUSE_BATCH_SYNC_ITEMS: '100',
        TILLHOUSE_RUN_ROOTS: home,
        ...ADMIN_ENV,
        ...target.withQueue(),
      }),
    );
  }, 60_000);
  afterAll(async () => {
    await server.app.close();
    await rm(home, { recursive: true, force: true });
  });

  it('shows what was written in the next read: made, changed, deleted', async () => {
    const made = await call('POST', '/batch/create', {
      items: [item('S1'), item('S1', { stock_code: '20001', quantity: 0 })],
      validate_items: true,
      fail_on_error: false,
    });
    expect(made.status).toBe(200);
    expect(made.body).toMatchObject({ operation: 'create', total_requested: 2, successful: 1, failed: 1 });
    expect(made.body.errors).toMatchObject([{ index: 1, field: 'quantity', reason: 'invalid_quantity' }]);
    expect(made.body.processing_time_ms).toBeGreaterThan(0);
    expect((await call('GET', made.body.status_url.slice('/api/v1'.length))).body).toEqual(made.body);
    const id = made.body.results[0]?.sale_id ?? '';
    expect((await sales('S1')).data).toMatchObject([{ sale_id: id, quantity: 6, total_amount: 15.3 }]);

    const changed = await call('PUT', '/batch/update', {
      updates: [{ sale_id: id, quantity: 8, invoice_date: '2024-05-01' }],
      upsert: true,
    });
    expect(changed.body.results).toEqual([{ index: 0, sale_id: id, status: 'updated' }]);
    expect((await sales('S1')).data).toMatchObject([{ sale_id: id, quantity: 8 }]);
    const upserts = { items: [item('S1', { quantity: 9 })], validate_items: true };
    expect((await call('POST', '/batch/upsert', upserts)).body.results).toMatchObject([
      { sale_id: id, status: 'updated' },
    ]);
    expect((await call('POST', '/batch/upsert', upserts)).body.results).toMatchObject([
      { sale_id: id, status: 'unchanged' },
    ]);
    expect((await sales('S1')).data).toMatchObject([{ sale_id: id, quantity: 9 }]);
    interface Traced {
      data: { origin: { file: string; former: { operation: string | null; file: string }[] } };
    }
    const traced = await call<Traced>('GET', `/sales/${id}?trace=true`);
    expect(traced.body.data.origin.former.map(({ operation }) => operation)).toEqual(['update', null]);

    const gone = await call('DELETE', '/batch/delete', { ids: [id], soft_delete: true });
    expect(gone.body).toMatchObject({ successful: 1, results: [{ status: 'deleted' }] });
    expect((await sales('S1')).data).toEqual([]);
    expect((await call('GET', `/sales/${id}`)).status).toBe(404);
    interface Trace {
      deletion: object;
      former: object[];
    }
    const trace = (await call<Trace>('GET', `/etl/trace/${id}`)).body;
    expect([trace.deletion, trace.former.length]).toEqual([expect.any(Object), 3]);
  }, 60_000);

  it('refuses batches that are malformed, and writes nothing of one that must be whole', async () => {
    const many = (n: number) => ({ items: Array.from({ length: n }, (_, i) => item(`M${i}`)) });
    for (const body of [
      many(0),
      many(1001),
      {},
      { items: [item('B', { colour: 'red' })] },
      { items: [item({} as never)] },
    ])
      expect((await call('POST', '/batch/create', body)).status).toBe(422);
    for (const body of [{ ids: [] }, { ids: ['x'] }, { ids: [randomId()], soft_delete: false }])
      expect((await call('DELETE', '/batch/delete', body)).status).toBe(422);
    const whole = await call<{ detail: string; errors: object[] }>('POST', '/batch/create', {
      items: [item('B1'), item('B2', { unit_price: 0 }), item('B3')],
      fail_on_error: true,
    });
    expect([whole.status, whole.body.errors]).toMatchObject([422, [{ index: 1, reason: 'zero_price' }]]);
    // What only the run finds out keeps the others out too.
    const late = await call<{ errors: object[] }>('PUT', '/batch/update', {
      updates: [
        { sale_id: randomId(), ...item('B4') },
        { sale_id: randomId(), quantity: 1 },
      ],
      upsert: true,
      fail_on_error: true,
    });
    expect([late.status, late.body.errors]).toMatchObject([422, [{ index: 1, reason: 'missing_value' }]]);
    for (const invoice of ['B', 'B1', 'B2', 'B3', 'B4']) expect((await sales(invoice)).data).toEqual([]);
    const judged = await call<object>('POST', '/batch/validate', { items: [item('B1'), item('A9')] });
    expect(judged.body).toMatchObject({
      total_requested: 2,
      valid: 1,
      errors: [{ index: 1, field: 'invoice_no' }],
    });
    expect((await call<{ max_items: number }>('GET', '/batch/limits')).body.max_items).toBe(1000);
    expect((await call('GET', '/batch/status/none')).status).toBe(404);
  }, 60_000);

  it('answers at once where that is preferred, and for large batches', async () => {
    const prefer = { prefer: 'respond-async' };
    const answers = [
      await call('POST', '/batch/create', { items: [item('P1')] }, prefer),
      await call('POST', '/batch/create', {
        items: Array.from({ length: 101 }, (_, n) => item('P2', { line_no: n + 1 })),
      }),
    ];
    for (const { status, headers, body } of answers) {
      expect([status, headers.get('location')]).toEqual([202, body.status_url]);
      expect(await completed(body)).toMatchObject({ status: 'completed', failed: 0 });
    }
    expect((await sales('P2')).pagination.total).toBe(101);
    const noSuch = await call('DELETE', '/batch/delete', { ids: [randomId()] }, prefer);
    expect(await completed(noSuch.body)).toMatchObject({
      successful: 0,
      failed: 1,
      errors: [{ reason: 'not_found' }],
    });
  }, 60_000);

  it('has one effect of requests with one key, and refuses another request under it', async () => {
    const key = { 'idempotency-key': `k-${target.name.length}` };
    const body = { items: [item('D1')] };
    const twins = await Promise.all([1, 2, 3].map(() => call('POST', '/batch/create', body, key)));
    expect(new Set(twins.map(({ body: { batch_id } }) => batch_id)).size).toBe(1);
    expect(twins.map(({ body: { results } }) => results[0]?.status)).toEqual(Array(3).fill('created'));
    expect((await call('POST', '/batch/create', { items: [item('D2')] }, key)).status).toBe(409);
    expect((await sales('D1')).pagination.total).toBe(1);
  }, 60_000);

  it('counts each of 50 concurrent batches once, in a few versions', async () => {
    const before = (await call('POST', '/batch/create', { items: [item('E0')] })).body.gold_version ?? 0;
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) =>
        call('POST', '/batch/create', { items: [item('E1', { line_no: n }), item('E2', { line_no: n })] }),
      ),
    );
    expect(answers.map(({ body }) => [body.status, body.successful])).toEqual(
      Array(50).fill(['completed', 2]),
    );
    const versions = new Set(answers.map(({ body }) => body.gold_version));
    expect(versions.size).toBeLessThan(15);
    expect(Math.min(...answers.map(({ body }) => body.gold_version ?? 0))).toBeGreaterThan(before);
    expect((await sales('E1')).pagination.total + (await sales('E2')).pagination.total).toBe(100);
  }, 120_000);

  it('is done once where the store falls silent right after the commit', async () => {
    const [made] = (await call('POST', '/batch/create', { items: [item('L1')] })).body.results;
    const lake: object = server.app.get(Lake);
    const silent = jest
      .spyOn(lake as { rollForward: () => Promise<void> }, 'rollForward')
      .mockRejectedValueOnce(new Error('no answer'));
    const changes = [3, 4].map((quantity) => ({ sale_id: made?.sale_id, quantity }));
    const changed = await call('PUT', '/batch/update', { updates: changes });
    expect(silent.mock.calls.length).toBeGreaterThan(0);
    silent.mockRestore();
    expect([changed.status, changed.body.status, changed.body.successful]).toEqual([200, 'completed', 2]);
    expect((await sales('L1')).data).toMatchObject([{ quantity: 4 }]);
    interface Traced {
      data: { origin: { former: object[] } };
    }
    const { body } = await call<Traced>('GET', `/sales/${made?.sale_id}?trace=true`);
    // The sale as it was made, and the first of the two changes, each once.
    expect(body.data.origin.former).toHaveLength(2);
    expect((await call('POST', '/batch/create', { items: [item('L2')] })).body.successful).toBe(1);
    expect((await sales('L1')).data).toMatchObject([{ quantity: 4 }]);
  });

  it('keeps a batch that could not be written, for another try', async () => {
    const lake: object = server.app.get(Lake);
    const broken = jest
      .spyOn(lake as { commit: () => Promise<void> }, 'commit')
      .mockRejectedValue(new Error('the rows do not add up'));
    const hurry = () =>
      server.app
        .get(Database)
        .rows(`UPDATE ops.intake SET due_at = clock_timestamp() WHERE status = 'accepted'`);
    const give = async (invoice: string) => {
      const { body } = await call(
        'POST',
        '/batch/create',
        { items: [item(invoice)] },
        { prefer: 'respond-async' },
      );
      const { batch_id: id } = body;
      for (let n = 0; n < 300; n++) {
        const { status } = (await call('GET', `/batch/status/${id}`)).body;
        if (status === 'failed') return id;
        await hurry();
        await sleep(100);
      }
      throw new Error(`batch ${id} was not given up`);
    };
    const [kept, dropped] = [await give('R1'), await give('R2')];
    broken.mockRestore();
    interface Failed extends Batch {
      items: { op: string; values: { invoice_no: string } }[];
      error: { message: string };
    }
    const list = async () =>
      (await call<{ data: Failed[] }>('GET', '/batch/failed')).body.data.map(({ batch_id }) => batch_id);
    expect(await list()).toEqual([dropped, kept]);
    const { body } = await call<Failed>('GET', `/batch/failed/${kept}`);
    expect(body).toMatchObject({ status: 'failed', items: [{ op: 'create', values: { invoice_no: 'R1' } }] });
    expect(body.error.message).toContain('add up');

    const keyOf = async (...permissions: string[]) => {
      const given = { name: 'a key', permissions };
      const { body: made } = await call<{ id: string; key: string }>('POST', '/auth/api-keys', given);
      return basic(made.id, made.key);
    };
    const tryAs = async (headers: Record<string, string>) => {
      const answers = [
        await call('GET', '/batch/failed', undefined, headers),
        await call('GET', `/batch/failed/${kept}`, undefined, headers),
        await call('POST', `/batch/failed/${kept}/retry`, undefined, headers),
        await call('DELETE', `/batch/failed/${kept}`, undefined, headers),
      ];
      return answers.map(({ status }) => status);
    };
    expect(await tryAs(await keyOf('sales:read', 'users:admin'))).toEqual([403, 403, 403, 403]);
    expect(await tryAs(await keyOf('quality:write', 'users:admin'))).toEqual([200, 403, 403, 403]);

    expect((await call('POST', `/batch/failed/${kept}/retry`)).status).toBe(202);
    expect(await completed(body)).toMatchObject({ status: 'completed', successful: 1 });
    expect((await sales('R1')).pagination.total).toBe(1);
    expect((await call('POST', `/batch/failed/${kept}/retry`)).status).toBe(409);
    const drop = () =>
      fetch(`${server.url}/api/v1/batch/failed/${dropped}`, { method: 'DELETE', headers: AS_ADMIN });
    expect([(await drop()).status, (await drop()).status]).toEqual([204, 404]);
    expect(await list()).toEqual([]);
  }, 60_000);

  it('lets people work on the quarantine', async () => {
    const file = join(home, 'bad.csv');
    const lines = [
      'F1,20001,MUG,6,2024-03-01,0,11,UK',
      'F2,20001,MUG,6,2024-03-01,0,11,UK',
      'F3,20002,CUP,0,2024-03-01,1,11,UK',
    ];
    await writeFile(file, [HEADER, ...lines].join('\n'));
    await call('POST', '/etl/runs', { paths: [file] });
    interface Found {
      data: { sale_id: string; cells: { invoice_no: string } }[];
    }
    const quarantined = async () => (await call<Found>('GET', '/quality/quarantine?file=bad.csv')).body.data;
    for (let n = 0; n < 200 && (await quarantined()).length < 3; n++) await sleep(100);
    const id = async (invoice: string) =>
      (await quarantined()).find(({ cells }) => cells.invoice_no === invoice)?.sale_id ?? '';
    const f3 = await id('F3');
    const bad = await call('POST', '/quality/quarantine/fix', { fixes: [{ sale_id: f3, unit_price: 2 }] });
    expect(bad.body).toMatchObject({
      successful: 0,
      errors: [{ field: 'quantity', reason: 'invalid_quantity' }],
    });
    expect((await call('POST', '/quality/quarantine/replay', { ids: [f3] })).body.errors).toHaveLength(1);
    const fixed = await call('POST', '/quality/quarantine/fix-by-rule', {
      filter: { reason: 'zero_price', file: 'bad.csv' },
      set: { unit_price: '4.25' },
    });
    expect(fixed.body).toMatchObject({ successful: 2, failed: 0, remaining: 0 });
    expect((await sales('F1')).data).toMatchObject([{ unit_price: 4.25 }]);
    const discard = (body: object) => call('POST', '/quality/quarantine/discard', body);
    expect((await discard({ ids: [f3] })).status).toBe(422);
    expect((await discard({ reason: 'x' })).status).toBe(422);
    expect((await discard({ filter: { reason: 'invalid_date' }, reason: 'x' })).status).toBe(404);
    expect((await discard({ ids: [f3], reason: 'a test of the till' })).body).toMatchObject({
      successful: 1,
    });
    expect(await quarantined()).toEqual([]);
    const valid = (await sales('F1')).data[0]?.sale_id;
    expect((await discard({ ids: [valid], reason: 'x' })).body.errors).toMatchObject([
      { reason: 'not_quarantined' },
    ]);
  }, 90_000);

  it('has one effect of work on the quarantine that is asked twice with one key', async () => {
    const file = join(home, 'twice.csv');
    const lines = Array.from({ length: 4 }, (_, n) => `Q${n},20001,MUG,6,2024-03-01,0,11,UK`);
    await writeFile(file, [HEADER, ...lines].join('\n'));
    await call('POST', '/etl/runs', { paths: [file] });
    const left = async (reason = 'zero_price') =>
      (await call<{ data: object[] }>('GET', `/quality/quarantine?file=twice.csv&reason=${reason}`)).body.data
        .length;
    for (let n = 0; n < 200 && (await left()) < 4; n++) await sleep(100);
    const key = (name: string) => ({ 'idempotency-key': `${name}-${target.name.length}` });
    const ask = (way: string, body: object, more: object = {}) =>
      call('POST', `/quality/quarantine/${way}`, body, { ...key(way), ...more });
    const filter = { file: 'twice.csv', reason: 'zero_price' };

    const replay = await ask('replay', { filter });
    expect(replay.body).toMatchObject({ total_requested: 4, successful: 0, failed: 4 });
    const some = { filter: { ...filter, invoice_no: 'Q0' }, set: { unit_price: 2 } };
    const fixed = await ask('fix-by-rule', some);
    expect([fixed.status, fixed.body.successful, await left()]).toEqual([200, 1, 3]);
    // What the filter finds is another by now, and nothing the second time.
    const again = [await ask('replay', { filter }), await ask('fix-by-rule', some)];
    expect(again.map(({ status, body }) => [status, body.batch_id, body.successful])).toEqual([
      [200, replay.body.batch_id, 0],
      [200, fixed.body.batch_id, 1],
    ]);
    expect(again.map(({ body }) => body.remaining)).toEqual([0, 0]);
    expect((await ask('fix-by-rule', { ...some, set: { unit_price: 3 } })).status).toBe(409);
    const discard = { filter, reason: 'a test of the till' };
    const gone = await ask('discard', discard, { prefer: 'respond-async' });
    await completed(gone.body);
    expect((await ask('discard', discard)).body).toMatchObject({
      batch_id: gone.body.batch_id,
      successful: 3,
    });
    expect((await ask('discard', { ...discard, reason: 'another' })).status).toBe(409);
    expect((await sales('Q0')).data).toMatchObject([{ unit_price: 2 }]);
  }, 60_000);

  it('asks for the right to write', async () => {
    await call('POST', '/users', { username: 'reader', password: 'only reads things', roles: ['viewer'] });
    const reader = basic('reader', 'only reads things');
    expect((await call('POST', '/batch/create', { items: [item('G1')] }, reader)).status).toBe(403);
    const mine = (await call('POST', '/batch/create', { items: [item('G1')] })).body;
    expect((await call('GET', `/batch/status/${mine.batch_id}`, undefined, reader)).status).toBe(404);
  }, 30_000);

  async function completed({ batch_id }: Batch): Promise<Batch> {
    for (let n = 0; n < 300; n++) {
      const { body } = await call('GET', `/batch/status/${batch_id}`);
      if (body.status === 'completed' || body.status === 'failed') return body;
      await sleep(100);
    }
    throw new Error(`batch ${batch_id} did not come to an end`);
  }
});

function randomId(): string {
  return crypto.randomUUID();
}

// The built server as a process, ended by SIGKILL while it writes.
describe('batches and kills', () => {
  it('are there wholly or not at all, and every one that was accepted is', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tillhouse-batch-kill-'));
    const service = new ServiceProcess({ TILLHOUSE_HOME: home, ...ADMIN_ENV });
    const call = callerOf(() => service.url);
    const accepted: string[] = [];
    const asked: string[] = [];
    try {
      for (const delay of [150, 700, 1_600]) {
        await service.start();
        const pause = sleep(delay);
        const writing = Array.from({ length: 4 }, async (_, n) => {
          const invoice = `K${delay}N${n}`;
          asked.push(invoice);
          const items = Array.from({ length: 20 }, (__, at) => item(invoice, { line_no: at }));
          const { status } = await call(
            'POST',
            '/batch/create',
            { items },
            n % 2 ? { prefer: 'respond-async' } : {},
          );
          if (status === 200 || status === 202) accepted.push(invoice);
        });
        await pause;
        await service.end('SIGKILL');
        await Promise.allSettled(writing);
      }
      await service.start();
      const lines = async (invoice: string) =>
        (await call<Page>('GET', `/sales?invoice_no=${invoice}`)).body.pagination.total;
      for (let n = 0; n < 300; n++) {
        const all = await Promise.all(accepted.map(lines));
        if (all.every((found) => found === 20)) break;
        await sleep(100);
      }
      const found = Object.fromEntries(
        await Promise.all(asked.map(async (one) => [one, await lines(one)] as const)),
      );
      for (const invoice of accepted) expect([invoice, found[invoice]]).toEqual([invoice, 20]);
      for (const count of Object.values(found)) expect([0, 20]).toContain(count);
      expect(accepted.length).toBeGreaterThan(0);
    } finally {
      await service.end('SIGTERM');
      await rm(home, { recursive: true, force: true });
    }
  }, 120_000);
});
