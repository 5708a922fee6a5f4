import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { LakeHome } from '../support/lake-home.js';

const HEAD = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
/** 8 rows of 64 cells: 62 filled; 3 break a rule (one of them two), 1 copy, 4 kept of which 1 without customer. */
const MARCH = [
  HEAD,
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
  '500001,20002,BLUE MUG,1,2024-03-01 09:00:00,0,12001,United Kingdom',
  '500001,20003,GREEN MUG,-4,2024-03-01 09:00:00,0,12001,United Kingdom',
  '500002,20001,RED MUG,two,2024-03-02 10:00:00,2.50,12002,France',
  'C500003,20001,RED MUG,-1,2024-03-03 10:00:00,2.50,12001,United Kingdom',
  '500004,20004,,3,2024-03-04 10:00:00,4,12003,Germany',
  '500005,20001,RED MUG,9,2024-03-05 10:00:00,2.50,,United Kingdom',
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
];
/** Clean, but for a line that March brought already. */
const APRIL = [
  HEAD,
  '500006,20001,RED MUG,2,2024-04-01 09:00:00,2.50,12001,United Kingdom',
  '500001,20001,RED MUG,6,2024-03-01 09:00:00,2.50,12001,United Kingdom',
];
/** Half of it without a price: with the gate of this test it is blocked. */
const MAY = [
  HEAD,
  ...Array.from(
    { length: 10 },
    (_, i) => `50010${i},20001,RED MUG,1,2024-05-01 09:0${i}:00,${i < 5 ? '0' : '2.50'},12001,United Kingdom`,
  ),
];

interface Body {
  [name: string]: unknown;
  data: Record<string, unknown>[];
}

