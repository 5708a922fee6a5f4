import { setTimeout as sleep } from 'node:timers/promises';
import { describeOnDatabases } from '../support/databases.js';
import { Serving } from '../support/serving.js';

interface Line {
  sale_id: string;
  invoice_no: string;
  date: string;
  description: string | null;
  customer_country: string | null;
  country: string;
  total_amount: number;
  returned_sale_id: string | null;
}

interface List {
  data: Line[];
  pagination: {
    total: number;
    has_next: boolean;
    end_cursor: string | null;
    cursor_gold_version: number | null;
  };
  filters_applied: Record<string, unknown>;
  as_of: string | null;
  currency: string;
  gold_version: number;
  aggregations?: { net_revenue: number; lines: number };
  performance: { cache: string; total_source: string };
}

interface Problem {
  status: number;
  detail: string;
  hint?: string;
  errors?: { field: string; reason: string }[];
}

// One product that was renamed twice, one customer who moved, and beside them a return, an anonymous line and an unknown country.
const HISTORY = [
  '600001,20001,RED MUG,10,2011-01-10 09:00:00,2.5,12001,United Kingdom',
  '600002,20001,SCARLET MUG,1,2011-03-10 09:00:00,2.5,12001,France',
  '600003,20001,CRIMSON MUG,1,2011-05-10 09:00:00,2.5,12002,France',
  'C600004,20001,CRIMSON MUG,-2,2011-05-20 09:00:00,2.5,12001,France',
  '600005,ODD-1,,3,2011-05-21 10:30:00,1.25,,Unspecified',
  '600006,20002,TRAY,1,2011-05-22 09:00:00,4,12002,France',
  '600006,20002,TRAY,2,2011-05-22 09:00:00,4,12003,Germany',
];

