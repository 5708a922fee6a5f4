import { RunMonitor } from './run-monitor.js';

const AT = (hour: number) => new Date(Date.UTC(2024, 0, 1, hour));

describe('the last run', () => {
  const monitor = (recorded: Date | undefined, committed: Date | undefined) =>
    new RunMonitor(
      { head: () => Promise.resolve(committed ? 1 : 0) } as never,
      {
        runs: () =>
          Promise.resolve(committed ? [{ status: 'published', finished_at: committed.toISOString() }] : []),
      } as never,
      {
        newestFinished: () => Promise.resolve(recorded && { status: 'no_new_data', finished_at: recorded }),
      } as never,
    );
  const now = () => AT(10).getTime();

  it('is that of its record or of the lake, whichever is newer', async () => {
    expect(await monitor(AT(3), AT(2)).lastRun()).toEqual({ status: 'no_new_data', finishedAt: AT(3) });
    expect(await monitor(AT(1), AT(2)).lastRun()).toEqual({ status: 'published', finishedAt: AT(2) });
    expect(await monitor(undefined, AT(2)).lastRun()).toEqual({ status: 'published', finishedAt: AT(2) });
    expect(await monitor(undefined, undefined).lastRun()).toBeUndefined();
  });

  it('degrades health after the hours that are set', async () => {
    expect(await monitor(AT(4), undefined).lastRunCheck(6, now)()).toEqual({
      status: 'up',
      details: {
        status: 'no_new_data',
        finished_at: '2024-01-01T04:00:00.000Z',
        age_hours: 6,
        degraded_after_hours: 6,
      },
    });
    expect(await monitor(AT(4), undefined).lastRunCheck(5.9, now)()).toMatchObject({ status: 'degraded' });
    expect(await monitor(undefined, undefined).lastRunCheck(5.9, now)()).toMatchObject({
      status: 'degraded',
    });
  });

  it('is of no matter where no hours are set', async () => {
    expect(await monitor(AT(4), undefined).lastRunCheck(0, now)()).toMatchObject({ status: 'up' });
    expect(await monitor(undefined, undefined).lastRunCheck(0, now)()).toMatchObject({
      status: 'up',
      details: { finished_at: null, age_hours: null },
    });
  });
});
