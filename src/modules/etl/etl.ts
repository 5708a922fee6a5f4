import { join } from 'node:path';
import { type Config } from '../../platform/config/index.js';
import { type Database } from '../../platform/database/index.js';
import { type EventBus } from '../../platform/events/index.js';
import { openDuckDb } from '../../platform/engine/duckdb/duckdb-engine.js';
import { type Lake } from '../../platform/lake/index.js';
import { LakeQueryRepository } from './data-access/lake-query.repository.js';
import { loadModels, MODELS_FOLDER } from './data-access/model.js';
import { RunRecordRepository } from './data-access/run-record.repository.js';
import { LineageService } from './service/lineage.service.js';
import { LakeReaderService } from './service/lake-reader.service.js';
import { RunDispatcher } from './service/run-dispatcher.service.js';
import { RunService } from './service/run.service.js';
import { MaintenanceService } from './service/maintenance.service.js';

/** The services of this module, put together from the settings. */
export interface Etl {
  runs: RunService;
  reader: LakeReaderService;
  maintenance: MaintenanceService;
  lake: Lake;
  lineage: LineageService;
}

export function createEtl({ values }: Config, lake: Lake): Etl {
  const models = loadModels(MODELS_FOLDER);
  const engine = (tempDir: string) => ({
    memoryBytes: values.engineMemory,
    threads: values.engineThreads,
    tempDir,
  });
  const open = (tempDir: string) => openDuckDb(engine(tempDir));
  return {
    lake,
    runs: new RunService(lake, models, open, {
      home: values.home,
      gate: {
        minRows: values.gateMinRows,
        minScore: values.gateMinScore,
        maxQuarantinedPercent: values.gateMaxQuarantined,
        maxDuplicatesPercent: values.gateMaxDuplicates,
      },
      models: {
        clvLifespanYears: values.clvLifespanYears,
        holidayCountry: values.holidayCountry,
        fiscalYearStartMonth: values.fiscalYearStartMonth,
      },
      currency: values.currency,
    }),
    reader: new LakeReaderService(
      lake,
      new LakeQueryRepository(lake, engine(join(values.home, 'tmp', 'query'))),
      models,
    ),
    lineage: new LineageService(models),
    maintenance: new MaintenanceService(lake, open, values.home),
  };
}

/** Runs as records in the database, done one after the other. */
export function createDispatcher(etl: Etl, database: Database, events: EventBus): RunDispatcher {
  const records = new RunRecordRepository(database);
  events.subscribe('WarehousePublished', async ({ version, startedAt, method, rowsWritten, rowsDeleted }) => {
    await records.published(version, new Date(startedAt), {
      version,
      method,
      rows_written: rowsWritten,
      rows_deleted: rowsDeleted,
    });
  });
  return new RunDispatcher(etl.runs, etl.reader, records, database, events);
}
