import fc from 'fast-check';
import {
  type Batch,
  batchKey,
  batchOf,
  excludedBatches,
  fileKey,
  knownFile,
  rowsOfExcluded,
} from './batches.js';

const batch = (status: Batch['status'], rows: number): Batch => ({ status, version: 1, rows, files: [] });
const VALUES = {
  [batchKey('a')]: batch('accepted', 5),
  [batchKey('b')]: batch('blocked', 7),
  [batchKey('c/d')]: batch('rejected', 11),
  [fileKey('ff')]: { name: 'x.csv', batch: 'a' },
  other: { status: 'blocked', rows: 100 },
};

describe('batches in the catalogue', () => {
  it('are found by their run, files by their content', () => {
    expect(batchOf(VALUES, 'b')?.rows).toBe(7);
    expect(batchOf(VALUES, 'z')).toBeUndefined();
    expect(knownFile(VALUES, 'ff')).toEqual({ name: 'x.csv', batch: 'a' });
    expect(knownFile(VALUES, 'fe')).toBeUndefined();
  });

  it('do not count while blocked, nor once rejected', () => {
    expect(excludedBatches(VALUES)).toEqual(['b', 'c/d']);
    expect(rowsOfExcluded(VALUES)).toBe(18);
    expect(excludedBatches({})).toEqual([]);
    expect(rowsOfExcluded({})).toBe(0);
  });

  it('are either counted or excluded, with all of their rows', () => {
    const status = fc.constantFrom<Batch['status']>('accepted', 'blocked', 'rejected');
    fc.assert(
      fc.property(fc.dictionary(fc.uuid(), fc.tuple(status, fc.nat(1000))), (batches) => {
        const values = Object.fromEntries(
          Object.entries(batches).map(([id, [s, rows]]) => [batchKey(id), batch(s, rows)]),
        );
        const out = Object.values(batches).filter(([s]) => s !== 'accepted');
        expect(excludedBatches(values)).toHaveLength(out.length);
        expect(rowsOfExcluded(values)).toBe(out.reduce((sum, [, rows]) => sum + rows, 0));
      }),
    );
  });
});
