export { HealthModule } from './health.module.js';
export { type ComponentHealth, type HealthCheck, HealthRegistry } from './service/health.registry.js';
export { Lifecycle } from './service/lifecycle.js';
