import { rulesOf } from './basket-rules.js';
import { inventoryHint } from './classes.js';
import { elasticityOf } from './elasticity.js';

describe('basket rules', () => {
  it('are both ways of a pair, by their formulas', () => {
    const rules = rulesOf([{ one: 'tea', other: 'milk', both: 30, first: 40, second: 60 }], 100, 0.6);
    expect(rules).toEqual([
      {
        antecedent: 'tea',
        consequent: 'milk',
        invoices: 30,
        support: 0.3,
        confidence: 0.75,
        lift: 1.25,
        leverage: 0.3 - 0.4 * 0.6,
        conviction: 0.4 / 0.25,
      },
    ]);
    expect(
      rulesOf([{ one: 'a', other: 'b', both: 5, first: 5, second: 5 }], 10, 0)[0]?.conviction,
    ).toBeNull();
  });
});

describe('inventory hints', () => {
  it('cover the lead time and its variation', () => {
    const { reorder_point, safety_stock } = inventoryHint(
      { abc: 'A', xyz: 'X', weekly: 100, deviation: 20 },
      4,
    );
    expect(safety_stock).toBe(Math.ceil(1.645 * 20 * 2));
    expect(reorder_point).toBe(Math.ceil(400 + 1.645 * 20 * 2));
    expect(inventoryHint({ abc: 'C', xyz: 'Z', weekly: 0.1, deviation: 0 }, 1).policy).toContain('delisting');
  });
});

describe('elasticity', () => {
  const weeks = (units: (price: number, at: number) => number) =>
    Array.from({ length: 40 }, (_, at) => {
      const price = 2 + 0.1 * (at % 7);
      return { price, units: units(price, at), market: 1_000 + 90 * Math.sin(at) };
    });

  it('is found where demand follows the price', () => {
    const found = elasticityOf(weeks((price, at) => 500 * price ** -1.8 * (1 + 0.02 * Math.cos(5 * at))));
    if (!found.is_estimable) throw new Error(found.reason);
    expect(found.elasticity).toBeCloseTo(-1.8, 1);
    expect(found.lower_95).toBeLessThan(-1.8);
    expect(found.upper_95).toBeGreaterThan(-1.8);
    expect(found.verdict).toBe('elastic');
  });

  it('is not estimable where the price did not move or weeks are few', () => {
    const same = elasticityOf(weeks(() => 10).map((week) => ({ ...week, price: 3 })));
    expect(same).toMatchObject({ is_estimable: false, reason: 'the price hardly moved' });
    expect(elasticityOf(weeks(() => 10).slice(0, 9)).is_estimable).toBe(false);
  });
});
