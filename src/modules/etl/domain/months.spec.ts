import fc from 'fast-check';
import { groupMonths, UNKNOWN_MONTH } from './months.js';

const month = fc
  .tuple(fc.integer({ min: 2000, max: 2099 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, m]) => `${year}-${String(m).padStart(2, '0')}`);
const history = fc
  .array(fc.tuple(fc.oneof(month, fc.constant(UNKNOWN_MONTH)), fc.integer({ min: 0, max: 1000 })), {
    maxLength: 60,
  })
  .map((entries) => new Map(entries));
const limit = fc.integer({ min: 1, max: 2000 });

describe('groups of months', () => {
  it('are few and in order', () => {
    const rows = new Map([
      ['2011-02', 40],
      ['unknown', 1],
      ['2010-12', 60],
      ['2011-01', 40],
      ['2011-03', 500],
    ]);
    expect(groupMonths(rows, 100)).toEqual([
      new Set(['2010-12', '2011-01']),
      new Set(['2011-02']),
      new Set(['2011-03']),
      new Set(['unknown']),
    ]);
    expect(groupMonths(new Map(), 100)).toEqual([]);
  });

  it('hold every month once, in order', () => {
    fc.assert(
      fc.property(history, limit, (rows, most) => {
        expect(groupMonths(rows, most).flatMap((group) => [...group])).toEqual([...rows.keys()].sort());
      }),
    );
  });

  it('are no larger than the bound, but for a month that is alone', () => {
    fc.assert(
      fc.property(history, limit, (rows, most) => {
        for (const group of groupMonths(rows, most)) {
          const size = [...group].reduce((sum, m) => sum + (rows.get(m) ?? 0), 0);
          expect(group.size).toBeGreaterThan(0);
          if (group.size > 1) expect(size).toBeLessThanOrEqual(most);
        }
      }),
    );
  });

  it('leave no two neighbours that would fit together', () => {
    fc.assert(
      fc.property(history, limit, (rows, most) => {
        const groups = groupMonths(rows, most);
        for (const [at, group] of groups.slice(1).entries()) {
          const before = [...(groups[at] ?? [])].reduce((sum, m) => sum + (rows.get(m) ?? 0), 0);
          expect(before + (rows.get([...group][0] ?? '') ?? 0)).toBeGreaterThan(most);
        }
      }),
    );
  });
});
