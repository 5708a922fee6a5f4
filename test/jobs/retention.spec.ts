import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { MaintenanceService } from '../../src/modules/etl/service/maintenance.service.js';
import { UploadStore } from '../../src/modules/etl/data-access/upload-store.js';
import { RetentionService } from '../../src/modules/etl/service/retention.service.js';
import { IntakeRepository } from '../../src/modules/etl/data-access/intake.repository.js';
import { RunRecordRepository } from '../../src/modules/etl/data-access/run-record.repository.js';
import { createWarehouse } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { openDatabase, tryLease } from '../../src/platform/database/index.js';
import { openDuckDb } from '../../src/platform/engine/duckdb/duckdb-engine.js';
import { EventBus } from '../../src/platform/events/index.js';
import { EmbeddedQueue } from '../../src/platform/queue/embedded-queue.js';
import { describeOnDatabases } from '../support/databases.js';
import { LakeHome } from '../support/lake-home.js';

describeOnDatabases('retention', (target) => {
  it('deletes what need not be kept, but nothing that is in use, and nothing while a run goes on', async () => {
    const home = await LakeHome.open(target.env());
    const config = loadConfig({
      TILLHOUSE_HOME: home.path,
      TILLHOUSE_ENGINE_MEMORY: '512MiB',
      ...target.env(),
    });
    const database = await openDatabase(config);
    try {
      const bring = async (n: number) => {
        const file = join(home.path, `day-${n}.csv`);
        await writeFile(
          file,
          `InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n60000${n},2000${n},1,2011-01-0${n} 10:00:00,1.5\n`,
        );
        return home.run([file]);
      };
      const { lake } = home.etl;
      const warehouse = createWarehouse(config, lake, database, new EventBus());
      await bring(1);
      await bring(2);
      await warehouse.publication.publish();
      await bring(3);
      await bring(4);
      const records = new RunRecordRepository(database);
      for (const [id, status] of [
        ['old', 'failed'],
        ['waiting', 'queued'],
      ] as const) {
        await database.rows(
          `INSERT INTO ops.etl_run (id, kind, status, request, owner, finished_at) VALUES ($1, 'rebuild', $2, '{}', 'x 1 y', clock_timestamp())`,
          [id, status],
        );
      }
      const queue = new EmbeddedQueue('some', database);
      await database.rows(
        `INSERT INTO ops.job (queue, id, name, data, status, finished_at) VALUES ('some', 'done', 'work', '{}', 'completed', clock_timestamp()), ('some', 'due', 'work', '{}', 'waiting', NULL)`,
      );
      const open = (tempDir: string) => openDuckDb({ memoryBytes: 256 << 20, threads: 2, tempDir });
      const retention = new RetentionService(
        new MaintenanceService(lake, open, home.path),
        records,
        new IntakeRepository(database),
        [queue],
        database,
        { vacuumRetentionHours: 0, jobRetentionHours: 0 },
        new UploadStore(home.path, 1),
      );

      const lease = await tryLease(database, 'lake');
      expect(await retention.apply()).toBeUndefined();
      await lease?.release();

      const report = await retention.apply();
      // Version 2 is shown; only what version 1 alone had is gone.
      expect(report).toMatchObject({ oldest_readable_version: 2, forgotten_runs: 1 });
      expect(report?.deleted_files).toBeGreaterThan(0);
      expect(await home.sql('SELECT count(*) AS n FROM fact_sale', 2)).toEqual([{ n: '2' }]);
      await expect(home.sql('SELECT count(*) AS n FROM fact_sale', 1)).rejects.toThrow('cannot be read');
      expect(await queue.getJobCounts()).toMatchObject({ completed: 0, waiting: 1 });
      expect((await records.unfinished()).map(({ id }) => id)).toEqual(['waiting']);

      expect(await warehouse.publication.publish()).toMatchObject({ from_version: 2 });
      expect(await warehouse.verification.verify()).toMatchObject({ equal: true });
      await retention.apply();
      expect(lake.oldestReadable(await lake.state())).toBeGreaterThan(2);
      expect(await warehouse.verification.verify()).toMatchObject({ equal: true });
    } finally {
      await database.close();
      await home.close();
    }
  });
});
