import { copyFile, mkdir, mkdtemp, open, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type BackupReport, heedBackups, type RestoreReport } from '../../src/platform/backup/index.js';
import { holdLake } from '../../src/platform/backup/hold.js';
import { type Manifest } from '../../src/platform/backup/manifest.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase } from '../../src/platform/database/index.js';
import { ServiceProcess } from '../jobs/service-process.js';
import { answerOf, type Ended, tillhouse } from '../support/command.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { describeOnServers } from '../support/databases.js';
import { GOLD_TABLES, LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { startS3 } from '../support/servers.mjs';

/** All rows of gold at a version, load metadata included, as one hash a table. */
async function goldAt(home: LakeHome, version?: number): Promise<Record<string, unknown>> {
  const prints: Record<string, unknown> = {};
  for (const table of Object.keys(GOLD_TABLES)) {
    [prints[table]] = await home.sql(
      `SELECT count(*) AS rows, CAST(coalesce(sum(CAST(hash(CAST(t AS VARCHAR)) AS HUGEINT)), 0) AS VARCHAR) AS hash FROM ${table} AS t`,
      version,
    );
  }
  return prints;
}

/** What people and programs have kept in the database. */
async function kept(env: Record<string, string>): Promise<Record<string, unknown>> {
  const database = await openDatabase(loadConfig(env));
  try {
    const tables: Record<string, unknown> = {};
    for (const table of [
      'app_user',
      'api_key',
      'signing_key',
      'schedule',
      'etl_run',
      'intake',
      'publication',
    ])
      tables[table] = (
        await database.rows<{ row: string }>(`SELECT t::text AS row FROM ops.${table} AS t ORDER BY 1`)
      ).map(({ row }) => row);
    return tables;
  } finally {
    await database.close();
  }
}

async function whenThere(file: string): Promise<void> {
  const deadline = Date.now() + 30_000;
  while (!existsSync(file) && Date.now() < deadline) await sleep(2);
}

const succeeded = <T>(ended: Ended): T => {
  if (ended.code !== 0) throw new Error(`exit ${ended.code}: ${ended.stdout}${ended.stderr}`);
  return answerOf<T>(ended);
};
const refusal = (ended: Ended): string => {
  expect(ended.code).toBe(1);
  return answerOf<{ error: { message: string } }>(ended).error.message;
};

// Seconds where the machine has nothing else to do.
jest.setTimeout(400_000);

let folder: string;
beforeAll(async () => (folder = await mkdtemp(join(tmpdir(), 'tillhouse-backup-'))));
afterAll(() => rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 500 }));

interface Place {
  env: Record<string, string>;
  home: string;
}

const place = (name: string, more: Record<string, string> = {}): Place => {
  const home = join(folder, name);
  return { home, env: { TILLHOUSE_HOME: home, ...ADMIN_ENV, ...more } };
};

