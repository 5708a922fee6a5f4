// Installs and builds what is missing or out of date. Node's own modules only: nothing else may be installed yet.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';

const LEAST_NODE = [20, 19];
/** What a build depends on beside the sources. */
const BUILD_FILES = [
  'package.json',
  'package-lock.json',
  'scripts/bundle.mjs',
  'scripts/bundle-program.mjs',
  'scripts/bundle-options.mjs',
  'tsconfig.json',
  'tsconfig.build.json',
  'nest-cli.json',
  'prisma/schema.prisma',
];
const CLIENT = 'src/platform/database/client';

export function mustHaveNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > LEAST_NODE[0] || (major === LEAST_NODE[0] && minor >= LEAST_NODE[1])) return;
  console.error(
    `error: Node ${LEAST_NODE.join('.')} or newer is needed, and this is ${process.versions.node}`,
  );
  process.exit(1);
}

/** Runs `npm install` where node_modules does not hold what package-lock.json names. */
export function ensureInstalled(root) {
  mustHaveNode();
  if (isInstalled(root)) return;
  console.error('Installing packages (once, about a minute) …');
  run(root, 'npm', ['install', '--no-audit', '--no-fund', '--loglevel=error']);
}

/** Compiles where a source is newer than the last build. */
export function ensureBuilt(root) {
  mustHaveNode();
  if (isBuilt(root)) return;
  ensureInstalled(root);
  const unlock = lock(root);
  // A failed build ends the process.
  process.once('exit', unlock);
  // Another command may have built while this one waited.
  if (!isBuilt(root)) build(root);
  unlock();
}

/** Compiles in any case. */
export function build(root) {
  console.error('Building …');
  generateClient(root);
  // The time of the start: a source that is changed during the build is newer than it.
  const started = new Date();
  run(root, process.execPath, [join(root, 'node_modules', '@nestjs', 'cli', 'bin', 'nest.js'), 'build']);
  addDatabaseTemplate(root);
  addReDoc(root);
  for (const script of ['bundle.mjs', 'bundle-program.mjs'])
    run(root, process.execPath, [join(root, 'scripts', script)]);
  const stamp = join(root, 'dist', '.built');
  writeFileSync(stamp, '');
  utimesSync(stamp, started, started);
}

/** The bundle of ReDoc (MIT) and the licences in it, to be served by ourselves; the package is not needed where this runs. */
function addReDoc(root) {
  const bundles = join(root, 'node_modules', 'redoc', 'bundles');
  if (!existsSync(bundles)) return;
  for (const file of ['redoc.standalone.js', 'redoc.standalone.js.LICENSE.txt'])
    cpSync(join(bundles, file), join(root, 'dist', 'public', file));
}

/** Writes the Prisma client where prisma/schema.prisma is newer than it. */
export function generateClient(root) {
  const made = join(root, CLIENT, 'client.ts');
  if (existsSync(made) && statSync(made).mtimeMs > statSync(join(root, 'prisma', 'schema.prisma')).mtimeMs)
    return;
  const prisma = join(root, 'node_modules', 'prisma', 'build', 'index.js');
  run(root, process.execPath, [prisma, 'generate', '--no-hints']);
}

/** An empty database for the embedded PostgreSQL to start from; made once a version of it. */
function addDatabaseTemplate(root) {
  const { version } = JSON.parse(
    readFileSync(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json'), 'utf8'),
  );
  const cached = join(root, '.cache', `database-template-${version}`);
  const embedded = join(root, 'dist', 'platform', 'database', 'embedded');
  if (!existsSync(cached)) {
    const part = `${cached}.${process.pid}`;
    mkdirSync(join(root, '.cache'), { recursive: true });
    run(root, process.execPath, [join(embedded, 'make-template.js'), part]);
    renameSync(part, cached);
  }
  cpSync(cached, join(embedded, 'template'), { recursive: true });
}

/** npm leaves its own copy of the lockfile in node_modules as the last step of an install. */
function isInstalled(root) {
  const present = packagesIn(join(root, 'node_modules', '.package-lock.json'));
  if (!present) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  if (!wanted) return false;
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  for (const kind of ['dependencies', 'devDependencies']) {
    if (JSON.stringify(manifest[kind] ?? {}) !== JSON.stringify(wanted['']?.[kind] ?? {})) return false;
  }
  // Optional packages are those of other platforms too.
  return Object.entries(wanted).every(
    ([path, entry]) => path === '' || entry.optional || present[path]?.version === entry.version,
  );
}

function packagesIn(lockfile) {
  if (!existsSync(lockfile)) return undefined;
  return JSON.parse(readFileSync(lockfile, 'utf8')).packages;
}

function isBuilt(root) {
  const stamp = join(root, 'dist', '.built');
  if (!existsSync(stamp)) return false;
  // An image carries the build without the sources.
  if (!existsSync(join(root, 'src'))) return true;
  const files = BUILD_FILES.map(
    (name) => statSync(join(root, name), { throwIfNoEntry: false })?.mtimeMs ?? 0,
  );
  return Math.max(newest(join(root, 'src')), ...files) < statSync(stamp).mtimeMs;
}

/** The last change of anything that is compiled or copied; a folder's own time tells of what was deleted. */
function newest(folder) {
  let time = statSync(folder).mtimeMs;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.name.endsWith('.spec.ts')) continue;
    const path = join(folder, entry.name);
    time = Math.max(time, entry.isDirectory() ? newest(path) : statSync(path).mtimeMs);
  }
  return time;
}

/** One build at a time: each empties dist, where the other would be writing. Returns the way to unlock. */
function lock(root) {
  const folder = join(root, 'node_modules', '.tillhouse-building');
  const owner = join(folder, 'pid');
  for (let tries = 0; ; tries++) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      let held = true;
      return () => {
        if (held) rmSync(folder, { recursive: true, force: true });
        held = false;
      };
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (tries === 1) console.error('Waiting for another build …');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    if (!isAlive(owner)) rmSync(folder, { recursive: true, force: true });
  }
}

function isAlive(owner) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function run(root, command, args) {
  const { status, error } = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 2, 2],
    // Prisma would download an engine that nothing here uses.
    env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: '1' },
    shell: process.platform === 'win32',
  });
  if (status === 0) return;
  console.error(`error: ${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ''}`);
  process.exit(1);
}
