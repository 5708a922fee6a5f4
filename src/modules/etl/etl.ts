import { join } from 'node:path';
import { type Config } from '../../platform/config/index.js';
import { openDuckDb } from '../../platform/engine/duckdb/duckdb-engine.js';
import { Lake } from '../../platform/lake/index.js';
import { LocalStorage } from '../../platform/storage/local-storage.js';
import { LakeQueryRepository } from './data-access/lake-query.repository.js';
import { loadModels, MODELS_FOLDER } from './data-access/model.js';
import { LakeReaderService } from './service/lake-reader.service.js';
import { RunService } from './service/run.service.js';
import { MaintenanceService } from './service/maintenance.service.js';

/** The services of this module, put together from the settings. */
export interface Etl {
  runs: RunService;
  reader: LakeReaderService;
  maintenance: MaintenanceService;
  lake: Lake;
}

export function createEtl({ values }: Config): Etl {
  const root = join(values.home, 'lake');
  const lake = new Lake(new LocalStorage(root));
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
      new LakeQueryRepository(lake, root, engine(join(values.home, 'tmp', 'query'))),
      models,
    ),
    maintenance: new MaintenanceService(lake, open, values.home),
  };
}
