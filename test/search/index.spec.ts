import fc from 'fast-check';
import { keyOf } from '../../src/modules/search/domain/document.js';
import { FACET_FIELDS, type FieldName } from '../../src/modules/search/domain/fields.js';
import { parseFilter } from '../../src/modules/search/domain/filter-parser.js';
import { type SearchAnswer, type SearchRequest } from '../../src/modules/search/index.js';
import { describeOnIndexes, product, Searching } from '../support/searching.js';
import { DOCUMENTS } from './documents.js';
import { fits } from './filter-oracle.js';

const DOCUMENT_KINDS = ['product', 'customer', 'invoice'] as const;

// The two adapters of one port: the same documents, the same questions. Databases and Typesense are real.
describeOnIndexes('a search index', ({ backend, env }) => {
  let searching: Searching;

  beforeAll(async () => {
    searching = await Searching.open(env());
    await searching.change(DOCUMENTS);
  });

  afterAll(() => searching.close());

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

  it('shows changes, and loses what is gone', async () => {
    const mug = product('99999', 'ZEBRA MUG', { category: 'Kitchen & Dining', popularity: 0.9 });
    const gone = DOCUMENTS.find(({ id }) => id === '18102')!;
    await searching.change([mug, { ...DOCUMENTS[0]!, title: 'ROYAL CAKESTAND' }], [gone]);
    expect(await ids('zebra')).toEqual(['99999']);
    expect(await ids('royal')).toEqual(['22423']);
    expect(await ids('regency')).toEqual([]);
    expect(await ids('18102')).toEqual([]);
    expect((await ask('*')).total).toBe(DOCUMENTS.length);
    await searching.change(DOCUMENTS, [mug]);
    expect((await ask('*', { size: 100 })).results.map(keyOfResult).sort()).toEqual(
      DOCUMENTS.map(keyOf).sort(),
    );
  });
});

function keyOfResult({ kind, id }: { kind: string; id: string }): string {
  return `${kind}:${id}`;
}
