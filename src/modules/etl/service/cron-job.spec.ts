import { startCronJob } from './cron-job.js';

it('tells the tick that was meant where it comes late', async () => {
  jest.useFakeTimers({ now: Date.UTC(2024, 0, 1, 12, 0, 0, 300) });
  const ticks: string[] = [];
  const job = startCronJob('* * * * * *', 'UTC', (meant) => ticks.push(meant.toISOString()));
  try {
    // The process was busy for two seconds.
    jest.setSystemTime(Date.UTC(2024, 0, 1, 12, 0, 2, 200));
    await jest.advanceTimersByTimeAsync(700);
    await jest.advanceTimersByTimeAsync(1_000);
    expect(ticks).toEqual(['2024-01-01T12:00:01.000Z', '2024-01-01T12:00:03.000Z']);
  } finally {
    await job.stop();
    jest.useRealTimers();
  }
});
