import { join } from 'node:path';
import { type Config } from '../../platform/config/index.js';
import { type Database } from '../../platform/database/index.js';
import { type EventBus } from '../../platform/events/index.js';
import { openDuckDb } from '../../platform/engine/duckdb/index.js';
import { type Lake } from '../../platform/lake/index.js';
import { type KeyRing, openKeyRing } from '../../platform/secrets/index.js';
import { IntakeRepository } from './data-access/intake.repository.js';
import { LakeQueryRepository } from './data-access/lake-query.repository.js';
import { shippedModels } from './data-access/model.js';
import { RunRecordRepository } from './data-access/run-record.repository.js';
import { UploadStore } from './data-access/upload-store.js';
import { type OpenRing } from './service/erased-customers.js';
import { ErasureService } from './service/erasure.service.js';
import { LineChecker } from './service/line-checker.service.js';
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
  lines: LineChecker;
  openRing: OpenRing;
}

export function createEtl(config: Config, lake: Lake): Etl {
  const { values } = config;
  let ring: Promise<KeyRing> | undefined;
  // Where nobody was ever erased, nobody needs a key.
  const openRing = () => (ring ??= openKeyRing(config));
  const engine = (tempDir: string) => ({
    memoryBytes: values.engineMemory,
    threads: values.engineThreads,
    tempDir,
  });
  const open = (tempDir: string) => openDuckDb(engine(tempDir));
  const modelSettings = {
    clvLifespanYears: values.clvLifespanYears,
    holidayCountry: values.holidayCountry,
    fiscalYearStartMonth: values.fiscalYearStartMonth,
  };
  const reader = new LakeReaderService(
    lake,
    new LakeQueryRepository(lake, engine(join(values.home, 'tmp', 'query')), values.exportLimit),
    shippedModels,
  );
  return {
    lake,
    openRing,
    runs: new RunService(
      lake,
      shippedModels,
      (tempDir) => openDuckDb({ ...engine(tempDir), longStatements: true }),
      {
        home: values.home,
        gate: {
          minRows: values.gateMinRows,
          minScore: values.gateMinScore,
          maxQuarantinedPercent: values.gateMaxQuarantined,
          maxDuplicatesPercent: values.gateMaxDuplicates,
        },
        models: modelSettings,
        currency: values.currency,
      },
      openRing,
      reader,
    ),
    reader,
    lineage: new LineageService(shippedModels),
    lines: new LineChecker(shippedModels, open, values.home, modelSettings),
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
  return new RunDispatcher(etl.runs, etl.reader, records, database, events, new IntakeRepository(database));
}

/** Erasures of customers: asked for, listed, and finished once the warehouse has followed. */
export function createErasures(
  etl: Etl,
  database: Database,
  events: EventBus,
  { values }: Config,
): ErasureService {
  return new ErasureService(
    etl.lake,
    new RunRecordRepository(database),
    etl.maintenance,
    new UploadStore(values.home, values.uploadLimit),
    database,
    etl.openRing,
    events,
  );
}
