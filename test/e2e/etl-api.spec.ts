import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { LakeHome } from '../support/lake-home.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Server, startServer } from '../../src/server.js';

const CSV = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
  '500001,20002,BLUE MUG,1,2024-03-01 09:00:00,0,12001,United Kingdom',
  'C500002,20001,RED MUG,-1,2024-03-02 10:00:00,2.50,12001,United Kingdom',
];

// The real server on a free port over a lake that a real run made.
describe('the API over the lake', () => {
  let home: LakeHome;
  let server: Server;
  let folder: string;
  const get = async (path: string) => {
    const response = await fetch(server.url + path, { headers: AS_ADMIN });
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      headers: response.headers,
      body: (await response.json()) as never,
    };
  };

  beforeAll(async () => {
    home = await LakeHome.open();
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-api-'));
    const first = join(folder, 'march.csv');
    await writeFile(first, CSV.join('\n'));
    await home.run([first]);
    const second = join(folder, 'april.csv');
    await writeFile(
      second,
      [CSV[0], '500003,20001,RED MUG,2,2024-04-01 09:00:00,2.50,12001,United Kingdom'].join('\n'),
    );
    await home.run([second]);
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: home.path,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        ...ADMIN_ENV,
      }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('lists runs, newest first, and shows one whole', async () => {
    const { status, body } = await get('/api/v1/etl/runs?limit=1');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      data: [{ kind: 'run', status: 'published', version: 2, files: 1, rows: 1 }],
    });
    const [{ run_id }] = (body as { data: [{ run_id: string }] }).data;
    expect((await get(`/api/v1/etl/runs/${run_id}`)).body).toMatchObject({
      run_id,
      counts: { bronze: 1, silver: 1, quarantined: 0, duplicates: 0 },
      lake_counts: { bronze: 4, silver: 3, quarantined: 1, duplicates: 0 },
      gold: { fact_rows: 3, net_revenue: '17.5000', currency: 'GBP' },
    });
  });

  it('describes tables with their columns', async () => {
    const { body } = await get('/api/v1/etl/tables');
    const tables = (
      body as { data: { name: string; rows: number; columns: { name: string; description: string }[] }[] }
    ).data;
    const fact = tables.find((table) => table.name === 'fact_sale');
    expect(fact?.rows).toBe(3);
    expect(fact?.columns.find((column) => column.name === 'returned_sale_id')?.description).toContain(
      'return',
    );
    expect(tables.map((table) => table.name)).toEqual(
      expect.arrayContaining([
        'bronze_sales',
        'silver_sales',
        'quarantine',
        'dim_product',
        'mart_sales_daily',
      ]),
    );
  });

  it('reads rows, now and as of an earlier version', async () => {
    expect((await get('/api/v1/etl/tables/fact_sale/rows?limit=2')).body).toMatchObject({
      as_of_version: 2,
      truncated: true,
    });
    const { body } = await get('/api/v1/etl/tables/fact_sale/rows?at_version=1');
    expect(body).toMatchObject({ as_of_version: 1, truncated: false });
    expect((body as { data: object[] }).data).toHaveLength(2);
  });

  it('traces a return to its line and to the sale that it returns', async () => {
    const [row] = await home.sql<{ sale_id: string; returned_sale_id: string }>(
      "SELECT sale_id, returned_sale_id FROM fact_sale WHERE line_type = 'return'",
    );
    const { body } = await get(`/api/v1/etl/trace/${row?.sale_id}`);
    expect(body).toMatchObject({
      bronze: { _file: 'march.csv', _line: '4' },
      gold: { line_type: 'return', invoice_no: 'C500002' },
    });
    expect((await get(`/api/v1/etl/trace/${row?.returned_sale_id}`)).body).toMatchObject({
      bronze: { _line: '2' },
    });
  });

  it.each([
    ['/api/v1/etl/runs/nothing', 404],
    ['/api/v1/etl/tables/nothing/rows', 404],
    ['/api/v1/etl/tables/fact_sale/rows?at_version=99', 404],
    ['/api/v1/etl/tables/fact_sale/rows?limit=0', 422],
    ['/api/v1/etl/tables/fact_sale/rows?limit=2&colour=red', 422],
    ["/api/v1/etl/tables/fact_sale'%20or%201=1/rows", 404],
    ['/api/v1/etl/trace/abc', 422],
    ['/api/v1/etl/trace/00000000-0000-8000-8000-000000000000', 404],
  ])('answers %s with a problem of status %i', async (path, status) => {
    const answer = await get(path);
    expect(answer.status).toBe(status);
    expect(answer.type).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ status, correlation_id: answer.headers.get('x-correlation-id') });
  });
});
