export { HttpMetrics, type RecentRequests } from './http-metrics.js';
export { type GaugeDefinition, Metrics, type Sample } from './metrics.js';
