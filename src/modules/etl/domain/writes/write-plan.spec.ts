import fc from 'fast-check';
import {
  type CheckedLine,
  type CurrentLine,
  type CurrentLines,
  type LineCheck,
  planWrites,
} from './write-plan.js';
import { type LineValues, NO_VALUES, type WriteItem, type WriteRequest } from './write-request.js';

const at = new Date('2026-01-01T00:00:00Z');

/** Lines are what their values say; a quantity of 0 breaks a rule. */
function checked(values: LineValues): CheckedLine {
  const { invoice_no, stock_code, line_no, quantity, invoice_date } = values;
  return {
    hash: JSON.stringify(values),
    errors: quantity === '0' ? [{ field: 'quantity', reason: 'invalid_quantity', message: 'it is 0' }] : [],
    month: invoice_date?.slice(0, 7) ?? 'unknown',
    invoiceNo: invoice_no,
    stockCode: stock_code,
    lineNo: line_no,
  };
}

class Checks implements LineCheck {
  calls = 0;

  check(lines: readonly { values: LineValues }[]): Promise<CheckedLine[]> {
    this.calls++;
    return Promise.resolve(lines.map(({ values }) => checked(values)));
  }
}

function line(cells: Partial<LineValues> = {}): LineValues {
  return {
    ...NO_VALUES,
    ...{ invoice_no: 'A1', stock_code: 'S1', quantity: '1', unit_price: '1', invoice_date: '2026-01-01' },
    ...cells,
  };
}

function sale(saleId: string, values: LineValues): CurrentLine {
  const made = checked(values);
  return { ...made, saleId, values, quarantined: made.errors.length > 0 };
}

class Lake implements CurrentLines {
  constructor(
    readonly sales: readonly CurrentLine[],
    readonly gone: readonly string[] = [],
  ) {}

  find(ids: readonly string[], keys: readonly { invoiceNo: string; stockCode: string }[]) {
    return Promise.resolve({
      lines: this.sales.filter(
        ({ saleId, invoiceNo, stockCode, quarantined }) =>
          ids.includes(saleId) ||
          (!quarantined && keys.some((key) => key.invoiceNo === invoiceNo && key.stockCode === stockCode)),
      ),
      deleted: this.gone.filter((id) => ids.includes(id)),
    });
  }
}

let requests = 0;
function request(items: (WriteItem | null)[], options: Partial<WriteRequest> = {}): WriteRequest {
  return { id: `r${requests++}`, acceptedAt: at, allOrNothing: false, validate: true, items, ...options };
}

const create = (cells: Partial<LineValues> = {}): WriteItem => ({ op: 'create', values: line(cells) });
const upsert = (cells: Partial<LineValues> = {}, id: string | null = null): WriteItem => ({
  op: 'upsert',
  sale_id: id,
  values: line(cells),
});
const update = (id: string, values: Partial<LineValues>, orMake = false): WriteItem => ({
  op: 'update',
  sale_id: id,
  values,
  upsert: orMake,
});
const remove = (id: string): WriteItem => ({ op: 'delete', sale_id: id, reason: null });

async function plan(items: (WriteItem | null)[], lake = new Lake([]), options: Partial<WriteRequest> = {}) {
  const one = request(items, options);
  const made = await planWrites([one], new Checks(), lake);
  const { results, errors } = made.outcomes.get(one.id) ?? { results: [], errors: [] };
  return { ...made, statuses: results.map(({ status }) => status), errors };
}

