import { setTimeout as sleep } from 'node:timers/promises';
import { Guard, GuardOpenError, GuardTimeoutError } from './index.js';

const OPTIONS = { timeoutMs: 50, breakAfter: 3, tryAgainAfterMs: 80 };
const fail = () => Promise.reject(new Error('away'));

describe('a guard', () => {
  it('answers what the work answers', async () => {
    const guard = new Guard('shop', OPTIONS);
    expect(await guard.run(() => Promise.resolve(7))).toBe(7);
    expect(guard.numbers()).toEqual({
      name: 'shop',
      state: 'closed',
      calls: 1,
      failures: 0,
      timeouts: 0,
      refused: 0,
    });
  });

  it('ends a call that takes too long, and tells the work', async () => {
    const guard = new Guard('shop', OPTIONS);
    let told = false;
    const slow = (signal: AbortSignal) =>
      new Promise<never>(() => signal.addEventListener('abort', () => (told = true)));
    await expect(guard.run(slow)).rejects.toThrow(GuardTimeoutError);
    expect(told).toBe(true);
    expect(guard.numbers()).toMatchObject({ failures: 1, timeouts: 1 });
  });

  it('asks no more after failures in a row, lets one call through later, and goes on when that is well', async () => {
    const guard = new Guard('shop', OPTIONS);
    for (let n = 0; n < 3; n++) await expect(guard.run(fail)).rejects.toThrow('away');
    expect(guard.state).toBe('open');
    let asked = 0;
    const ask = () => Promise.resolve(++asked);
    await expect(guard.run(ask)).rejects.toThrow(GuardOpenError);
    expect([asked, guard.numbers().refused]).toEqual([0, 1]);
    await sleep(100);
    await expect(guard.run(fail)).rejects.toThrow('away');
    expect(guard.state).toBe('open');
    await sleep(100);
    expect(await guard.run(ask)).toBe(1);
    expect(guard.state).toBe('closed');
  });

  it('tries again as often as it may', async () => {
    const guard = new Guard('shop', { ...OPTIONS, retries: 2 });
    let tries = 0;
    const third = () => (++tries < 3 ? fail() : Promise.resolve('well'));
    expect(await guard.run(third)).toBe('well');
    expect([tries, guard.numbers().failures]).toEqual([3, 0]);
  });

  it('takes an error that is no fault of the other side for none', async () => {
    const guard = new Guard('shop', { ...OPTIONS, retries: 2, isFault: () => false });
    let tries = 0;
    for (let n = 0; n < 5; n++) {
      await expect(guard.run(() => (tries++, fail()))).rejects.toThrow('away');
    }
    expect([tries, guard.state]).toEqual([5, 'closed']);
  });
});
