import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  buildClientSchema,
  buildSchema,
  getIntrospectionQuery,
  type IntrospectionQuery,
  lexicographicSortSchema,
  printSchema,
} from 'graphql';
import { ask, data, post, statementsOf } from '../graphql/asking.js';
import { shopLines } from '../sales/lines.js';
import { AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { Serving } from '../support/serving.js';

interface Node {
  saleId: string;
  totalAmount: number;
  invoiceNo: string;
}
interface Connection {
  sales: {
    totalCount: number;
    goldVersion: number;
    pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; endCursor: string | null };
    edges: { cursor: string; node: Node }[];
  };
}

const SDL = join(import.meta.dirname, '..', 'contract', 'schema.graphql');
const NESTED = `query($first: Int!) { sales(first: $first) { edges { node {
  saleId
  product { stockCode productKey }
  customer { customerId }
  invoice { invoiceNo invoiceTotal lines(first: 3) { saleId product { description } returns(first: 2) { saleId returnedSale { saleId } } } }
} } } }`;

// The real server over lines of a made-up shop.
describeOnDatabases('GraphQL', (target) => {
  let at: Serving;
  let url: string;

  beforeAll(async () => {
    at = await Serving.open(target.env());
    url = at.server.url;
    await at.bringLines('shop.csv', shopLines(600));
  });
  afterAll(() => at.close());

  const one = async <T extends object>(sql: string): Promise<T> => {
    const [row] = await at.database.rows<T>(sql);
    if (!row) throw new Error('unreachable');
    return row;
  };

  it('answers the example of the handbook', async () => {
    const { salesAnalytics, customerSegments } = await data<{
      salesAnalytics: { period: string; totalRevenue: number; uniqueCustomers: number }[];
      customerSegments: { segmentName: string; customerCount: number; avgLifetimeValue: number }[];
    }>(
      url,
      `query($granularity: TimeGranularity!) {
        salesAnalytics(granularity: $granularity) { period totalRevenue uniqueCustomers }
        customerSegments { segmentName customerCount avgLifetimeValue } }`,
      { variables: { granularity: 'MONTHLY' } },
    );
    const months = await at.database.rows<{ period: string; net: string; customers: number }>(
      `SELECT f.invoice_month AS period, sum(f.total_amount)::text AS net, count(DISTINCT c.customer_id) AS customers
       FROM (SELECT *, to_char(to_date(date_key::text, 'YYYYMMDD'), 'YYYY-MM') AS invoice_month FROM fact_sale) AS f
       JOIN dim_customer AS c USING (customer_key) GROUP BY 1 ORDER BY 1`,
    );
    expect(salesAnalytics).toEqual(
      months.map(({ period, net, customers }) => ({
        period,
        totalRevenue: Number(net),
        uniqueCustomers: customers,
      })),
    );
    const { n } = await one<{ n: number }>(
      `SELECT count(DISTINCT customer_id) AS n FROM fact_sale JOIN dim_customer USING (customer_key)
       WHERE line_type = 'sale' AND customer_id IS NOT NULL`,
    );
    expect(customerSegments.reduce((all, { customerCount }) => all + customerCount, 0)).toBe(n);
    const { body } = await at.get<{ segments: { segment_name: string; avg_lifetime_value: number }[] }>(
      '/api/v1/datamart/customers/segments',
    );
    expect(customerSegments.map(({ avgLifetimeValue }) => avgLifetimeValue)).toEqual(
      body.segments.map(({ avg_lifetime_value }) => avg_lifetime_value),
    );
  });

  describe('sales', () => {
    it('are the lines of REST, page by page, each once', async () => {
      const seen: Node[] = [];
      let after: string | null = null;
      do {
        const page: Connection = await data<Connection>(
          url,
          `query($after: String) { sales(first: 7, after: $after, sort: TOTAL_AMOUNT_DESC, filters: {countries: ["UK"], lineType: SALE}) {
            totalCount goldVersion pageInfo { hasNextPage hasPreviousPage endCursor } edges { cursor node { saleId totalAmount invoiceNo } } } }`,
          { variables: { after } },
        );
        const { edges, pageInfo } = page.sales;
        expect(pageInfo.hasPreviousPage).toBe(after !== null);
        expect(edges.at(-1)?.cursor).toBe(pageInfo.endCursor);
        seen.push(...edges.map(({ node }) => node));
        expect(pageInfo.hasNextPage).toBe(seen.length < page.sales.totalCount);
        after = pageInfo.hasNextPage ? pageInfo.endCursor : null;
      } while (after !== null);
      const { body } = await at.get<{
        data: { sale_id: string; total_amount: number; invoice_no: string }[];
      }>('/api/v2/sales?countries=UK&line_type=sale&sort=total_amount:desc&first=1000');
      expect(seen.length).toBeGreaterThan(100);
      expect(seen).toEqual(
        body.data.map(({ sale_id, total_amount, invoice_no }) => ({
          saleId: sale_id,
          totalAmount: total_amount,
          invoiceNo: invoice_no,
        })),
      );
    });

    it('have no fewer fields than REST tells, and keys beyond 53 bits are texts', async () => {
      const { sales } = await data<{ sales: { edges: { node: Record<string, unknown> }[] } }>(
        url,
        `{ sales(first: 1) { edges { node { saleId invoiceNo date invoiceDate lineType stockCode description category subcategory brand
          productFamily quantity unitPrice totalAmount customerId customerCountry rfmSegment country countryCode returnedSaleId
          createdAt batchId product { productKey } } } } }`,
      );
      const { body } = await at.get<{ data: Record<string, unknown>[] }>('/api/v1/sales?size=1');
      const { product, ...node } = sales.edges[0]?.node ?? {};
      const told = Object.fromEntries(
        Object.entries(node).map(([name, value]) => [
          name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
          name === 'lineType' ? String(value).toLowerCase() : value,
        ]),
      );
      expect(told).toEqual(body.data[0]);
      expect((product as { productKey: string }).productKey).toMatch(/^\d{10,}$/);
    });

    it('lead to invoices, returns and sales by one statement a level, however many lines there are', async () => {
      const few = await statementsOf(() => data(url, NESTED, { variables: { first: 2 } }));
      const many = await statementsOf(() => data(url, NESTED, { variables: { first: 20 } }));
      const reads = (texts: string[]) => texts.filter((text) => text.includes('fact_sale'));
      // The page; its details; lines of the invoices; their products; their returns; the sales of these.
      expect(reads(many).length).toBeLessThanOrEqual(6);
      expect(reads(few).length).toBeLessThanOrEqual(reads(many).length);
      expect(reads(many).length).toBeGreaterThanOrEqual(5);
    });

    it('lead to what SQL says', async () => {
      const found = await one<{
        sale_id: string;
        back: string;
        invoice_no: string;
        lines: number;
        total: string;
      }>(
        `SELECT s.sale_id, b.sale_id AS back, i.invoice_no, i.invoice_total::text AS total,
           (SELECT count(*) FROM fact_sale AS l WHERE l.invoice_key = s.invoice_key) AS lines
         FROM fact_sale AS b JOIN fact_sale AS s ON s.sale_id = b.returned_sale_id JOIN dim_invoice AS i ON i.invoice_key = s.invoice_key
         ORDER BY s.sale_id, b.date_key, b.sale_id LIMIT 1`,
      );
      const { sale } = await data<{
        sale: {
          invoice: { invoiceNo: string; invoiceTotal: number; lines: Node[] };
          returns: { saleId: string; returnedSale: Node }[];
        };
      }>(
        url,
        `query($id: ID!) { sale(id: $id) { invoice { invoiceNo invoiceTotal lines(first: 20) { saleId } }
          returns { saleId returnedSale { saleId } } } }`,
        { variables: { id: found.sale_id.toUpperCase() } },
      );
      expect(sale.returns[0]).toEqual({ saleId: found.back, returnedSale: { saleId: found.sale_id } });
      expect(sale.invoice).toMatchObject({ invoiceNo: found.invoice_no, invoiceTotal: Number(found.total) });
      expect(sale.invoice.lines).toHaveLength(found.lines);
    });
  });

  describe('errors', () => {
    it('say what REST says, at the field that is concerned', async () => {
      const {
        status,
        data: got,
        errors,
      } = await ask<{ sale: null; __typename: string }>(
        url,
        '{ sale(id: "0b1c2d3e-4f50-8161-9273-a4b5c6d7e8f9") { saleId } __typename }',
        { headers: { ...AS_ADMIN, 'x-correlation-id': 'mine' } },
      );
      expect(status).toBe(200);
      expect(got).toEqual({ sale: null, __typename: 'Query' });
      expect(errors).toMatchObject([
        { path: ['sale'], extensions: { code: 'NOT_FOUND', status: 404, correlation_id: 'mine' } },
      ]);
      const wrong = await ask(
        url,
        '{ sales(first: 0, filters: {dateFrom: "2011-02-30", minAmount: 1e15, countries: ["\\u0000"]}) { totalCount } }',
      );
      expect(wrong.errors?.[0]?.extensions).toMatchObject({ code: 'INVALID', status: 422 });
      expect(wrong.errors?.[0]?.extensions.errors?.map(({ field }) => field).sort()).toEqual([
        'filters.countries',
        'filters.dateFrom',
        'filters.minAmount',
        'first',
      ]);
      const order = await ask(
        url,
        '{ sales(filters: {dateFrom: "2011-02-02", dateTo: "2011-02-01"}) { totalCount } }',
      );
      expect(order.errors?.[0]?.message).toBe('date_to 2011-02-01 is before date_from 2011-02-02');
    });

    it('tell nothing of what went wrong inside', async () => {
      const broken = jest.spyOn(at.database, 'rows').mockRejectedValue(new Error('secret at 10.0.0.1'));
      try {
        const { errors } = await ask(
          url,
          '{ taskStatus(taskId: "2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de") { status } }',
        );
        expect(JSON.stringify(errors)).not.toContain('secret');
        expect(errors?.[0]?.extensions).toMatchObject({ code: 'INTERNAL', status: 500 });
      } finally {
        broken.mockRestore();
      }
    });
  });

  describe('limits', () => {
    const isRefused = async (query: string, message: RegExp, variables?: Record<string, unknown>) => {
      const { status, errors } = await ask(url, query, { variables });
      expect(status).toBe(400);
      expect(errors?.[0]?.extensions).toMatchObject({ code: 'BAD_REQUEST', status: 400 });
      expect(errors?.[0]?.message).toMatch(message);
    };
    const nested = (levels: number) => {
      const inner = 'invoice { lines(first: 1) { '.repeat(levels);
      return `{ sale(id: "0b1c2d3e-4f50-8161-9273-a4b5c6d7e8f9") { ${inner} saleId ${' } }'.repeat(levels)} } }`;
    };

    it('let 15 levels through and no more', async () => {
      // sale, six times invoice and lines, and then the id: 14.
      expect((await ask(url, nested(6))).errors?.[0]?.extensions.status).toBe(404);
      await isRefused(nested(7), /depth \(16\) exceeds the query depth limit of 15/);
    });

    it('let a cost of 1000 through and no more', async () => {
      // 1 + first × (edges, node and the fields of a line)
      const fields = 'saleId date quantity unitPrice totalAmount country stockCode';
      const query = `query($first: Int!) { sales(first: $first) { edges { node { ${fields} } } } }`;
      expect((await ask(url, query, { variables: { first: 100 } })).status).toBe(200);
      await isRefused(query.replace('saleId', 'saleId batchId'), /costs 1001, and 1000 is the most/, {
        first: 100,
      });
      const aliases = Array.from(
        { length: 6 },
        (_, n) => `a${n}: sales(first: 30) { edges { node { saleId date country stockCode } } }`,
      );
      await isRefused(`{ ${aliases.join(' ')} }`, /costs 1086/);
    });

    it('hold against bombs', async () => {
      await isRefused(
        '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
        /Cannot spread fragment "A" within itself/,
      );
      const doubled = Array.from(
        { length: 40 },
        (_, n) => `fragment F${n} on Query { ...F${n + 1} a${n}: __typename ...F${n + 1} }`,
      );
      await isRefused(`{ ...F0 } ${doubled.join(' ')} fragment F40 on Query { __typename }`, /nodes|cost/);
      await isRefused(`{ ${'a '.repeat(2_100)} }`, /more that 2000 tokens/);
      await isRefused(
        `{ ${Array.from({ length: 600 }, (_, n) => `a${n}: __typename`).join(' ')} b: __schema { types { name } } c: __schema { types { name } } }`,
        /tokens|costs/,
      );
      await isRefused(
        '{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }',
        /introspection|depth/i,
      );
      await isRefused(
        '{ a: __schema { types { name } } b: __schema { types { name } } c: __schema { types { name } } }',
        /costs/,
      );
      // A size below 1 takes nothing off the cost of the rest.
      await isRefused(
        '{ a: sales(first: -1000) { totalCount } b: sales(first: 100) { edges { node { saleId date country stockCode batchId quantity unitPrice category } } } }',
        /costs 1\d{3}, and/,
      );
      const long = await post(url, JSON.stringify({ query: `{ __typename } # ${'x'.repeat(20_000)}` }));
      expect(long.status).toBe(422);
      const batch = await post(url, JSON.stringify([{ query: '{ __typename }' }]));
      expect(batch.status).toBe(422);
      const large = await post(url, `{"query":"${'x'.repeat(5 * 1024 * 1024)}"}`);
      expect(large.status).toBe(413);
    });

    it('hold against what is malformed', async () => {
      for (const body of [
        '',
        '{',
        'null',
        '"x"',
        '7',
        '{}',
        '{"query":7}',
        JSON.stringify({ query: '{"kind":"Document"}' }),
        JSON.stringify({ query: 'null' }),
        JSON.stringify({ query: '{}' }),
        '{"query":"{__typename}","variables":[]}',
      ]) {
        const { status, errors } = await post(url, body);
        expect([body, status >= 400 && status < 500]).toEqual([body, true]);
        expect(errors?.[0]?.extensions.correlation_id).toBeTruthy();
      }
      await isRefused('{', /Syntax Error/);
      await isRefused('{ sales { nothing } }', /Cannot query field "nothing"/);
      await isRefused('query($n: Int!) { sales(first: $n) { totalCount } }', /got invalid value "x"/, {
        n: 'x',
      });
      await isRefused('query A { __typename } query B { __typename }', /several operations/);
      const id = await ask(url, 'query($id: ID!) { taskStatus(taskId: $id) { status } }', {
        variables: { id: '\u0000' },
      });
      expect(id.errors?.[0]?.extensions.status).toBe(404);
      const customer = await ask(
        url,
        'query($ids: [ID!]) { sales(filters: {customerIds: $ids}) { totalCount } }',
        {
          variables: { ids: ['1\u0000'] },
        },
      );
      expect(customer.errors?.[0]?.extensions.status).toBe(422);
    });
  });

  describe('who asks', () => {
    it('has to say so, but for the schema, which is that of the contract', async () => {
      const nobody = await ask(url, '{ sales { totalCount } }', { headers: {} });
      expect(nobody.status).toBe(401);
      expect(nobody.headers.get('www-authenticate')).toContain('Bearer');
      expect(nobody.errors?.[0]?.extensions).toMatchObject({ code: 'UNAUTHENTICATED', status: 401 });
      const wrong = await ask(url, '{ sales { totalCount } }', {
        headers: { authorization: 'Bearer x.y.z' },
      });
      expect(wrong.status).toBe(401);
      const schema = await data<IntrospectionQuery>(url, getIntrospectionQuery(), { headers: {} });
      const printed = (of: Parameters<typeof printSchema>[0]) => printSchema(lexicographicSortSchema(of));
      expect(printed(buildClientSchema(schema))).toBe(printed(buildSchema(readFileSync(SDL, 'utf8'))));
    });

    it('may use a token or a key as well, and do what they are allowed', async () => {
      const password = 'a quite long password';
      const made = await fetch(`${url}/api/v1/users`, {
        method: 'POST',
        headers: { ...AS_ADMIN, 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'vera', password, roles: ['viewer'] }),
      });
      expect(made.status).toBe(201);
      const token = await fetch(`${url}/api/v1/auth/token`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'vera', password }),
      });
      const { access_token } = (await token.json()) as { access_token: string };
      for (const headers of [basic('vera', password), { authorization: `Bearer ${access_token}` }])
        await data(url, '{ sales { totalCount } }', { headers });
      const denied = await ask<{ submitTask: null }>(
        url,
        'mutation { submitTask(taskName: "process_large_dataset", parameters: {dataset: "sales"}) { taskId } }',
        { headers: { ...basic('vera', password), 'x-correlation-id': 'denied' } },
      );
      expect(denied.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN', status: 403 });
      const { body } = await at.get<{
        data: { method: string; route: string; status: number; actor_name: string }[];
      }>('/api/v1/audit?correlation_id=denied');
      expect(body.data).toMatchObject([
        { route: '/api/graphql mutation submitTask', status: 403, actor_name: 'vera' },
      ]);
    });

    it('leaves in the audit log all that a write asks for, and of what', async () => {
      const routes = async (id: string, query: string, variables?: Record<string, unknown>) => {
        await ask(url, query, { variables, headers: { ...AS_ADMIN, 'x-correlation-id': id } });
        const { body } = await at.get<{ data: { route: string }[] }>(`/api/v1/audit?correlation_id=${id}`);
        return body.data.map(({ route }) => route);
      };
      const [one, two] = [crypto.randomUUID(), crypto.randomUUID()];
      expect(await routes('plain', `mutation { cancelTask(taskId: "${one}") { taskId } }`)).toEqual([
        `/api/graphql mutation cancelTask(${one})`,
      ]);
      const query = `mutation Two($id: ID!) { ...A ... on Mutation { b: cancelTask(taskId: $id) { taskId } } ...A }
        fragment A on Mutation { ...B a: cancelTask(taskId: "${one}") { taskId } }
        fragment B on Mutation { submitTask(taskName: "none") { taskId } }`;
      expect(await routes('fragments', query, { id: two })).toEqual([
        `/api/graphql mutation submitTask, cancelTask(${one}), cancelTask(${two})`,
      ]);
      const odd = 'x), submitTask\u0000';
      expect(
        await routes('odd', 'mutation($id: ID!) { cancelTask(taskId: $id) { taskId } }', { id: odd }),
      ).toEqual([`/api/graphql mutation cancelTask(${JSON.stringify(odd)})`]);
    });

    it('is not asked by a form of another page', async () => {
      const send = (type: string, body: string) =>
        fetch(`${url}/api/graphql`, { method: 'POST', headers: { ...AS_ADMIN, 'content-type': type }, body });
      expect((await send('text/plain', '{"query":"{__typename}"}')).status).toBe(415);
      expect((await send('application/x-www-form-urlencoded', 'query={__typename}')).status).toBe(415);
      expect((await send('application/graphql', '{__typename}')).status).toBe(415);
      const got = await fetch(`${url}/api/graphql?query={__typename}`, { headers: AS_ADMIN });
      expect(got.status).toBe(405);
      expect(got.headers.get('allow')).toBe('POST');
    });

    it('finds a page to try it, all of it from here', async () => {
      const page = await fetch(`${url}/api/graphql`);
      expect(page.headers.get('content-type')).toContain('text/html');
      const [, script] = /<script src="(.*?)">/.exec(await page.text()) ?? [];
      expect(script).toBe('/api/graphql/playground.js');
      const loaded = await fetch(url + String(script));
      expect(loaded.headers.get('content-type')).toContain('text/javascript');
      // What it asks the schema by is within the limits.
      const [query] = /\{ __schema .*(?=';)/.exec(await loaded.text()) ?? [''];
      const type = 'kind name ofType { kind name ofType { kind name ofType { kind name } } }';
      await data(url, query.replaceAll("' + TYPE + '", type), { headers: {} });
    });
  });
});
