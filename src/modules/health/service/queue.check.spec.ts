import { queueCheck } from './queue.check.js';

describe('the check of the queue', () => {
  const queues = (oldestWaitingSeconds: number | null) => ({
    backend: 'embedded' as const,
    states: () =>
      Promise.resolve({
        runs: { waiting: 2, delayed: 0, active: 1, completed: 9, failed: 3, oldestWaitingSeconds },
      }),
  });

  it('tells how full the queues are', async () => {
    expect(await queueCheck(queues(12.5))()).toEqual({
      status: 'up',
      details: {
        backend: 'embedded',
        queues: { runs: { waiting: 2, delayed: 0, active: 1, failed: 3, oldest_waiting_seconds: 12.5 } },
      },
    });
    expect(await queueCheck(queues(null))()).toMatchObject({ status: 'up' });
  });

  it('degrades where nobody takes a job that is due', async () => {
    expect(await queueCheck(queues(601))()).toMatchObject({ status: 'degraded' });
    expect(await queueCheck(queues(601), 700)()).toMatchObject({ status: 'up' });
  });
});
