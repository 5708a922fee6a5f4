export { SALES_RESOLVERS, SalesModule } from './sales.module.js';
