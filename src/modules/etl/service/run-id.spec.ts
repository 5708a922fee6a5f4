import { isAfter, newRunId } from './run-id.js';

describe('run ids', () => {
  it('sort in the order in which they are made, in the same second too', () => {
    const ids = Array.from({ length: 3000 }, newRunId);
    expect([...ids].sort()).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids[0]).toMatch(/^\d{8}T\d{6}-[0-9a-f]{9}$/);
  });

  it('tell their time, give or take a day', () => {
    expect(isAfter('20261124T045500-07b1a2b3c', '2026-11-22T00:00:00Z')).toBe(true);
    expect(isAfter('20261124T045500-07b1a2b3c', '2026-11-24T00:00:00Z')).toBe(false);
    // Those of former versions.
    expect(isAfter('20261124T045500-1a2b3c', '2026-11-22T00:00:00Z')).toBe(true);
  });
});
