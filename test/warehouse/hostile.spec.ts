import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWarehouse } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { describeOnDatabases } from '../support/databases.js';
import { LakeHome } from '../support/lake-home.js';

/** Text that no compression makes short. */
const long = (length: number) => randomBytes(length).toString('hex').slice(0, length);
const line = (invoice: string, code: string, description: string, customer = '12001') =>
  JSON.stringify({
    InvoiceNo: invoice,
    StockCode: code,
    Description: description,
    Quantity: 1,
    InvoiceDate: '2011-01-01T10:00:00',
    UnitPrice: 1.5,
    CustomerID: customer,
    Country: 'France',
  });

describeOnDatabases('publication of hostile text', (target) => {
  it('brings it over as it is, and what no database could index stays in quarantine', async () => {
    const home = await LakeHome.open(target.env());
    const config = loadConfig({
      TILLHOUSE_HOME: home.path,
      TILLHOUSE_ENGINE_MEMORY: '512MiB',
      ...target.env(),
    });
    const database = await openDatabase(config);
    try {
      const file = join(home.path, 'hostile.jsonl');
      await writeFile(
        file,
        [
          line('600001', '20001', 'A \\. B "quoted", \\N; DROP TABLE fact_sale; --'),
          line('600002', '20002', '\\.'),
          line('600003', '20003', '\\N'),
          line('600004', '20004', 'NULL'),
          line('600005', '20005', "it's 😀 \u202e and \ufeff"),
          line('600006', '2\u00006', 'zero \u0000 byte'),
          line('600007', '20007', 'D'.repeat(100_000)),
          line('600008', long(5_000), 'a long code'),
          line(long(5_000), '20009', 'a long invoice'),
          line('600010', '20010', 'a long customer', long(5_000)),
        ].join('\n'),
      );
      const report = await home.run([file]);
      expect(report.reasons).toMatchObject({ missing_invoice: 1, missing_stock_code: 1 });
      expect(report.counts).toMatchObject({ bronze: 10, silver: 8, quarantined: 2 });
      const warehouse = createWarehouse(config, home.etl.lake, database, new EventBus());
      await warehouse.publication.publish();
      const verification = await warehouse.verification.verify();
      expect(verification.tables.filter(({ missing, extra }) => missing + extra > 0)).toEqual([]);
      const descriptions = await database.rows<{ description: string }>(
        `SELECT description FROM dim_product WHERE stock_code IN ('20001', '20002', '20003', '2 6') ORDER BY stock_code`,
      );
      expect(descriptions.map(({ description }) => description)).toEqual([
        'zero byte',
        'A \\. B "quoted", \\N; DROP TABLE fact_sale; --',
        '\\.',
        '\\N',
      ]);
    } finally {
      await database.close();
      await home.close();
    }
  });
});
