// npm run bench:insights [-- --lines 1000000 --files ../shared/data/online-retail --requests 5]: every analysis, each question other than
// those before it; beside the times the delays of the server's event loop and the memory of its process meanwhile.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/servers.mjs';
import {
  machine,
  publishTable,
  quantile,
  ready,
  root,
  sales,
  serve,
  serverEnv,
  settled,
  tillhouse,
  work,
} from './support.mjs';

const { values: options } = parseArgs({
  options: {
    lines: { type: 'string', default: '1000000' },
    files: { type: 'string' },
    requests: { type: 'string', default: '5' },
    only: { type: 'string' },
  },
});
const INSIGHTS = '/api/v1/insights';

await ready();
const homes = [];
if (options.files !== undefined)
  homes.push({
    label: 'real files',
    home: join(work, 'insights-real'),
    files: () =>
      readdirSync(options.files)
        .filter((name) => name.endsWith('.csv'))
        .map((name) => join(resolve(options.files), name)),
  });
const lines = Number(options.lines);
if (lines > 0)
  homes.push({
    label: `${lines.toLocaleString('en')} lines`,
    home: join(work, `analytics-${lines}`),
    files: () => [sales(lines)],
  });
const rows = [];
for (const one of homes) rows.push(...(await measured(one)));
publishTable('insights', render(rows));

async function measured({ label, home, files }) {
  const postgres = await startPostgres();
  const env = { ...serverEnv(home, postgres.url), BENCH_LOOP: join(work, 'loop-insights.json') };
  let server;
  try {
    if (!existsSync(join(home, 'lake', '_catalog'))) {
      rmSync(home, { recursive: true, force: true });
      console.error(`${label}: lake …`);
      tillhouse(['--json', 'run', ...files()], env);
    }
    console.error(`${label}: warehouse …`);
    tillhouse(['--json', 'publish'], env);
    server = await serve(env, { preload: ['--import', join(root, 'bench', 'event-loop.mjs')] });
    await settled(server);
    const found = [];
    for (const question of questions(await known(server))) {
      if (options.only !== undefined && !question.label.includes(options.only)) continue;
      console.error(`${label}: ${question.label} …`);
      found.push({ of: label, ...(await ask(question, server, env)) });
    }
    return found;
  } finally {
    await server?.stop();
    await postgres.stop();
  }
}

async function known(server) {
  const { data: classes } = await server.get(`${INSIGHTS}/products/classes?size=100`);
  const { data: values } = await server.get(`${INSIGHTS}/customers/lifetime-value?size=100`);
  return {
    products: classes.products.map(({ stock_code }) => stock_code),
    customers: values.customers.map(({ customer_id }) => customer_id),
  };
}

/** Each asks something else for another `i`, so that no kept answer is measured. */
function questions({ products, customers }) {
  const get = (label, path) => ({ label, run: (server, i) => server.get(`${INSIGHTS}/${path(i)}`) });
  const forecast = (label, body) => ({
    label,
    run: (server, i) =>
      server.ask({ path: `${INSIGHTS}/forecast`, body: { horizon: 28 + i, measure: 'units', ...body } }),
  });
  const task = (label, name, parameters) => ({
    label: `task: ${label}`,
    most: 2,
    run: (server, i) => done(server, name, parameters(i)),
  });
  return [
    forecast('forecast of the whole', {}),
    forecast('forecast of 20 products', { dimension: 'product', top: 20 }),
    get('baskets, 1% of the invoices', (i) => `baskets?min_support=${0.01 + i / 1e6}`),
    get('baskets, 0.1% of the invoices', (i) => `baskets?min_support=${0.001 + i / 1e7}`),
    get('classes of products', (i) => `products/classes?size=100&lead_weeks=${2 + i / 10}`),
    get('elasticity of 100 products', (i) => `products/elasticity?limit=${100 - i}`),
    get('bought together', (i) => `products/${products[i]}/recommendations`),
    get('offers to a customer', (i) => `customers/${customers[i]}/recommendations`),
    get('lifetime value', (i) => `customers/lifetime-value?size=100&days=${100 + i}`),
    get('churn', (i) => `customers/churn?size=100&days=${200 + i}`),
    get('outlook of a customer', (i) => `customers/${customers[i]}/outlook?days=300`),
    get('segment movement, 12 months', (i) => `customers/segment-movement?months=${12 - i}`),
    get('clusters', (i) => `customers/clusters?seed=${100 + i}`),
    get('anomalies', (i) => `anomalies?limit=200&threshold=${3 + i / 100}`),
    get('seasonality', (i) => `seasonality?date_from=2000-01-0${1 + i}`),
    task('forecast of 100 products', 'run_advanced_analytics', (i) => ({
      analysis: 'forecast',
      parameters: { dimension: 'product', top: 100, horizon: 28 + i, measure: 'units' },
    })),
    task('feature tables', 'run_advanced_analytics', () => ({ analysis: 'features' })),
    ...['executive_summary', 'sales_analysis', 'customer_analysis', 'product_analysis'].map((type) =>
      task(`report, ${type}`, 'generate_comprehensive_report', () => ({ report_type: type })),
    ),
  ];
}

async function done(server, name, parameters) {
  const { task_id } = await server.ask({
    path: '/api/v1/tasks/submit',
    body: { task_name: name, parameters },
  });
  for (;;) {
    const { status, error } = await server.get(`/api/v1/tasks/${task_id}/status`);
    if (status === 'success') return;
    if (!['pending', 'started'].includes(status))
      throw new Error(`${name}: ${status} ${JSON.stringify(error)}`);
    await sleep(50);
  }
}

async function ask({ label, run, most = Infinity }, server, env) {
  process.kill(server.pid, 'SIGWINCH');
  const resident = watch(server.pid);
  const times = [];
  for (let i = 0; i < Math.min(Number(options.requests), most); i++) {
    const started = performance.now();
    await run(server, i);
    times.push(performance.now() - started);
  }
  await sleep(1_000);
  const peak = resident.stop();
  return { label, times, peak, loop: JSON.parse(readFileSync(env.BENCH_LOOP, 'utf8')) };
}

/** The most MiB of a process, looked at every 20 ms. */
function watch(pid) {
  let most = 0;
  const look = () => {
    const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    most = Math.max(most, Number(kib) / 1024);
  };
  const timer = setInterval(look, 20);
  return {
    stop: () => {
      clearInterval(timer);
      return Math.round(most);
    },
  };
}

function render(found) {
  const seconds = (value) => (value / 1000).toFixed(2);
  const [load] = loadavg();
  return [
    `Seconds over HTTP, one request after the other; ${machine()}, load of the machine at the end ${load.toFixed(1)}. Memory is that of the whole process, engines and threads included.`,
    '',
    '| data | question | p50 | slowest | event loop delay p99 / max ms | computed in one turn, max ms | peak MiB |',
    '|---|---|---|---|---|---|---|',
    ...found.map(
      ({ of, label, times, loop, peak }) =>
        `| ${of} | ${label} | ${seconds(quantile(times, 0.5))} | ${seconds(Math.max(...times))} | ${loop.p99} / ${loop.max} | ${loop.busy} | ${peak} |`,
    ),
  ].join('\n');
}
