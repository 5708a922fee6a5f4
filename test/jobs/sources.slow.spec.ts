import { copyFile, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase, tryLease, waitForLease } from '../../src/platform/database/index.js';
import { type Server, startServer, startWorker } from '../../src/server.js';
import { describeOnDatabases } from '../support/databases.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { LakeHome } from '../support/lake-home.js';

// The real server in this process, real databases; with PostgreSQL the jobs are on a real Redis.
describeOnlineRetail('sources', ({ files }) => {
  describeOnDatabases('a server with sources', (target) => {
    let home: string;
    let server: Server;
    const env = () => ({
      TILLHOUSE_HOME: home,
      TILLHOUSE_PORT: '0',
      TILLHOUSE_LOG_LEVEL: 'fatal',
      TILLHOUSE_SOURCES: join(home, 'sources.yaml'),
      ...target.withQueue(),
    });
    const inbox = () => join(home, 'inbox');
    const nightly = () => join(home, 'nightly');

    beforeAll(async () => {
      home = await mkdtemp(join(tmpdir(), 'tillhouse-sources-'));
      await mkdir(inbox());
      await mkdir(nightly());
      await writeFile(
        join(home, 'sources.yaml'),
        `sources:
  - { name: inbox, paths: inbox, sensor: { stable_seconds: 1, after: move } }
  - { name: nightly, paths: nightly, schedule: '*/4 * * * * *' }
`,
      );
      server = await startServer(loadConfig(env()));
    });

    afterAll(async () => {
      await server.app.close();
      await rm(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
    });

    const until = async (condition: () => Promise<boolean>, ms = 30_000) => {
      for (const deadline = Date.now() + ms; !(await condition()); await sleep(100))
        if (Date.now() > deadline) throw new Error('it did not come to pass in time');
    };
    const shown = async () => {
      const health = (await (await fetch(`${server.url}/api/v1/health`)).json()) as {
        components: { warehouse: { details: { version: number | null } } };
      };
      return health.components.warehouse.details.version;
    };
    const names = async (folder: string) => (await readdir(folder).catch(() => [])).sort();

    it('picks a finished file up within 30 s, publishes it and puts it away', async () => {
      await copyFile(files[0] ?? '', join(inbox(), 'monday.csv'));
      await until(async () => (await names(join(inbox(), 'done'))).includes('monday.csv'));
      await until(async () => (await shown()) === 1);
    });

    it('waits for a file that is being written', async () => {
      const part = join(inbox(), 'growing.csv');
      await writeFile(part, 'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n');
      for (let n = 0; n < 12; n++) {
        await writeFile(part, `60000${n},2000${n},1,2011-01-05 10:00:00,1.5\n`, { flag: 'a' });
        await sleep(500);
        expect(await names(inbox())).toContain('growing.csv');
      }
      await until(async () => (await names(join(inbox(), 'done'))).includes('growing.csv'));
      const lake = await LakeHome.at(home);
      expect(await lake.sql(`SELECT count(*) AS n FROM bronze_sales WHERE _file = 'growing.csv'`)).toEqual([
        { n: '12' },
      ]);
    });

    it('puts a file that cannot be read apart, and keeps both of one name', async () => {
      await writeFile(join(inbox(), 'broken.csv'), 'this,is,no\nsales,file,1\n');
      await writeFile(
        join(inbox(), 'monday.csv'),
        'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n700001,20001,1,2011-01-06 10:00:00,2.5\n',
      );
      await until(async () => (await names(join(inbox(), 'refused'))).length === 1);
      await until(async () => (await names(join(inbox(), 'done'))).length === 3);
      expect(await names(join(inbox(), 'refused'))).toEqual(['broken.csv']);
      expect((await names(join(inbox(), 'done'))).filter((name) => name.endsWith('monday.csv'))).toHaveLength(
        2,
      );
    });

    it('brings a scheduled source in, each file once', async () => {
      await copyFile(files[1] ?? '', join(nightly(), 'tuesday.csv'));
      const lake = await LakeHome.at(home);
      const rows = () =>
        lake.sql<{ n: string }>(`SELECT count(*) AS n FROM bronze_sales WHERE _file = 'tuesday.csv'`);
      await until(async () => (await rows())[0]?.n !== '0');
      const [before] = await rows();
      await sleep(5_000);
      expect(await rows()).toEqual([before]);
    });

    it('shares the work with a worker, and no file comes in twice', async () => {
      // A worker has the lake and the database in common with the server.
      const worker = await startWorker(loadConfig(env()));
      try {
        const lake = await LakeHome.at(home);
        for (let n = 0; n < 4; n++) {
          await writeFile(
            join(inbox(), `shared-${n}.csv`),
            `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n80000${n},20001,1,2011-02-0${n + 1} 10:00:00,2.5\n`,
          );
          await sleep(700);
        }
        await until(async () => (await names(join(inbox(), 'done'))).length === 7);
        const [row] = await lake.sql<{ n: string; files: string }>(
          `SELECT count(*) AS n, count(DISTINCT _file) AS files FROM bronze_sales WHERE _file LIKE 'shared-%'`,
        );
        expect(row).toEqual({ n: '4', files: '4' });
      } finally {
        await worker.close();
      }
    });

    it('records every run with its stages, and from which source it came', async () => {
      const database = await openDatabase(loadConfig(env()));
      try {
        const runs = await database.rows<{ source: string; status: string; stages: string[] }>(
          `SELECT source, status, ARRAY(SELECT stage FROM ops.etl_run_stage AS s WHERE s.run_id = r.id AND s.status = 'done' ORDER BY started_at, stage) AS stages
           FROM ops.etl_run AS r WHERE status = 'published' ORDER BY created_at LIMIT 1`,
        );
        expect(runs).toEqual([
          { source: 'inbox', status: 'published', stages: ['bronze', 'silver', 'gate', 'gold', 'publish'] },
        ]);
      } finally {
        await database.close();
      }
    });

    it('takes a lease over within 15 s from a holder elsewhere that went silent', async () => {
      const database = await openDatabase(loadConfig(env()));
      try {
        await database.rows(
          `INSERT INTO ops.lease (name, holder, token, expires_at) VALUES ('planted', 'elsewhere 7 x y', 1, clock_timestamp() + interval '10 s')`,
        );
        expect(await tryLease(database, 'planted')).toBeUndefined();
        const started = Date.now();
        const lease = await waitForLease(database, 'planted');
        expect(Date.now() - started).toBeLessThan(15_000);
        expect(await tryLease(database, 'planted')).toBeUndefined();
        await lease.release();
        await (await tryLease(database, 'planted'))?.release();
      } finally {
        await database.close();
      }
    });

    if (target.name !== 'embedded') {
      it('tells other processes of a new version at once', async () => {
        const listener = new pg.Client({ connectionString: target.env()['DATABASE_URL'] });
        await listener.connect();
        const heard: string[] = [];
        listener.on('notification', ({ payload }) => heard.push(payload ?? ''));
        await listener.query('LISTEN tillhouse_events');
        await writeFile(
          join(inbox(), 'told.csv'),
          'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n900001,20001,1,2011-02-07 10:00:00,2.5\n',
        );
        await until(() => Promise.resolve(heard.some((text) => text.includes('WarehousePublished'))));
        expect(heard.some((text) => text.includes('GoldPublished'))).toBe(true);
        await listener.end();
      });
    }
  });
});
