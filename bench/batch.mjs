// npm run bench:batch [-- --lines 1000000 --seconds 20]: writes of the API on top of a history, on PostgreSQL: how long a client waits
// for `respond-async` and for an answer after publication, and how many items a second 20 clients get in.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from '../scripts/ensure.mjs';
import { ensureServers, startPostgres } from '../test/support/servers.mjs';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const { values: options } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, seconds: { type: 'string', default: '20' } },
});
const PASSWORD = 'correct horse battery staple';
const AUTHORIZATION = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
const ITEMS = 100;
const CLIENTS = 20;
ensureInstalled(root);
ensureBuilt(root);
if (ensureServers().length > 0) throw new Error('PostgreSQL 15 is needed');
const work = join(root, '.cache', 'bench');
const home = join(work, `batch-${options.lines}`);
const cli = join(root, 'dist', 'cli.js');
mkdirSync(work, { recursive: true });

const postgres = await startPostgres();
let server;
try {
  const env = {
    ...process.env,
    TILLHOUSE_HOME: home,
    DATABASE_URL: postgres.url,
    TILLHOUSE_PORT: '0',
    TILLHOUSE_LOG_LEVEL: 'error',
    TILLHOUSE_ADMIN_PASSWORD: PASSWORD,
    TILLHOUSE_RATE_LIMIT: '0',
  };
  prepare(env);
  server = await serve(env);
  const table = render(await measure(server));
  console.log(table);
  save(table);
} finally {
  server?.child.kill('SIGTERM');
  await server?.ended;
  await postgres.stop();
}

function prepare(env) {
  const source = join(work, `sales-${options.lines}`);
  if (!existsSync(source))
    must(['generate', '--lines', options.lines, '--seed', '1', '--file-per', 'all', '--out', source], env);
  rmSync(home, { recursive: true, force: true });
  console.error(`${options.lines} lines: lake and warehouse …`);
  must(['--json', 'run', join(source, readdirSync(source)[0])], env);
  must(['--json', 'publish'], env);
}

async function measure({ url }) {
  let invoice = 0;
  const batch = () => ({
    items: Array.from({ length: ITEMS }, (_, n) => ({
      invoice_no: `9${String(++invoice).padStart(7, '0')}`,
      stock_code: `2${String(n % 50).padStart(4, '0')}`,
      description: 'BENCH ITEM',
      quantity: 1 + (n % 9),
      unit_price: 1.25,
      invoice_date: new Date().toISOString(),
      customer_id: 12_000 + (n % 500),
      country: 'United Kingdom',
    })),
  });
  const send = async (headers = {}) => {
    const started = performance.now();
    const response = await fetch(`${url}/api/v1/batch/create`, {
      method: 'POST',
      headers: { authorization: AUTHORIZATION, 'content-type': 'application/json', ...headers },
      body: JSON.stringify(batch()),
    });
    const body = await response.json();
    if (response.status !== 200 && response.status !== 202) throw new Error(JSON.stringify(body));
    return { ms: performance.now() - started, body };
  };
  const idle = async ({ status_url: path }) => {
    for (;;) {
      const { status } = await (
        await fetch(url + path, { headers: { authorization: AUTHORIZATION } })
      ).json();
      if (status === 'completed') return;
      if (status === 'failed') throw new Error('a batch failed');
      await sleep(50);
    }
  };
  await send();
  const sync = [];
  console.error('one client, waiting …');
  for (let n = 0; n < 10; n++) sync.push((await send()).ms);
  console.error('one client, respond-async …');
  const alone = [];
  let last;
  for (let n = 0; n < 50; n++) {
    const answer = await send({ prefer: 'respond-async' });
    alone.push(answer.ms);
    last = answer.body;
    await sleep(100);
  }
  await idle(last);
  console.error(`${CLIENTS} clients …`);
  const many = { sync: [], async: [] };
  const rates = {};
  for (const [name, headers] of [
    ['sync', {}],
    ['async', { prefer: 'respond-async' }],
  ]) {
    const started = performance.now();
    const end = started + Number(options.seconds) * 1_000;
    const bodies = [];
    await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        while (performance.now() < end) {
          const { ms, body } = await send(headers);
          many[name].push(ms);
          bodies.push(body);
        }
      }),
    );
    await idle(bodies.at(-1));
    // Until the last of them is shown.
    rates[name] = (many[name].length * ITEMS) / ((performance.now() - started) / 1_000);
  }
  return { sync, alone, many, rates };
}

function render({ sync, alone, many, rates }) {
  const at = (list, share) =>
    list.toSorted((a, b) => a - b)[Math.min(list.length - 1, Math.floor(list.length * share))];
  const cells = (list) => `${Math.round(at(list, 0.5))} / ${Math.round(at(list, 0.95))}`;
  const rate = (n) => Math.round(n).toLocaleString('en-US');
  return [
    `Batches of ${ITEMS} new lines on top of ${Number(options.lines).toLocaleString('en-US')} lines, PostgreSQL 15, ${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB memory; p50 / p95 in ms.`,
    '',
    '| clients | answer | ms | items/s until shown |',
    '|---|---|---|---|',
    `| 1 | \`respond-async\` | ${cells(alone)} | |`,
    `| 1 | after publication | ${cells(sync)} | ${rate((ITEMS * 1_000) / at(sync, 0.5))} |`,
    `| ${CLIENTS} | \`respond-async\` | ${cells(many.async)} | ${rate(rates.async)} |`,
    `| ${CLIENTS} | after publication | ${cells(many.sync)} | ${rate(rates.sync)} |`,
  ].join('\n');
}

function save(table) {
  const file = join(root, 'bench', 'README.md');
  const text = readFileSync(file, 'utf8');
  writeFileSync(
    file,
    text.replace(/<!-- batch -->[\s\S]*<!-- \/batch -->/, `<!-- batch -->\n\n${table}\n\n<!-- /batch -->`),
  );
}

async function serve(env) {
  const child = spawn(process.execPath, [cli, '--json', 'serve', '--port', '0'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = new Promise((done) => child.once('exit', done));
  for await (const line of createInterface({ input: child.stdout })) {
    return { child, ended, url: JSON.parse(line).url };
  }
  throw new Error('the server did not start');
}

function must(args, env) {
  const { status, stderr } = spawnSync(process.execPath, [cli, ...args], { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`tillhouse ${args.join(' ')}: ${stderr}`);
}
