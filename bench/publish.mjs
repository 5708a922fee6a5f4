// npm run bench:publish [-- --lines 500000,1000000]: publication of gold to PostgreSQL and to the embedded one, beside a bare COPY
// of the same rows and the same indexes and keys, and the publication of a day of 2,000 lines beside the whole.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/servers.mjs';
import { cli, machine, nextDay, publishTable, ready, root, sales, tillhouse, work } from './support.mjs';

const { values } = parseArgs({ options: { lines: { type: 'string', default: '500000,1000000' } } });
await ready();
const rows = [];
for (const lines of values.lines.split(',').map(Number)) {
  const home = join(work, `publish-${lines}`);
  rmSync(home, { recursive: true, force: true });
  console.error(`${lines} lines: lake …`);
  tillhouse(['--json', 'run', sales(lines)], { TILLHOUSE_HOME: home });
  // Both databases are brought to the lake from nothing.
  rmSync(join(home, 'postgres'), { recursive: true, force: true });
  const server = await startPostgres();
  try {
    console.error(`${lines} lines: PostgreSQL …`);
    rows.push(await measure('PostgreSQL 15', lines, home, { DATABASE_URL: server.url }, server));
  } finally {
    await server.stop();
  }
  console.error(`${lines} lines: embedded …`);
  rows.push(await measure('embedded', lines, home, {}));
  rmSync(home, { recursive: true, force: true });
}
publishTable('publish', render(rows));

async function measure(name, lines, home, env, server) {
  const whole = await published(home, env);
  const bare = server ? bareLoad(home, server) : undefined;
  // The lake of both is one: each gets a day of its own.
  const day = nextDay(server ? 0 : 500);
  tillhouse(['--json', 'run', day], { ...env, TILLHOUSE_HOME: home, TILLHOUSE_GATE_MIN_ROWS: '1000000' });
  const [increment] = psqlOrEmbedded(home, env);
  return { name, lines, whole, bare, increment };
}

/** The first `tillhouse publish`: what it says of itself, and its memory over one that has nothing to do. */
async function published(home, env) {
  const { peakMiB, answer } = await peakOf(home, env, ['publish']);
  const idle = await peakOf(home, env, ['publish']);
  return {
    seconds: answer.duration_ms / 1000,
    wall: answer.wall,
    rows: answer.rows_written,
    aboveIdleMiB: peakMiB - idle.peakMiB,
  };
}

async function peakOf(home, env, args) {
  const usage = join(work, 'usage.json');
  const started = Date.now();
  const child = spawn(
    process.execPath,
    ['--import', join(root, 'bench', 'usage.mjs'), cli, '--json', ...args],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'inherit'],
      env: { ...process.env, ...env, TILLHOUSE_HOME: home, BENCH_USAGE: usage },
    },
  );
  let out = '';
  child.stdout.on('data', (text) => (out += text));
  const status = await new Promise((done) => child.on('exit', done));
  if (status !== 0) throw new Error(`publish ended with ${status}: ${out}`);
  const { peakMiB } = JSON.parse(readFileSync(usage, 'utf8'));
  return { peakMiB, answer: { ...JSON.parse(out), wall: (Date.now() - started) / 1000 } };
}

