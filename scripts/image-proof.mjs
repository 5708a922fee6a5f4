// The second half of scripts/image.sh: runs the image that it built as a container engine would, in namespaces of its own.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const [work = ''] = process.argv.slice(2);
const store = ['--root', join(work, 'store'), '--runroot', join(work, 'run')];
const PORT = 18_480;
const MIB = 1024 * 1024;
const AS_USER = [
  '/usr/bin/setpriv',
  '--bounding-set=-all',
  '--inh-caps=-all',
  '--no-new-privs',
  '--reuid=10001',
  '--regid=10001',
  '--clear-groups',
];

function buildah(...args) {
  const { status, stdout, stderr } = spawnSync('buildah', [...store, ...args], {
    encoding: 'utf8',
    maxBuffer: 64 * MIB,
    env: { ...process.env, STORAGE_DRIVER: 'vfs' },
  });
  if (status !== 0) throw new Error(`buildah ${args.join(' ')}: ${stderr}`);
  return stdout.trim();
}

function must(condition, what) {
  if (!condition) throw new Error(`NOT AS IT SHOULD BE: ${what}`);
  console.log(`ok  ${what}`);
}

const image = JSON.parse(buildah('inspect', '--type', 'image', 'localhost/tillhouse-api')).Docker.config;
must(image.User === '10001:10001', `its user is ${image.User}`);
must(image.Entrypoint[0] === '/usr/bin/tini', 'tini is the first process');
must(image.Healthcheck?.Test?.length > 0, 'it has a health check');
must(image.Labels['org.opencontainers.image.licenses'] === 'Apache-2.0', 'it has the labels of OCI');
for (const command of ['worker', 'migrate']) {
  const { Cmd } = JSON.parse(buildah('inspect', '--type', 'image', `localhost/tillhouse-${command}`)).Docker
    .config;
  must(Cmd.join() === command, `the target ${command} does ${command}`);
}

const container = buildah('from', 'localhost/tillhouse-api');
const folder = mkdtempSync(join(tmpdir(), 'tillhouse-container-'));
const rootfs = buildah('mount', container);
try {
  sizes(rootfs);
  const data = join(folder, 'data');
  mkdirSync(data);
  spawnSync('chown', ['10001:10001', data]);
  const child = run(rootfs, data, [...image.Entrypoint, ...image.Cmd], { TILLHOUSE_PORT: String(PORT) });
  let log = '';
  child.stdout.setEncoding('utf8').on('data', (text) => (log += text));
  child.stderr.setEncoding('utf8').on('data', (text) => (log += text));
  const ended = new Promise((done) => child.once('exit', (code, signal) => done(code ?? signal)));
  try {
    const health = await serving(child, () => log);
    must(
      health.status !== 'down',
      `GET /api/v1/health says ${health.status}, version ${health.version}, ${health.environment}`,
    );
    must(health.components.database.status === 'up', 'the embedded database is up');
    const [pid] = pidsOf(child.pid);
    const status = spawnSync('grep', ['-E', '^(Uid|CapEff|NoNewPrivs)', `/proc/${pid}/status`], {
      encoding: 'utf8',
    }).stdout;
    must(/^Uid:\s+10001\s+10001/m.test(status), 'it runs as user 10001');
    must(/^CapEff:\s+0+$/m.test(status), 'it has no capability');
    const touch = run(rootfs, data, ['/bin/sh', '-c', 'touch /app/x || touch /etc/x || touch /usr/x'], {});
    must(
      (await new Promise((done) => touch.once('exit', done))) !== 0,
      'its root file system cannot be written',
    );
    const probe = run(rootfs, data, image.Healthcheck.Test.slice(1), { TILLHOUSE_PORT: String(PORT) });
    must(
      (await new Promise((done) => probe.once('exit', done))) === 0,
      'its health check says that it is well',
    );
    must(statSync(join(data, 'secrets', 'keys')).uid === 10001, 'what it keeps is in /data and is its own');
  } finally {
    for (const pid of pidsOf(child.pid)) process.kill(pid, 'SIGTERM');
    await Promise.race([ended, sleep(20_000)]);
  }
  must(child.exitCode !== null || child.signalCode !== null, 'it ends on SIGTERM');
} finally {
  buildah('umount', container);
  buildah('rm', container);
  rmSync(folder, { recursive: true, force: true });
}

