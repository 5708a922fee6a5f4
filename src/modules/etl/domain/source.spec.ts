import { toSources } from './source.js';

describe('sources', () => {
  const one = (source: object) => toSources({ sources: [source] });

  it('take what is usual where nothing is said', () => {
    expect(one({ name: 'tills', paths: '/in', sensor: true })).toEqual([
      {
        name: 'tills',
        paths: ['/in'],
        mapping: { columns: {} },
        schedule: undefined,
        sensor: { stableSeconds: 5, after: 'keep', moveTo: undefined },
      },
    ]);
  });

  it.each([
    [{ sources: {} }, 'a list under the key sources'],
    [{ sources: [{ paths: 'x' }] }, 'source 1: name must be'],
    [{ sources: [{ name: 'a', paths: [] }] }, 'source a: paths must be'],
    [{ sources: [{ name: 'a', paths: 'x' }] }, 'source a: it needs a schedule or a sensor'],
    [{ sources: [{ name: 'a', paths: 'x', schedule: 'daily' }] }, 'source a: schedule must be a cron'],
    [
      { sources: [{ name: 'a', paths: 'x', sensor: { after: 'delete' } }] },
      'sensor.after must be keep or move',
    ],
    [{ sources: [{ name: 'a', paths: 'x', sensor: { stable: 3 } }] }, "'stable' is no key of a sensor"],
    [{ sources: [{ name: 'a', path: 'x', sensor: true }] }, "'path' is no key of a source"],
    [{ sources: [1, 2].map(() => ({ name: 'a', paths: 'x', sensor: true })) }, 'two sources are called a'],
  ])('are refused by name: %j', (value, message) => {
    expect(() => toSources(value)).toThrow(message);
  });
});