/** COPY of the same rows into tables without indexes, then the same keys, indexes and foreign keys: psql and SQL alone. */
function bareLoad(home, server) {
  const psql = (sql, database = 'postgres') => {
    const { status, stdout, stderr } = spawnSync(
      'psql',
      [
        '-h',
        '127.0.0.1',
        '-p',
        String(server.port),
        '-U',
        'postgres',
        '-v',
        'ON_ERROR_STOP=1',
        '-qAt',
        '-d',
        database,
      ],
      { input: sql, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 },
    );
    if (status !== 0) throw new Error(stderr);
    return stdout;
  };
  const tables = psql(
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname ~ '^(dim|fact|mart)_' ORDER BY relname",
  )
    .trim()
    .split('\n');
  const folder = join(work, 'bare-copy');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const columns = Object.fromEntries(
    tables.map((name) => [
      name,
      psql(
        `SELECT string_agg(attname, ', ' ORDER BY attnum) FROM pg_attribute WHERE attrelid = '${name}'::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
      ).trim(),
    ]),
  );
  for (const name of tables)
    psql(`\\copy (SELECT ${columns[name]} FROM ${name}) TO '${join(folder, name)}.csv' WITH (FORMAT csv)`);
  const definitions =
    psql(`SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) || ';'
     FROM pg_constraint WHERE contype = 'p' AND conrelid::regclass::text ~ '^(dim|fact|mart)_'`) +
    psql(
      `SELECT pg_get_indexdef(indexrelid) || ';' FROM pg_index WHERE indrelid::regclass::text ~ '^(dim|fact|mart)_' AND NOT indisprimary`,
    ) +
    psql(`SELECT 'ALTER TABLE ' || conrelid::regclass || ' ADD CONSTRAINT ' || quote_ident(conname) || ' ' || pg_get_constraintdef(oid) || ';'
     FROM pg_constraint WHERE contype = 'f' AND conrelid::regclass::text ~ '^(dim|fact|mart)_'`);
  psql('DROP DATABASE IF EXISTS bare');
  psql('CREATE DATABASE bare');
  const shape = spawnSync(
    'pg_dump',
    [
      '-h',
      '127.0.0.1',
      '-p',
      String(server.port),
      '-U',
      'postgres',
      '-s',
      '--section=pre-data',
      ...tables.flatMap((t) => ['-t', t]),
      'postgres',
    ],
    { encoding: 'utf8' },
  );
  psql(shape.stdout, 'bare');
  const started = Date.now();
  psql(
    tables
      .map((name) => `\\copy ${name} (${columns[name]}) FROM '${join(folder, name)}.csv' WITH (FORMAT csv)`)
      .join('\n'),
    'bare',
  );
  const copied = Date.now();
  psql(definitions, 'bare');
  const seconds = (Date.now() - started) / 1000;
  rmSync(folder, { recursive: true, force: true });
  return { seconds, copySeconds: (copied - started) / 1000 };
}

/** What the last publication says of itself. */
function psqlOrEmbedded(home, env) {
  const { stdout } = spawnSync(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `
    import { loadConfig } from '${join(root, 'dist/platform/config/index.js')}';
    import { openDatabase } from '${join(root, 'dist/platform/database/index.js')}';
    const database = await openDatabase(loadConfig());
    console.log(JSON.stringify(await database.rows('SELECT method, rows_written, rows_deleted, duration_ms FROM ops.publication ORDER BY id DESC LIMIT 1')));
    await database.close();`,
    ],
    { encoding: 'utf8', env: { ...process.env, ...env, TILLHOUSE_HOME: home } },
  );
  return JSON.parse(stdout);
}

function render(measurements) {
  const s = (seconds) => `${seconds.toFixed(1)} s`;
  const lines = [
    '| database | lines | bare COPY, then keys and indexes | publication, whole | ratio | memory above idle | a day of 2,000 lines |',
    '|---|---|---|---|---|---|---|',
    ...measurements.map(
      ({ name, lines: n, whole, bare, increment }) =>
        `| ${name} | ${n.toLocaleString('en-US')} | ${bare ? s(bare.seconds) : '–'} | ${s(whole.wall)} (${whole.rows.toLocaleString('en-US')} rows; transaction ${s(whole.seconds)}) | ${bare ? `${(whole.wall / bare.seconds).toFixed(2)} ×` : '–'} | ${Math.round(whole.aboveIdleMiB)} MiB | ${s(increment.duration_ms / 1000)} (${increment.method}, ${increment.rows_written.toLocaleString('en-US')} rows) |`,
    ),
  ];
  return `${machine()}.\n\n${lines.join('\n')}\n`;
}