describe('the plan of writes', () => {
  it('makes a line once, however often it is asked for', async () => {
    const { rows, statuses } = await plan([create(), create(), upsert()]);
    expect(statuses).toEqual(['created', 'unchanged', 'unchanged']);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.operation).toBeNull();
    const again = await plan([create()], new Lake([sale(checked(line()).hash, line())]));
    expect([again.statuses, again.rows]).toEqual([['unchanged'], []]);
  });

  it('changes what an update names and leaves the rest', async () => {
    const lake = new Lake([sale('s', line({ description: 'D', customer_id: '7' }))]);
    const { rows, months } = await plan(
      [update('s', { quantity: '5', customer_id: null, invoice_date: '2026-03-01' })],
      lake,
    );
    expect(rows).toMatchObject([
      {
        values: { quantity: '5', description: 'D', customer_id: null, invoice_no: 'A1' },
        operation: { op: 'update', target: 's' },
      },
    ]);
    expect([...months].sort()).toEqual(['2026-01', '2026-03']);
  });

  it('finds the line of an upsert by invoice, stock code and line number', async () => {
    const lake = new Lake([
      sale('one', line({ line_no: '1' })),
      sale('two', line({ line_no: '2' })),
      sale('other', line({ stock_code: 'S2' })),
    ]);
    const { rows, errors, statuses } = await plan(
      [upsert({ quantity: '9' }), upsert({ quantity: '9', line_no: '2' }), upsert({ stock_code: 'S3' })],
      lake,
    );
    expect(errors).toMatchObject([{ index: 0, field: null, reason: 'ambiguous_key' }]);
    expect(errors[0]?.message).toContain('one, two');
    expect(statuses).toEqual(['updated', 'created']);
    expect(rows[0]?.operation?.target).toBe('two');
  });

  it('keeps what an upsert does not say', async () => {
    const { rows } = await plan(
      [upsert({ quantity: '9' })],
      new Lake([sale('s', line({ description: 'D' }))]),
    );
    expect(rows[0]?.values.description).toBe('D');
  });

  it('deletes once, brings a line back by an operation, and updates nothing that is gone', async () => {
    const own = checked(line()).hash;
    const lake = new Lake([sale(own, line())]);
    const { rows, statuses, errors } = await plan(
      [remove(own), remove(own), update(own, { quantity: '3' }), create(), remove('none')],
      lake,
    );
    expect(statuses).toEqual(['deleted', 'unchanged', 'created']);
    expect(errors.map(({ index, reason }) => [index, reason])).toEqual([
      [2, 'deleted'],
      [4, 'not_found'],
    ]);
    expect(rows.map(({ operation }) => operation?.op)).toEqual(['delete', 'update']);
    const later = await plan([create()], new Lake([], [own]));
    expect(later.rows[0]?.operation).toMatchObject({ op: 'update', target: own });
  });

  it('judges a quarantined line anew, and refuses what breaks a rule still', async () => {
    const lake = new Lake([sale('q', line({ quantity: '0' }))]);
    expect((await plan([update('q', { unit_price: '2' })], lake)).errors).toMatchObject([
      { field: 'quantity', reason: 'invalid_quantity' },
    ]);
    expect((await plan([update('q', { quantity: '4' })], lake)).statuses).toEqual(['updated']);
    const healed: CurrentLine = { ...sale('q', line()), quarantined: true };
    expect((await plan([update('q', {})], new Lake([healed]))).statuses).toEqual(['updated']);
  });

  it('lets who works on the quarantine alone change nothing else', async () => {
    const lake = new Lake([sale('valid', line()), sale('q', line({ quantity: '0' }))]);
    const only = { quarantined: true } as const;
    const { errors, statuses } = await plan(
      [
        { op: 'update', sale_id: 'valid', values: { quantity: '9' }, upsert: false, ...only },
        { op: 'delete', sale_id: 'valid', reason: null, ...only },
        { op: 'delete', sale_id: 'q', reason: 'no sale', ...only },
      ],
      lake,
    );
    expect(errors.map(({ reason }) => reason)).toEqual(['not_quarantined', 'not_quarantined']);
    expect(statuses).toEqual(['deleted']);
  });

  it('sends bad lines to quarantine where they are not to be refused', async () => {
    const { statuses, rows } = await plan(
      [create({ quantity: '0' }), create({ quantity: '0' })],
      new Lake([]),
      {
        validate: false,
      },
    );
    expect([statuses, rows.length]).toEqual([['quarantined', 'quarantined'], 1]);
  });

  it('leaves no trace of a request that is all or nothing and fails', async () => {
    const all = request([create(), update('none', {})], { allOrNothing: true });
    const after = request([create()]);
    const { rows, outcomes } = await planWrites([all, after], new Checks(), new Lake([]));
    expect(outcomes.get(all.id)).toMatchObject({ results: [], errors: [{ index: 1, reason: 'not_found' }] });
    expect(outcomes.get(after.id)?.results).toMatchObject([{ index: 0, status: 'created' }]);
    expect(rows.map(({ request: of }) => of)).toEqual([after.id]);
  });

  it('asks the models a few times, not once an item', async () => {
    const checks = new Checks();
    const items = Array.from({ length: 1_000 }, (_, n) => upsert({ invoice_no: `N${n}` }));
    await planWrites([request(items)], checks, new Lake([]));
    expect(checks.calls).toBe(1);
  });

  it('says the same as doing one item after the other', async () => {
    const cells = fc.record({
      invoice_no: fc.constantFrom('A1', 'A2'),
      stock_code: fc.constantFrom('S1', 'S2'),
      quantity: fc.constantFrom('0', '1', '2'),
      line_no: fc.constantFrom(null, '1', '2'),
    });
    const known = ['s0', 's1', 's2', 'none', checked(line()).hash];
    const id = fc.constantFrom(...known);
    const item: fc.Arbitrary<WriteItem> = fc.oneof(
      cells.map(create),
      fc.tuple(cells, fc.option(id, { freq: 3 })).map(([values, of]) => upsert(values, of)),
      fc
        .tuple(
          id,
          fc.oneof(cells, fc.constant({}), fc.record({ quantity: fc.constantFrom('0', '3') })),
          fc.boolean(),
        )
        .map(([of, values, orMake]) => update(of, orMake ? line(values) : values, orMake)),
      id.map(remove),
    );
    const asked = fc.record({
      items: fc.array(item, { minLength: 1, maxLength: 6 }),
      allOrNothing: fc.boolean(),
      validate: fc.boolean(),
    });
    const state = fc.array(cells, { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(fc.array(asked, { minLength: 1, maxLength: 4 }), state, async (list, lines) => {
        const lake = new Lake(lines.map((values, n) => sale(`s${n}`, line(values))));
        const all = list.map(({ items, ...options }) => request(items, options));
        const together = await planWrites(all, new Checks(), lake);
        // One item a time: each sees the lake as those before it have left it.
        let now = lake;
        for (const { items, ...options } of all) {
          const before = now;
          const errors: unknown[] = [];
          const results: unknown[] = [];
          for (const [index, one] of items.entries()) {
            const alone = await planWrites(
              [{ ...options, allOrNothing: false, items: [one] }],
              new Checks(),
              now,
            );
            const outcome = alone.outcomes.get(options.id);
            results.push(...(outcome?.results ?? []).map((result) => ({ ...result, index })));
            errors.push(...(outcome?.errors ?? []).map((error) => ({ ...error, index })));
            now = written(now, alone.rows);
          }
          const isOut = options.allOrNothing && errors.length > 0;
          if (isOut) now = before;
          expect(together.outcomes.get(options.id)).toEqual({ results: isOut ? [] : results, errors });
        }
        const byId = (sales: readonly CurrentLine[]) =>
          Object.fromEntries(sales.map(({ saleId, values }) => [saleId, values]));
        expect(byId(written(lake, together.rows).sales)).toEqual(byId(now.sales));
      }),
      { numRuns: 500 },
    );
  });
});

/** The lake once the rows are in it. */
function written(lake: Lake, rows: Awaited<ReturnType<typeof planWrites>>['rows']): Lake {
  const sales = new Map(lake.sales.map((one) => [one.saleId, one]));
  const gone = new Set(lake.gone);
  for (const { values, operation } of rows) {
    const id = operation?.target ?? checked(values).hash;
    gone.delete(id);
    if (operation?.op === 'delete') {
      sales.delete(id);
      gone.add(id);
    } else sales.set(id, sale(id, values));
  }
  return new Lake([...sales.values()], [...gone]);
}
