// npm run bench:analytics [-- --lines 1000000,10000000 --requests 30 --rounds 5]: questions of dashboards to the API, not cached and cached,
// beside the same questions to PostgreSQL in the same run; and the delays of the server's event loop meanwhile.
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { startPostgres } from '../test/support/servers.mjs';
import { SQL } from './analytics-sql.mjs';
import {
  machine,
  publishTable,
  quantile,
  ready,
  root,
  sales,
  serve,
  serverEnv,
  tillhouse,
  work,
} from './support.mjs';

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
  },
});
await ready();
const rows = [];
const firsts = [];
for (const lines of options.lines.split(',').map(Number)) rows.push(...(await measured(lines)));
publishTable('analytics', render(rows));

async function measured(lines) {
  const home = join(work, `analytics-${lines}`);
  const postgres = await startPostgres();
  const env = {
    ...serverEnv(home, postgres.url),
    TILLHOUSE_WORKER: 'off',
    BENCH_LOOP: join(work, `loop-${lines}.json`),
  };
  const client = new pg.Client({ connectionString: postgres.url });
  let server;
  try {
    prepare(lines, home, env);
    server = await serve(env, {
      preload: ['--import', join(root, 'bench', 'event-loop.mjs')],
      permissions: ['sales:read', 'metrics:read'],
    });
    await client.connect();
    await client.query('VACUUM ANALYZE');
    const found = [];
    const asked = questions(await days(server));
    // Somebody's first, when nothing was asked of this version yet.
    const first = await timed(1, () => server.ask(asked[0].request(70)));
    const early = await timed(8, (i) => server.ask(asked[0].request(71 + i)));
    firsts.push(
      `${Math.round(first.p50)} ms, then ${Math.round(early.p50)} ms at ${lines.toLocaleString('en')} lines`,
    );
    await copied(server, asked[0]);
    for (const question of asked) {
      console.error(`${lines} lines: ${question.name} …`);
      found.push({ lines, ...(await ask(question, server, client, env)) });
    }
    return found;
  } finally {
    await client.end();
    await server?.stop();
    await postgres.stop();
  }
}

/** Asks until the engine answers from its copy of the version. */
async function copied(server, { request }) {
  for (let i = 100; i < 1_000; i++) {
    const text = await (await fetch(`${server.url}/metrics`, { headers: server.headers })).text();
    if (/^tillhouse_gold_copies 1$/m.test(text)) return;
    await server.ask(request(i));
  }
  throw new Error('there is no copy');
}

/** The lake is kept between benches; the database is new. */
function prepare(lines, home, env) {
  if (!existsSync(join(home, 'lake', '_catalog'))) {
    rmSync(home, { recursive: true, force: true });
    console.error(`${lines} lines: lake …`);
    tillhouse(['--json', 'run', sales(lines)], env);
  }
  console.error(`${lines} lines: warehouse …`);
  tillhouse(['--json', 'publish'], env);
}

async function days(server) {
  const { facts } = await server.get('/api/v1/datamart/metrics');
  return facts;
}

