import { createTillhouseClient, type TillhouseClient } from '../../clients/typescript/src/index.js';
import { ADMIN_ENV } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { HEADER, Serving } from '../support/serving.js';

const CSV = [
  HEADER,
  '536365,85123A,WHITE HANGING HEART,6,2011-05-01 08:26:00,2.55,17850,United Kingdom',
  '536366,22423,REGENCY CAKESTAND,2,2011-05-02 09:00:00,10.95,12583,France',
  'C536367,22423,REGENCY CAKESTAND,-1,2011-05-03 09:00:00,10.95,12583,France',
  '536368,22423,REGENCY CAKESTAND,ten,2011-05-04 09:00:00,10.95,12583,France',
].join('\n');

/** The answer of a request that must have succeeded. */
function ok<T>({ data, error, response }: { data?: T; error?: unknown; response: Response }): T {
  expect([response.url, error]).toEqual([response.url, undefined]);
  return data as T;
}

// A day with Tillhouse, by the typed client of clients/typescript: what does not fit the contract does not compile.
describeOnDatabases('a journey by the TypeScript client', (target) => {
  let at: Serving;
  let client: TillhouseClient;
  let refresh: string;
  const anyone = () => createTillhouseClient({ baseUrl: at.server.url });

  beforeAll(async () => {
    at = await Serving.open({ TILLHOUSE_WORKER: 'on', ...target.withQueue() });
  });
  afterAll(() => at.close());

  it('logs in', async () => {
    const token = ok(
      await anyone().v1.POST('/api/v1/auth/token', {
        body: {
          username: ADMIN_ENV.TILLHOUSE_ADMIN_USER,
          password: ADMIN_ENV.TILLHOUSE_ADMIN_PASSWORD,
        },
      }),
    );
    expect(token).toMatchObject({ token_type: 'bearer' });
    expect(token.permissions).toContain('sales:read');
    refresh = token.refresh_token ?? '';
    client = createTillhouseClient({ baseUrl: at.server.url, token: token.access_token });
    expect(ok(await client.v1.GET('/api/v1/auth/me'))).toMatchObject({ name: 'admin' });
  });

  it('brings a file in, watches the run, and reads its lines', async () => {
    const asked = ok(
      await client.v1.POST('/api/v1/etl/runs', {
        body: { files: [] },
        bodySerializer: () => {
          const form = new FormData();
          form.append('files', new Blob([CSV]), 'may.csv');
          return form;
        },
      }),
    );
    const events = ok(
      await client.v1.GET('/api/v1/etl/runs/{id}/events', {
        params: { path: { id: asked.run_id } },
        parseAs: 'text',
      }),
    );
    expect(events).toContain('"status":"published"');
    const run = ok(await client.v1.GET('/api/v1/etl/runs/{id}', { params: { path: { id: asked.run_id } } }));
    expect(run.counts).toMatchObject({ bronze: 4, silver: 3, quarantined: 1 });
    const sales = await untilShown(3);
    expect(sales.map(({ total_amount }) => total_amount)).toEqual([21.9, 15.3, -10.95]);
    const found = ok(
      await client.v1.GET('/api/v1/sales', {
        params: { query: { country: 'UK', date_from: '2011-05-01', sort: 'total_amount:desc' } },
      }),
    );
    expect(found).toMatchObject({
      data: [{ invoice_no: '536365' }],
      pagination: { page: 1, total: 1, pages: 1, has_next: false, has_prev: false },
      filters_applied: { country: 'UK', date_from: '2011-05-01' },
    });
    const id = found.data[0]?.sale_id ?? '';
    const sale = ok(
      await client.v1.GET('/api/v1/sales/{sale_id}', {
        params: { path: { sale_id: id }, query: { trace: true } },
      }),
    );
    expect(sale.data.origin).toMatchObject({ file: 'may.csv', line: 2, batch_id: asked.run_id });
  });

  it('sums what it filters, and tells when nothing has changed', async () => {
    const query = { countries: 'FR,UK', include_aggregations: true };
    const asked = await client.v2.GET('/api/v2/sales', { params: { query } });
    expect(ok(asked).aggregations).toMatchObject({ lines: 3, net_revenue: 26.25 });
    const again = await client.v2.GET('/api/v2/sales', {
      params: { query },
      headers: { 'if-none-match': asked.response.headers.get('etag') },
      parseAs: 'text',
    });
    expect(again.response.status).toBe(304);
  });

  it('mends a bad line, which becomes a sale', async () => {
    const bad = ok(
      await client.v1.GET('/api/v1/quality/quarantine', {
        params: { query: { reason: 'invalid_quantity' } },
      }),
    );
    expect(bad.data.map(({ cells }) => cells.quantity)).toEqual(['ten']);
    const fixed = ok(
      await client.v1.POST('/api/v1/quality/quarantine/fix', {
        body: { fixes: [{ sale_id: bad.data[0]?.sale_id ?? '', quantity: 10 }] },
      }),
    );
    expect(fixed).toMatchObject({ successful: 1, failed: 0 });
    expect((await untilShown(4)).map(({ total_amount }) => total_amount)).toContain(109.5);
  });

  it('writes sales, corrects one and deletes one; the next read shows it, and the trace tells', async () => {
    const item = { invoice_no: '600001', stock_code: '20001', invoice_date: '2011-05-05T10:00:00Z' };
    const created = ok(
      await client.v1.POST('/api/v1/batch/create', {
        body: {
          items: [
            { ...item, quantity: 1, unit_price: 2, country: 'UK' },
            { ...item, quantity: 5, unit_price: 3, country: 'UK' },
          ],
          fail_on_error: false,
        },
      }),
    );
    expect(created).toMatchObject({
      operation: 'create',
      total_requested: 2,
      successful: 2,
      status: 'completed',
    });
    const [one = '', other = ''] = created.results.map(({ sale_id }) => sale_id ?? '');
    ok(
      await client.v1.PUT('/api/v1/batch/update', {
        body: { updates: [{ sale_id: one, quantity: 7 }], upsert: false },
      }),
    );
    ok(await client.v1.DELETE('/api/v1/batch/delete', { body: { ids: [other], soft_delete: true } }));
    const sale = ok(
      await client.v1.GET('/api/v1/sales/{sale_id}', {
        params: { path: { sale_id: one }, query: { trace: true } },
      }),
    );
    expect(sale.data).toMatchObject({ quantity: 7, total_amount: 14 });
    expect(sale.data.origin?.former).toHaveLength(1);
    const gone = await client.v1.GET('/api/v1/sales/{sale_id}', {
      params: { path: { sale_id: other } },
    });
    expect([gone.response.status, gone.error?.status]).toEqual([404, 404]);
  });

  it('gives a key that reads and cannot write', async () => {
    const { key } = ok(
      await client.v1.POST('/api/v1/auth/api-keys', {
        body: { name: 'dashboard', permissions: ['sales:read'] },
      }),
    );
    const reader = createTillhouseClient({ baseUrl: at.server.url, apiKey: key });
    expect(ok(await reader.v1.GET('/api/v1/sales')).pagination.total).toBe(5);
    const denied = await reader.v1.DELETE('/api/v1/batch/delete', {
      body: { ids: ['0b1c2d3e-4f50-8161-9273-a4b5c6d7e8f9'] },
    });
    expect([denied.response.status, denied.error?.status]).toEqual([403, 403]);
  });

  it('takes the lines out, and logs out', async () => {
    const exported = await client.v2.POST('/api/v2/sales/export', {
      body: { format: 'csv' },
      parseAs: 'text',
    });
    expect((ok(exported) as unknown as string).trim().split('\n')).toHaveLength(6);
    const out = await client.v1.POST('/api/v1/auth/logout');
    expect(out.response.status).toBe(204);
    expect((await client.v1.GET('/api/v1/sales')).response.status).toBe(401);
    const again = await anyone().v1.POST('/api/v1/auth/refresh', { body: { refresh_token: refresh } });
    expect(again.response.status).toBe(401);
  });

  /** A run is published a moment after its commit. */
  async function untilShown(lines: number) {
    for (let n = 0; n < 100; n++) {
      const { data } = ok(
        await client.v1.GET('/api/v1/sales', { params: { query: { sort: 'total_amount:desc' } } }),
      );
      if (data.length === lines) return data;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${lines} lines were not shown in time`);
  }
});
