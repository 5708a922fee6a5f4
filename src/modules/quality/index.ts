export { RULES, type Rule } from './domain/rules.js';
export { type QualityScore, scoreOf } from './domain/score.js';
export { type GateSettings, type GateVerdict, judge } from './domain/gate.js';
export { type BatchQuality, BatchQualityRepository } from './data-access/batch-quality.repository.js';
export { type BatchReport } from './domain/batch-report.js';
export { BatchReports, type BatchReportSource } from './service/batch-reports.js';
export { createQuality, type Quality } from './quality.js';
export {
  type QuarantineFilter,
  type QuarantineRow,
  QuarantineService,
} from './service/quarantine.service.js';
export { qualityModule } from './quality-module.loader.js';
