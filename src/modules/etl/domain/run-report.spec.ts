import fc from 'fast-check';
import { isBalanced } from './run-report.js';

describe('the balance of a report', () => {
  it('holds where every row is somewhere, once', () => {
    const n = fc.nat(1_000_000);
    fc.assert(
      fc.property(
        fc.array(n, { minLength: 5, maxLength: 5 }),
        fc.integer({ min: -5, max: 5 }),
        (parts, lost) => {
          const [silver = 0, quarantined = 0, duplicates = 0, superseded = 0, operations = 0] = parts;
          const bronze = parts.reduce((sum, part) => sum + part, lost);
          expect(isBalanced({ bronze, silver, quarantined, duplicates, superseded, operations })).toBe(
            lost === 0,
          );
        },
      ),
    );
  });
});
