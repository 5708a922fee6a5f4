import fc from 'fast-check';
import { isBalanced } from './run-report.js';

describe('the balance of a report', () => {
  it('holds where every row is somewhere, once', () => {
    const n = fc.nat(1_000_000);
    fc.assert(
      fc.property(n, n, n, fc.integer({ min: -5, max: 5 }), (silver, quarantined, duplicates, lost) => {
        const bronze = silver + quarantined + duplicates + lost;
        expect(isBalanced({ bronze, silver, quarantined, duplicates })).toBe(lost === 0);
      }),
    );
  });
});
