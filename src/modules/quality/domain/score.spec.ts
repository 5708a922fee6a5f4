import fc from 'fast-check';
import { describeOnlineRetail } from '../../../../test/support/online-retail.js';
import { type QualityCounts, scoreOf } from './score.js';

const PERFECT: QualityCounts = {
  rows: 1000,
  filledCells: 8000,
  inaccurateRows: 0,
  invalidRows: 0,
  inconsistentRows: 0,
  duplicatesWithin: 0,
  timelyRows: 1000,
};

const counts: fc.Arbitrary<QualityCounts> = fc.integer({ min: 1, max: 50_000_000 }).chain((rows) => {
  const some = fc.integer({ min: 0, max: rows });
  return fc.record({
    rows: fc.constant(rows),
    filledCells: fc.integer({ min: 0, max: 8 * rows }),
    inaccurateRows: some,
    invalidRows: some,
    inconsistentRows: some,
    duplicatesWithin: some,
    timelyRows: some,
  });
});

const score = (c: QualityCounts) => scoreOf(c)?.score ?? NaN;

describe('the score', () => {
  it('is none without rows', () => {
    expect(scoreOf({ ...PERFECT, rows: 0, filledCells: 0, timelyRows: 0 })).toBeNull();
  });

  it('is 100 for perfect rows and 0 for the worst ones', () => {
    expect(score(PERFECT)).toBe(100);
    const worst = { inaccurateRows: 1000, invalidRows: 1000, inconsistentRows: 1000, duplicatesWithin: 1000 };
    expect(score({ ...PERFECT, ...worst, filledCells: 0, timelyRows: 0 })).toBe(0);
  });

  it.each([
    ['completeness', { filledCells: 0 }, 75],
    ['accuracy', { inaccurateRows: 1000 }, 75],
    ['consistency', { inconsistentRows: 1000 }, 80],
    ['uniqueness', { duplicatesWithin: 1000 }, 85],
    ['validity', { invalidRows: 1000 }, 90],
    ['timeliness', { timelyRows: 0 }, 95],
  ] as const)('loses the weight of %s where that is 0', (dimension, lost, expected) => {
    const result = scoreOf({ ...PERFECT, ...lost });
    expect(result?.[dimension]).toBe(0);
    expect(result?.score).toBe(expected);
  });

  it('lies between 0 and 100, its shares between 0 and 1', () => {
    fc.assert(
      fc.property(counts, (c) => {
        const { score: whole, ...shares } = scoreOf(c) ?? { score: NaN };
        expect(whole).toBeGreaterThanOrEqual(0);
        expect(whole).toBeLessThanOrEqual(100);
        for (const share of Object.values(shares)) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('never rises when a row gets worse', () => {
    fc.assert(
      fc.property(counts, (c) => {
        const worse: QualityCounts[] = [
          { ...c, filledCells: Math.max(0, c.filledCells - 1) },
          { ...c, inaccurateRows: Math.min(c.rows, c.inaccurateRows + 1) },
          { ...c, invalidRows: Math.min(c.rows, c.invalidRows + 1) },
          { ...c, inconsistentRows: Math.min(c.rows, c.inconsistentRows + 1) },
          { ...c, duplicatesWithin: Math.min(c.rows, c.duplicatesWithin + 1) },
          { ...c, timelyRows: Math.max(0, c.timelyRows - 1) },
        ];
        for (const one of worse) expect(score(one)).toBeLessThanOrEqual(score(c));
      }),
    );
  });

  it('is exactly 80 where the counts say so, so that no gate takes it for less', () => {
    // 1000 rows weigh 100,000; each row of a dimension its weight: 25·(filled ÷ 8), 25, 20, 15, 10, 5.
    const ways = fc
      .record({
        inaccurateRows: fc.integer({ min: 0, max: 1000 }),
        inconsistentRows: fc.integer({ min: 0, max: 1000 }),
        duplicatesWithin: fc.integer({ min: 0, max: 1000 }),
        invalidRows: fc.integer({ min: 0, max: 1000 }),
      })
      .map((lost) => ({
        ...lost,
        late:
          (20_000 -
            25 * lost.inaccurateRows -
            20 * lost.inconsistentRows -
            15 * lost.duplicatesWithin -
            10 * lost.invalidRows) /
          5,
      }))
      .filter(({ late }) => late >= 0 && late <= 1000);
    fc.assert(
      fc.property(ways, ({ late, ...lost }) => {
        expect(score({ ...PERFECT, ...lost, timelyRows: 1000 - late })).toBe(80);
      }),
    );
    expect(
      score({
        ...PERFECT,
        inaccurateRows: 300,
        inconsistentRows: 300,
        duplicatesWithin: 300,
        invalidRows: 200,
      }),
    ).toBe(80);
  });
});

describeOnlineRetail('the score of the real files', ({ expected }) => {
  it.each(Object.entries(expected))('of %s follows from its shares', (_, known) => {
    const rows = known.bronze_rows;
    const result = scoreOf({
      rows,
      filledCells: Math.round(known.completeness * rows * 8),
      inaccurateRows: Math.round((1 - known.accuracy) * rows),
      invalidRows: Math.round((1 - known.validity) * rows),
      inconsistentRows: Math.round((1 - known.consistency) * rows),
      duplicatesWithin: known.duplicates,
      timelyRows: Math.round(known.timeliness * rows),
    });
    expect(result?.score).toBeCloseTo(known.quality_score, 10);
    expect(result?.uniqueness).toBeCloseTo(known.uniqueness, 12);
  });
});