// Real runs of a few lines, of which every figure was counted by hand.
describe('quality over HTTP', () => {
  let home: LakeHome;
  let server: Server;
  let folder: string;
  const runs: string[] = [];
  const get = async (path: string) => {
    const response = await fetch(`${server.url}/api/v1/quality/${path}`, { headers: AS_ADMIN });
    const body = (await response.json()) as Body;
    return { status: response.status, headers: response.headers, body };
  };
  const bring = async (name: string, lines: string[]) => {
    const path = join(folder, name);
    await writeFile(path, lines.join('\n'));
    const report = await home.run([path]);
    runs.push(report.run_id);
    return report.status;
  };

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-quality-'));
    home = await LakeHome.open({ TILLHOUSE_GATE_MIN_ROWS: '10' });
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: home.path,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        TILLHOUSE_GATE_MIN_ROWS: '10',
        TILLHOUSE_WORKER: 'off',
        ...ADMIN_ENV,
      }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await home.close();
    await rm(folder, { recursive: true, force: true });
  });

  it('answers for an empty lake', async () => {
    expect((await get('scores')).body).toMatchObject({
      as_of_version: 0,
      data: [],
      pagination: { total: 0, pages: 0, has_next: false, has_prev: false },
    });
    expect((await get('trends')).body.data).toEqual([]);
    expect((await get('dimensions')).body).toMatchObject({ run_id: null, rows: 0, score: null });
    expect((await get('recommendations')).body.data).toEqual([]);
    expect((await get('quarantine')).body).toMatchObject({ data: [], pagination: { total: 0 } });
    expect((await get('quarantine/summary')).body).toMatchObject({ lines: 0, by_reason: [] });
    expect((await get('profiles?table=fact_sale')).status).toBe(404);
  });

  describe('after three batches', () => {
    beforeAll(async () => {
      expect(await bring('march.csv', MARCH)).toBe('published');
      expect(await bring('april.csv', APRIL)).toBe('published');
      expect(await bring('may.csv', MAY)).toBe('blocked');
    });

    it('lists their scores, newest first, in pages', async () => {
      const { status, body } = await get('scores?size=2');
      expect(status).toBe(200);
      expect(body['pagination']).toEqual({
        page: 1,
        size: 2,
        total: 3,
        pages: 2,
        has_next: true,
        has_prev: false,
      });
      expect(body.data.map(({ run_id }) => run_id)).toEqual([runs[2], runs[1]]);
      expect(body.data[0]).toMatchObject({
        status: 'blocked',
        files: ['may.csv'],
        counts: { bronze: 10, silver: 5, quarantined: 5, duplicates: 0 },
        gate: { passed: false, judged: true },
        reasons: { zero_price: 5 },
      });
      expect((body.data[0]?.['gate'] as { reasons: string[] }).reasons.join()).toContain(
        '50.00% of the rows',
      );
      const rest = await get('scores?size=2&page=2');
      expect(rest.body['pagination']).toMatchObject({ has_next: false, has_prev: true });
      expect(rest.body.data).toHaveLength(1);
      expect((await get('scores?status=blocked')).body.data).toHaveLength(1);
      expect((await get('scores?status=rejected')).body.data).toEqual([]);
    });

    it('weighs six dimensions as they were counted', async () => {
      const march = (await get('scores?page=3&size=1')).body.data[0];
      expect(march).toMatchObject({
        run_id: runs[0],
        counts: { bronze: 8, silver: 4, quarantined: 3, duplicates: 1 },
        duplicates_within_batch: 1,
        copies_of_earlier_lines: 0,
        gate: { passed: true, judged: false, reasons: [] },
        reasons: { zero_price: 2, negative_quantity_without_cancellation: 1, invalid_quantity: 1 },
      });
      expect(march?.['warnings']).toMatchObject({ missing_customer: 1, missing_description: 1 });
      expect(march?.['dimensions']).toEqual({
        completeness: 62 / 64,
        accuracy: 6 / 8,
        consistency: 1,
        uniqueness: 7 / 8,
        validity: 7 / 8,
        timeliness: 1,
      });
      const score = 25 * (62 / 64) + 25 * (6 / 8) + 20 + 15 * (7 / 8) + 10 * (7 / 8) + 5;
      expect(march?.['score']).toBeCloseTo(score, 10);
    });

    it('shows the dimensions of the newest batch and of all accepted ones, with their counts', async () => {
      expect((await get('dimensions')).body).toMatchObject({
        scope: 'newest',
        run_id: runs[2],
        batches: 1,
        rows: 10,
      });
      const { body } = await get('dimensions?scope=accepted');
      expect(body).toMatchObject({ scope: 'accepted', run_id: null, batches: 2, rows: 10 });
      const of = Object.fromEntries(body.data.map(({ name, ...rest }) => [name, rest])) as Record<
        string,
        object
      >;
      expect(of['completeness']).toMatchObject({
        weight: 0.25,
        unit: 'cells',
        good: 78,
        all: 80,
        value: 78 / 80,
      });
      expect(of['accuracy']).toMatchObject({ weight: 0.25, unit: 'rows', good: 8, all: 10 });
      expect(of['uniqueness']).toMatchObject({ weight: 0.15, good: 9, all: 10 });
      expect(of['validity']).toMatchObject({ weight: 0.1, good: 9, all: 10 });
      expect(body.data.reduce((sum, { weight }) => sum + (weight as number), 0)).toBeCloseTo(1, 10);
      const weighted = body.data.reduce(
        (sum, { weight, value }) => sum + 100 * (weight as number) * (value as number),
        0,
      );
      expect(body['score']).toBeCloseTo(weighted, 10);
    });

    it.each(['day', 'week', 'month'])('shows how they went by the %s', async (granularity) => {
      const { body } = await get(`trends?granularity=${granularity}`);
      expect(body['granularity']).toBe(granularity);
      const all = body.data as unknown as { batches: number; blocked: number; counts: { bronze: number } }[];
      // Midnight may lie between two of the runs.
      expect(all.reduce((sum, { batches }) => sum + batches, 0)).toBe(3);
      expect(all.reduce((sum, { blocked }) => sum + blocked, 0)).toBe(1);
      expect(all.reduce((sum, { counts }) => sum + counts.bronze, 0)).toBe(20);
      expect((await get(`trends?granularity=${granularity}&limit=1`)).body.data).toHaveLength(1);
    });

    it('advises what to do, with the number that says so', async () => {
      const { body } = await get('recommendations?scope=accepted');
      const of = Object.fromEntries(body.data.map(({ code, ...rest }) => [code, rest])) as Record<
        string,
        object
      >;
      expect(of['zero_price']).toMatchObject({
        severity: 'high',
        measure: 'reasons.zero_price',
        affected: 2,
        of: 'rows',
        share: 0.2,
      });
      expect(of['missing_customer']).toMatchObject({ affected: 1, of: 'kept lines', share: 1 / 6 });
      expect(of['duplicates_within_batch']).toMatchObject({ affected: 1, share: 0.1 });
      expect(of['copies_of_earlier_lines']).toMatchObject({ affected: 1, share: 0.1 });
      expect(Object.keys(of)).not.toContain('unknown_country');
      expect(Object.keys(of)).not.toContain('untimely_dates');
      const newest = (await get('recommendations')).body.data;
      expect(newest.map(({ code }) => code)).toEqual(['zero_price']);
    });

    it('has a sentence and a way out for every rule', async () => {
      const { body } = await get('rules');
      expect(body['gate']).toEqual({
        min_rows: 10,
        min_score: 80,
        max_quarantined_percent: 10,
        max_duplicates_percent: 10,
      });
      const kinds = body.data.map(({ kind }) => kind);
      expect([kinds.filter((kind) => kind === 'error').length, kinds.length]).toEqual([9, 15]);
      for (const rule of body.data) {
        expect(rule['sentence']).not.toBe('');
        expect(rule['action']).not.toBe('');
      }
    });

    it('lists quarantined lines as they came, with all their reasons', async () => {
      const { body } = await get('quarantine');
      expect(body['as_of_version']).toBe(3);
      expect(body['pagination']).toMatchObject({ total: 3, pages: 1 });
      expect(body.data).toHaveLength(3);
      expect(body.data[1]).toMatchObject({
        cells: {
          invoice_no: '500001',
          stock_code: '20003',
          quantity: '-4',
          unit_price: '0',
          invoice_date: '2024-03-01 09:00:00',
          line_no: null,
        },
        reasons: [
          { code: 'zero_price', sentence: 'unit price is 0' },
          { code: 'negative_quantity_without_cancellation' },
        ],
        origin: { file: 'march.csv', row: 3, line: 4, run_id: runs[0] },
      });
      const { origin } = body.data[1] as unknown as { origin: { ingested_at: string; file_hash: string } };
      expect(Math.abs(Date.now() - Date.parse(origin.ingested_at))).toBeLessThan(600_000);
      expect(origin.file_hash).toMatch(/^[0-9a-f]{64}$/);
    });

    it('filters and pages them', async () => {
      const rows = async (query: string) =>
        (await get(`quarantine?${query}`)).body.data.map(({ origin }) => (origin as { row: number }).row);
      const today = new Date().toISOString().slice(0, 10);
      expect(await rows('reason=zero_price')).toEqual([2, 3]);
      expect(await rows('reason=invalid_quantity')).toEqual([4]);
      expect(await rows('reason=missing_invoice')).toEqual([]);
      expect(await rows('stock_code=20003')).toEqual([3]);
      expect(await rows('invoice_no=500001')).toEqual([2, 3]);
      expect(await rows('file=march.csv&size=2&page=2')).toEqual([4]);
      expect(await rows('file=april.csv')).toEqual([]);
      expect(await rows(`run_id=${runs[0]}`)).toEqual([2, 3, 4]);
      expect(await rows('ingested_from=2000-01-01')).toEqual([2, 3, 4]);
      expect(await rows('ingested_to=2000-01-01')).toEqual([]);
      expect(await rows('ingested_from=0001-01-01&ingested_to=9999-12-31')).toEqual([2, 3, 4]);
      expect(await rows(`ingested_from=${today}&ingested_to=1999-01-01`)).toEqual([]);
      expect(await rows(`page=1000000&size=100`)).toEqual([]);
      expect((await get('quarantine?reason=zero_price&stock_code=20003')).body['filters_applied']).toEqual({
        reason: 'zero_price',
        stock_code: '20003',
      });
    });

    it.each(["' OR 1=1 --", "'; DROP TABLE quarantine; --", '%27', '\\', '"', '$1', '{{x}}', '😀', ' '])(
      'takes %s for a text to look for',
      async (text) => {
        for (const name of ['stock_code', 'invoice_no', 'file', 'run_id']) {
          const { status, body } = await get(`quarantine?${name}=${encodeURIComponent(text)}`);
          expect([status, body.data]).toEqual([200, []]);
        }
        expect((await get('quarantine')).body['pagination']).toMatchObject({ total: 3 });
      },
    );

    it('sums them up by rule, file and batch', async () => {
      const { body } = await get('quarantine/summary');
      expect(body).toMatchObject({
        lines: 3,
        by_reason: [
          { code: 'zero_price', lines: 2 },
          { code: 'invalid_quantity', lines: 1 },
          { code: 'negative_quantity_without_cancellation', lines: 1 },
        ],
        files: 1,
        by_file: [{ file: 'march.csv', lines: 3 }],
        batches: 1,
        by_batch: [{ run_id: runs[0], lines: 3 }],
      });
      expect((await get('quarantine/summary?reason=invalid_quantity')).body).toMatchObject({
        lines: 1,
        by_reason: [{ code: 'invalid_quantity', lines: 1 }],
        filters_applied: { reason: 'invalid_quantity' },
      });
    });

    it('profiles the columns of a table', async () => {
      const { status, body } = await get('profiles?table=silver_sales');
      expect(status).toBe(200);
      // March's four kept lines and April's new one (a line that both brought stays once); May waits.
      expect(body).toMatchObject({ as_of_version: 3, table: 'silver_sales', layer: 'silver', rows: 5 });
      const columns = body['columns'] as { name: string; [figure: string]: unknown }[];
      const of = (name: string) => columns.find((column) => column.name === name);
      expect(of('customer_id')).toMatchObject({
        type: 'string',
        nulls: 1,
        null_share: 0.2,
        distinct: 2,
        method: 'exact',
        min: '12001',
        max: '12003',
        quantiles: null,
        top_values: [
          { value: '12001', rows: 3, share: 0.6 },
          { value: '12003', rows: 1, share: 0.2 },
        ],
      });
      expect(of('quantity')).toMatchObject({
        type: 'integer',
        nulls: 0,
        distinct: 5,
        min: '-1',
        max: '9',
        quantiles: { p25: 2, p50: 3, p75: 6 },
        top_values: [],
      });
      expect(of('unit_price')).toMatchObject({ type: 'decimal(18,4)', min: '2.5000', max: '4.0000' });
      expect(of('invoice_date')).toMatchObject({
        min: '2024-03-01T09:00:00.000Z',
        max: '2024-04-01T09:00:00.000Z',
        quantiles: null,
      });
      const reasons = (await get('profiles?table=quarantine')).body['columns'] as typeof columns;
      expect(reasons.find(({ name }) => name === 'reasons')).toMatchObject({
        distinct: 3,
        min: 'invalid_quantity',
      });
    });

    it('profiles an earlier version, and does not compute one twice', async () => {
      expect((await get('profiles?table=silver_sales&at_version=1')).body).toMatchObject({
        as_of_version: 1,
        rows: 4,
      });
      const counts = async () => {
        const text = await (await fetch(`${server.url}/metrics`, { headers: AS_ADMIN })).text();
        return ['hits', 'misses'].map((what) =>
          Number(new RegExp(`tillhouse_cache_${what}_total\\{cache="profiles"\\} (\\d+)`).exec(text)?.[1]),
        );
      };
      const [hits = NaN, misses = NaN] = await counts();
      await get('profiles?table=silver_sales');
      // Version 2 and 3 have the same silver: May's batch changed nothing.
      await get('profiles?table=silver_sales&at_version=2');
      expect(await counts()).toEqual([hits + 2, misses]);
    });

    it('agrees with SQL over every table of the lake', async () => {
      for (const table of [
        'fact_sale',
        'dim_product',
        'dim_date',
        'mart_sales_daily',
        'bronze_sales',
        'duplicates',
      ]) {
        const { status, body } = await get(`profiles?table=${table}`);
        expect([table, status]).toEqual([table, 200]);
        const columns = body['columns'] as { name: string; nulls: number; distinct: number }[];
        if (table === 'bronze_sales') continue;
        const figures = columns.map(
          ({ name }) => `count(*) - count("${name}") || '/' || count(DISTINCT "${name}") AS "${name}"`,
        );
        const [expected] = await home.sql<Record<string, string>>(
          `SELECT ${figures.join(', ')} FROM ${table}`,
        );
        expect(Object.fromEntries(columns.map((c) => [c.name, `${c.nulls}/${c.distinct}`]))).toEqual(
          expected,
        );
      }
    });

    it('tells Prometheus of the newest batch', async () => {
      const text = await (await fetch(`${server.url}/metrics`, { headers: AS_ADMIN })).text();
      const newest = (await get('scores?size=1')).body.data[0];
      expect(text).toContain(`tillhouse_quality_score ${newest?.['score'] as number}\n`);
      expect(text).toContain('tillhouse_quality_dimension{dimension="accuracy"} 0.5\n');
      expect(text).toContain('tillhouse_batches{status="blocked"} 1\n');
      expect(text).toContain('tillhouse_batches{status="accepted"} 2\n');
    });

    it('follows what a person decides', async () => {
      await home.execute({ kind: 'reject', run: runs[2] ?? '' });
      expect((await get('scores?status=rejected')).body.data).toMatchObject([{ run_id: runs[2] }]);
      expect((await get('scores')).body['pagination']).toMatchObject({ total: 3 });
    });
  });

  it.each([
    'scores',
    'trends',
    'dimensions',
    'recommendations',
    'rules',
    'profiles',
    'quarantine',
    'quarantine/summary',
  ])('tells nobody in particular nothing of %s', async (path) => {
    const answer = await fetch(`${server.url}/api/v1/quality/${path}`);
    expect(answer.status).toBe(401);
  });

  it.each([
    ['scores?page=0', 'page'],
    ['scores?page=1&page=2', 'page'],
    ['scores?page=1e3', 'page'],
    ['scores?page=99999999999999999999', 'page'],
    ['scores?size=101', 'size'],
    ['scores?status=fine', 'status'],
    ['scores?colour=red', 'colour'],
    ['trends?granularity=year', 'granularity'],
    ['trends?limit=0', 'limit'],
    ['dimensions?scope=all', 'scope'],
    ['recommendations?scope=', 'scope'],
    ['profiles', 'table'],
    ['profiles?table=Fact', 'table'],
    ['profiles?table=fact_sale;drop', 'table'],
    ['profiles?table=fact_sale&at_version=0', 'at_version'],
    ['quarantine?reason=bad', 'reason'],
    ['quarantine?file=', 'file'],
    ['quarantine?file=a%00b', 'file'],
    [`quarantine?invoice_no=${'9'.repeat(201)}`, 'invoice_no'],
    ['quarantine?stock_code=1&stock_code=2', 'stock_code'],
    ['quarantine?ingested_from=2011-02-30', 'ingested_from'],
    ['quarantine?ingested_to=yesterday', 'ingested_to'],
    ['quarantine?ingested_to=2011-02-01T00:00:00Z', 'ingested_to'],
    ['quarantine/summary?page=1', 'page'],
  ])('refuses %s by its field %s', async (path, field) => {
    const { status, headers, body } = await get(path);
    expect(status).toBe(422);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect((body['errors'] as { field: string }[]).map((error) => error.field)).toEqual([field]);
  });

  it.each([
    ['profiles?table=nothing', 'there is no table nothing'],
    ['profiles?table=constructor', 'there is no table constructor'],
    ['profiles?table=fact_sale&at_version=99', 'version 99 cannot be read'],
  ])('does not find %s', async (path, detail) => {
    const { status, body } = await get(path);
    expect(status).toBe(404);
    expect(body['detail']).toContain(detail);
  });
});
