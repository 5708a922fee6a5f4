// Servers for the tests: PostgreSQL 15 and Redis from the system's packages, on loopback, with data that goes away.
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, copyFileSync, existsSync, linkSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const POSTGRES = '/usr/lib/postgresql/15/bin';
const REDIS = '/usr/bin/redis-server';
const isRoot = userInfo().uid === 0;

/** Installs what is missing where that is possible. Answers what is missing still. */
export function ensureServers() {
  if (missing().length > 0 && isRoot && existsSync('/usr/bin/apt-get')) {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    const apt = (...args) => spawnSync('apt-get', args, { stdio: ['ignore', 2, 2], env });
    apt('update', '-qq');
    apt('install', '-y', '-qq', '--no-install-recommends', 'postgresql-15', 'redis-server');
    // Not in every distribution: without it the embedded PostgreSQL alone is asked by meaning.
    apt('install', '-y', '-qq', '--no-install-recommends', 'postgresql-15-pgvector');
  }
  return missing();
}

function missing() {
  return [
    ...(existsSync(join(POSTGRES, 'postgres')) ? [] : ['PostgreSQL 15']),
    ...(existsSync(REDIS) ? [] : ['Redis']),
  ];
}

/** A new PostgreSQL server. `kill` ends it at once; `start` brings it back on the same port and data. */
export async function startPostgres() {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-postgres-'));
  // PostgreSQL does not run as root.
  if (isRoot) spawnSync('chown', ['postgres', folder]);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  run([
    join(POSTGRES, 'initdb'),
    '-D',
    data,
    '-U',
    'postgres',
    '-A',
    'trust',
    '-E',
    'UTF8',
    '--locale=C',
    '-N',
  ]);
  const port = await freePort();
  let child;
  const server = {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    port,
    get pid() {
      return child.pid;
    },
    async start() {
      // The postmaster itself, so that a kill hits it: a wrapper that drops root's rights would remain.
      child = start([
        join(POSTGRES, 'postgres'),
        '-D',
        data,
        '-p',
        String(port),
        '-c',
        'listen_addresses=127.0.0.1',
        '-c',
        `unix_socket_directories=${folder}`,
        '-c',
        'max_connections=100',
        '-c',
        'shared_buffers=128MB',
      ]);
      await answers(port, child, async () => {
        return (
          spawnSync(join(POSTGRES, 'pg_isready'), ['-q', '-h', '127.0.0.1', '-p', String(port)]).status === 0
        );
      });
    },
    async kill() {
      await ended(child, 'SIGKILL');
    },
    async stop() {
      await ended(child, 'SIGINT');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** A new Redis server that keeps what it was told across a kill. */
export async function startRedis() {
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-redis-'));
  const port = await freePort();
  let child;
  const server = {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return child.pid;
    },
    async start() {
      child = spawn(
        REDIS,
        [
          '--port',
          String(port),
          '--bind',
          '127.0.0.1',
          '--dir',
          folder,
          '--appendonly',
          'yes',
          '--appendfsync',
          'always',
          '--save',
          '',
          '--databases',
          '10000',
        ],
        { stdio: 'ignore' },
      );
      await answers(port, child, async () => true);
    },
    async kill() {
      await ended(child, 'SIGKILL');
    },
    async stop() {
      await ended(child, 'SIGTERM');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** A new Typesense server (from .cache/typesense) that keeps what it was told across a kill; undefined where it is not installed. */
export async function startTypesense() {
  const binary = join(import.meta.dirname, '..', '..', '.cache', 'typesense', 'typesense-server');
  if (!existsSync(binary)) return undefined;
  const folder = mkdtempSync(join(tmpdir(), 'tillhouse-typesense-'));
  const program = join(folder, 'typesense-server');
  // Nobody may not look into every folder that holds a checkout.
  try {
    linkSync(binary, program);
  } catch {
    copyFileSync(binary, program);
  }
  const data = join(folder, 'data');
  mkdirSync(data);
  chmodSync(folder, 0o755);
  if (isRoot) spawnSync('chown', ['nobody', data]);
  const [port, peeringPort] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const apiKey = randomUUID();
  let child;
  const server = {
    url,
    port,
    apiKey,
    get pid() {
      return child.pid;
    },
    async start() {
      const command = [
        ...[program, '--data-dir', data, '--api-address', '127.0.0.1', '--api-port', String(port)],
        ...['--peering-address', '127.0.0.1', '--peering-port', String(peeringPort)],
      ];
      const [file, ...args] = isRoot
        ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', ...command]
        : command;
      // The key is no argument: those can be read by everybody on the machine.
      child = spawn(file, args, {
        stdio: 'ignore',
        cwd: folder,
        env: { PATH: process.env.PATH, TYPESENSE_API_KEY: apiKey },
      });
      await answers(port, child, async () => {
        const response = await fetch(`${url}/health`).catch(() => undefined);
        return response?.status === 200;
      });
    },
    async kill() {
      await ended(child, 'SIGKILL');
    },
    async stop() {
      await ended(child, 'SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    },
  };
  await server.start();
  return server;
}

/** A new S3 server (moto, from .cache/venv) with one empty bucket. */
export async function startS3() {
  const port = await freePort();
  const venv = join(import.meta.dirname, '..', '..', '.cache', 'venv', 'bin');
  if (!existsSync(join(venv, 'moto_server'))) return undefined;
  const script = join(import.meta.dirname, 's3_server.py');
  const child = spawn(join(venv, 'python'), [script, '-H', '127.0.0.1', '-p', String(port)], {
    stdio: 'ignore',
  });
  const endpoint = `http://127.0.0.1:${port}`;
  await answers(port, child, async () => true);
  const made = await fetch(`${endpoint}/lake`, { method: 'PUT' });
  if (!made.ok) throw new Error(`the S3 server made no bucket: ${made.status}`);
  return {
    env: {
      LAKE_URI: 's3://lake/till/house',
      TILLHOUSE_S3_ENDPOINT: endpoint,
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
    },
    endpoint,
    stop: () => ended(child, 'SIGTERM'),
  };
}

function asPostgres(command) {
  return isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups', ...command] : command;
}

function run(command) {
  const [file, ...args] = asPostgres(command);
  const { status, stderr, error } = spawnSync(file, args, { encoding: 'utf8', cwd: '/' });
  if (status !== 0) throw new Error(`${command.join(' ')} failed: ${stderr ?? error?.message}`);
}

/** setpriv replaces itself by the command, so the child is the server. */
function start(command) {
  const [file, ...args] = asPostgres(command);
  return spawn(file, args, { stdio: 'ignore', cwd: '/' });
}

async function ended(child, signal) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = new Promise((done) => child.once('exit', done));
  child.kill(signal);
  await exit;
}

async function answers(port, child, isReady) {
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error(`${child.spawnfile} ended with ${child.exitCode}`);
    if ((await accepts(port)) && (await isReady())) return;
    await sleep(50);
  }
  throw new Error(`${child.spawnfile} does not answer on port ${port}`);
}

function accepts(port) {
  return new Promise((done) => {
    const socket = createConnection(port, '127.0.0.1');
    socket.on('connect', () => (socket.destroy(), done(true))).on('error', () => done(false));
  });
}

function freePort() {
  return new Promise((done, fail) => {
    const server = createServer();
    server.on('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => done(port));
    });
  });
}