/** A command in the image's file system, which is read-only, with /data and /tmp. */
function run(rootfsPath, data, command, env) {
  const script = [
    'set -e',
    'mount --bind "$ROOTFS" "$ROOTFS"',
    'mount --bind "$DATA" "$ROOTFS/data"',
    'mount -t tmpfs tmpfs "$ROOTFS/tmp"',
    'mount --bind /dev "$ROOTFS/dev"',
    'mount -t proc proc "$ROOTFS/proc"',
    'mount -o remount,ro,bind "$ROOTFS"',
    // chroot wants a capability, so the user changes inside.
    `exec chroot "$ROOTFS" ${AS_USER.join(' ')} /usr/bin/env -i -C ${image.WorkingDir} "$@"`,
  ].join('\n');
  const settings = [...image.Env, ...Object.entries(env).map((entry) => entry.join('='))];
  return spawn(
    'unshare',
    ['--mount', '--pid', '--fork', '--kill-child', 'sh', '-c', script, 'sh', ...settings, ...command],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { PATH: process.env.PATH, ROOTFS: rootfsPath, DATA: data },
    },
  );
}

/** The processes that unshare started. */
function pidsOf(parent) {
  const { stdout } = spawnSync('ps', ['--ppid', String(parent), '-o', 'pid='], { encoding: 'utf8' });
  return stdout.split('\n').map(Number).filter(Boolean);
}

async function serving(child, log) {
  for (let tries = 0; tries < 240; tries++) {
    if (child.exitCode !== null) throw new Error(`the container ended with ${child.exitCode}: ${log()}`);
    const answer = await fetch(`http://127.0.0.1:${PORT}/api/v1/health`).catch(() => undefined);
    if (answer?.ok) return answer.json();
    await sleep(500);
  }
  throw new Error(`the container does not serve: ${log()}`);
}

/** How large the image is, and what of it. */
function sizes(folderPath) {
  const of = (...paths) => {
    const { stdout } = spawnSync('du', ['-cxsb', ...paths], { encoding: 'utf8', cwd: folderPath });
    return Math.round(Number(stdout.trim().split('\n').at(-1).split('\t')[0]) / MIB);
  };
  const { stdout } = spawnSync('sh', ['-c', 'tar -C "$0" -c . | gzip -1 | wc -c', folderPath], {
    encoding: 'utf8',
  });
  const modules = 'app/node_modules';
  const rows = [
    ['the image', of('.')],
    ['  compressed (gzip -1)', Math.round(Number(stdout) / MIB)],
    ['  Debian: C library, certificates, tini, a shell', of('usr', 'var', 'etc') - of('usr/local')],
    ['  node', of('usr/local/bin/node')],
    ['  DuckDB, the engine', of(`${modules}/@duckdb`)],
    ['  @polyglot-sql, the transpiler of models', of(`${modules}/@polyglot-sql`)],
    ['  PGlite, the embedded PostgreSQL', of(`${modules}/@electric-sql`)],
    ['  Prisma, the client alone', of(`${modules}/@prisma`)],
    ['  the AWS SDK for buckets', of(`${modules}/@aws-sdk`, `${modules}/@smithy`)],
    ['  other packages', 0],
    ['  Tillhouse: dist with the database template and ReDoc', of('app/dist')],
  ];
  const known = ['@duckdb', '@polyglot-sql', '@electric-sql', '@prisma', '@aws-sdk', '@smithy'].map(
    (name) => `${modules}/${name}`,
  );
  rows[9][1] = of(modules) - of(...known);
  for (const [what, mib] of rows) console.log(`${String(mib).padStart(6)} MiB  ${what}`);
}
