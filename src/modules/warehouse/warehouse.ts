import { type Config } from '../../platform/config/index.js';
import { type Database } from '../../platform/database/index.js';
import { type EventBus } from '../../platform/events/index.js';
import { openDuckDb } from '../../platform/engine/duckdb/index.js';
import { type Lake } from '../../platform/lake/index.js';
import { GoldExporter } from './service/gold-export.service.js';
import { GoldReader } from './service/gold-reader.service.js';
import { PublicationService } from './service/publication.service.js';
import { VerificationService } from './service/verification.service.js';
import { WarehouseReader } from './service/warehouse-reader.service.js';

/** The services of this module, put together from the settings. */
export interface Warehouse {
  publication: PublicationService;
  verification: VerificationService;
  reader: WarehouseReader;
  gold: GoldReader;
  exporter: GoldExporter;
}

const MIB = 1024 * 1024;
/** The publisher is a guest of the API's process. */
const MOST_MEMORY = 192 * MIB;
/** Shared by those who ask at the same time. */
const READER_MEMORY = 256 * MIB;

export function createWarehouse(
  { values }: Config,
  lake: Lake,
  database: Database,
  events: EventBus,
): Warehouse {
  const opening = (most: number) => (tempDir: string) =>
    openDuckDb({
      memoryBytes: Math.min(values.engineMemory, most),
      threads: values.engineThreads,
      tempDir,
    });
  const open = opening(MOST_MEMORY);
  const publication = new PublicationService(lake, database, open, events, {
    home: values.home,
    currency: values.currency,
  });
  // The next publication compares with the version that is shown.
  lake.protect(async () => (await publication.shown())?.version);
  return {
    publication,
    verification: new VerificationService(lake, database, open, values.home),
    reader: new WarehouseReader(database, events, values.currency),
    gold: new GoldReader(lake, opening(READER_MEMORY), values.home),
    exporter: new GoldExporter(lake, open, values.home),
  };
}
