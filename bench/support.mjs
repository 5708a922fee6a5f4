// What the benches share: generated sales, the command line, a server with a key, and the tables of bench/README.md.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { ensureBuilt, ensureInstalled } from '../scripts/ensure.mjs';
import { ensureServers } from '../test/support/servers.mjs';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..');
export const work = join(root, '.cache', 'bench');
export const cli = join(root, 'dist', 'program', 'cli.js');
const PASSWORD = 'correct horse battery staple';

/** Installed and built, with PostgreSQL where it is needed. */
export async function ready({ postgres = true } = {}) {
  ensureInstalled(root);
  await ensureBuilt(root);
  if (postgres && ensureServers().length > 0) throw new Error('PostgreSQL 15 is needed');
  mkdirSync(work, { recursive: true });
}

/** Runs a program of Node to its end. Throws where it fails. */
export function node(args, env = {}) {
  const { status, signal } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status ?? signal}`);
}

export function tillhouse(args, env = {}) {
  node([cli, ...args], env);
}

/** One file of so many generated lines, kept between benches. */
export function sales(lines) {
  const folder = join(work, `sales-${lines}`);
  if (!existsSync(folder))
    tillhouse(['generate', '--lines', String(lines), '--seed', '1', '--file-per', 'all', '--out', folder]);
  return join(folder, readdirSync(folder)[0]);
}

/** The lines in lake and warehouse of a new home. */
export function bringIn(lines, env) {
  rmSync(env.TILLHOUSE_HOME, { recursive: true, force: true });
  console.error(`${lines} lines: lake and warehouse …`);
  tillhouse(['--json', 'run', sales(lines)], env);
  tillhouse(['--json', 'publish'], env);
}

/** A day of 2,000 lines that follows the generated history; another `offset`, another file. */
export function nextDay(offset = 0) {
  const path = join(work, `next-day-${offset}.csv`);
  const day = ['InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country'];
  for (let i = 0; i < 2000; i++)
    day.push(
      `9${String(Math.floor(i / 20) + offset).padStart(6, '0')},${20000 + i},NEXT DAY PRODUCT ${i},${1 + (i % 12)},2025-12-31 ${String(8 + (i % 12)).padStart(2, '0')}:15:00,${1 + (i % 9)}.25,${12000 + (i % 400)},United Kingdom`,
    );
  writeFileSync(path, day.join('\n') + '\n');
  return path;
}

/** Settings of a server and of what runs beside it. */
export function serverEnv(home, databaseUrl) {
  return {
    ...process.env,
    TILLHOUSE_HOME: home,
    DATABASE_URL: databaseUrl,
    TILLHOUSE_PORT: '0',
    TILLHOUSE_LOG_LEVEL: 'error',
    TILLHOUSE_ADMIN_PASSWORD: PASSWORD,
    TILLHOUSE_RATE_LIMIT: '0',
  };
}

/** A program that prints its address once it listens. */
export async function start(args, env) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 2] });
  const ended = new Promise((done) => child.once('exit', done));
  const url = await new Promise((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(line) ?? [];
      if (found !== undefined) resolve(found);
    });
    child.once('exit', (code) => reject(new Error(`${args.at(-1)} ended with ${code}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, pid: child.pid, stop };
}

/** `tillhouse serve` with a key of those permissions, as a token would expire meanwhile. */
export async function serve(env, { preload = [], permissions = ['sales:read'] } = {}) {
  const server = await start([...preload, cli, 'serve'], env);
  const json = { 'content-type': 'application/json' };
  const basic = `Basic ${Buffer.from(`admin:${PASSWORD}`).toString('base64')}`;
  const { key } = await answer(`${server.url}/api/v1/auth/api-keys`, {
    method: 'POST',
    headers: { ...json, authorization: basic },
    body: JSON.stringify({ name: 'bench', permissions }),
  });
  const headers = { 'x-api-key': key };
  /** With a body it is posted. */
  const ask = ({ path, body, headers: more = {} }) =>
    answer(server.url + path, {
      headers: { ...headers, ...(body && json), ...more },
      ...(body && { method: 'POST', body: JSON.stringify(body) }),
    });
  return { ...server, headers, ask, get: (path) => ask({ path }) };
}

/** Until what follows a publication is done: the search index, made whole on a new database. */
export async function settled({ get }) {
  for (;;) {
    const { components } = await get('/api/v1/health');
    const { embedded } = components.search?.details?.indexes ?? {};
    if (embedded?.lag_seconds === 0) return;
    await sleep(500);
  }
}

async function answer(url, init) {
  const response = await fetch(url, init);
  if (!response.ok) throw new Error(`${url}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** The value below which that share of the others lies. */
export function quantile(values, share) {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
}

export function machine() {
  return `${availableParallelism()} cores, ${Math.round(totalmem() / 2 ** 30)} GiB memory`;
}

/** Prints a table and puts it between its markers in bench/README.md. */
export function publishTable(name, text) {
  console.log(text);
  const path = join(root, 'bench', 'README.md');
  const readme = readFileSync(path, 'utf8');
  const marked = new RegExp(`(<!-- ${name} -->\\n)[\\s\\S]*(\\n<!-- /${name} -->)`);
  if (!marked.test(readme)) throw new Error(`bench/README.md has no place for ${name}`);
  writeFileSync(
    path,
    readme.replace(marked, (_, before, after) => `${before}\n${text.trim()}\n${after}`),
  );
}
