// npm run bench:start [-- --rounds 7]: how long `tillhouse serve` takes, from the start of the process until it says that it is
// ready, on a home that is there and embedded; beside a server of the same framework with one route.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import {
  machine,
  publishTable,
  quantile,
  ready,
  root,
  serverEnv,
  start,
  tillhouse,
  work,
} from './support.mjs';

const LINES = 30_000;
/** The embedded database ends by itself when nobody has used it for five seconds. */
const DATABASE_ENDED_MS = 7_000;

const { values } = parseArgs({ options: { rounds: { type: 'string', default: '7' } } });
await ready({ postgres: false });
const home = existingHome();
const env = { ...serverEnv(home, ''), TILLHOUSE_LOG_LEVEL: 'info' };
const serve = [join(root, 'bin', 'tillhouse'), 'serve'];
const contenders = [
  { name: 'bare Nest on Fastify, one route', args: [join(root, 'bench', 'bare-server.mjs')], pause: 0 },
  { name: '`tillhouse serve`, nothing of it running', args: serve, pause: DATABASE_ENDED_MS },
  { name: '`tillhouse serve` again at once', args: serve, pause: 0 },
];
const found = contenders.map(() => []);
for (let round = 0; round < Number(values.rounds); round++) {
  for (const [i, { args, pause }] of contenders.entries()) {
    await sleep(pause);
    found[i].push(await untilReady(args));
  }
}
publishTable('start', render());

function existingHome() {
  const folder = join(work, `start-${LINES}`);
  if (existsSync(folder)) return folder;
  const files = join(work, `start-${LINES}-files`);
  tillhouse(['generate', '--lines', String(LINES), '--out', files]);
  tillhouse(['run', files], { TILLHOUSE_HOME: folder });
  return folder;
}

async function untilReady(args) {
  const started = performance.now();
  const server = await start(args, env);
  const { status } = await fetch(`${server.url}/api/v1/health/ready`);
  const ms = performance.now() - started;
  await server.stop();
  if (status !== 200) throw new Error(`${args.at(-1)} is not ready: ${status}`);
  return ms;
}

function render() {
  const seconds = (ms) => `${(ms / 1000).toFixed(2)} s`;
  const [bare] = found.map((times) => quantile(times, 0.5));
  const rows = contenders.map(({ name }, i) => {
    const median = quantile(found[i], 0.5);
    const [least, most] = [Math.min(...found[i]), Math.max(...found[i])];
    return `| ${name} | ${seconds(median)} | ${seconds(least)} to ${seconds(most)} | ${(median / bare).toFixed(1)} × |`;
  });
  return [
    `${machine()}, Node ${process.versions.node}; ${values.rounds} starts each, in turn.`,
    '',
    '| | ready after (median) | least to most | to bare |',
    '|---|---|---|---|',
    ...rows,
    '',
  ].join('\n');
}
