export { RULES, type Rule } from './domain/rules.js';
export { type QualityScore, scoreOf } from './domain/score.js';
export { type GateSettings, type GateVerdict, judge } from './domain/gate.js';
export { type BatchQuality, BatchQualityRepository } from './data-access/batch-quality.repository.js';
