import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../../errors/app-error.js';
import { compiled } from '../../files/compiled.js';

const SERVER = compiled('platform/database/embedded/server.js');
const START_MS = 60_000;
/** Longer socket paths than this are cut by the system. */
const LONGEST_SOCKET_PATH = 100;

/** Where a home keeps its embedded PostgreSQL. */
export interface EmbeddedPlace {
  folder: string;
  socketFolder: string;
  /** Files put here are `bulk/<name>` to the server's COPY. */
  bulkFolder: string;
}

export function embeddedPlace(home: string): EmbeddedPlace {
  const folder = join(resolve(home), 'postgres');
  const isShort = join(folder, '.s.PGSQL.5432').length <= LONGEST_SOCKET_PATH;
  const hash = createHash('sha256').update(folder).digest('hex').slice(0, 16);
  const socketFolder = isShort ? folder : join(tmpdir(), `tillhouse-${userInfo().uid}-${hash}`);
  return { folder, socketFolder, bulkFolder: join(folder, 'data', 'bulk') };
}

/** Answers when the server of this home takes connections, and starts it where none runs. Throws AppError. */
export async function ensureEmbedded(place: EmbeddedPlace, idleSeconds: number): Promise<void> {
  const deadline = Date.now() + START_MS;
  for (let wait = 10; !(await accepts(place)); wait = Math.min(wait * 2, 100)) {
    if (!isStarting(place)) start(place, idleSeconds);
    if (Date.now() > deadline) throw notStarted(place);
    await sleep(wait);
  }
}

const children = new Map<string, { ended: boolean; startedAt: number }>();

/** A child of this process is on its way; one that ended at once left the place to another's. */
function isStarting(place: EmbeddedPlace): boolean {
  const child = children.get(place.folder);
  return child !== undefined && (!child.ended || Date.now() - child.startedAt < 300);
}

function start(place: EmbeddedPlace, idleSeconds: number): void {
  mkdirSync(place.folder, { recursive: true });
  const log = openSync(join(place.folder, 'server.log'), 'a');
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', SERVER, place.folder, place.socketFolder, String(idleSeconds)],
    { detached: true, stdio: ['ignore', log, log] },
  );
  closeSync(log);
  const state = { ended: false, startedAt: Date.now() };
  children.set(place.folder, state);
  child.on('exit', () => (state.ended = true));
  child.on('error', () => (state.ended = true));
  child.unref();
}

function accepts(place: EmbeddedPlace): Promise<boolean> {
  return new Promise((done) => {
    const socket = createConnection(join(place.socketFolder, '.s.PGSQL.5432'));
    const answer = (works: boolean) => {
      socket.destroy();
      done(works);
    };
    socket.on('connect', () => answer(true)).on('error', () => answer(false));
  });
}

function notStarted(place: EmbeddedPlace): AppError {
  const path = join(place.folder, 'server.log');
  let last = '';
  try {
    last = readFileSync(path, 'utf8').trim().split('\n').slice(-3).join(' ');
  } catch {
    // Then there is nothing to quote.
  }
  return new AppError('unavailable', `the embedded PostgreSQL in ${place.folder} does not start`, {
    hint: `${last === '' ? '' : `It said: ${last} `}More may stand in ${path}. Or set DATABASE_URL to a PostgreSQL server.`,
  });
}
