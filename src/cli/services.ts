import type { createErasures as CreateErasures, Etl, RunDispatcher } from '../modules/etl/index.js';
import type { Publication, Warehouse } from '../modules/warehouse/index.js';
import type { Database } from '../platform/database/index.js';
import type { Config } from '../platform/config/index.js';

/** What a command needs that writes: the lake, the database, and the warehouse that follows the lake. */
export interface Services {
  etl: Etl;
  runs: RunDispatcher;
  warehouse: Warehouse;
  erasures: ReturnType<typeof CreateErasures>;
  database: Database;
  /** Does something while nobody else writes to the lake. */
  exclusively: <T>(work: () => Promise<T>) => Promise<T>;
  /** The publication that a run of this command brought about. */
  published: () => Publication | undefined;
}

/** Gives the services to some work and closes them afterwards. Loaded here: commands that only read the lake start faster. */
export async function withServices<T>(config: Config, work: (services: Services) => Promise<T>): Promise<T> {
  const [
    { openDatabase, withLease },
    { EventBus, PostgresTransport },
    { createDispatcher, createErasures, createEtl },
    { createWarehouse },
    { heedBackups },
    { LAKE_LEASE, openLake },
  ] = await Promise.all([
    import('../platform/database/index.js'),
    import('../platform/events/index.js'),
    import('../modules/etl/index.js'),
    import('../modules/warehouse/index.js'),
    import('../platform/backup/index.js'),
    import('../platform/lake/index.js'),
  ]);
  const database = await openDatabase(config);
  try {
    const events = new EventBus((error) => {
      // What the lake holds is right; the warehouse catches up with the next command or the server.
      process.stderr.write(`warning: the warehouse is not up to date: ${(error as Error).message}\n`);
    });
    if (!database.isEmbedded)
      events.connect(new PostgresTransport(database, config.values.databaseUrl, events));
    const lake = await openLake(config);
    heedBackups(lake, database);
    const etl = createEtl(config, lake);
    const warehouse = createWarehouse(config, etl.lake, database, events);
    let publication: Publication | undefined;
    events.subscribe('GoldPublished', async () => {
      publication = await warehouse.publication.publish();
    });
    return await work({
      etl,
      runs: createDispatcher(etl, database, events),
      warehouse,
      erasures: createErasures(etl, database, events, config),
      database,
      exclusively: (something) => withLease(database, LAKE_LEASE, something),
      published: () => publication,
    });
  } finally {
    await database.close();
  }
}
