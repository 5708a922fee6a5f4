import { randomInt, randomUUID } from 'node:crypto';
import pg from 'pg';

/** What a suite gets to work with: settings for a database of its own. */
export interface TestDatabase {
  name: string;
  /** Settings that choose the database; the embedded one lives in the home folder. */
  env: () => Record<string, string>;
  /** Settings that choose the queue as well: beside a server, Bull on a Redis of its own. */
  withQueue: () => Record<string, string>;
}

/** As many as servers.mjs gives Redis. */
const REDIS_DATABASES = 10_000;

/**
 * An empty database of the Redis server, if there is one: suites run beside each other, and a worker takes whatever job is in the
 * queue that it sees.
 */
export function redisDatabase(): string | undefined {
  const server = process.env['TEST_REDIS_URL'];
  return server === undefined ? undefined : `${server}/${randomInt(1, REDIS_DATABASES)}`;
}

/**
 * The same suite on the embedded PostgreSQL and on a PostgreSQL 15 server, each with a new, empty database. Where there is
 * no server, that half is skipped, loudly; under CI it fails.
 */
export function describeOnDatabases(name: string, suite: (database: TestDatabase) => void): void {
  describe(`${name}, embedded PostgreSQL`, () =>
    suite({ name: 'embedded', env: () => ({}), withQueue: () => ({}) }));
  describeOnServers(name, suite);
}

/** A suite that only makes sense on a PostgreSQL 15 server, with a new, empty database. */
export function describeOnServers(name: string, suite: (database: TestDatabase) => void): void {
  const server = process.env['TEST_DATABASE_URL'];
  if (server === undefined) {
    if (process.env['CI']) throw new Error('TEST_DATABASE_URL is missing: start the tests by npm test');
    console.warn(`SKIPPED: ${name} on PostgreSQL 15: npm test starts a server where it is installed`);
    return;
  }
  describe(`${name}, PostgreSQL 15`, () => {
    const database = `test_${randomUUID().replaceAll('-', '')}`;
    const url = new URL(server);
    url.pathname = `/${database}`;
    beforeAll(() => onServer(server, `CREATE DATABASE ${database}`));
    afterAll(() => onServer(server, `DROP DATABASE ${database} WITH (FORCE)`));
    const redis = redisDatabase();
    const env = () => ({ DATABASE_URL: url.href });
    suite({
      name: 'PostgreSQL 15',
      env,
      withQueue: () => ({ ...env(), ...(redis === undefined ? {} : { REDIS_URL: redis }) }),
    });
  });
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
