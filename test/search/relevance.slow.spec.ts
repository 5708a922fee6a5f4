import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSearch, type Search } from '../../src/modules/search/index.js';
import { createWarehouse, type Warehouse, type WarehouseReader } from '../../src/modules/warehouse/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { typesenseEnv } from '../support/searching.js';

interface Labelled {
  query: string;
  about: string;
  /** `kind:id`; or what the title of a product has to match. */
  relevant?: string[];
  titles?: string;
}

const { queries } = JSON.parse(readFileSync(join(import.meta.dirname, 'relevance.json'), 'utf8')) as {
  queries: Labelled[];
};

// Gold of all real files, a real index in the embedded PostgreSQL and in Typesense. The star schema is not loaded: documents come from the lake.
describeOnlineRetail('relevance', ({ files }) => {
  let home: LakeHome;
  let folder: string;
  let database: Database;
  let warehouse: Warehouse;
  const searches: [name: string, Search][] = [];

  beforeAll(async () => {
    home = await LakeHome.open();
    await home.run(files);
    const { lake } = home.etl;
    const state = await lake.state();
    const gold = {
      version: state.version,
      lakeId: state.tables['fact_sale']?.metaData.id ?? '',
      publishedAt: 1,
    };
    const reader = { shown: () => Promise.resolve(gold) } as unknown as WarehouseReader;
    folder = mkdtempSync(join(tmpdir(), 'tillhouse-relevance-'));
    const configOf = (env: Record<string, string>) =>
      loadConfig({ TILLHOUSE_HOME: folder, TILLHOUSE_ENGINE_MEMORY: '512MiB', ...env });
    database = await openDatabase(configOf({}));
    warehouse = createWarehouse(configOf({}), lake, database, new EventBus());
    const open = async (name: string, env: Record<string, string>) => {
      const search = await createSearch(configOf(env), database, reader, warehouse.gold);
      await search.indexing.update();
      searches.push([name, search]);
    };
    await open('embedded', {});
    const typesense = typesenseEnv();
    if (typesense) await open('typesense', typesense);
    else console.warn('SKIPPED: relevance on Typesense: npm test starts a server where it is installed');
  }, 300_000);

  afterAll(async () => {
    await warehouse.gold.close();
    await database.close();
    await home.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Place of the first relevant result among ten, from 1; 0 where there is none. */
  async function rankOf(
    search: Search,
    { query, relevant, titles }: Labelled,
    backend: string,
  ): Promise<number> {
    const answer = await search.search.search({
      q: query,
      kinds: ['product', 'customer', 'invoice'],
      page: 1,
      size: 10,
    });
    expect(answer).toMatchObject({ backend, degraded: false });
    const pattern = titles === undefined ? undefined : new RegExp(titles);
    const at = answer.results.findIndex(({ kind, id, title }) =>
      pattern ? kind === 'product' && pattern.test(title) : relevant?.includes(`${kind}:${id}`),
    );
    return at + 1;
  }

  it('is as good as it has to be on every index', async () => {
    expect(queries.length).toBeGreaterThanOrEqual(60);
    for (const [name, search] of searches) {
      const ranks: [string, number][] = [];
      for (const labelled of queries) ranks.push([labelled.query, await rankOf(search, labelled, name)]);
      const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
      const mrr = mean(ranks.map(([, rank]) => (rank === 0 ? 0 : 1 / rank)));
      const hit = mean(ranks.map(([, rank]) => (rank > 0 && rank <= 5 ? 1 : 0)));
      const worse = ranks.filter(([, rank]) => rank !== 1);
      console.info(
        `${name}: MRR ${mrr.toFixed(3)}, hit@5 ${hit.toFixed(3)}, not first: ${JSON.stringify(worse)}`,
      );
      expect(mrr).toBeGreaterThanOrEqual(0.85);
      expect(hit).toBeGreaterThanOrEqual(0.95);
    }
  });

  it('finds Christmas decorations by "xmas decor", sold in the country that is asked for', async () => {
    for (const [, { search }] of searches) {
      const request = { q: 'xmas decor', countries: ['IE'], page: 1, size: 50 };
      const { results } = await search.search({ ...request, kinds: ['product'] });
      expect(results.length).toBeGreaterThan(0);
      for (const { document, title } of results) {
        expect(document?.country).toContain('Ireland');
        expect(`${title} ${document?.category ?? ''}`).toMatch(/CHRISTMAS|XMAS|NOEL/i);
      }
      const { total } = await search.search({ ...request, countries: undefined, kinds: ['product'] });
      expect(total).toBeGreaterThan(results.length);
    }
  });
});
