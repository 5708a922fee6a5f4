export { HealthModule } from './health.module.js';
export { Lifecycle } from './service/lifecycle.js';
