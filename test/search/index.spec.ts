import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { keyOf } from '../../src/modules/search/domain/document.js';
import { FACET_FIELDS, type FieldName } from '../../src/modules/search/domain/fields.js';
import { parseFilter } from '../../src/modules/search/domain/filter-parser.js';
import { type SearchAnswer, type SearchRequest } from '../../src/modules/search/index.js';
import { describeOnIndexes, product, Searching } from '../support/searching.js';
import { writeWordModel } from '../support/word-model.js';
import { DOCUMENTS } from './documents.js';
import { fits } from './filter-oracle.js';

const PRODUCTS = DOCUMENTS.filter(({ kind }) => kind === 'product').length;
const DOCUMENT_KINDS = ['product', 'customer', 'invoice'] as const;

// The two adapters of one port: the same documents, the same questions. Databases and Typesense are real.
describeOnIndexes('a search index', ({ backend, env }) => {
  let searching: Searching;
  let models: string;
  /** Vectors can be compared: by pgvector, or by Typesense. */
  let comparesVectors: boolean;

  beforeAll(async () => {
    models = mkdtempSync(join(tmpdir(), 'tillhouse-models-'));
    const TILLHOUSE_SEARCH_EMBEDDINGS = writeWordModel(join(models, 'first'));
    searching = await Searching.open({ ...env(), TILLHOUSE_SEARCH_EMBEDDINGS });
    await searching.search.meaning.prepare();
    expect(await searching.change(DOCUMENTS)).toBe(PRODUCTS);
    const found = await searching.database.rows(`SELECT 1 FROM pg_extension WHERE extname = 'vector'`);
    comparesVectors = backend === 'typesense' || found.length > 0;
    if (!comparesVectors) console.warn('SKIPPED: meanings on a PostgreSQL without pgvector');
    // The embedded one always has it.
    if (searching.database.isEmbedded) expect(found).toHaveLength(1);
  });

  afterAll(async () => {
    await searching.close();
    rmSync(models, { recursive: true, force: true });
  });

  const ask = async (q: string, request: Partial<SearchRequest> = {}): Promise<SearchAnswer> => {
    const answer = await searching.search.search.search({
      ...{ q, kinds: DOCUMENT_KINDS, page: 1, size: 20 },
      ...request,
    });
    // Nobody answers in the place of the one that is tested.
    expect(answer).toMatchObject({ backend, degraded: false });
    return answer;
  };
  const ids = async (q: string, request: Partial<SearchRequest> = {}) =>
    (await ask(q, request)).results.map(({ id }) => id);
  const shown = async () => {
    const { version = 0 } = (await searching.search.store.state('embedded')) ?? {};
    return { version, lakeId: 'test' };
  };
  const filtered = async (filterBy: string) => (await ids('*', { filterBy, size: 100 })).sort();

  it.each([
    ['a word', 'regency', ['22423']],
    ['words in any order', 'holder light heart white', ['85123A']],
    ['a beginning', 'umbr', ['85014B']],
    ['a plural', 'umbrellas', ['85014B']],
    ['a misspelling', 'regancy', ['22423']],
    ['two misspellings', 'umbrrela', ['85014B']],
    ['letters that changed places', 'postgae', ['POST']],
    ['a synonym and another form', 'xmas decor', ['20668', '22574']],
    ['a synonym of two words', 'tealight holder white', ['85123A']],
    ['a foreign word', 'regenschirm', ['85014B']],
    ['an accent that is missing', 'cafe', ['22190']],
    ['an accent that is too many', 'régency', ['22423']],
    ['an apostrophe that is missing', 'childrens trinket', ['21232']],
    ['a code', '85123a', ['85123A']],
    ['the beginning of a code', '85123', ['85123A', '85123B']],
    ['a part of a code', '5123b', ['85123B']],
    ['a customer', 'customer 18102', ['18102']],
    ['an invoice', '541431', ['541431']],
    ['signs that are operators elsewhere', '"regency" -cakestand & | !', ['22423']],
  ])('finds %s', async (_, q, expected) => {
    expect((await ids(q)).sort()).toEqual([...expected].sort());
  });

  it('finds a customer before the invoices of the customer', async () => {
    expect(await ids('14646')).toEqual(['14646', '563076']);
  });

  it('takes what has most of the words where nothing has all', async () => {
    expect((await ids('regency cakestand zebra'))[0]).toBe('22423');
    expect(await ids('zebra')).toEqual([]);
  });

  it('says why, and marks what met', async () => {
    const { results } = await ask('xmas dekoration disco');
    expect(results[0]).toMatchObject({
      id: '20668',
      matches: [
        { term: 'xmas', field: 'title', text: 'CHRISTMAS', how: 'synonym' },
        { term: 'dekoration', field: 'title', text: 'DECORATION', how: 'typo' },
        { term: 'disco', field: 'title', text: 'DISCO', how: 'exact' },
      ],
      highlights: [
        { field: 'title', snippet: '<mark>DISCO</mark> BALL <mark>CHRISTMAS</mark> <mark>DECORATION</mark>' },
      ],
    });
    const [box] = (await ask('strawberry')).results;
    expect(box?.highlights[0]?.snippet).toBe(
      'CHILDREN&#39;S &quot;<mark>STRAWBERRY</mark>&quot; &lt;TRINKET&gt; BOX &amp; LID',
    );
  });

  it('lets through what fits a filter, as its definition says', async () => {
    const texts = ['kind', 'id', 'category', 'brand', 'country', 'customer_segment', 'customer_id'];
    const values = [
      'christmas',
      'Kitchen & Dining',
      'kitchen',
      'United Kingdom',
      'united',
      'POST',
      '17850',
      'gift_0001_20',
      'B&B',
      'at risk',
      'Champions',
      'nobody',
      'invoice',
    ];
    const quoted = fc.constantFrom(...values).map((value) => `\`${value}\``);
    const list = fc.oneof(
      quoted,
      fc.array(quoted, { minLength: 1, maxLength: 3 }).map((all) => `[${all.join(', ')}]`),
    );
    const text = fc
      .tuple(fc.constantFrom(...texts), fc.constantFrom(':', ':=', ':!='), list)
      .map((parts) => parts.join(''));
    const number = fc.constantFrom('-6', '0', '1.45', '2.95', '5', '150', '90000');
    const compared = fc.oneof(
      fc.tuple(fc.constantFrom('', '=', '!=', '>', '>=', '<', '<='), number).map((parts) => parts.join('')),
      fc
        .tuple(fc.constantFrom('', '=', '!='), number, number)
        .map(([sign, a, b]) => `${sign}[${a}..${b}, 18]`),
    );
    const numbers = fc
      .tuple(fc.constantFrom('price', 'total', 'orders', 'units'), compared)
      .map(([field, rest]) => `${field}:${rest}`);
    const day = fc.constantFrom('2010-12-01', '2011-01-18', '2011-08-11', '2011-08-30');
    const dates = fc
      .tuple(
        fc.constantFrom('first_date', 'last_date'),
        fc.constantFrom('', '=', '!=', '>', '>=', '<', '<='),
        day,
      )
      .map(([field, sign, at]) => `${field}:${sign}${at}`);
    const condition = fc.oneof(
      text,
      numbers,
      dates,
      fc.constantFrom('is_cancelled:true', 'is_cancelled:!=true'),
    );
    const { filter } = fc.letrec<{ filter: string }>((tie) => ({
      filter: fc.oneof(
        { maxDepth: 3 },
        condition,
        fc
          .tuple(tie('filter'), fc.constantFrom('&&', '||'), tie('filter'))
          .map(([a, sign, b]) => `(${a} ${sign} ${b})`),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(filter, async (filterBy) => {
        const parsed = parseFilter(filterBy);
        const expected = DOCUMENTS.filter((document) => fits(document, parsed)).map(({ id }) => id);
        expect(await filtered(filterBy)).toEqual(expected.sort());
      }),
      { numRuns: 60 },
    );
  });

  it('takes countries by what they are called, and customers, categories and amounts', async () => {
    expect((await ids('xmas', { countries: ['UK'] })).sort()).toEqual(['20668']);
    expect((await ids('christmas', { countries: ['fr', 'IE'] })).sort()).toEqual(['22574', '22950']);
    expect(await filtered('country:=EIRE')).toEqual(['22574']);
    expect((await ids('*', { segments: ['champions'], totalMin: 150_000 })).sort()).toEqual(['14646']);
    expect((await ids('*', { customerIds: ['17850'] })).sort()).toEqual(['17850', '536365']);
    expect((await ids('heart', { categories: ['lighting'], priceMax: 5 })).sort()).toEqual([
      '85123A',
      '85123B',
    ]);
    expect((await ids('*', { dateTo: '2010-12-01', kinds: ['invoice'] })).sort()).toEqual(['536365']);
    await expect(ask('*', { countries: ['Atlantis'] })).rejects.toThrow(`no country is called 'Atlantis'`);
  });

  it('sorts, and pages through everything once', async () => {
    const byPrice = await ids('*', { kinds: ['product'], sortBy: 'price:asc,popularity:desc', size: 100 });
    const priced = DOCUMENTS.filter(({ kind }) => kind === 'product');
    const expected = [...priced].sort(
      (a, b) => (a.price ?? 0) - (b.price ?? 0) || b.popularity - a.popularity,
    );
    expect(byPrice).toEqual(expected.map(({ id }) => id));
    const [dearest] = await ids('*', { sortBy: 'price:desc' });
    expect(dearest).toBe('POST');
    const pages = await Promise.all(
      [1, 2, 3, 4].map((page) => ids('*', { page, size: 5, sortBy: 'popularity:desc,id:asc' })),
    );
    expect(pages.map((page) => page.length)).toEqual([5, 5, 5, 4]);
    expect(pages.flat().sort()).toEqual(DOCUMENTS.map(({ id }) => id).sort());
  });

  it('counts what there is of each value', async () => {
    const { facets, total } = await ask('*', { facets: FACET_FIELDS, facetValues: 50 });
    expect(total).toBe(DOCUMENTS.length);
    const counted = (values: (string | null)[]) => {
      const counts: Record<string, number> = {};
      for (const value of values) if (value !== null) counts[value] = (counts[value] ?? 0) + 1;
      return counts;
    };
    const found = (field: FieldName) =>
      Object.fromEntries((facets[field] ?? []).map(({ value, count }) => [value, count]));
    expect(found('category')).toEqual(counted(DOCUMENTS.map(({ category }) => category)));
    expect(found('country')).toEqual(counted(DOCUMENTS.flatMap(({ country }) => country)));
    expect(found('customer_segment')).toEqual({ Champions: 2, 'At Risk': 1 });
    expect(found('last_date')).toEqual(
      counted(DOCUMENTS.map(({ last_date }) => last_date?.slice(0, 7) ?? null)),
    );
    expect(found('is_cancelled')).toEqual({ true: 1, false: 3 });
    expect(facets.price?.map(({ min, max, count }) => [min, max, count])).toEqual([
      [null, 1, 2],
      [1, 2, 3],
      [2, 5, 3],
      [5, 10, 1],
      [10, 20, 3],
    ]);
    expect(facets.category?.[0]).toEqual({ value: 'Christmas', count: 3 });
  });

  it('bears whatever is written', async () => {
    const hostile = [
      `'; DROP TABLE ops.search_document; --`,
      '\\',
      '\u0001\u0007\u200b',
      '&&||!()<->:*',
      '%_%',
      '😀 🎄',
      'a'.repeat(500),
      `${'x '.repeat(250)}`,
      '`',
      '{{constructor}}',
      '-- -',
      ':A',
      "''",
      '𝔯𝔢𝔤𝔢𝔫𝔠𝔶',
    ];
    for (const q of hostile) expect((await ask(q)).results).toEqual(expect.any(Array));
    expect(await ids('𝔯𝔢𝔤𝔢𝔫𝔠𝔶')).toEqual(['22423']);
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', maxLength: 200 }), async (q) => {
        expect((await ask(q.replaceAll('\u0000', ''))).total).toBeLessThanOrEqual(DOCUMENTS.length);
      }),
      { numRuns: 30 },
    );
    for (const value of [`x' OR '1'='1`, 'x) || price:>0', '$1', 'a\\']) {
      expect(await filtered(`category:=\`${value}\``)).toEqual([]);
    }
  });

  it('finds products by what they mean, and says why', async () => {
    if (!comparesVectors) {
      await expect(ask('beverage', { mode: 'semantic' })).rejects.toThrow(
        'mode=semantic cannot be answered: the PostgreSQL server has no extension vector (pgvector)',
      );
      const { meaning, results } = await ask('mug', { mode: 'hybrid' });
      expect(meaning).toMatchObject({
        enabled: false,
        used: false,
        reason: expect.stringContaining('pgvector') as string,
      });
      expect(results.map(({ id }) => id)).toEqual(['22190']);
      return;
    }
    expect(await ids('beverage')).toEqual([]);
    const { results, total, byKind, meaning } = await ask('the beverage', { mode: 'semantic' });
    expect({ total, byKind }).toEqual({ total: 1, byKind: { product: 1 } });
    expect(meaning).toMatchObject({ mode: 'semantic', enabled: true, used: true });
    expect(meaning.model).toMatch(/^made-up-words@1\.0\.0#/);
    expect(results).toMatchObject([
      {
        id: '22190',
        matches: [],
        semantic: { rank: 1, words: [{ term: 'beverage', text: 'MUG' }] },
      },
    ]);
    expect(results[0]?.semantic?.similarity).toBeGreaterThan(0.9);
    expect(results[0]?.relevance).toBeGreaterThan(0.9);
    // What is misspelt is taken for what was meant, and lines have no meaning.
    expect(await ids('umbrrela', { mode: 'semantic', kinds: ['product', 'sale'] })).toEqual(['85014B']);
  });

  it('puts words and meanings into one ranking', async () => {
    if (!comparesVectors) return;
    const hearts = ['22574', '85123A', '85123B'];
    expect((await ids('romance', { mode: 'hybrid' })).sort()).toEqual(hearts);
    const { results, total, meaning } = await ask('heart christmas', { mode: 'hybrid' });
    expect(meaning.used).toBe(true);
    // What words find comes first, where meaning finds it too; the rest is near in meaning alone.
    expect(results[0]).toMatchObject({ id: '22574', relevance: 1, semantic: { rank: 1 } });
    expect(results.map(({ id }) => id).sort()).toEqual([...hearts, '20668', '22950'].sort());
    expect(total).toBe(5);
    expect(results.filter(({ matches }) => matches.length === 0)).toEqual([]);
    const pages = [];
    for (const page of [1, 2, 3]) pages.push(await ids('heart christmas', { mode: 'hybrid', page, size: 2 }));
    expect(pages.flat()).toEqual(results.map(({ id }) => id));
    // Other kinds are found by their words.
    const customer = await ask('14646 heart', { mode: 'hybrid' });
    expect(customer.results.map(({ kind }) => kind)).toContain('product');
    expect((await ask('14646', { mode: 'hybrid' })).meaning).toMatchObject({
      used: false,
      reason: expect.stringContaining('none of the words') as string,
    });
    expect(await ids('14646', { mode: 'hybrid' })).toEqual(['14646', '563076']);
    expect((await ids('*', { mode: 'hybrid' })).length).toBe(DOCUMENTS.length);
  });

  it('filters and counts what it found by meaning', async () => {
    if (!comparesVectors) return;
    for (const mode of ['semantic', 'hybrid'] as const) {
      expect(await ids('romance', { mode, countries: ['IE'] })).toEqual(['22574']);
      expect(await ids('romance', { mode, filterBy: 'price:<1' })).toEqual(['22574']);
      const { facets } = await ask('romance', { mode, facets: ['category', 'price'] });
      expect(facets.category).toEqual([
        { value: 'Lighting', count: 2 },
        { value: 'Christmas', count: 1 },
      ]);
      expect(facets.price?.map(({ min, count }) => [min, count])).toEqual([
        [null, 1],
        [2, 2],
      ]);
    }
    const both = await ask('heart christmas', { mode: 'hybrid', facets: ['category'] });
    expect(both.facets.category).toEqual([
      { value: 'Christmas', count: 3 },
      { value: 'Lighting', count: 2 },
    ]);
    expect((await ask('romance', { mode: 'semantic', kinds: ['customer'] })).results).toEqual([]);
    // What words and meaning find is counted together before the values are cut.
    const most = await ask('cake heart', { mode: 'hybrid', facets: ['country'], facetValues: 1 });
    expect(most.facets.country).toEqual([{ value: 'United Kingdom', count: 3 }]);
    const alone = await ask('heart', { mode: 'hybrid', facets: ['country'], facetValues: 1 });
    expect(alone.facets.country).toEqual([{ value: 'United Kingdom', count: 2 }]);
  });

  it('answers by words where comparing meanings fails, and says so', async () => {
    if (!comparesVectors || backend === 'typesense') return;
    const before = await searching.database.rows<{ embedding: number[] }>(
      `UPDATE ops.search_vector SET embedding = '{1,2}' WHERE id = '22190' RETURNING (SELECT embedding FROM ops.search_vector WHERE id = '22190')`,
    );
    try {
      const { results, meaning } = await ask('heart', { mode: 'hybrid', size: 1, page: 2 });
      expect(results.map(({ id }) => id)).toEqual(await ids('heart', { size: 1, page: 2 }));
      expect(meaning).toMatchObject({
        used: false,
        reason: 'comparing meanings failed or took too long: words alone were compared',
      });
      await expect(ask('heart', { mode: 'semantic' })).rejects.toThrow('different vector dimensions');
    } finally {
      await searching.database.rows(`UPDATE ops.search_vector SET embedding = $1 WHERE id = '22190'`, [
        before[0]?.embedding,
      ]);
    }
    expect((await ask('heart', { mode: 'hybrid' })).meaning.used).toBe(true);
  });

  it('refuses what meanings cannot answer', async () => {
    for (const mode of ['semantic', 'hybrid'] as const) {
      for (const sortBy of ['price:asc', '_text_match:asc', '_text_match:desc,price:asc']) {
        await expect(ask('heart', { mode, sortBy })).rejects.toMatchObject({
          kind: 'invalid',
          message: `sort_by cannot be given with mode=${mode}, which ranks by meaning, the nearest first`,
          hint: 'Leave sort_by away, or ask with mode=lexical.',
        });
      }
      if (!comparesVectors) continue;
      expect(await ids('heart', { mode, sortBy: '_text_match:desc' })).toEqual(await ids('heart', { mode }));
    }
    await expect(ask('*', { mode: 'semantic' })).rejects.toThrow('mode=semantic needs words');
    expect((await ask('heart')).meaning).toMatchObject({ mode: 'lexical', used: false });
  });

  it('shows changes, and loses what is gone', async () => {
    const mug = product('99999', 'ZEBRA MUG', { category: 'Kitchen & Dining', popularity: 0.9 });
    const gone = DOCUMENTS.find(({ id }) => id === '18102')!;
    expect(await searching.change([mug, { ...DOCUMENTS[0]!, title: 'ROYAL CAKESTAND' }], [gone])).toBe(2);
    expect(await ids('zebra')).toEqual(['99999']);
    expect(await ids('royal')).toEqual(['22423']);
    expect(await ids('regency')).toEqual([]);
    expect(await ids('18102')).toEqual([]);
    expect((await ask('*')).total).toBe(DOCUMENTS.length);
    await searching.change(DOCUMENTS, [mug]);
    expect((await ask('*', { size: 100 })).results.map(keyOfResult).sort()).toEqual(
      DOCUMENTS.map(keyOf).sort(),
    );
    expect(await searching.database.rows('SELECT id FROM ops.search_vector')).toHaveLength(PRODUCTS);
  });

  it('compares words where no product has a vector of the model, and says so', async () => {
    if (!comparesVectors) return;
    const folder = writeWordModel(join(models, 'of nobody'), { version: '0.9.0' });
    const { meaning, search } = await searching.with({ TILLHOUSE_SEARCH_EMBEDDINGS: folder });
    await meaning.prepare();
    const asked = (mode: 'semantic' | 'hybrid') =>
      search.search({ q: 'mug', mode, kinds: DOCUMENT_KINDS, page: 1, size: 20 });
    await expect(asked('semantic')).rejects.toThrow('has no vectors of this model');
    const { results, meaning: told } = await asked('hybrid');
    expect(results.map(({ id }) => id)).toEqual(['22190']);
    expect(told).toMatchObject({
      used: false,
      reason: expect.stringContaining('no vectors of this model') as string,
    });
  });

  it('waits for no model that is being prepared', async () => {
    const folder = writeWordModel(join(models, 'slow'), { version: '0.8.0' });
    const { meaning, typesense } = await searching.with({ TILLHOUSE_SEARCH_EMBEDDINGS: folder });
    const to = await shown();
    // All of them are asked before the thread that reads the model can have answered.
    const shows = Promise.resolve(typesense?.mirror.shows(to));
    const asked = [meaning.isBehind('of now'), meaning.update(), shows] as const;
    expect(await Promise.all(asked)).toEqual([false, 0, typesense && true]);
    await meaning.prepare();
    expect(await meaning.isBehind('of now')).toBe(true);
    if (typesense) expect(await typesense.mirror.shows(to)).toBe(false);
  });

  it('leaves vectors where they are while a worker without the model indexes', async () => {
    const without = await searching.with({ TILLHOUSE_SEARCH_EMBEDDINGS: 'off' });
    const { meaning, typesense } = searching.search;
    if (typesense) expect(await without.typesense?.mirror.shows(await shown())).toBe(true);
    const changed = { ...DOCUMENTS.find(({ id }) => id === '22190')!, price: 3 };
    const cup = product('99998', 'ZEBRA CUP', { popularity: 0.9 });
    expect(await searching.change([changed, cup], [], without)).toBe(0);
    expect(await ids('zebra')).toEqual(['99998']);
    // By Typesense, where it is the one that is tested: what had a vector still has it.
    if (comparesVectors) expect(await ids('beverage', { mode: 'semantic' })).toEqual(['22190']);
    expect(await meaning.isBehind('of now')).toBe(true);
    expect(await meaning.update()).toBe(2);
    if (typesense) {
      const to = await shown();
      expect(await typesense.mirror.shows(to)).toBe(false);
      const sent = { method: 'change', written: 2, deleted: 0 };
      expect(await typesense.mirror.sync(to, { whole: false })).toEqual(sent);
      for (const { mirror } of [typesense, without.typesense!]) {
        expect(await mirror.shows(to)).toBe(true);
        expect(await mirror.sync(to, { whole: false })).toMatchObject({ method: 'none' });
      }
    }
    if (comparesVectors)
      expect((await ids('beverage', { mode: 'semantic' })).sort()).toEqual(['22190', '99998']);
    expect(await searching.change(DOCUMENTS, [cup])).toBe(PRODUCTS);
  });

  it('gives products new vectors where the model is another', async () => {
    const folder = writeWordModel(join(models, 'second'), {
      more: { royal: [1, 1, 1, 1, 1, 1, 1, 1], regency: [1, 1, 1, 1, 1, 1, 1, 1.2] },
    });
    const { meaning, typesense, search } = await searching.with({ TILLHOUSE_SEARCH_EMBEDDINGS: folder });
    await meaning.prepare();
    expect(await meaning.isBehind('of now')).toBe(true);
    expect(await meaning.update()).toBe(PRODUCTS);
    expect(await meaning.isBehind('of now')).toBe(false);
    expect(await meaning.update()).toBe(0);
    if (typesense) {
      const to = await shown();
      expect(await typesense.mirror.shows(to)).toBe(false);
      expect(await typesense.mirror.sync(to, { whole: false })).toMatchObject({ method: 'whole' });
    }
    if (!comparesVectors) return;
    const request = { q: 'royal', mode: 'semantic', kinds: DOCUMENT_KINDS, page: 1, size: 20 } as const;
    const { results } = await search.search(request);
    expect(results[0]).toMatchObject({ id: '22423', semantic: { words: [{ text: 'REGENCY' }] } });
  });
});

function keyOfResult({ kind, id }: { kind: string; id: string }): string {
  return `${kind}:${id}`;
}