describeOnDatabases('sales over HTTP', (target) => {
  let serving: Serving;
  const list = async (query: string, version: 'v1' | 'v2' = 'v1') => {
    const { status, body } = await serving.get<List>(`/api/${version}/sales?${query}`);
    expect([query, status]).toEqual([query, 200]);
    return body;
  };
  const idOf = async (invoice: string) => (await list(`invoice_no=${invoice}`)).data[0]?.sale_id ?? '';

  beforeAll(async () => {
    serving = await Serving.open(target.env());
  });

  afterAll(() => serving.close());

  it('is empty and well before anything was published', async () => {
    expect(await list('country=UK')).toMatchObject({
      data: [],
      pagination: { total: 0, has_next: false },
      currency: 'GBP',
      gold_version: 0,
    });
    expect(await list('include_aggregations=true', 'v2')).toMatchObject({
      data: [],
      aggregations: { net_revenue: 0, lines: 0, avg_order_value: null, by_country: [], by_month: [] },
    });
    expect((await serving.get('/api/v1/sales/2116ddce-2f80-85ba-822e-7b0ced3296be')).status).toBe(404);
  });

  it('shows what was published at once, whatever was kept before', async () => {
    await serving.bringLines('history.csv', HISTORY);
    expect(await list('country=UK')).toMatchObject({ pagination: { total: 1 }, gold_version: 1 });
  });

  it('shows attributes of the day of the line, and with as_of those of that day', async () => {
    const seen = async (query: string) =>
      (await list(`sort=date:asc&product=20001${query}`)).data.map(({ description, customer_country }) => [
        description,
        customer_country,
      ]);
    expect(await seen('')).toEqual([
      ['RED MUG', 'United Kingdom'],
      ['SCARLET MUG', 'France'],
      ['CRIMSON MUG', 'France'],
      ['CRIMSON MUG', 'France'],
    ]);
    const all = (mug: string, mover: string) => [
      [mug, mover],
      [mug, mover],
      [mug, 'France'],
      [mug, mover],
    ];
    // A version begins on its first day, and not a day before.
    expect(await seen('&as_of=2011-03-09')).toEqual(all('RED MUG', 'United Kingdom'));
    expect(await seen('&as_of=2011-03-10')).toEqual(all('SCARLET MUG', 'France'));
    expect(await seen('&as_of=2011-05-09')).toEqual(all('SCARLET MUG', 'France'));
    expect(await seen('&as_of=2011-05-10')).toEqual(all('CRIMSON MUG', 'France'));
    for (const early of ['0001-01-01', '1899-12-31', '1900-01-01'])
      expect(await seen(`&as_of=${early}`)).toEqual(all('RED MUG', 'United Kingdom'));
    for (const late of ['2030-01-01', '9999-12-31'])
      expect(await seen(`&as_of=${late}`)).toEqual(all('CRIMSON MUG', 'France'));
    expect((await list('product=20001&as_of=2011-03-09')).as_of).toBe('2011-03-09');
  });

  it('filters by the description that it shows', async () => {
    const total = async (query: string) => (await list(query)).pagination.total;
    expect(await total('product=scarlet')).toBe(1);
    expect(await total('product=scarlet&as_of=2011-04-01')).toBe(4);
    expect(await total('product=scarlet&as_of=2011-06-01')).toBe(0);
    expect(await total('product=2000')).toBe(0);
  });

  it('takes names, codes and aliases of countries, and says which filters it applied', async () => {
    for (const country of ['UK', 'gb', 'GBR', 'United Kingdom', ' great   britain '])
      expect((await list(`country=${encodeURIComponent(country)}`)).pagination.total).toBe(1);
    expect((await list('country=Unknown')).data).toMatchObject([{ country: 'Unknown', country_code: null }]);
    expect((await list('country=UK&min_amount=1&page=1&sort=date:asc')).filters_applied).toEqual({
      country: 'UK',
      min_amount: 1,
    });
    expect((await list('countries=UK,%20de&line_type=sale', 'v2')).filters_applied).toEqual({
      countries: ['UK', 'de'],
      line_type: 'sale',
    });
    const unknown = await serving.get<Problem>('/api/v2/sales?countries=UK,Germny,Narnia');
    expect(unknown.status).toBe(422);
    expect(unknown.body).toMatchObject({
      detail: "no country is called 'Germny', 'Narnia'",
      hint: 'Did you mean Germany?',
    });
  });

  it('shows one sale with all that belongs to it', async () => {
    const id = await idOf('600001');
    const back = await idOf('C600004');
    const { status, body } = await serving.get<{ data: Record<string, unknown>; gold_version: number }>(
      `/api/v1/sales/${id.toUpperCase()}`,
    );
    expect(status).toBe(200);
    expect(body).toMatchObject({ as_of: null, currency: 'GBP', gold_version: 1 });
    expect(body.data).toMatchObject({
      sale_id: id,
      date: '2011-01-10',
      quantity: 10,
      unit_price: 2.5,
      total_amount: 25,
      product: {
        stock_code: '20001',
        description: 'RED MUG',
        version: 1,
        valid_to: '2011-03-10',
        is_current: false,
      },
      customer: { customer_id: '12001', country: 'United Kingdom', valid_to: '2011-03-10', total_orders: 2 },
      invoice: {
        invoice_no: '600001',
        invoice_date: '2011-01-10T09:00:00.000Z',
        is_cancelled: false,
        invoice_total: 25,
      },
      country: { country: 'United Kingdom', country_code: 'GB', is_eu_member: false },
      quality_flags: [],
      returned_sale: null,
    });
    expect(body.data).not.toHaveProperty('origin');
    // A latest earlier sale of the same person, product and price.
    const returned = await serving.get<{ data: Record<string, unknown> }>(`/api/v1/sales/${back}`);
    const later = await idOf('600002');
    expect(returned.body.data).toMatchObject({
      returned_sale: { sale_id: later, invoice_no: '600002', quantity: 1, total_amount: 2.5 },
    });
    expect((await serving.get<{ data: object }>(`/api/v1/sales/${later}`)).body.data).toMatchObject({
      returns: [{ sale_id: back, invoice_no: 'C600004', total_amount: -5 }],
      returns_total: 1,
    });
    const then = await serving.get<{ data: object }>(`/api/v1/sales/${id}?as_of=2011-04-01`);
    expect(then.body.data).toMatchObject({
      product: { description: 'SCARLET MUG', version: 2 },
      customer: { country: 'France', version: 2 },
    });
  });

  it('tells what is doubtful about a line, and where it came from', async () => {
    const id = await idOf('600005');
    const { body } = await serving.get<{ data: Record<string, unknown> }>(`/api/v1/sales/${id}?trace=true`);
    expect(body.data).toMatchObject({
      customer: null,
      country: { country_key: '0', country: 'Unknown', country_code: null },
      quality_flags: [
        'missing_customer',
        'missing_description',
        'unknown_country',
        'unknown_stock_code_shape',
      ],
      origin: {
        file: 'history.csv',
        row: 5,
        line: 6,
        line_date: '2011-05-21T10:30:00.000Z',
        description: null,
        batch_id: body.data['batch_id'],
      },
    });
    const mixed = await serving.get<{ data: object }>(`/api/v1/sales/${await idOf('600006')}`);
    expect(mixed.body.data).toMatchObject({ quality_flags: ['several_customers_or_countries_on_invoice'] });
    // Its keys are those of the star schema, whole.
    const [keys] = await serving.database.rows<{ product_key: string }>(
      'SELECT product_key::text AS product_key FROM fact_sale WHERE sale_id = $1',
      [id],
    );
    expect(body.data).toMatchObject({ product: keys });
  });

  it('gives the fields that are asked for, and says what a total came from', async () => {
    const body = await list('fields=total_amount,sale_id&first=1&sort=total_amount:desc', 'v2');
    expect(body.data).toEqual([{ sale_id: await idOf('600001'), total_amount: 25 }]);
    expect(body.performance).toMatchObject({ total_source: 'version', cache: 'made' });
    const sources = await Promise.all(
      ['countries=FR', 'customer_ids=12001', 'min_amount=3', 'products=nothing', 'invoice_nos=600001'].map(
        async (query) => (await list(query, 'v2')).performance.total_source,
      ),
    );
    expect(sources).toEqual(['daily_figures', 'index', 'gold', 'nothing', 'index']);
  });

  it('answers 304 as long as nothing has changed, and the kept answer until then', async () => {
    const path = '/api/v2/sales?countries=FR&include_aggregations=true';
    const first = await serving.get<List>(path);
    const second = await serving.get<List>(path);
    expect([first.body.performance.cache, second.body.performance.cache]).toEqual(['made', 'memory']);
    expect({ ...second.body, performance: null }).toEqual({ ...first.body, performance: null });
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^W\/"[\w-]{27}"$/);
    const known = { 'if-none-match': `"other", ${tag}` };
    const third = await serving.get(path, known);
    expect([third.status, third.body, third.headers.get('etag')]).toEqual([304, undefined, tag]);
    expect((await serving.get(`${path}&first=1`, known)).status).toBe(200);
    await serving.bringLines('later.csv', ['600010,20002,TRAY,1,2011-06-01 09:00:00,4,12002,France']);
    const fourth = await serving.get<List>(path, known);
    expect(fourth.status).toBe(200);
    expect(fourth.headers.get('etag')).not.toBe(tag);
    expect(fourth.body.aggregations?.lines).toBe((first.body.aggregations?.lines ?? 0) + 1);
  });

  it('goes on from a cursor of a former version, and says so', async () => {
    const query = 'sort=date:asc&fields=invoice_no,date';
    const first = await list(`${query}&first=3`, 'v2');
    const cursor = first.pagination.end_cursor ?? '';
    const former = first.gold_version;
    // One line before the cursor's place, one after it.
    await serving.bringLines('between.csv', [
      '600020,20002,TRAY,1,2011-01-01 09:00:00,4,12002,France',
      '600021,20002,TRAY,1,2011-05-21 09:00:00,4,12002,France',
    ]);
    const rest = await list(`${query}&after=${cursor}`, 'v2');
    expect(rest.gold_version).toBe(former + 1);
    expect(rest.pagination.cursor_gold_version).toBe(former);
    expect(rest.data.map(({ invoice_no }) => invoice_no).sort()).toEqual(
      ['600005', '600006', '600006', '600010', '600021', 'C600004'].sort(),
    );
    for (const other of ['sort=date:desc', `${query}&countries=FR`])
      expect((await serving.get(`/api/v2/sales?${other}&after=${cursor}`)).status).toBe(422);
  });

  it('goes on without the engine where the version that is shown is not in the lake', async () => {
    const id = await idOf('600001');
    const v2 = 'first=1&min_amount=2.4';
    const before = await list(v2, 'v2');
    expect(before.performance.total_source).toBe('gold');
    await serving.database.rows(`UPDATE gold_version SET lake_id = 'x' || lake_id`);
    // What is known may be a second old.
    await sleep(1_100);
    const after = await list(v2, 'v2');
    expect(after.pagination.total).toBe(before.pagination.total);
    expect(after).toMatchObject({ performance: { total_source: 'count' }, data_quality: null });
    expect((await list('min_amount=2.4')).pagination.total).toBe(before.pagination.total);
    for (const path of [`/api/v2/sales?${v2}&include_aggregations=true`, `/api/v1/sales/${id}?trace=true`]) {
      const { status, headers } = await serving.get(path);
      expect([status, headers.get('content-type')]).toEqual([503, 'application/problem+json; charset=utf-8']);
    }
    expect((await serving.get(`/api/v1/sales/${id}`)).status).toBe(200);
    await serving.database.rows('UPDATE gold_version SET lake_id = substr(lake_id, 2)');
    await sleep(1_100);
    expect((await list(v2, 'v2')).performance.total_source).toBe('gold');
  });

  it('has a page, its total and its figures of one version, while versions come', async () => {
    const known = new Map<number, { lines: number; net: number }>();
    const note = async () => {
      const [row] = await serving.database.rows<{ version: number; lines: number; net: string }>(
        'SELECT version, (SELECT count(*) FROM fact_sale) AS lines, (SELECT sum(total_amount) FROM fact_sale) AS net FROM gold_version',
      );
      if (row) known.set(row.version, { lines: row.lines, net: Number(row.net) });
    };
    await note();
    let stop = false;
    const seen: List[] = [];
    const read = async (query: (n: number) => string) => {
      let newest = 0;
      for (let n = 0; !stop; n++) {
        const { status, body } = await serving.get<List>(query(n));
        expect(status).toBe(200);
        expect(body.gold_version).toBeGreaterThanOrEqual(newest);
        newest = body.gold_version;
        seen.push(body);
        await sleep(15);
      }
    };
    const readers = [
      read(() => '/api/v1/sales?size=100'),
      // Never kept.
      read((n) => `/api/v1/sales?size=100&min_amount=${-1_000_000 - n}`),
      read((n) => `/api/v2/sales?include_aggregations=true&min_amount=${-2_000_000 - n}`),
    ];
    for (let n = 0; n < 3; n++) {
      await serving.bringLines(`burst${n}.csv`, [
        `60010${n},20002,TRAY,${n + 1},2011-06-0${n + 1} 09:00:00,4,12002,France`,
      ]);
      await note();
    }
    await serving.warehouse.publication.publish({ whole: true });
    stop = true;
    await Promise.all(readers);
    const wrong = seen.filter(({ gold_version, data, pagination, aggregations }) => {
      const facts = known.get(gold_version);
      return (
        data.length !== facts?.lines ||
        pagination.total !== facts.lines ||
        (aggregations !== undefined &&
          (aggregations.lines !== facts.lines || Math.abs(aggregations.net_revenue - facts.net) > 0.00001))
      );
    });
    expect(wrong).toEqual([]);
    expect(new Set(seen.map(({ gold_version }) => gold_version)).size).toBeGreaterThan(2);
  });

  it.each([
    ...[
      'page=0',
      'page=1.5',
      'page=',
      'page=1e99',
      'page=100000001',
      'page=0x10',
      'size=0',
      'size=101',
      'page=1&page=2',
    ],
    ...[
      'country=Narnia',
      'country=',
      'country=%20',
      'country=UK&country=FR',
      'country=a%00b',
      `country=${'x'.repeat(201)}`,
    ],
    ...[
      'date_from=2011-02-30',
      'date_from=2011-1-1',
      'date_from=20110101',
      'date_from=0000-01-01',
      'date_to=tomorrow',
    ],
    ...[
      'date_from=2011-02-02&date_to=2011-02-01',
      'min_amount=2&max_amount=1',
      'min_amount=NaN',
      'min_amount=Infinity',
    ],
    ...[
      'min_amount=1e13',
      'max_amount=',
      'max_amount=0x1',
      'max_amount=1&max_amount=2',
      'line_type=refund',
      'sort=date',
    ],
    ...[
      'sort=date:up',
      'sort=sale_id:asc',
      'sort=date:asc;drop',
      'as_of=2011-13-01',
      'product=%00',
      'colour=red',
    ],
    ...['customer_id=%00', 'invoice_no=%20%00', 'page[]=1', 'country[x]=1'],
  ])('refuses %s', async (query) => {
    const { status, headers, body } = await serving.get<Problem>(`/api/v1/sales?${query}`);
    expect([query, status]).toEqual([query, 422]);
    expect(headers.get('content-type')).toContain('application/problem+json');
    expect(body.errors?.[0]?.field ?? body.detail).toBeTruthy();
  });

  it.each([
    ...[
      'first=0',
      'first=1001',
      'fields=',
      'fields=sale_id,secret',
      'fields=__proto__',
      'countries=UK,,FR',
      'countries=,',
    ],
    ...[
      'products=%00',
      `products=${'a,'.repeat(100)}a`,
      `customer_ids=${'1'.repeat(201)}`,
      'include_aggregations=1',
    ],
    ...[
      'after=',
      'after=a',
      'after=%22',
      `after=${'a'.repeat(301)}`,
      'page=2',
      'country=UK',
      'after=a&after=b',
    ],
    // A cursor by hand, with what does not fit.
    `after=${Buffer.from('[1,1,"x","1","00000000-0000-0000-0000-000000000000"]').toString('base64url')}`,
  ])('refuses %s in v2', async (query) => {
    const { status, headers } = await serving.get<Problem>(`/api/v2/sales?${query}`);
    expect([query, status]).toEqual([query, 422]);
    expect(headers.get('content-type')).toContain('application/problem+json');
  });

  it.each([
    ['/api/v1/sales/abc', 422],
    ['/api/v1/sales/00000000-0000-8000-8000-00000000000g', 422],
    ['/api/v1/sales/00000000-0000-8000-8000-000000000000%00', 422],
    ["/api/v1/sales/' OR 1=1 --", 422],
    ['/api/v1/sales/00000000-0000-8000-8000-000000000000', 404],
    ['/api/v1/sales/00000000-0000-8000-8000-000000000000?trace=yes', 422],
    ['/api/v1/sales/00000000-0000-8000-8000-000000000000?as_of=2011-02-30', 422],
    ['/api/v1/sales/00000000-0000-8000-8000-000000000000?x=1', 422],
  ])('answers %s with a problem of status %i', async (path, status) => {
    const answer = await serving.get<Problem>(path);
    expect([path, answer.status, answer.body.status]).toEqual([path, status, status]);
  });

  it('takes what would be SQL for text, in every parameter', async () => {
    const attacks = [
      `' OR '1'='1`,
      `'; DROP TABLE fact_sale; --`,
      `" OR ""="`,
      `$1`,
      `{1,2}`,
      `%' OR 1=1 --`,
      `\\'; SELECT 1 --`,
    ];
    const before = (await list('')).pagination.total;
    for (const attack of attacks) {
      const text = encodeURIComponent(attack);
      for (const name of ['product', 'customer_id', 'invoice_no'])
        expect((await list(`${name}=${text}`)).pagination.total).toBe(0);
      for (const name of ['products', 'customer_ids', 'invoice_nos'])
        expect((await list(`${name}=${text}&include_aggregations=true`, 'v2')).pagination.total).toBe(0);
      for (const name of ['country', 'date_from', 'min_amount', 'line_type', 'sort', 'as_of', 'page', 'size'])
        expect((await serving.get(`/api/v1/sales?${name}=${text}`)).status).toBe(422);
      for (const name of ['countries', 'fields', 'after', 'first'])
        expect((await serving.get(`/api/v2/sales?${name}=${text}`)).status).toBe(422);
    }
    expect((await list('size=1')).pagination.total).toBe(before);
  });
});
