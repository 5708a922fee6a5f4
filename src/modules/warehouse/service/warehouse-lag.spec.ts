import { type CatalogueEntry, type CatalogueState } from '../../../platform/lake/index.js';
import { warehouseCheck, WarehouseLag } from './warehouse-lag.js';

const T0 = Date.parse('2024-01-01T00:00:00Z');

describe('how far the star schema is behind gold', () => {
  const lag = (shown: number | undefined, newest: number, { gold = true, afterSeconds = 30 } = {}) =>
    new WarehouseLag(
      {
        state: () =>
          Promise.resolve({
            version: newest,
            timestamp: new Date(T0 + newest * 1000).toISOString(),
            tables: gold ? { fact_sale: {} } : {},
            values: {},
          } as unknown as CatalogueState),
        entry: (version) =>
          Promise.resolve({ timestamp: new Date(T0 + version * 1000).toISOString() } as CatalogueEntry),
      },
      { shown: () => Promise.resolve(shown === undefined ? undefined : ({ version: shown } as never)) },
      () => T0 + afterSeconds * 1000,
    );

  it('is nothing where it shows the newest version, or there is no gold yet', async () => {
    expect(await lag(4, 4).measure()).toEqual({ version: 4, newest: 4, seconds: 0 });
    expect(await lag(undefined, 1, { gold: false }).measure()).toEqual({
      version: null,
      newest: 1,
      seconds: 0,
    });
  });

  it('is the age of the first version that it does not show', async () => {
    expect(await lag(4, 9).measure()).toEqual({ version: 4, newest: 9, seconds: 25 });
    expect(await lag(undefined, 9).measure()).toEqual({ version: null, newest: 9, seconds: 21 });
  });

  it('degrades after five minutes', async () => {
    expect(await warehouseCheck(lag(4, 5, { afterSeconds: 305 }))()).toEqual({
      status: 'up',
      details: { version: 4, newest_version: 5, lag_seconds: 300 },
    });
    expect(await warehouseCheck(lag(4, 5, { afterSeconds: 306 }))()).toMatchObject({ status: 'degraded' });
  });
});