describeOnlineRetail('backup and restore', ({ files }) => {
  const days = files.slice(0, 12);

  /** A server with users, keys, schedules, writes and files; a backup of it in the middle of a run; and the same again elsewhere. */
  async function expectRoundTrip(
    from: Place,
    to: Place,
    backup: string,
    more: Record<string, string> = {},
  ): Promise<void> {
    await mkdir(join(from.home, 'inbox'), { recursive: true });
    for (const [at, file] of days.entries()) await copyFile(file, join(from.home, 'inbox', `${at}.csv`));
    const server = new ServiceProcess({ ...from.env, TILLHOUSE_RUN_ROOTS: join(from.home, 'inbox') });
    await server.start();
    const post = async (path: string, body: object, method = 'POST') => {
      const answer = await fetch(`${server.url}/api/v1/${path}`, {
        method,
        headers: { ...AS_ADMIN, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Record<string, string>;
    };
    const run = (paths: string[]) =>
      post('etl/runs', { paths: paths.map((path) => join(from.home, 'inbox', path)) });
    const status = async (id: string) => {
      const answer = await fetch(`${server.url}/api/v1/etl/runs/${id}`, { headers: AS_ADMIN });
      return ((await answer.json()) as { status: string }).status;
    };
    let report: BackupReport;
    try {
      const first = await run(['0.csv', '1.csv']);
      while ((await status(first['run_id'] ?? '')) !== 'published') await sleep(100);
      await post('users', {
        username: 'ann',
        password: 'a long password',
        email: 'ann@example.org',
        roles: ['viewer'],
      });
      await post(
        'etl/schedules/nightly',
        { cron: '0 3 1 1 *', time_zone: 'UTC', paths: [join(from.home, 'inbox')] },
        'PUT',
      );
      await post('batch/create', {
        items: [
          {
            invoice_no: '900001',
            stock_code: '20001',
            quantity: 6,
            unit_price: 2.5,
            invoice_date: '2011-01-04T10:00:00Z',
          },
        ],
      });
      // In the middle of it.
      const second = await run(days.map((_, at) => `${at}.csv`));
      while ((await status(second['run_id'] ?? '')) === 'queued') await sleep(20);
      report = succeeded<BackupReport>(
        await tillhouse(['--json', 'backup', backup], { env: { ...from.env, ...more } }),
      );
      expect(report).toMatchObject({ has_keys: true });
      // Deletes nothing that a backup holds, and the run goes on as if nothing was.
      while ((await status(second['run_id'] ?? '')) !== 'published') await sleep(100);
    } finally {
      await server.end('SIGTERM');
    }
    const original = await LakeHome.at(from.home, from.env);
    const gold = await goldAt(original, report.lake_version);

    const restored = succeeded<RestoreReport>(
      await tillhouse(['--json', 'restore', backup], { env: { ...to.env, ...more } }),
    );
    expect(restored).toMatchObject({ lake_version: report.lake_version, rows: report.rows });
    const copy = await LakeHome.at(to.home, to.env);
    expect(await goldAt(copy)).toEqual(gold);
    expect(succeeded<object>(await tillhouse(['--json', 'verify'], { env: to.env }))).toMatchObject({
      equal: true,
    });

    // The run that went on is done again by whoever comes next, and gold is what it is where it was made.
    await tillhouse(['--json', 'run', ...days], { env: to.env });
    const facts = 'SELECT * EXCLUDE (batch_id, created_at) FROM fact_sale ORDER BY sale_id';
    expect(await copy.sql(facts)).toEqual(await original.sql(facts));
    const after = new ServiceProcess(to.env);
    await after.start();
    try {
      // Passwords, and what is encrypted, are readable as they were.
      const answer = await fetch(`${after.url}/api/v1/users?size=100`, { headers: AS_ADMIN });
      const { data } = (await answer.json()) as { data: { username: string; email: string | null }[] };
      expect(data.map(({ username, email }) => [username, email])).toContainEqual(['ann', 'ann@example.org']);
    } finally {
      await after.end('SIGTERM');
    }
  }

  describe('of a server', () => {
    it('gives the same gold, warehouse and users, from and to a home', async () => {
      await expectRoundTrip(place('from'), place('to'), join(folder, 'backup'));
      expect((await stat(join(folder, 'backup', 'keys'))).mode & 0o777).toBe(0o600);
    });
  });

  describeOnServers('of a cluster', (source) =>
    describeOnServers('into another', (target) => {
      it('gives the same gold, warehouse and users, encrypted in one file, through PostgreSQL, Redis and a bucket', async () => {
        const s3 = await startS3();
        if (!s3) throw new Error('moto_server is missing');
        try {
          // This process opens the lake as well.
          Object.assign(process.env, s3.env);
          const from = place('cluster', { ...source.withQueue(), ...s3.env });
          const to = place('other', { ...target.withQueue(), ...s3.env, LAKE_URI: 's3://lake/second/house' });
          const backup = join(folder, 'cluster.tar.age');
          await expectRoundTrip(from, to, backup, { TILLHOUSE_BACKUP_PASSPHRASE: 'stable horse staple' });
          expect((await stat(backup)).mode & 0o777).toBe(0o600);
          expect((await readFile(backup)).subarray(0, 22).toString()).toBe('age-encryption.org/v1\n');
        } finally {
          for (const name of Object.keys(s3.env)) delete process.env[name];
          await s3.stop();
        }
      });
    }),
  );

  describe('of a home', () => {
    let source: Place;
    let tar: string;

    beforeAll(async () => {
      source = place('source');
      succeeded(await tillhouse(['--json', 'run', ...days.slice(0, 3)], { env: source.env }));
      tar = join(folder, 'plain.tar');
      succeeded(await tillhouse(['--json', 'backup', tar], { env: source.env }));
    });

    const restoreTo = (to: Place, from: string, more: Record<string, string> = {}) =>
      tillhouse(['--json', 'restore', from], { env: { ...to.env, ...more } });

    it('writes over nothing', async () => {
      expect(refusal(await tillhouse(['--json', 'backup', tar], { env: source.env }))).toContain(
        'is there already',
      );
      expect(refusal(await restoreTo(source, tar))).toBe(
        'the lake is not empty, and a restore writes over nothing',
      );
      const used = place('used');
      await mkdir(join(used.home, 'reference'), { recursive: true });
      await writeFile(join(used.home, 'reference', 'countries.csv'), 'x');
      expect(refusal(await restoreTo(used, tar))).toContain('is not empty');
    });

    it('is compared with its checksums before anything is written', async () => {
      const to = place('untouched');
      const damaged = join(folder, 'damaged.tar');
      const { size } = await stat(tar);
      for (const share of [0.3, 0.6, 0.9]) {
        await copyFile(tar, damaged);
        const file = await open(damaged, 'r+');
        const at = Math.floor(size * share);
        const { buffer } = await file.read(Buffer.alloc(1), 0, 1, at);
        await file.write(Buffer.from([buffer.readUInt8(0) ^ 0x40]), 0, 1, at);
        await file.close();
        expect(refusal(await restoreTo(to, damaged))).toContain('damaged');
        await file.close().catch(() => undefined);
        const cut = await open(damaged, 'r+');
        await cut.truncate(at);
        await cut.close();
        expect(refusal(await restoreTo(to, damaged))).toMatch(/damaged|no whole backup/);
      }
      expect((await readdir(to.home)).filter((name) => !name.startsWith('server.lock'))).toEqual([]);
    });

    it('is brought up to date where an older program made it, and refused where a newer one did', async () => {
      const older = join(folder, 'older');
      succeeded(await tillhouse(['--json', 'backup', older], { env: source.env }));
      const file = join(older, 'manifest.json');
      const manifest = JSON.parse(await readFile(file, 'utf8')) as Manifest;
      const { migrations, tables } = manifest.database;
      const newer = {
        ...manifest,
        database: { migrations: [...migrations, '29990101000000_later'], tables },
      };
      await writeFile(file, JSON.stringify(newer));
      expect(refusal(await restoreTo(place('older-home'), older))).toContain('made by a newer program');
      // As it was before there were tasks.
      const had = (name: string) => name === 'publication';
      const gone = tables.filter(({ name }) => !had(name)).map(({ name }) => `database/${name}.csv`);
      const former = {
        ...manifest,
        files: manifest.files.filter(({ path }) => !gone.includes(path)),
        database: {
          migrations: migrations.filter((name) => name < '20261124000400_tasks'),
          tables: tables.filter(({ name }) => had(name)),
        },
      };
      for (const path of gone) await rm(join(older, path));
      await writeFile(file, JSON.stringify(former));
      succeeded(await restoreTo(place('older-home'), older));
      const database = await openDatabase(loadConfig(place('older-home').env));
      expect(await database.rows('SELECT * FROM ops.task')).toEqual([]);
      await database.close();
    });

    it('is opened by its passphrase alone', async () => {
      const sealed = join(folder, 'sealed.tar.age');
      const phrase = { TILLHOUSE_BACKUP_PASSPHRASE: 'stable horse staple' };
      expect(refusal(await tillhouse(['--json', 'backup', sealed], { env: source.env }))).toContain(
        'no passphrase',
      );
      expect(
        refusal(
          await tillhouse(['--json', 'backup', join(folder, 'x')], { env: { ...source.env, ...phrase } }),
        ),
      ).toContain('no name of an encrypted backup');
      succeeded(await tillhouse(['--json', 'backup', sealed], { env: { ...source.env, ...phrase } }));
      const other = { TILLHOUSE_BACKUP_PASSPHRASE: 'another passphrase' };
      expect(refusal(await restoreTo(place('sealed'), sealed, other))).toContain('cannot be decrypted');
      succeeded(await restoreTo(place('sealed'), sealed, phrase));
    });

    it('keeps the files of former versions from every vacuum while it is made', async () => {
      const held = place('held');
      const home = await LakeHome.at(held.home, held.env);
      const database = await openDatabase(loadConfig(held.env));
      try {
        heedBackups(home.etl.lake, database);
        for (const day of days.slice(0, 2)) await home.run([day]);
        const hold = await holdLake(database);
        expect(await home.etl.maintenance.vacuum(0)).toMatchObject({ oldestReadable: 1, deletedFiles: 0 });
        await hold.release();
        const { oldestReadable, deletedFiles } = await home.etl.maintenance.vacuum(0);
        expect([oldestReadable, deletedFiles > 0]).toEqual([2, true]);
      } finally {
        await database.close();
      }
    });

    it('comes to its end where it was killed, and nobody opens what is half there', async () => {
      const to = place('killed');
      const mark = join(to.home, 'lake', '_restore.json');
      let refused = 0;
      for (let kills = 0; kills < 4; kills++) {
        const ended = await tillhouse(['--json', 'restore', tar], {
          env: to.env,
          started: (child) =>
            void whenThere(mark).then(() => setTimeout(() => child.kill('SIGKILL'), 80 * kills)),
        });
        if (ended.code === 0) break;
        const look = await tillhouse(['--json', 'tables'], { env: to.env });
        if (look.code !== 0 && refusal(look).includes('a restore of this lake')) refused++;
      }
      expect(refused).toBeGreaterThan(0);
      const last = await restoreTo(to, tar);
      if (last.code !== 0) expect(refusal(last)).toContain('is not empty');
      const [original, copy] = await Promise.all([source, to].map(({ home, env }) => LakeHome.at(home, env)));
      if (!original || !copy) throw new Error('no lake');
      expect(await goldAt(copy)).toEqual(await goldAt(original));
      expect(await kept(to.env)).toEqual({
        ...(await kept(source.env)),
        publication: expect.any(Array) as unknown,
      });
      expect(succeeded<object>(await tillhouse(['--json', 'verify'], { env: to.env }))).toMatchObject({
        equal: true,
      });
    });
  });
});
