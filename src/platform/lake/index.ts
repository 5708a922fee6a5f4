export { type CatalogueEntry, type CatalogueState, type TableSpec, type TableState } from './catalogue.js';
export { recordCount } from './delta.js';
export { CommitConflictError, Lake, rowCount, type TableChange, type VacuumReport } from './lake.js';
export { openLake, openStorage, RESTORE_MARK } from './open-lake.js';
export { LAKE_LEASE } from './lake-lease.js';
