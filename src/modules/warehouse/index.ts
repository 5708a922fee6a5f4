export { nameOf, type Publication, type ShownGold } from './domain/star-schema.js';
export { type GoldQuery, GoldReader } from './service/gold-reader.service.js';
export { GoldExporter } from './service/gold-export.service.js';
export { type Verification } from './service/verification.service.js';
export { createWarehouse, type Warehouse } from './warehouse.js';
export { PUBLISH_QUEUE } from './queues.js';
export { warehouseModule } from './warehouse-module.loader.js';
export { WarehouseReader } from './service/warehouse-reader.service.js';
