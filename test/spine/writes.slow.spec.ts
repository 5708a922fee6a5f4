import fc from 'fast-check';
import { type WriteItem } from '../../src/modules/etl/index.js';
import { create, values, WritableHome } from '../support/writable-home.js';

const update = (sale_id: string, cells: Record<string, string | null>): WriteItem => ({
  op: 'update',
  sale_id,
  values: cells,
  upsert: false,
});
const remove = (sale_id: string): WriteItem => ({ op: 'delete', sale_id, reason: 'a slip' });

describe('writes of clients', () => {
  let at: WritableHome;
  beforeEach(async () => (at = await WritableHome.open()));
  afterEach(() => at.home.close());

  const idOf = async (invoice: string, table = 'silver_sales') =>
    (
      await at.home.sql<{ sale_id: string }>(`SELECT sale_id FROM ${table} WHERE invoice_no = '${invoice}'`)
    )[0]?.sale_id ?? '';

  it('makes, changes, deletes and brings back sales, and keeps every row that ever said something', async () => {
    const made = await at.write([create(), create(), create({ quantity: '0' }), create({ line_no: '2' })]);
    expect(made.outcome.results.map(({ status }) => status)).toEqual(['created', 'unchanged', 'created']);
    expect(made.outcome.errors).toMatchObject([{ index: 2, field: 'quantity', reason: 'invalid_quantity' }]);
    expect(made.report.counts).toMatchObject({ bronze: 2, silver: 2 });
    const id = made.outcome.results[0]?.sale_id ?? '';

    await at.write([update(id, { quantity: '8', invoice_date: '2024-05-02' })]);
    expect(await at.facts()).toEqual(['1 20001 6 2.5000 11 2024-03', '1 20001 8 2.5000 11 2024-05']);
    await at.expectAsRebuilt();
    const { report } = await at.write([
      update(id, { unit_price: '3', invoice_date: '2024-04-02' }),
      remove(id),
    ]);
    expect(report.counts).toMatchObject({ bronze: 2, silver: 0, superseded: 1, operations: 1 });
    expect(report.lake_counts).toMatchObject({ bronze: 5, silver: 1, superseded: 3, operations: 1 });
    expect(await at.home.sql('SELECT date_key FROM mart_sales_daily')).toEqual([{ date_key: 20240301 }]);

    const back = await at.write([create()]);
    expect(back.outcome.results).toMatchObject([{ sale_id: id, status: 'created' }]);
    expect(await at.facts()).toEqual(['1 20001 6 2.5000 11 2024-03', '1 20001 6 2.5000 11 2024-03']);
    await at.expectAsRebuilt();
    const trace = await at.home.etl.reader.trace(id);
    expect(trace.former.map((row) => [row['_op'], row['quantity']])).toEqual([
      [null, '6'],
      ['update', '8'],
      ['update', '8'],
      ['delete', '8'],
    ]);
    expect(trace.bronze).toMatchObject({ _op: 'update', _file: expect.stringMatching(/^api-/) as string });
  });

  it('corrects, judges anew and discards lines of files, quarantined ones too', async () => {
    await at.file(
      'day.csv',
      '1,20001,MUG,6,2024-03-01,2.50,11,UK',
      '2,20001,MUG,6,2024-03-01,0,11,UK',
      '3,20001,MUG,0,2024-13-01,1,11,UK',
    );
    const [one, two, three] = [await idOf('1'), await idOf('2', 'quarantine'), await idOf('3', 'quarantine')];
    const first = await at.write([
      update(one, { customer_id: null }),
      update(two, { unit_price: '4.99' }),
      update(three, { quantity: '5' }),
    ]);
    expect(first.outcome.errors).toMatchObject([{ index: 2, field: 'invoice_date', reason: 'invalid_date' }]);
    expect(await at.facts()).toEqual(['1 20001 6 2.5000 - 2024-03', '2 20001 6 4.9900 11 2024-03']);
    await at.expectAsRebuilt();
    await at.write([remove(three)]);
    expect(await at.home.sql('SELECT * FROM quarantine')).toEqual([]);
    // The file once more, under another name: its lines are copies of lines that count no more.
    const again = await at.file(
      'other.csv',
      '1,20001,MUG,6,2024-03-01,2.50,11,UK',
      '2,20001,MUG,6,2024-03-01,0,11,UK',
      '3,20001,MUG,0,2024-13-01,1,11,UK',
      '4,20001,MUG,1,2024-03-02,2.50,11,UK',
    );
    expect(again.counts).toMatchObject({ bronze: 4, silver: 1, duplicates: 3 });
    expect((await at.facts()).length).toBe(3);
    await at.expectAsRebuilt();
  });

  it('writes nothing of a request that must be whole and is not', async () => {
    const { report, outcome } = await at.write([create(), remove('00000000-0000-8000-8000-000000000001')], {
      allOrNothing: true,
    });
    expect([report.version, outcome.results.length, outcome.errors[0]?.reason]).toEqual([
      null,
      0,
      'not_found',
    ]);
    expect(await at.home.etl.lake.head()).toBe(0);
  });

  it('erases a customer from operations too, which stay on their sale', async () => {
    await at.file('day.csv', '1,20001,MUG,6,2024-03-01,2.50,11,UK', '2,20001,MUG,1,2024-03-01,2.50,22,UK');
    const [one, two] = [await idOf('1'), await idOf('2')];
    // The line is the customer's and its correction is not, and the other way round; one is deleted.
    await at.write([
      update(one, { customer_id: '33', invoice_date: '2024-04-01' }),
      update(two, { customer_id: '11', invoice_date: '2024-05-01' }),
      create({ invoice_no: '5' }),
    ]);
    await at.write([remove(await idOf('5'))]);
    const report = await at.home.erase('11');
    expect(report.erasure?.lines).toBe(4);
    expect(await at.facts()).toEqual(['1 20001 6 2.5000 33 2024-04', '2 20001 1 2.5000 - 2024-05']);
    expect(await at.home.sql("SELECT * FROM bronze_sales WHERE customer_id LIKE '%11%'")).toEqual([]);
    await at.expectAsRebuilt();
    // And what comes later of that customer stays nobody's.
    await at.write([update(await idOf('2'), { customer_id: '11', quantity: '2' })]);
    expect(await at.facts()).toEqual(['1 20001 6 2.5000 33 2024-04', '2 20001 2 2.5000 - 2024-05']);
    await at.expectAsRebuilt();
  });

  it('gives the gold that a model of single steps gives, however writes and files mix (law 1)', async () => {
    const cells = fc.record({
      invoice_no: fc.constantFrom('1', '2', 'C3'),
      stock_code: fc.constantFrom('20001', '20002'),
      quantity: fc.constantFrom('1', '2', '-1'),
      invoice_date: fc.constantFrom('2024-01-31', '2024-02-01', '2024-03-01'),
      customer_id: fc.constantFrom('11', '22', null),
    });
    const pick = fc.nat(20);
    const item = fc.oneof(
      cells.map((one) => () => create(one)),
      fc.tuple(pick, fc.oneof(cells, fc.record({ quantity: fc.constantFrom('1', '3') }))).map(
        ([n, one]) =>
          (ids: string[]) =>
            update(ids[n % ids.length] ?? 'x', one),
      ),
      pick.map((n) => (ids: string[]) => remove(ids[n % ids.length] ?? 'x')),
      cells.map((one) => (): WriteItem => ({ op: 'upsert', sale_id: null, values: values(one) })),
    );
    const step = fc.oneof(
      { weight: 3, arbitrary: fc.record({ items: fc.array(item, { minLength: 1, maxLength: 5 }) }) },
      { weight: 1, arbitrary: fc.record({ lines: fc.array(cells, { minLength: 1, maxLength: 4 }) }) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 5 }), async (steps) => {
        const own = await WritableHome.open();
        try {
          for (const [n, one] of steps.entries()) {
            if ('lines' in one) {
              await own.file(
                `f${n % 2}-${n}.csv`,
                ...one.lines.map(
                  (c) =>
                    `${c.invoice_no},${c.stock_code},MUG,${c.quantity},${c.invoice_date},2.50,${c.customer_id ?? ''},UK`,
                ),
              );
              continue;
            }
            const known = (await own.home.etl.lake.state()).tables['silver_sales']
              ? await own.home.sql<{ sale_id: string }>(
                  'SELECT sale_id FROM silver_sales UNION SELECT sale_id FROM quarantine UNION SELECT sale_id FROM operations ORDER BY 1',
                )
              : [];
            const ids = known.map(({ sale_id: id }) => id);
            const items = one.items.map((make) => make(ids));
            const { outcome } = await own.write(
              items.filter((i) => i.op === 'create' || !('sale_id' in i) || i.sale_id !== 'x'),
            );
            // What the answer said is so.
            const now = await own.home.sql<{ sale_id: string }>(
              (await own.home.etl.lake.head()) > 0
                ? 'SELECT sale_id FROM silver_sales'
                : "SELECT '' AS sale_id",
            );
            const there = new Set(now.map(({ sale_id: id }) => id));
            const last = new Map(outcome.results.map((result) => [result.sale_id, result.status]));
            for (const [id, status] of last)
              if (status !== 'unchanged') expect([id, there.has(id)]).toEqual([id, status !== 'deleted']);
          }
          if ((await own.home.etl.lake.head()) > 0) await own.expectAsRebuilt();
        } finally {
          await own.home.close();
        }
      }),
      { numRuns: 6 },
    );
  }, 120_000);
});
