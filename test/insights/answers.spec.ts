import { Serving } from '../support/serving.js';
import { type Asking, asking, type Data, INSIGHTS } from './asking.js';

const DAY_MS = 86_400_000;
const dayAfter = (first: string, days: number) =>
  new Date(Date.parse(first) + days * DAY_MS).toISOString().slice(0, 10);
const isWeekend = (day: string) => [0, 6].includes(new Date(day).getUTCDay());

/** Nobody by name on any working day until February but one; then 60 customers, of whom 40 come back within six weeks. */
const SHOP = [
  ...Array.from({ length: 176 }, (_, at) => dayAfter('2010-09-06', at))
    .filter((day) => !isWeekend(day) && day !== '2010-11-17')
    .map(
      (day, at) =>
        `5${at},20001,RED MUG,${20 + (at % 7)},${day} 10:00:00,${at % 10 < 5 ? 1.5 : 1.2},,Germany`,
    ),
  ...Array.from({ length: 60 }, (_, n) => n).flatMap((n) =>
    Array.from({ length: n < 20 ? 3 : n < 40 ? 2 : 1 }, (_, order) => {
      const day = dayAfter('2011-03-01', (n % 15) + order * (4 + (n % 11)));
      return [0, 1].map((item) => {
        const product = (n + item) % 5;
        // One has never had a description.
        const name = product === 4 ? '' : `MUG ${product}`;
        return `7${n}0${order},3000${product},${name},${1 + ((n * 7 + order) % 12)},${day} 11:00:00,${2 + product},C${n},Germany`;
      });
    }).flat(),
  ),
  '8000,20001,RED MUG,5,2011-04-15 09:00:00,1.5,LONELY,Germany',
  'C8001,20001,RED MUG,-2,2011-04-15 12:00:00,1.5,LONELY,Germany',
];

describe('answers of a small shop are as documented', () => {
  let serving: Serving;
  let ask: Asking;

  beforeAll(async () => {
    serving = await Serving.open();
    await serving.bringLines('shop.csv', SHOP);
    ask = await asking(serving);
  });

  afterAll(() => serving.close());

  it('refuse a field that is not declared, that is missing, or of another type', async () => {
    const operation = `get ${INSIGHTS}/customers/segment-movement`;
    const { body } = await serving.get<{ data: { periods: Data[] } }>(
      `${INSIGHTS}/customers/segment-movement`,
    );
    const altered = (change: (period: Data) => void) => {
      const copy = structuredClone(body);
      change(copy.data.periods[0] ?? {});
      return ask.contract.faults(operation, copy);
    };
    expect(altered(() => undefined)).toEqual([]);
    expect(altered((period) => (period['colour'] = 'red'))).toEqual([expect.stringContaining('colour')]);
    expect(altered((period) => delete period['stayed'])).toEqual([expect.stringContaining('stayed')]);
    expect(altered((period) => (period['stayed'] = null))).toEqual([expect.stringContaining('/stayed')]);
    expect(altered((period) => (period['from'] = 'June'))).toEqual([expect.stringContaining('/from')]);
    expect(altered((period) => (period['customers'] = -1))).toEqual([expect.stringContaining('/customers')]);
  });

  it('where nothing fits', async () => {
    for (const analysis of ['baskets', 'products/classes', 'products/elasticity'])
      await ask.get(`${analysis}?date_from=2030-01-01`);
    expect(await ask.get('customers/churn?page=100')).toMatchObject({ customers: [] });
  });

  it('where a product has no description, or no price to learn from', async () => {
    const { rules } = await ask.get('baskets?min_confidence=0');
    expect(rules).toContainEqual(expect.objectContaining({ antecedent: '30004', antecedent_name: null }));
    const { products, not_found } = await ask.get('products/elasticity?products=20001,30004,NOTHING');
    expect(products).toEqual([
      expect.objectContaining({ stock_code: '20001', is_estimable: true }),
      expect.objectContaining({ stock_code: '30004', is_estimable: false, description: null }),
    ]);
    expect(not_found).toEqual(['NOTHING']);
    expect(await ask.get('products/30004/recommendations')).toMatchObject({ stock_code: '30004' });
    const { products: classed } = await ask.get('products/classes?size=100');
    expect(classed).toContainEqual(expect.objectContaining({ stock_code: '30004', description: null }));
  });

  it('where the history is too short to test a model, and of who bought once', async () => {
    const { test, customers } = await ask.get('customers/lifetime-value?size=100');
    expect(test).toBeNull();
    expect(customers).toContainEqual(
      expect.objectContaining({ customer_id: 'LONELY', expected_order_value: null, expected_value: null }),
    );
    const churn = await ask.get('customers/churn?size=100');
    expect(churn).toMatchObject({ total: 61, test: null });
    const atRisk = (churn['customers'] as { value_at_risk: number | null }[]).map(
      ({ value_at_risk }) => value_at_risk ?? -1,
    );
    expect(atRisk).toEqual(atRisk.toSorted((one, other) => other - one));
    expect(await ask.get('customers/LONELY/outlook?days=730')).toMatchObject({
      days: 730,
      expected_value: null,
    });
    expect(await ask.get('customers/LONELY/recommendations')).toMatchObject({
      similar_customers: 0,
      recommendations: [],
    });
  });

  it('where nobody was known before, and of groups', async () => {
    const { as_of, periods } = await ask.get('customers/segment-movement?months=2');
    expect(as_of).toEqual(['2011-02-28', '2011-03-31', '2011-04-15']);
    expect(periods).toMatchObject([
      { new_customers: 60, stayed_share: null, moves: [] },
      { stayed_share: expect.any(Number) as number },
    ]);
    expect(await ask.get('customers/segment-movement?months=1')).toMatchObject({ periods: [{}] });
    for (const k of [2, 20]) expect(await ask.get(`customers/clusters?k=${k}`)).toMatchObject({ k });
  });

  it('where a day is closed against habit, and a period is of one day', async () => {
    const { anomalies } = await ask.get('anomalies?measure=orders&threshold=1&limit=200');
    expect(anomalies).toContainEqual(
      expect.objectContaining({ date: '2010-11-17', kind: 'unexpectedly_closed', score: null }),
    );
    const { month } = await ask.get('seasonality?measure=units&date_from=2010-10-29&date_to=2010-12-20');
    expect(month).toContainEqual(
      expect.objectContaining({ period: '2010-10', days: 1, standard_error: null }),
    );
  });

  it('where a forecast is of a short past', async () => {
    await ask.forecast({ horizon: 7 });
    await ask.forecast({ dimension: 'product', values: ['30001', 'NOTHING'], measure: 'units', horizon: 7 });
  });
});
