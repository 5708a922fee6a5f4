import pg from 'pg';
import { type Config } from '../config/index.js';
import { AppError } from '../errors/app-error.js';
import { CONNECT_MS, Database } from './database.js';
import { embeddedPlace, ensureEmbedded } from './embedded/embedded-postgres.js';
import { migrate } from './migrate.js';
import { DatabaseAwayError, guardedClient } from './pool.js';

/** Connections of one process to a server. */
const POOL = 10;
/** The embedded one stays for this long after the last command, as the next one often follows. */
const EMBEDDED_IDLE_SECONDS = 5;

/**
 * Connects to DATABASE_URL, or to the embedded PostgreSQL of the home folder, which is started where it does not run, and
 * brings the schema up to date (`prepare`: does something else first of all). Throws AppError.
 */
export async function openDatabase(
  { values }: Config,
  prepare: (database: Database) => Promise<unknown> = (database) => migrate(database),
): Promise<Database> {
  const database =
    values.databaseUrl === '' ? await openEmbedded(values.home) : openServer(values.databaseUrl);
  try {
    await prepare(database);
    return database;
  } catch (error) {
    await database.close();
    const isAway = error instanceof DatabaseAwayError;
    if (error instanceof AppError && !isAway) throw error;
    const { message, code } = isAway ? error.cause : (error as Error & { code?: string });
    throw new AppError('unavailable', `the database cannot be used: ${message === '' ? code : message}`, {
      hint:
        values.databaseUrl === ''
          ? `It is the embedded one; its log is ${embeddedPlace(values.home).folder}/server.log.`
          : 'Check DATABASE_URL, and that the server is up.',
      cause: error,
    });
  }
}

async function openEmbedded(home: string): Promise<Database> {
  const place = embeddedPlace(home);
  await ensureEmbedded(place, EMBEDDED_IDLE_SECONDS);
  /** Starts the server again where it has died since. */
  class EmbeddedClient extends pg.Client {
    override connect(): Promise<this>;
    override connect(callback: (error: Error) => void): void;
    override connect(callback?: (error: Error) => void): Promise<this> | void {
      const ready = ensureEmbedded(place, EMBEDDED_IDLE_SECONDS);
      if (!callback) return ready.then(() => super.connect()) as Promise<this>;
      ready.then(() => super.connect(callback), callback);
    }
  }
  return new Database({
    // A connection that stays open tells the server that it is needed.
    connection: {
      host: place.socketFolder,
      user: 'postgres',
      database: 'postgres',
      max: 1,
      Client: EmbeddedClient,
      idleTimeoutMillis: 0,
    },
    embeddedBulkFolder: place.bulkFolder,
  });
}

function openServer(url: string): Database {
  return new Database({
    connection: { connectionString: url, max: POOL, Client: guardedClient(CONNECT_MS) },
  });
}
