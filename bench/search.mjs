// npm run bench:search [-- --products 4000]: the index in both databases: how long it takes to make, to bring up to date, and to answer.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { startPostgres } from '../test/support/servers.mjs';
import { machine, publishTable, quantile, ready, root } from './support.mjs';

const { values } = parseArgs({ options: { products: { type: 'string', default: '4000' } } });
await ready();
const load = (path) => import(join(root, 'dist', path));
const { createSearch } = await load('modules/search/index.js');
const { WarehouseReader } = await load('modules/warehouse/index.js');
const { loadConfig } = await load('platform/config/index.js');
const { openDatabase } = await load('platform/database/index.js');
const { EventBus } = await load('platform/events/index.js');

const WORDS = {
  colour: ['RED', 'BLUE', 'GREEN', 'PINK', 'WHITE', 'BLACK', 'IVORY', 'CREAM', 'SILVER', 'TURQUOISE'],
  style: [
    'VINTAGE',
    'RETROSPOT',
    'POLKADOT',
    'REGENCY',
    'WOODLAND',
    'CHRISTMAS',
    'FLORAL',
    'UNION JACK',
    'PAISLEY',
    'ANTIQUE',
  ],
  thing: [
    'LUNCH BAG',
    'CAKESTAND',
    'UMBRELLA',
    'T-LIGHT HOLDER',
    'DOORMAT',
    'TEAPOT',
    'ALARM CLOCK',
    'CUSHION COVER',
    'PICTURE FRAME',
    'DECORATION',
  ],
  detail: [
    'SMALL',
    'LARGE',
    'SET OF 3',
    'WITH LID',
    'HANGING',
    'WOODEN',
    'CERAMIC',
    'GLASS',
    'PACK OF 12',
    'MINI',
  ],
};
const QUERIES = [
  'red lunch bag',
  'regency cakstand',
  'umbrella',
  'xmas decor',
  'vintage doormats',
  'ceramic tea pot',
  'holder glass t-light',
  '2000',
  '20123',
  'antiqe frame',
  'polka dot cushion',
  'alarm clock ivory small',
  'christm',
  'union jack',
  'set of 3 wooden',
];
const ROUNDS = 20;

const count = Number(values.products);
const rows = [];
const server = await startPostgres();
try {
  rows.push(await measure('PostgreSQL 15', { DATABASE_URL: server.url }));
} finally {
  await server.stop();
}
rows.push(await measure('embedded', {}));
const table = [
  `${count} products. ${machine()}. Answers: ${QUERIES.length} queries × ${ROUNDS}, one after the other, explained and highlighted, 20 a page.`,
  '',
  '| database | index made, s | 100 changed products, s | answer p50, ms | p95, ms | with five facets p95, ms |',
  '|---|---|---|---|---|---|',
  ...rows.map((row) => `| ${row.join(' | ')} |`),
].join('\n');
publishTable('search', table);

async function measure(name, env) {
  const home = mkdtempSync(join(tmpdir(), 'tillhouse-bench-'));
  const config = loadConfig({ TILLHOUSE_HOME: home, ...env });
  const database = await openDatabase(config);
  try {
    const reader = new WarehouseReader(database, new EventBus(), 'GBP');
    const { search, store } = createSearch(config, database, reader, {
      query: () => Promise.reject(new Error('no gold')),
    });
    const made = await timed(() => apply(store, 1, products(count), true));
    const changed = await timed(() => apply(store, 2, products(100, ' NEW'), false));
    const plain = await answers(search, []);
    const faceted = await answers(search, ['category', 'country', 'price', 'total', 'last_date']);
    console.error(`${name}: done`);
    return [name, seconds(made), seconds(changed), part(plain, 0.5), part(plain, 0.95), part(faceted, 0.95)];
  } finally {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  }
}

async function apply(store, version, documents, whole) {
  const parts = (async function* () {
    yield documents;
  })();
  await store.apply({ version, lakeId: 'bench', documents: parts, gone: [], whole });
}

async function answers(search, facets) {
  const times = [];
  for (let round = -2; round < ROUNDS; round++) {
    for (const q of QUERIES) {
      const time = await timed(() => search.search({ q, kinds: ['product'], facets, page: 1, size: 20 }));
      // The first rounds load the words and warm the caches.
      if (round >= 0) times.push(time);
    }
  }
  return times;
}

function products(number, suffix = '') {
  const pick = (list, n) => list[n % list.length];
  return Array.from({ length: number }, (_, n) => {
    const title = `${pick(WORDS.colour, n)} ${pick(WORDS.style, Math.floor(n / 10))} ${pick(WORDS.thing, Math.floor(n / 100))} ${pick(WORDS.detail, Math.floor(n / 7))}${suffix}`;
    return {
      ...{
        kind: 'product',
        id: String(20_000 + n),
        title,
        category: pick(WORDS.thing, Math.floor(n / 100)),
        subcategory: null,
      },
      ...{
        brand: null,
        product_family: null,
        country: ['France', 'Germany', 'United Kingdom'].slice(n % 3),
        customer_segment: null,
      },
      ...{
        customer_id: null,
        price: (n % 400) / 10,
        total: n * 3.5,
        orders: n % 900,
        units: n,
        first_date: '2010-12-01',
      },
      ...{
        last_date: `2011-0${1 + (n % 8)}-15`,
        is_cancelled: null,
        popularity: (n % 100) / 100,
        digest: `${n}${suffix}`,
      },
    };
  });
}

async function timed(work) {
  const started = performance.now();
  await work();
  return performance.now() - started;
}

function seconds(ms) {
  return (ms / 1000).toFixed(2);
}

function part(times, share) {
  return quantile(times, share).toFixed(1);
}
