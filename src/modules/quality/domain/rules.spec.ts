import { bitsOf, RULES } from './rules.js';

describe('the rules', () => {
  it('have a bit each, in order', () => {
    expect(RULES.map((rule) => rule.bit)).toEqual(RULES.map((_, at) => 2 ** at));
    expect(new Set(RULES.map((rule) => rule.name)).size).toBe(RULES.length);
  });

  it('belong to one dimension each', () => {
    expect(RULES.filter((rule) => rule.dimension === 'accuracy').map((rule) => rule.name)).toEqual([
      'zero_price',
      'negative_quantity_without_cancellation',
      'positive_quantity_on_cancellation',
      'accounting_adjustment',
    ]);
    expect(bitsOf('accuracy') & bitsOf('validity')).toBe(0);
    expect(bitsOf('accuracy') | bitsOf('validity')).toBe(2 ** RULES.length - 1);
  });

  it('say what they mean and what to do', () => {
    for (const rule of RULES) {
      expect(rule.means).not.toBe('');
      expect(rule.fix).not.toBe('');
    }
  });
});
