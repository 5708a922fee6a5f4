export { type Publication } from './domain/star-schema.js';
export { type Verification } from './service/verification.service.js';
export { createWarehouse, type Warehouse } from './warehouse.js';
export { PUBLISH_QUEUE } from './queues.js';
export { warehouseModule } from './warehouse-module.loader.js';
