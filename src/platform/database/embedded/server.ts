// The process of the embedded PostgreSQL: node server.js <folder> <socket folder> <idle seconds>. It ends by itself when nobody
// has been connected for the idle time, and is started again by whoever needs it next.
import { cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { PGlite } from '@electric-sql/pglite';
import { vector } from '@electric-sql/pglite-pgvector';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';
import { isLock, tryLock } from '../../locks/process-lock.js';
import { SerialQueue } from './serial-queue.js';

const [folder = '', socketFolder = '', idle = '5'] = process.argv.slice(2);
const CONNECTIONS = 100;
/** A hundred times the default of Node 20. */
const TIERING_BUDGET = 180_000_000;
/**
 * The default of 128 MB is written over with zeros at each start, and the system caches the files as well. What follows from
 * their size by default stays as it was: the log's buffers, and that a table is read from its beginning.
 */
const SETTINGS = ['shared_buffers=32MB', 'wal_buffers=4MB', 'synchronize_seqscans=off'];
/** An empty database, made by the build: initdb takes 6 s, a copy a tenth of a second. */
const TEMPLATE = join(import.meta.dirname, 'template');

const lock = await tryLock(join(folder, 'server.lock'));
// Another process serves this folder, or is about to.
if (!isLock(lock)) process.exit(0);

const data = join(folder, 'data');
if (!existsSync(data) && existsSync(TEMPLATE)) {
  const part = `${data}.part`;
  rmSync(part, { recursive: true, force: true });
  cpSync(TEMPLATE, part, { recursive: true });
  renameSync(part, data);
}
// Optimizing what a start runs once is a third of its CPU; what is really hot gets there all the same. V8 counts bytes executed.
setFlagsFromString(`--wasm-tiering-budget=${TIERING_BUDGET}`);
const db = await PGlite.create({
  dataDir: data,
  extensions: { vector },
  startParams: [...PGlite.defaultStartParams, ...SETTINGS.flatMap((setting) => ['-c', setting])],
});
// A used file of the log would keep what stood in it, and there is one session for all.
await db.exec('SET wal_recycle = off');
// What was on its way into the database when the process before this one ended.
await rm(join(data, 'bulk'), { recursive: true, force: true });
await mkdir(join(data, 'bulk'));
const socket = join(socketFolder, '.s.PGSQL.5432');
await mkdir(socketFolder, { recursive: true, mode: 0o700 });
await rm(socket, { force: true });
const server = new PGLiteSocketServer({ db, path: socket, maxConnections: CONNECTIONS });
// The library's queue is private, and the version is pinned.
Object.assign(server, { queryQueue: new SerialQueue(db) });
await server.start();
await chmod(socket, 0o600);

let lastUsed = Date.now();
const watch = setInterval(() => {
  // The home was deleted: there is nothing left to keep.
  if (!existsSync(data)) process.exit(0);
  if (server.getStats().activeConnections > 0) lastUsed = Date.now();
  else if (Date.now() - lastUsed > Number(idle) * 1000) void stop();
}, 250);

let stopping = false;
async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  clearInterval(watch);
  await rm(socket, { force: true });
  await server.stop();
  await db.close();
  if (lock && isLock(lock)) await lock.release();
  process.exit(0);
}
process.on('SIGTERM', () => void stop());
// Ctrl-C on a terminal is meant for the command, which closes its connection.
process.on('SIGINT', () => undefined);
