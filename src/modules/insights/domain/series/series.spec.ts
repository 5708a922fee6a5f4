import { dayNumber, weekdayOf } from '../calendar/day.js';
import { learnOpening } from '../calendar/opening.js';
import { anomaliesOf } from './anomalies.js';
import { type DayFigures } from './day-figures.js';
import { seasonalityOf } from './seasonality.js';

const FIRST = dayNumber('2024-01-01');

function days(change: Record<string, Partial<DayFigures>> = {}): DayFigures[] {
  return Array.from({ length: 140 }, (_, at): DayFigures => {
    const day = FIRST + at;
    const isClosed = weekdayOf(day) === 7;
    const net = isClosed ? 0 : weekdayOf(day) === 5 ? 200 : 100 + (at % 3);
    const usual = {
      day,
      net,
      gross: net,
      returns: 0,
      units: net,
      orders: isClosed ? 0 : 10,
      largestInvoice: null,
      largestReturn: null,
    };
    const [, changed] = Object.entries(change).find(([date]) => dayNumber(date) === day) ?? [];
    return { ...usual, ...changed };
  });
}

function found(change: Record<string, Partial<DayFigures>>) {
  const all = days(change);
  const opening = learnOpening({ first: FIRST, values: days().map(({ net }) => net) }, new Map());
  return anomaliesOf(all, opening, 'net_revenue', 3.5);
}

describe('anomalies', () => {
  it('are days far from the same weekdays around, with what made them', () => {
    expect(found({})).toEqual([]);
    expect(
      found({ '2024-03-06': { net: 900, gross: 900, largestInvoice: { number: 'I1', amount: 780 } } }),
    ).toMatchObject([
      {
        date: '2024-03-06',
        kind: 'high',
        expected: 101,
        reasons: [expect.stringContaining('invoice I1 alone is 780.00')],
      },
    ]);
    expect(
      found({ '2024-03-06': { net: -50, returns: -150, largestReturn: { number: 'C9', amount: -140 } } }),
    ).toMatchObject([{ kind: 'low', reasons: ['returns of -150.00, -140.00 of them by C9'] }]);
  });

  it('are days on which the shop was closed or open against its habit', () => {
    expect(
      found({
        '2024-03-06': { net: 0, gross: 0, orders: 0 },
        '2024-03-10': { net: 80, gross: 80, orders: 5 },
      }).map(({ date, kind }) => [date, kind]),
    ).toEqual([
      ['2024-03-06', 'unexpectedly_closed'],
      ['2024-03-10', 'unexpectedly_open'],
    ]);
    const sunday = days({ '2024-03-10': { net: 80, gross: 80, orders: 5 } });
    const opening = learnOpening({ first: FIRST, values: sunday.map(({ net }) => net) }, new Map());
    expect(opening.closedWeekdays).toEqual([7]);
  });
});

describe('seasonality', () => {
  it('finds the weekday that sells twice as much', () => {
    const opening = learnOpening({ first: FIRST, values: days().map(({ net }) => net) }, new Map());
    const season = seasonalityOf(days(), opening, 'net_revenue');
    const index = (name: string) => season?.weekday.find(({ period }) => period === name)?.index ?? NaN;
    expect(index('Friday') / index('Monday')).toBeCloseTo(2, 1);
    expect(season?.weekday.map(({ period }) => period)).not.toContain('Sunday');
    expect(season?.weekday_strength).toBeGreaterThan(0.95);
    expect(seasonalityOf(days().slice(0, 20), opening, 'net_revenue')).toBeUndefined();
  });
});
