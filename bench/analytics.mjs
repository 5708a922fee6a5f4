// npm run bench:analytics [-- --lines 1000000,10000000 --requests 30 --rounds 5]: questions of dashboards to the API, not cached and cached,
// beside the same questions to PostgreSQL in the same run; and the delays of the server's event loop meanwhile.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, loadavg, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { ensureBuilt, ensureInstalled } from '../scripts/ensure.mjs';
import { ensureServers, startPostgres } from '../test/support/servers.mjs';
import { SQL } from './analytics-sql.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    requests: { type: 'string', default: '30' },
    rounds: { type: 'string', default: '5' },
  },
});
const PASSWORD = 'correct horse battery staple';
ensureInstalled(root);
ensureBuilt(root);
if (ensureServers().length > 0) throw new Error('PostgreSQL 15 is needed');
const work = join(root, '.cache', 'bench');
const cli = join(root, 'dist', 'cli.js');
mkdirSync(work, { recursive: true });

const rows = [];
for (const lines of options.lines.split(',').map(Number)) rows.push(...(await measured(lines)));
const table = render(rows);
console.log(table);
save(table);

async function measured(lines) {
  const home = join(work, `analytics-${lines}`);
  const postgres = await startPostgres();
  const env = {
    ...process.env,
    TILLHOUSE_HOME: home,
    DATABASE_URL: postgres.url,
    TILLHOUSE_PORT: '0',
    TILLHOUSE_LOG_LEVEL: 'error',
    TILLHOUSE_ADMIN_PASSWORD: PASSWORD,
    TILLHOUSE_RATE_LIMIT: '0',
    TILLHOUSE_WORKER: 'off',
    BENCH_LOOP: join(work, `loop-${lines}.json`),
  };
  let server;
  try {
    prepare(lines, home, env);
    server = await serve(env);
    const client = new pg.Client({ connectionString: postgres.url });
    await client.connect();
    await client.query('VACUUM ANALYZE');
    const found = [];
    for (const question of questions(await days(server))) {
      console.error(`${lines} lines: ${question.name} …`);
      found.push({ lines, ...(await ask(question, server, client, env)) });
    }
    await client.end();
    return found;
  } finally {
    await server?.stop();
    await postgres.stop();
  }
}

/** The lake is kept between benches; the database is new. */
function prepare(lines, home, env) {
  const source = join(work, `sales-${lines}`);
  if (!existsSync(source))
    must(['generate', '--lines', String(lines), '--seed', '1', '--file-per', 'all', '--out', source], env);
  if (!existsSync(join(home, 'lake', '_catalog'))) {
    rmSync(home, { recursive: true, force: true });
    console.error(`${lines} lines: lake …`);
    must(['--json', 'run', join(source, readdirSync(source)[0])], env);
  }
  console.error(`${lines} lines: warehouse …`);
  must(['--json', 'publish'], env);
}

async function days(server) {
  const { facts } = await server.get('/api/v1/datamart/metrics');
  return facts;
}

/** What differs from request to request makes the answer another one: days, or a limit below all amounts. */
function questions({ to }) {
  const shift = (day, by) => new Date(Date.parse(day) + by * 86_400_000).toISOString().slice(0, 10);
  const above = (i) => -90_000_000 - i;
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
          filters: [limit(i)],
        }),
      sql: (i) => ({ above: above(i) }),
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
            limit(i),
          ],
          order: [{ by: 'net_revenue' }],
          limit: 20,
        }),
      sql: (i) => ({ above: above(i) }),
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
  for (let i = 0; i < 3; i++) await server.ask(request(90 + i));
  process.kill(server.pid, 'SIGUSR2');
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
  times.sort((a, b) => a - b);
  const at = (share) => times[Math.min(times.length - 1, Math.floor(share * times.length))];
  return { p50: at(0.5), p95: at(0.95) };
}

async function serve(env) {
  const args = ['--import', join(root, 'bench', 'event-loop.mjs'), cli, 'serve'];
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 2] });
  const ended = new Promise((done) => child.once('exit', done));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`serve ended with ${code}`)));
  });
  const json = { 'content-type': 'application/json' };
  const { key } = await answer(`${url}/api/v1/auth/api-keys`, {
    method: 'POST',
    headers: { ...json, authorization: `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}` },
    body: JSON.stringify({ name: 'bench', permissions: ['sales:read'] }),
  });
  const headers = { 'x-api-key': key };
  const ask = ({ path, body }) =>
    answer(
      url + path,
      body ? { method: 'POST', headers: { ...headers, ...json }, body: JSON.stringify(body) } : { headers },
    );
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { pid: child.pid, ask, get: (path) => ask({ path }), stop };
}

async function answer(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

function must(args, env) {
  const { status } = spawnSync(process.execPath, [cli, ...args], {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 2],
  });
  if (status !== 0) throw new Error(`tillhouse ${args.join(' ')} ended with ${status}`);
}

function render(found) {
  const ms = (value) => (value < 10 ? value.toFixed(1) : String(Math.round(value)));
  const cell = ({ p50, p95 }) => `${ms(p50)} / ${ms(p95)}`;
  const [load] = loadavg();
  return [
    `p50 / p95 ms of requests one after the other, over HTTP with authentication; ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB memory, load of the machine at the end ${load.toFixed(1)}.`,
    '',
    '| lines | question | Tillhouse, not cached | Tillhouse, cached | PostgreSQL 15 | p50 of PostgreSQL to not cached | event loop delay p99 / max ms |',
    '|---|---|---|---|---|---|---|',
    ...found.map(
      ({ lines, label, uncached, cached, postgres, loop }) =>
        `| ${lines.toLocaleString('en')} | ${label} | ${cell(uncached)} | ${cell(cached)} | ${cell(postgres)} | ${(postgres.p50 / uncached.p50).toFixed(1)} × | ${loop.p99} / ${loop.max} |`,
    ),
  ].join('\n');
}

function save(text) {
  const path = join(root, 'bench', 'README.md');
  const readme = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    readme.replace(/(<!-- analytics -->\n)[\s\S]*?(\n<!-- \/analytics -->)/, `$1\n${text}\n$2`),
  );
}
