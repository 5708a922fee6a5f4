import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { answerOf, tillhouse } from '../support/command.js';

const CSV = [
  'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country',
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
  '500001,20002,BLUE MUG,1,2024-03-01 09:00:00,0,12001,United Kingdom',
  'C500002,20001,RED MUG,-1,2024-03-02 10:00:00,2.50,12001,United Kingdom',
];

// A home with one real run in it, served by two applications of one process after each other.
describe('/metrics', () => {
  let home: string;
  let server: Server;
  const scrape = async () => (await fetch(`${server.url}/metrics`, { headers: AS_ADMIN })).text();
  const serve = () =>
    startServer(
      loadConfig({ TILLHOUSE_HOME: home, TILLHOUSE_PORT: '0', TILLHOUSE_LOG_LEVEL: 'fatal', ...ADMIN_ENV }),
    );

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-metrics-'));
    const file = join(home, 'march.csv');
    await writeFile(file, CSV.join('\n'));
    const run = await tillhouse(['--json', 'run', file], { env: { TILLHOUSE_HOME: home } });
    expect(answerOf<{ status: string }>(run).status).toBe('published');
    server = await serve();
  });

  afterAll(async () => {
    await server.app.close();
    await rm(home, { recursive: true, force: true });
  });

  it('speaks the format of Prometheus', async () => {
    const answer = await fetch(`${server.url}/metrics`, { headers: AS_ADMIN });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('text/plain; version=0.0.4; charset=utf-8');
    for (const line of (await answer.text()).split('\n').filter((text) => text !== '')) {
      expect(line).toMatch(
        /^(# (HELP|TYPE) \w+ .+|\w+(\{(\w+="[^"\n]*",?)*\})? (-?[\d.]+(e[-+]?\d+)?|Nan))$/i,
      );
    }
  });

  it('tells of the process, the database, the queue, the runs, the lake and the warehouse', async () => {
    const text = await scrape();
    for (const line of [
      /^process_cpu_seconds_total [\d.]+$/m,
      /^nodejs_eventloop_lag_p99_seconds [\d.]+$/m,
      /^tillhouse_database_connections \d+$/m,
      /^tillhouse_database_connections_wanted \d+$/m,
      /^tillhouse_queue_jobs\{queue="etl-runs",state="waiting"\} 0$/m,
      /^tillhouse_runs\{status="published"\} 1$/m,
      /^tillhouse_run_stage_seconds\{stage="bronze"\} [\d.]+$/m,
      /^tillhouse_run_stage_mean_seconds\{stage="gold"\} [\d.]+$/m,
      /^tillhouse_rows\{state="bronze"\} 4$/m,
      /^tillhouse_rows\{state="silver"\} 2$/m,
      /^tillhouse_rows\{state="quarantined"\} 1$/m,
      /^tillhouse_rows\{state="duplicates"\} 1$/m,
      /^tillhouse_gold_version 1$/m,
      /^tillhouse_warehouse_version 1$/m,
      /^tillhouse_warehouse_lag_seconds 0$/m,
      /^tillhouse_gold_questions_total \d+$/m,
      /^tillhouse_gold_copies 0$/m,
      /^tillhouse_cache_hits_total\{cache="memory"\} \d+$/m,
    ]) {
      expect(text).toMatch(line);
    }
    const collectors = text.match(/^tillhouse_collector_up\{.*$/gm) ?? [];
    expect(collectors.length).toBeGreaterThanOrEqual(4);
    expect(collectors.filter((line) => !line.endsWith(' 1'))).toEqual([]);
  });

  it('is for those who may read it', async () => {
    const answer = await fetch(`${server.url}/metrics`);
    expect(answer.status).toBe(401);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  it('counts requests by the pattern of their route', async () => {
    for (const id of ['one', 'two', 'three'])
      await fetch(`${server.url}/api/v1/etl/runs/${id}`, { headers: AS_ADMIN });
    await fetch(`${server.url}/${'x'.repeat(40)}`);
    const text = await scrape();
    expect(text).toMatch(
      /^http_requests_total\{method="GET",route="\/api\/v1\/etl\/runs\/:id",status="4xx"\} 3$/m,
    );
    expect(text).toMatch(
      /^http_request_duration_seconds_count\{method="GET",route="\/api\/v1\/etl\/runs\/:id",/m,
    );
    expect(text).toMatch(/^http_requests_total\{method="GET",route="unmatched",status="4xx"\} 1$/m);
    expect(text).not.toContain('xxxx');
  });

  it('begins anew with each application of a process', async () => {
    await server.app.close();
    server = await serve();
    const text = await scrape();
    expect(text).not.toContain('route="unmatched"');
    expect(text).toMatch(/^tillhouse_runs\{status="published"\} 1$/m);
  });
});