/** What differs from request to request makes the answer another one: the days, or a limit that filters lines and is below all amounts. */
function questions({ from, to }) {
  const shift = (day, by) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
  const above = (i) => -90_000_000 - i;
  // All days but the first few.
  const period = (i) => ({ from: shift(from, 1 + i), to });
  const query = (body) => ({ path: '/api/v1/datamart/query', body });
  const limit = (i) => ({ dimension: 'line_amount', operator: 'gte', values: [above(i)] });
  return [
    {
      name: 'overview',
      label: 'overview, 30 days beside 30',
      request: (i) => ({
        path: `/api/v1/datamart/dashboard/overview?date_from=${shift(to, -29 - i)}&date_to=${shift(to, -i)}`,
      }),
      sql: (i) => ({
        from: shift(to, -29 - i),
        to: shift(to, -i),
        beforeFrom: shift(to, -59 - i),
        beforeTo: shift(to, -30 - i),
      }),
    },
    {
      name: 'monthly',
      label: 'monthly series, seven measures',
      request: (i) =>
        query({
          measures: [
            'net_revenue',
            'gross_revenue',
            'units',
            'orders',
            'customers',
            'new_customers',
            'repeat_customers',
          ],
          granularity: 'month',
          period: period(i),
        }),
      sql: (i) => period(i),
    },
    {
      name: 'top20',
      label: 'top 20 products, filtered',
      request: (i) =>
        query({
          measures: ['net_revenue', 'units', 'orders'],
          dimensions: ['product'],
          filters: [
            { dimension: 'country', values: ['UK'] },
            { dimension: 'category', operator: 'not_in', values: ['Service'] },
          ],
          period: period(i),
          order: [{ by: 'net_revenue' }],
          limit: 20,
        }),
      sql: (i) => period(i),
    },
    {
      name: 'segments',
      label: 'segments as of a day, from facts',
      request: (i) => ({ path: `/api/v1/datamart/customers/segments?as_of=${shift(to, -1 - i)}` }),
      sql: (i) => ({ day: shift(to, -1 - i) }),
    },
    {
      name: 'cohorts',
      label: 'cohorts, customers and revenue',
      request: (i) => ({ path: `/api/v1/datamart/cohorts/analysis?months=${120 - (i % 110)}` }),
      sql: () => ({}),
    },
    {
      name: 'adhoc',
      label: 'ad hoc: quarter × country × category',
      request: (i) =>
        query({
          measures: ['net_revenue', 'orders', 'customers'],
          dimensions: ['country', 'category'],
          granularity: 'quarter',
          period: period(i),
          order: [{ by: 'net_revenue' }],
        }),
      sql: (i) => period(i),
    },
    {
      name: 'lines',
      label: 'the same of lines above an amount',
      request: (i) =>
        query({
          measures: ['net_revenue', 'orders', 'customers'],
          dimensions: ['country', 'category'],
          granularity: 'quarter',
          filters: [limit(i)],
          order: [{ by: 'net_revenue' }],
        }),
      sql: (i) => ({ above: above(i) }),
    },
  ];
}

async function ask({ name, label, request, sql }, server, client, env) {
  const requests = Number(options.requests);
  // Engines and their tables are warm in both; the answers are not.
  for (let i = 0; i < 10; i++) await server.ask(request(80 + i));
  process.kill(server.pid, 'SIGWINCH');
  const uncached = await timed(requests, (i) => server.ask(request(i)));
  const cached = await timed(requests * 5, () => server.ask(request(0)));
  await wait(300);
  const loop = JSON.parse(readFileSync(env.BENCH_LOOP, 'utf8'));
  const postgres = await timed(Number(options.rounds), async (i) => {
    for (const statement of SQL[name](sql(i))) await client.query(statement);
  });
  return { label, uncached, cached, postgres, loop };
}

async function timed(count, run) {
  const times = [];
  for (let i = 0; i < count; i++) {
    const started = performance.now();
    await run(i);
    times.push(performance.now() - started);
  }
  return { p50: quantile(times, 0.5), p95: quantile(times, 0.95) };
}

function render(found) {
  const ms = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
  const cell = ({ p50, p95 }) => `${ms(p50)} / ${ms(p95)}`;
  const [load] = loadavg();
  return [
    `p50 / p95 ms of requests one after the other, over HTTP with authentication; ${machine()}, load of the machine at the end ${load.toFixed(1)}.`,
    `Answered from the copy of the version (decision 022). An overview of a version that was not asked before, from files: ${firsts.join('; ')}.`,
    '',
    '| lines | question | Tillhouse, not cached | Tillhouse, cached | PostgreSQL 15 | p50 of PostgreSQL to not cached | event loop delay p99 / max ms |',
    '|---|---|---|---|---|---|---|',
    ...found.map(
      ({ lines, label, uncached, cached, postgres, loop }) =>
        `| ${lines.toLocaleString('en')} | ${label} | ${cell(uncached)} | ${cell(cached)} | ${cell(postgres)} | ${(postgres.p50 / uncached.p50).toFixed(1)} × | ${loop.p99} / ${loop.max} |`,
    ),
  ].join('\n');
}
