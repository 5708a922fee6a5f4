export { createEtl, type Etl } from './etl.js';
export { discoverFiles } from './data-access/readers/discover.js';
export { type SourceMapping, NO_MAPPING } from './domain/mapping.js';
export { readMapping } from './data-access/readers/mapping-file.js';
export { type RunReport } from './domain/run-report.js';
export { type Answer } from './data-access/lake-query.repository.js';
export { type Progress } from './service/transformation.js';
export { generateSynthetic } from './data-access/synthetic-writer.js';
export { etlModule } from './etl-module.loader.js';
