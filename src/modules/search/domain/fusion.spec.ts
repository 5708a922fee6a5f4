import { fuse } from './fusion.js';

describe('reciprocal rank fusion', () => {
  it('adds 1 / (60 + rank) of each ranking up, 1 being the first of all', () => {
    const fused = fuse([
      ['a', 'b', 'c'],
      ['c', 'a'],
    ]);
    expect(fused.map(({ key }) => key)).toEqual(['a', 'c', 'b']);
    expect(fused[0]?.score).toBeCloseTo((1 / 61 + 1 / 62) / (2 / 61), 9);
    expect(fused[2]?.score).toBeCloseTo(1 / 62 / (2 / 61), 9);
    expect(fuse([['x'], ['x']])).toEqual([{ key: 'x', score: 1 }]);
  });

  it('keeps the order of one ranking, and prefers the earlier one of equals', () => {
    expect(fuse([['a', 'b'], []]).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(fuse([['a'], ['b']]).map(({ key }) => key)).toEqual(['a', 'b']);
    expect(fuse([[], []])).toEqual([]);
  });
});
