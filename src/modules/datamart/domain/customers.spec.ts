import fc from 'fast-check';
import { activeDays, lifetimeValue, ordersAYear } from './clv.js';
import { averageRetention, cohortOf } from './cohorts.js';
import { churnRisk, nextPurchase } from './rhythm.js';
import { OTHERS, SEGMENT_NAMES, segmentOf } from './rfm.js';

describe('segments', () => {
  it.each([
    [5, 5, 5, 'Champions'],
    [3, 4, 5, 'Loyal Customers'],
    [4, 2, 4, 'Big Spenders'],
    [5, 3, 2, 'New Customers'],
    [3, 1, 3, 'Potential Loyalists'],
    [1, 2, 5, 'Cannot Lose Them'],
    [2, 3, 3, 'At Risk'],
    [1, 1, 1, 'Hibernating'],
    [1, 5, 1, OTHERS],
  ])('R%i F%i M%i is %s', (recency, frequency, monetary, name) => {
    expect(segmentOf({ recency, frequency, monetary })).toBe(name);
  });

  it('are found for all scores', () => {
    const score = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(score, score, score, (recency, frequency, monetary) => {
        expect(SEGMENT_NAMES).toContain(segmentOf({ recency, frequency, monetary }));
      }),
    );
  });
});

describe('lifetime value', () => {
  it('is average order value × orders a year × years', () => {
    const history = { netRevenue: 1_000, orders: 4, firstSale: '2011-01-01', lastSale: '2011-04-10' };
    expect(activeDays(history)).toBe(100);
    expect(ordersAYear(history)).toBe(14.6);
    expect(lifetimeValue(history, 3)).toBe(250 * 14.6 * 3);
  });

  it('makes no year of a first day', () => {
    const history = { netRevenue: 30, orders: 1, firstSale: '2011-01-01', lastSale: '2011-01-01' };
    expect(activeDays(history)).toBe(30);
    expect(lifetimeValue(history, 1)).toBe(365);
  });
});

describe('cohorts', () => {
  const rows = [
    { cohort: '2010-12', months: ['0', '2'], buyers: ['4', '1'], revenue: ['40.0000', '-10.0000'] },
    { cohort: '2011-01', months: ['0'], buyers: ['2'], revenue: ['0.0000'] },
  ];
  const cohortsOf = (most: number) => rows.map((row) => cohortOf(row, '2011-02', most));

  it('have every month, and month 0 is whole', () => {
    const [first, second] = cohortsOf(24);
    expect(first?.periods).toEqual([
      { month: 0, customers: 4, retention: 1, revenue: 40, revenue_retention: 1 },
      { month: 1, customers: 0, retention: 0, revenue: 0, revenue_retention: 0 },
      { month: 2, customers: 1, retention: 0.25, revenue: -10, revenue_retention: -0.25 },
    ]);
    expect(second?.periods).toMatchObject([
      { month: 0, customers: 2, retention: 1, revenue_retention: null },
      { month: 1, customers: 0, retention: 0 },
    ]);
  });

  it('are averaged by their customers, those that have got so far', () => {
    expect(averageRetention(cohortsOf(24))).toEqual([
      { month: 0, retention: 1 },
      { month: 1, retention: 0 },
      { month: 2, retention: 0.25 },
    ]);
    expect(cohortsOf(1).every(({ periods }) => periods.length === 1)).toBe(true);
  });
});

describe('the rhythm of a customer', () => {
  const often = { lastPurchase: '2011-03-01', ownGap: 10 };

  it('makes the risk greater the longer nothing was bought', () => {
    const risks = ['2011-03-01', '2011-03-08', '2011-03-21'].map((day) => churnRisk(often, 99, day));
    expect(risks.map((risk) => risk?.level)).toEqual(['low', 'medium', 'high']);
    expect(risks[0]).toMatchObject({ score: 0, based_on: 'customer', typical_gap_days: 10 });
    expect(risks[2]?.score).toBeCloseTo(1 - Math.exp(-2), 4);
  });

  it('tells the next purchase, or by how much it is overdue', () => {
    expect(nextPurchase(often, null, '2011-03-05')).toEqual({
      estimated_date: '2011-03-11',
      overdue_days: 0,
    });
    expect(nextPurchase(often, null, '2011-03-15')).toEqual({
      estimated_date: '2011-03-11',
      overdue_days: 4,
    });
  });

  it('is that of the others where somebody bought once, and unknown where nobody came again', () => {
    const once = { lastPurchase: '2011-03-01', ownGap: null };
    expect(churnRisk(once, 20, '2011-03-21')).toMatchObject({
      based_on: 'all_customers',
      typical_gap_days: 20,
    });
    expect(churnRisk(once, null, '2011-03-21')).toBeNull();
    expect(nextPurchase(once, null, '2011-03-21')).toBeNull();
  });
});
