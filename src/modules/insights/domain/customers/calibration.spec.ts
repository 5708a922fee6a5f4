import { areaUnderCurve, calibrationOf } from './calibration.js';

describe('calibration', () => {
  it('is perfect where the model knew', () => {
    const customers = [0, 0, 0, 1, 1].map((noOrder, at) => ({
      id: String(at),
      alive: 1,
      noOrder,
      purchases: 1 - noOrder,
      orderValue: null,
      value: null,
    }));
    const found = calibrationOf(customers, [1, 1, 1, 0, 0]);
    expect([found.brier, found.purchases_expected, found.purchases_actual]).toEqual([0, 3, 3]);
    expect(found.brier_of_share).toBeCloseTo(0.24);
    expect(found.fifths.map(({ actual }) => actual)).toEqual([0, 0, 0, 1, 1]);
  });

  it('has the area of ranks, ties counting half', () => {
    expect(areaUnderCurve([0.1, 0.4, 0.35, 0.8], [false, false, true, true])).toBe(0.75);
    expect(areaUnderCurve([0.5, 0.5], [true, false])).toBe(0.5);
    expect(areaUnderCurve([0.5, 0.6], [true, true])).toBeNull();
  });
});
