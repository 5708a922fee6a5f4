import pg from 'pg';
import { createWarehouse } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { describeOnDatabases } from '../support/databases.js';
import { LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';

const PUBLICATIONS = 50;

/** What a version says of itself, and what its facts are. */
const AS_REPORTED = `SELECT v.version, v.fact_rows = (SELECT count(*) FROM fact_sale)
  AND v.net_revenue = (SELECT sum(total_amount) FROM fact_sale)
  AND v.net_revenue = (SELECT sum(net_revenue) FROM mart_sales_daily)
  AND v.net_revenue = (SELECT sum(net_revenue) FROM mart_sales_monthly WHERE country_key IS NULL) AS whole FROM gold_version AS v`;

describeOnlineRetail('readers', ({ files }) => {
  describeOnDatabases(`during ${PUBLICATIONS} publications`, (target) => {
    it('see whole versions only, in a statement and in a transaction of several', async () => {
      const home = await LakeHome.open(target.env());
      const config = loadConfig({
        TILLHOUSE_HOME: home.path,
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        ...target.env(),
      });
      const database = await openDatabase(config);
      const warehouse = createWarehouse(config, home.etl.lake, database, new EventBus());
      await home.run(files.slice(0, 3));
      await warehouse.publication.publish();
      // Clients of their own, as BI tools are.
      const connect = async () => {
        const client = new pg.Client(
          target.env()['DATABASE_URL'] === undefined
            ? { host: `${home.path}/postgres`, user: 'postgres', database: 'postgres' }
            : { connectionString: target.env()['DATABASE_URL'] },
        );
        await client.connect();
        return client;
      };
      let stop = false;
      const seen: { version: number; whole: boolean }[] = [];
      const inOneStatement = async () => {
        const client = await connect();
        while (!stop)
          seen.push(...(await client.query<{ version: number; whole: boolean }>(AS_REPORTED)).rows);
        await client.end();
      };
      const inOneTransaction = async () => {
        const client = await connect();
        while (!stop) {
          await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
          const { rows: versions } = await client.query<{ version: number; fact_rows: string }>(
            'SELECT version, fact_rows FROM gold_version',
          );
          const { rows: facts } = await client.query<{ n: string }>('SELECT count(*) AS n FROM fact_sale');
          await client.query('COMMIT');
          seen.push({ version: versions[0]?.version ?? 0, whole: versions[0]?.fact_rows === facts[0]?.n });
        }
        await client.end();
      };
      const readers = [inOneStatement(), inOneStatement(), inOneTransaction()];
      for (let n = 0; n < PUBLICATIONS; n++) {
        if (n % 10 === 9) await warehouse.publication.publish({ whole: true });
        else {
          await home.run(files.slice(3 + n, 4 + n));
          await warehouse.publication.publish();
        }
      }
      stop = true;
      await Promise.all(readers);
      expect(seen.filter(({ whole }) => !whole)).toEqual([]);
      expect(new Set(seen.map(({ version }) => version)).size).toBeGreaterThan(PUBLICATIONS / 3);
      await database.close();
      await home.close();
    }, 900_000);
  });
});
