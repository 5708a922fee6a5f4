import fc from 'fast-check';
import { addDays, addMonths, alignedDays, comparedPeriod, daysOf, lengthOf } from './period.js';

describe('the period compared with', () => {
  it.each([
    ['previous_period', '2011-03-10', '2011-03-16', '2011-03-03', '2011-03-09'],
    ['previous_period', '2011-03-01', '2011-03-31', '2011-02-01', '2011-02-28'],
    ['previous_period', '2011-01-01', '2011-03-31', '2010-10-01', '2010-12-31'],
    ['previous_period', '2012-01-01', '2012-12-31', '2011-01-01', '2011-12-31'],
    ['same_period_last_year', '2012-02-29', '2012-02-29', '2011-02-28', '2011-02-28'],
    ['same_period_last_year', '2013-02-01', '2013-02-28', '2012-02-01', '2012-02-29'],
    ['same_period_last_year', '2011-03-10', '2011-03-16', '2010-03-10', '2010-03-16'],
    ['same_period_last_year_aligned', '2011-03-10', '2011-03-16', '2010-03-11', '2010-03-17'],
  ] as const)('%s of %s to %s is %s to %s', (mode, from, to, thenFrom, thenTo) => {
    expect(comparedPeriod({ from, to }, mode)).toMatchObject({ from: thenFrom, to: thenTo });
  });

  it('ends the day before where it is the previous one', () => {
    const day = fc.integer({ min: 0, max: 5_000 }).map((n) => addDays('2005-01-01', n));
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 900 }), (from, more) => {
        const { to } = comparedPeriod({ from, to: addDays(from, more) }, 'previous_period');
        expect(addDays(to, 1)).toBe(from);
      }),
    );
  });

  it('counts days and months', () => {
    expect(lengthOf({ from: '2011-02-27', to: '2011-03-01' })).toBe(3);
    expect(daysOf({ from: '2011-02-27', to: '2011-03-01' })).toEqual([
      '2011-02-27',
      '2011-02-28',
      '2011-03-01',
    ]);
    expect(addMonths('2011-03-31', -1)).toBe('2011-02-28');
    expect(addMonths('2011-12-15', 2)).toBe('2012-02-15');
    expect(addDays('0001-01-01', -1)).toBe('0001-01-01');
    expect(addDays('9999-12-31', 1)).toBe('9999-12-31');
    expect(addMonths('0050-03-31', -1)).toBe('0050-02-28');
  });
});

describe('days of a year before', () => {
  const holidays = [
    { day: '2010-04-02', name: 'Good Friday' },
    { day: '2010-12-25', name: 'Christmas Day' },
    { day: '2010-12-26', name: 'Boxing Day' },
    { day: '2011-04-22', name: 'Good Friday' },
    { day: '2011-12-25', name: 'Christmas Day' },
    { day: '2011-12-26', name: 'Boxing Day' },
  ];
  const year = alignedDays({ from: '2011-01-01', to: '2011-12-31' }, holidays);

  it('are the same weekday, but for holidays', () => {
    expect(year.get('2011-05-03')).toBe('2010-05-04');
    expect(year.get('2011-04-22')).toBe('2010-04-02');
    // The Friday whose place Good Friday takes gets the Friday that is usually beside Good Friday.
    expect(year.get('2011-04-01')).toBe('2010-04-23');
    expect(year.get('2011-12-25')).toBe('2010-12-25');
    expect(year.get('2011-12-26')).toBe('2010-12-26');
    expect(year.get('2011-12-24')).toBe('2010-12-27');
  });

  it('are each used once', () => {
    expect(new Set(year.values()).size).toBe(365);
  });
});
