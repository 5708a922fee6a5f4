import fc from 'fast-check';
import { type GateSettings, judge } from './gate.js';

const SETTINGS: GateSettings = {
  minRows: 1000,
  minScore: 80,
  maxQuarantinedPercent: 10,
  maxDuplicatesPercent: 10,
};
const GOOD = { rows: 1000, score: 100, quarantined: 0, duplicatesWithin: 0 };

describe('the gate', () => {
  it.each([
    ['a score at the limit', { score: 80 }, true],
    ['a score below it', { score: 79.999 }, false],
    ['10% quarantined', { quarantined: 100 }, true],
    ['a row more', { quarantined: 101 }, false],
    ['10% copies', { duplicatesWithin: 100 }, true],
    ['a copy more', { duplicatesWithin: 101 }, false],
  ])('judges %s', (_, batch, passed) => {
    expect(judge({ ...GOOD, ...batch }, SETTINGS)).toMatchObject({ passed, judged: true });
  });

  it('names each threshold that is not met', () => {
    const { reasons } = judge({ rows: 1000, score: 12, quarantined: 500, duplicatesWithin: 250 }, SETTINGS);
    expect(reasons).toEqual([
      'quality score 12.00 is below 80',
      '50.00% of the rows are quarantined, more than 10%',
      '25.00% of the rows are copies within the batch, more than 10%',
    ]);
  });

  it('never says that a number is below or above itself', () => {
    expect(judge({ ...GOOD, score: 79.999 }, SETTINGS).reasons).toEqual(['quality score 79.999 is below 80']);
    const many = { rows: 10_000_000, score: 100, quarantined: 1_000_001, duplicatesWithin: 1_000_001 };
    expect(judge(many, SETTINGS).reasons).toEqual([
      '10.00001% of the rows are quarantined, more than 10%',
      '10.00001% of the rows are copies within the batch, more than 10%',
    ]);
  });

  it('does not judge a batch below the smallest size, and does judge one of it', () => {
    const bad = { score: 0, quarantined: 900, duplicatesWithin: 900 };
    expect(judge({ rows: 999, ...bad }, SETTINGS)).toEqual({ passed: true, judged: false, reasons: [] });
    expect(judge({ rows: 1000, ...bad }, SETTINGS)).toMatchObject({ passed: false, judged: true });
    expect(
      judge({ rows: 0, score: null, quarantined: 0, duplicatesWithin: 0 }, { ...SETTINGS, minRows: 0 }),
    ).toMatchObject({
      passed: true,
    });
  });

  it('lets exactly the share through that a setting names, whatever the number of rows', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1000 }),
        fc.integer({ min: 1, max: 100_000 }),
        (tenths, times) => {
          const settings = { ...SETTINGS, maxQuarantinedPercent: tenths / 10 };
          const batch = { ...GOOD, rows: 1000 * times };
          expect(judge({ ...batch, quarantined: tenths * times }, settings).passed).toBe(true);
          if (tenths < 1000)
            expect(judge({ ...batch, quarantined: tenths * times + 1 }, settings).passed).toBe(false);
        },
      ),
    );
  });

  it('passes no batch that is worse than one that it stops', () => {
    const batch = fc.record({
      rows: fc.constant(1000),
      score: fc.double({ min: 0, max: 100, noNaN: true }),
      quarantined: fc.integer({ min: 0, max: 1000 }),
      duplicatesWithin: fc.integer({ min: 0, max: 1000 }),
    });
    fc.assert(
      fc.property(batch, (one) => {
        const worse = { ...one, score: one.score / 2, quarantined: one.quarantined + 1 };
        if (!judge(one, SETTINGS).passed) expect(judge(worse, SETTINGS).passed).toBe(false);
      }),
    );
  });
});
