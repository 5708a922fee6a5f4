import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSearch, type Search } from '../../src/modules/search/index.js';
import { type SearchDocument } from '../../src/modules/search/domain/document.js';
import { WarehouseReader } from '../../src/modules/warehouse/index.js';
import { type Config, loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { describeOnDatabases } from './databases.js';

/** What a suite gets to search on. */
export interface SearchTarget {
  backend: 'embedded' | 'typesense';
  env: () => Record<string, string>;
}

/** Settings of the Typesense server of the tests with a collection of its own; undefined where there is none, which fails under CI. */
export function typesenseEnv(): Record<string, string> | undefined {
  const url = process.env['TEST_TYPESENSE_URL'];
  const key = process.env['TEST_TYPESENSE_API_KEY'];
  if (url === undefined || key === undefined) {
    if (process.env['CI']) throw new Error('TEST_TYPESENSE_URL is missing: start the tests by npm test');
    return undefined;
  }
  const collection = `test-${randomUUID().slice(0, 8)}`;
  return { TYPESENSE_URL: url, TYPESENSE_API_KEY: key, TYPESENSE_COLLECTION: collection };
}

/** The same suite on the embedded index in both databases, and on a real Typesense. */
export function describeOnIndexes(name: string, suite: (target: SearchTarget) => void): void {
  describeOnDatabases(`${name}, embedded index`, ({ env }) => suite({ backend: 'embedded', env }));
  describeOnTypesense(name, suite);
}

export function describeOnTypesense(name: string, suite: (target: SearchTarget) => void): void {
  const env = typesenseEnv();
  if (env) describe(`${name}, Typesense`, () => suite({ backend: 'typesense', env: () => env }));
  else console.warn(`SKIPPED: ${name} on Typesense: npm test starts a server where it is installed`);
}

/** Real search over documents that the test makes; there is no gold. */
export class Searching {
  private version = 0;

  private constructor(
    readonly home: string,
    readonly database: Database,
    readonly search: Search,
    private readonly env: Record<string, string>,
  ) {}

  static async open(env: Record<string, string>): Promise<Searching> {
    const home = mkdtempSync(join(tmpdir(), 'tillhouse-search-'));
    const config = configOf(home, env);
    const database = await openDatabase(config);
    return new Searching(home, database, await searchOf(config, database), env);
  }

  /** The same indexes, as a program with other settings sees them. */
  with(env: Record<string, string>): Promise<Search> {
    return searchOf(configOf(this.home, { ...this.env, ...env }), this.database);
  }

  /**
   * Writes documents, and deletes others, as a worker does whose `search` it is; both indexes show it after. Answers of how many products
   * the meaning was computed.
   */
  async change(
    documents: SearchDocument[],
    gone: { kind: SearchDocument['kind']; id: string }[] = [],
    search = this.search,
  ): Promise<number> {
    const version = ++this.version;
    const parts = (async function* () {
      await Promise.resolve();
      yield documents.map((document) => ({ ...document, digest: String(version) }));
    })();
    const to = { version, lakeId: 'test' };
    await search.store.apply({ ...to, documents: parts, gone, whole: version === 1 });
    const embedded = await search.meaning.update();
    await search.typesense?.mirror.sync(to, { whole: false });
    // The words in memory are looked at once a second.
    await new Promise((resolve) => setTimeout(resolve, 1_050));
    return embedded;
  }

  async close(): Promise<void> {
    await this.database.close();
    rmSync(this.home, { recursive: true, force: true });
  }
}

function configOf(home: string, env: Record<string, string>): Config {
  return loadConfig({ TILLHOUSE_HOME: home, TILLHOUSE_SEARCH_EMBEDDINGS: 'off', ...env });
}

function searchOf(config: Config, database: Database): Promise<Search> {
  const reader = new WarehouseReader(database, new EventBus(), 'GBP');
  const gold = { query: () => Promise.reject(new Error('there is no gold')) };
  return createSearch(config, database, reader, gold);
}

/** A document with some fields of its own. */
export function product(id: string, title: string, fields: Partial<SearchDocument> = {}): SearchDocument {
  return { ...EMPTY, kind: 'product', id, title, ...fields };
}

export const EMPTY: SearchDocument = {
  ...{
    kind: 'product',
    id: '',
    title: '',
    category: null,
    subcategory: null,
    brand: null,
    product_family: null,
  },
  ...{
    country: [],
    customer_segment: null,
    customer_id: null,
    price: null,
    total: null,
    orders: null,
    units: null,
  },
  ...{ first_date: null, last_date: null, is_cancelled: null, popularity: 0 },
};
