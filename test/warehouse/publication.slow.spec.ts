import { createWarehouse, type Warehouse } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { describeOnDatabases } from '../support/databases.js';
import { LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';

/** A real lake, a real database; nothing is replaced. */
describeOnlineRetail('publication', ({ files, expected }) => {
  describeOnDatabases('the warehouse', (target) => {
    let home: LakeHome;
    let database: Database;
    let warehouse: Warehouse;
    const day = (name: string) => files.find((file) => file.endsWith(`${name}.csv`)) ?? '';

    beforeAll(async () => {
      home = await LakeHome.open(target.env());
      const config = loadConfig({
        TILLHOUSE_HOME: home.path,
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        ...target.env(),
      });
      database = await openDatabase(config);
      warehouse = createWarehouse(config, home.etl.lake, database, new EventBus());
    });

    afterAll(async () => {
      await database.close();
      await home.close();
    });

    const facts = async () => {
      const [row] = await database.rows<{
        version: number;
        reported: number;
        rows: number;
        net: string;
        as_reported: boolean;
      }>(
        `SELECT v.version, v.fact_rows AS reported, (SELECT count(*) FROM fact_sale) AS rows,
           (SELECT sum(total_amount) FROM fact_sale)::text AS net,
           v.net_revenue = (SELECT sum(total_amount) FROM fact_sale) AS as_reported FROM gold_version AS v`,
      );
      return row;
    };
    const mustEqualGold = async () => {
      const verification = await warehouse.verification.verify();
      expect(verification.tables.filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      expect(verification.equal).toBe(true);
      expect(verification.version).toBe(await home.etl.lake.head());
    };

    it('has nothing to publish and nothing to verify before the first run', async () => {
      expect(await warehouse.publication.publish()).toBeUndefined();
      await expect(warehouse.verification.verify()).rejects.toThrow('nothing was published');
    });

    it('loads the first version whole and equals gold row for row', async () => {
      await home.run([day('2010-12-01')]);
      const publication = await warehouse.publication.publish();
      expect(publication).toMatchObject({ version: 1, method: 'load', from_version: null });
      await mustEqualGold();
      const one = expected['2010-12-01'] ?? Object.values(expected)[0];
      expect(await facts()).toMatchObject({
        version: 1,
        reported: one?.fact_rows,
        rows: one?.fact_rows,
        as_reported: true,
      });
      expect(await warehouse.publication.publish()).toMatchObject({ method: 'none', rows_written: 0 });
    });

    it('loads all rows anew where most of them differ', async () => {
      await home.run(['2010-12-03', '2010-12-05', '2010-12-06', '2011-03-01'].map(day));
      expect(await warehouse.publication.publish()).toMatchObject({
        version: 2,
        method: 'load',
        from_version: 1,
      });
      await mustEqualGold();
    });

    it('writes only the rows that differ, late data and restated versions included', async () => {
      await home.run([day('2011-03-02')]);
      const later = await warehouse.publication.publish();
      expect(later).toMatchObject({ version: 3, method: 'change', from_version: 2 });
      await mustEqualGold();

      await home.run([day('2010-12-02')]);
      const late = await warehouse.publication.publish();
      expect(late).toMatchObject({ version: 4, method: 'change' });
      expect(late?.tables['fact_sale']?.written).toBeGreaterThan(0);
      expect(late?.rows_written).toBeLessThan((await facts())?.rows ?? 0);
      await mustEqualGold();
    });

    it('catches up over several versions at once', async () => {
      await home.run([day('2011-03-03')]);
      await home.run([day('2011-03-04')]);
      expect(await warehouse.publication.publish()).toMatchObject({ version: 6, from_version: 4 });
      await mustEqualGold();
    });

    it('shows readers whole versions only, while it publishes', async () => {
      let stop = false;
      const seen: (boolean | undefined)[] = [];
      const reader = (async () => {
        while (!stop) seen.push((await facts())?.as_reported);
      })();
      for (const name of ['2011-04-01', '2011-04-04', '2011-04-05']) {
        await home.run([day(name)]);
        await warehouse.publication.publish();
      }
      await warehouse.publication.publish({ whole: true });
      stop = true;
      await reader;
      expect(seen.length).toBeGreaterThan(4);
      expect(seen.filter((whole) => whole !== true)).toEqual([]);
      await mustEqualGold();
    });

    it('publishes once when several do it at the same time', async () => {
      await home.run([day('2011-04-06')]);
      const all = await Promise.all([1, 2, 3].map(() => warehouse.publication.publish()));
      expect(all.map((publication) => publication?.version)).toEqual([10, 10, 10]);
      expect(all.filter((publication) => publication?.method === 'change')).toHaveLength(1);
      await mustEqualGold();
    });

    it('tells by row what differs', async () => {
      await database.rows(
        `UPDATE fact_sale SET quantity = quantity + 1 WHERE sale_id = (SELECT min(sale_id::text)::uuid FROM fact_sale)`,
      );
      await database.rows(
        `DELETE FROM mart_customer_rfm WHERE customer_id = (SELECT min(customer_id) FROM mart_customer_rfm)`,
      );
      const { equal, tables } = await warehouse.verification.verify();
      expect(equal).toBe(false);
      const wrong = Object.fromEntries(tables.map(({ table, missing, extra }) => [table, [missing, extra]]));
      expect(wrong).toMatchObject({ fact_sale: [1, 1], mart_customer_rfm: [1, 0], dim_product: [0, 0] });
      expect(tables.find(({ table }) => table === 'fact_sale')?.examples).toHaveLength(2);
      await warehouse.publication.publish({ whole: true });
      await mustEqualGold();
    });

    it('loads anew where the version that is shown cannot be read any more, or is another lake’s', async () => {
      await database.rows('UPDATE gold_version SET version = 400');
      expect(await warehouse.publication.publish()).toMatchObject({ version: 10, method: 'load' });
      await database.rows(`UPDATE gold_version SET lake_id = 'another', version = 2`);
      expect(await warehouse.publication.publish()).toMatchObject({ version: 10, method: 'load' });
      await mustEqualGold();
    });

    it('keeps its keys and indexes over a load', async () => {
      const indexes = await database.rows(
        `SELECT indexname FROM pg_indexes WHERE schemaname = 'public' AND tablename = 'fact_sale'`,
      );
      expect(indexes).toHaveLength(8);
      await expect(
        database.rows(
          `UPDATE fact_sale SET country_key = -1 WHERE sale_id = (SELECT min(sale_id::text)::uuid FROM fact_sale)`,
        ),
      ).rejects.toThrow('foreign key');
    });
  });
});
