export {
  type ComponentHealth,
  type HealthCheck,
  HealthRegistry,
  type HealthStatus,
  type RegisteredCheck,
} from './health-registry.js';
