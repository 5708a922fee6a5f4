// npm run bench:batch [-- --lines 1000000 --seconds 20]: writes of the API on top of a history, on PostgreSQL: how long a client waits
// for `respond-async` and for an answer after publication, and how many items a second 20 clients get in.
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/servers.mjs';
import {
  bringIn,
  machine,
  publishTable,
  quantile,
  ready,
  serve,
  serverEnv,
  settled,
  work,
} from './support.mjs';

const { values: options } = parseArgs({
  options: { lines: { type: 'string', default: '1000000' }, seconds: { type: 'string', default: '20' } },
});
const ITEMS = 100;
const CLIENTS = 20;
await ready();
const home = join(work, `batch-${options.lines}`);
const postgres = await startPostgres();
let server;
try {
  const env = serverEnv(home, postgres.url);
  bringIn(options.lines, env);
  server = await serve(env, { permissions: ['sales:read', 'sales:write'] });
  publishTable('batch', render(await measure(server)));
} finally {
  await server?.stop();
  await postgres.stop();
}

async function measure(server) {
  const { ask, get } = server;
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
    const body = await ask({ path: '/api/v1/batch/create', body: batch(), headers });
    return { ms: performance.now() - started, body };
  };
  const idle = async ({ status_url: path }) => {
    for (;;) {
      const { status } = await get(path);
      if (status === 'completed') return;
      if (status === 'failed') throw new Error('a batch failed');
      await sleep(50);
    }
  };
  await settled(server);
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
  const cells = (list) => `${Math.round(quantile(list, 0.5))} / ${Math.round(quantile(list, 0.95))}`;
  const rate = (n) => Math.round(n).toLocaleString('en-US');
  return [
    `Batches of ${ITEMS} new lines on top of ${Number(options.lines).toLocaleString('en-US')} lines, PostgreSQL 15, ${machine()}; p50 / p95 in ms.`,
    '',
    '| clients | answer | ms | items/s until shown |',
    '|---|---|---|---|',
    `| 1 | \`respond-async\` | ${cells(alone)} | |`,
    `| 1 | after publication | ${cells(sync)} | ${rate((ITEMS * 1_000) / quantile(sync, 0.5))} |`,
    `| ${CLIENTS} | \`respond-async\` | ${cells(many.async)} | ${rate(rates.async)} |`,
    `| ${CLIENTS} | after publication | ${cells(many.sync)} | ${rate(rates.sync)} |`,
  ].join('\n');
}
