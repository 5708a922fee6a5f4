import fc from 'fast-check';
import { inBox, kilometres, within } from './geo.js';

const LONDON = { country: 'UK', latitude: 51.5074, longitude: -0.1278 };
const PARIS = { country: 'France', latitude: 48.8566, longitude: 2.3522 };
const FIJI = { country: 'Fiji', latitude: -18, longitude: 178 };
const SAMOA = { country: 'Samoa', latitude: -13.6, longitude: -172.3 };
const degrees = fc.record({
  latitude: fc.double({ min: -90, max: 90, noNaN: true }),
  longitude: fc.double({ min: -180, max: 180, noNaN: true }),
});

describe('places', () => {
  it('are as far from each other as maps say', () => {
    expect(kilometres(LONDON, PARIS)).toBeCloseTo(343.6, 0);
    expect(kilometres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 180 })).toBeCloseTo(
      20_015.1,
      0,
    );
  });

  it('are equally far both ways, and no detour is shorter', () => {
    fc.assert(
      // To the metre: between opposite places the formula has lost half of its digits.
      fc.property(degrees, degrees, degrees, (a, b, c) => {
        expect(kilometres(a, b)).toBeCloseTo(kilometres(b, a), 6);
        expect(kilometres(a, c)).toBeLessThanOrEqual(kilometres(a, b) + kilometres(b, c) + 1e-3);
      }),
    );
  });

  it('are in a circle, nearest first', () => {
    expect(within([PARIS, LONDON, FIJI], { ...LONDON, km: 344 }).map(({ country }) => country)).toEqual([
      'UK',
      'France',
    ]);
    expect(within([PARIS, LONDON], { ...LONDON, km: 343 }).map(({ country }) => country)).toEqual(['UK']);
  });

  it('are in a box, also over the date line', () => {
    expect(inBox([LONDON, PARIS, FIJI], { south: 50, west: -10, north: 60, east: 2 })).toEqual([LONDON]);
    expect(inBox([LONDON, FIJI, SAMOA], { south: -30, west: 170, north: 0, east: -170 })).toEqual([
      FIJI,
      SAMOA,
    ]);
  });
});
