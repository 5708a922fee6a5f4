// npm run bench:api [-- --lines 1000000 --rounds 3 --seconds 8 --soak 0]: reads of the API on PostgreSQL, beside a bare Fastify + pg
// handler that runs the same statements (of the overview: plain SQL for the same figures), in the same run; 1000 connections at once; `--soak` minutes of mixed reads for the memory.
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { startPostgres } from '../test/support/servers.mjs';
import {
  bringIn,
  machine,
  publishTable,
  quantile,
  ready,
  root,
  serve,
  serverEnv,
  start,
  work,
} from './support.mjs';

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '8' },
    soak: { type: 'string', default: '0' },
  },
});
const CONNECTIONS = 10;
/** The number of the request whose statements are recorded. */
const RECORDED = 321;
await ready();
const home = join(work, `api-${options.lines}`);
const servers = [];
const postgres = await startPostgres();
try {
  const env = { ...serverEnv(home, postgres.url), BENCH_SQL: join(work, 'statements.jsonl') };
  bringIn(options.lines, env);
  publishTable('api', render(await measure(env)));
} finally {
  await Promise.all(servers.map(({ stop }) => stop()));
  await postgres.stop();
}

async function measure(env) {
  const recording = await begun(serve(env, { preload: ['--import', join(root, 'bench', 'record-sql.mjs')] }));
  const ids = [];
  for (let page = 1; page <= 20; page++)
    ids.push(
      ...(await recording.get(`/api/v1/sales?size=100&page=${page}`)).data.map(({ sale_id }) => sale_id),
    );
  const [{ customer_id: customer }] = (
    await recording.get('/api/v1/sales?size=1&country=UK&line_type=sale')
  ).data.map(({ customer_id, customer: { customer_id: id } = {} }) => ({ customer_id: customer_id ?? id }));
  // What differs from request to request, so that no answer is of the (small) cache: a limit above all amounts, the page, the id.
  // `sent` is how it reaches PostgreSQL.
  const pageOf = (i) => 1 + (i % 500);
  const routes = [
    {
      name: 'narrow',
      path: (i) => `/api/v1/sales?customer_id=${customer}&size=20&max_amount=${90_000_000 + i}`,
      sent: (i) => String(90_000_000 + i),
    },
    {
      name: 'broad',
      path: (i) => `/api/v1/sales?country=UK&size=20&page=${pageOf(i)}`,
      sent: (i) => String((pageOf(i) - 1) * 20),
    },
    { name: 'one', path: (i) => `/api/v1/sales/${ids[i % ids.length]}`, sent: (i) => ids[i % ids.length] },
  ];
  const { facts } = await recording.get('/api/v1/datamart/metrics');
  for (const route of routes) {
    writeFileSync(env.BENCH_SQL, '');
    await recording.get(route.path(RECORDED));
    const lines = readFileSync(env.BENCH_SQL, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
    route.statements = lines.filter(({ text }) => /\b(fact|dim|mart)_/.test(text));
  }
  await recording.stop();
  const file = join(work, 'routes.json');
  writeFileSync(
    file,
    JSON.stringify(
      routes.map((route) => ({ name: route.name, statements: route.statements, marker: markerOf(route) })),
    ),
  );
  const recorded = routes.map((route) => ({ ...route, bare: (i) => `/${route.name}/${route.sent(i)}` }));
  const reads = [...recorded, overview(facts)];
  const bare = await begun(start([join(root, 'bench', 'api-bare.mjs'), file, postgres.url], process.env));
  // One server a home.
  const copy = `${home}-copy`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(home, copy, { recursive: true, filter: (path) => !path.endsWith('serve.lock') });
  const small = await begun(serve({ ...env, TILLHOUSE_CACHE_MEMORY: '1MiB' }));
  const cached = await begun(serve({ ...env, TILLHOUSE_HOME: copy }));

  const rows = [];
  for (const { name, path, bare: yardstick } of reads) {
    console.error(`${name} …`);
    const rounds = [];
    for (let round = 0; round < Number(options.rounds); round++) {
      rounds.push({
        bare: await load(bare.url, (i) => yardstick(i + round * 100_000)),
        uncached: await load(small.url, (i) => path(i + round * 100_000), small.headers),
        cached: await load(cached.url, () => path(0), cached.headers),
      });
    }
    rows.push({
      name,
      ...Object.fromEntries(
        ['bare', 'uncached', 'cached'].map((one) => [one, median(rounds.map((r) => r[one]))]),
      ),
    });
  }
  console.error('1000 connections …');
  const crowd = await load(cached.url, (i) => routes[1].path(i % 50), cached.headers, 1000);
  const soak = Number(options.soak) > 0 ? await soaked(small, reads) : undefined;
  return { rows, crowd, soak };
}

/** Thousands of periods, so that few answers are of the cache. */
function overview({ from, to }) {
  const day = (back) => new Date(Date.parse(to) - back * 86_400_000).toISOString().slice(0, 10);
  const ends = Math.max(1, Math.floor((Date.parse(to) - Date.parse(from)) / 86_400_000) - 120);
  const of = (i) => {
    const end = i % ends;
    const length = 30 + (Math.floor(i / ends) % 30);
    return { from: day(end + length - 1), to: day(end), length, end };
  };
  return {
    name: 'overview',
    path: (i) => `/api/v1/datamart/dashboard/overview?date_from=${of(i).from}&date_to=${of(i).to}`,
    bare: (i) => {
      const { from: first, to: last, length, end } = of(i);
      return `/overview/${first}/${last}/${day(end + 2 * length - 1)}/${day(end + length)}`;
    },
  };
}

/** The recorded value that stands for what differs; without it the yardstick would ask the same again and again. */
function markerOf({ name, statements, sent }) {
  const found = statements.flatMap(({ values }) => values).find((value) => String(value) === sent(RECORDED));
  if (found === undefined) throw new Error(`${name}: ${sent(RECORDED)} is in no recorded statement`);
  return found;
}

async function load(url, pathOf, headers = {}, connections = CONNECTIONS) {
  let i = 0;
  const result = await autocannon({
    url,
    connections,
    duration: Number(options.seconds),
    timeout: 30,
    headers,
    requests: [{ method: 'GET', setupRequest: (request) => ({ ...request, path: pathOf(i++) }) }],
  });
  const failed = result.errors + result.timeouts + result.non2xx;
  if (failed > 0 && connections === CONNECTIONS) throw new Error(`${pathOf(0)}: ${failed} requests failed`);
  return { perSecond: result.requests.average, p50: result.latency.p50, p99: result.latency.p99, failed };
}

/** Resident memory of the server after the first minute and at the end of mixed reads. */
async function soaked(server, routes) {
  const minutes = Number(options.soak);
  const samples = [];
  for (let minute = 0; minute < minutes; minute++) {
    console.error(`minute ${minute + 1} of ${minutes} …`);
    let i = minute * 1_000_000;
    await autocannon({
      url: server.url,
      connections: CONNECTIONS,
      duration: 60,
      headers: server.headers,
      requests: routes.map(({ path }) => ({
        method: 'GET',
        setupRequest: (request) => ({ ...request, path: path(i++) }),
      })),
    });
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${server.pid}/status`, 'utf8')) ?? [];
    samples.push(Math.round(Number(kib) / 1024));
  }
  return { minutes, samples };
}

/** Stopped in the end, whatever happens. */
async function begun(starting) {
  const server = await starting;
  servers.push(server);
  return server;
}

function median(samples) {
  const of = (measure) =>
    quantile(
      samples.map((sample) => sample[measure]),
      0.5,
    );
  return { perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

function render({ rows, crowd, soak }) {
  const cell = ({ perSecond, p50, p99 }) => `${Math.round(perSecond)} / ${p50} / ${p99}`;
  const lines = rows.map(
    ({ name, bare, uncached, cached }) =>
      `| ${name} | ${cell(bare)} | ${cell(uncached)} | ${cell(cached)} | ${(uncached.p50 / Math.max(1, bare.p50)).toFixed(2)} × | ${Math.round((100 * cached.perSecond) / bare.perSecond)} % |`,
  );
  return [
    `Requests/s / p50 ms / p99 ms with ${CONNECTIONS} connections, ${options.lines} lines, ${machine()}.`,
    '',
    '| read | bare Fastify + pg, same statements | Tillhouse, not cached | Tillhouse, cached | p50 not cached to bare | throughput cached to bare |',
    '|---|---|---|---|---|---|',
    ...lines,
    '',
    `1000 connections, cached: ${Math.round(crowd.perSecond)} requests/s, p99 ${crowd.p99} ms, ${crowd.failed} failed.`,
    ...(soak
      ? ['', `Resident memory over ${soak.minutes} minutes of mixed reads: ${soak.samples.join(', ')} MiB.`]
      : []),
  ].join('\n');
}
