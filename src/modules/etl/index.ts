export { createDispatcher, createErasures, createEtl, type Etl } from './etl.js';
export { discoverFiles } from './data-access/readers/discover.js';
export { type SourceMapping, NO_MAPPING } from './domain/mapping.js';
export { readMapping } from './data-access/readers/mapping-file.js';
export { type RunReport } from './domain/run-report.js';
export { type Answer } from './data-access/lake-query.repository.js';
export { type Progress, type RunObserver, type RunRequest, SILENT } from './domain/run-request.js';
export { type RunDispatcher } from './service/run-dispatcher.service.js';
export { eraseRequest } from './service/erased-customers.js';
export { newRunId } from './service/run-id.js';
export { generateSynthetic } from './data-access/synthetic-writer.js';
export { etlModule, etlResolvers } from './etl-module.loader.js';
export { moveUploadPaths } from './data-access/upload-paths.js';
export { RUN_QUEUE } from './queues.js';
export { type IntakeRecord } from './data-access/intake.repository.js';
export { type NewWrite, WriteService } from './service/write.service.js';
export { CANONICAL, type CanonicalColumn } from './domain/columns.js';
export {
  type ItemError,
  type ItemResult,
  type LineValues,
  NO_VALUES,
  wholeLine,
  type WriteItem,
} from './domain/writes/write-request.js';
