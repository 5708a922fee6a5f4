export { DatamartModule } from './datamart.module.js';
export { CatalogueService } from './service/catalogue.service.js';
export { SemanticService } from './service/semantic.service.js';
