import { setTimeout as sleep } from 'node:timers/promises';
import { Cache, RedisTier } from '../../src/platform/cache/index.js';
import { startRedis } from '../support/servers.mjs';

const KIB = 1024;
const made = (text: string) => () => Promise.resolve({ text });
const never = () => Promise.reject(new Error('must not be made'));

describe('the cache in memory', () => {
  it('makes an entry once, and once for all who ask at the same time', async () => {
    const cache = new Cache(64 * KIB);
    let times = 0;
    const make = async () => {
      times++;
      await sleep(20);
      return { text: 'a' };
    };
    const all = await Promise.all([1, 2, 3].map(() => cache.through('k', make)));
    expect(all.map(({ text }) => text)).toEqual(['a', 'a', 'a']);
    expect(all.map(({ source }) => source)).toEqual(['made', 'shared', 'shared']);
    expect(await cache.through('k', never)).toMatchObject({ text: 'a', source: 'memory' });
    expect(times).toBe(1);
    expect(cache.numbers()).toMatchObject({
      memory: { hits: 1, misses: 1 },
      made: 1,
      shared: 2,
      redis: null,
    });
  });

  it('keeps nothing of what failed, and the next caller makes it', async () => {
    const cache = new Cache(64 * KIB);
    await expect(cache.through('k', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await cache.through('k', made('b'))).toMatchObject({ text: 'b', source: 'made' });
  });

  it('keeps an entry under the key that it turned out to have', async () => {
    const cache = new Cache(64 * KIB);
    expect((await cache.through('v1', () => Promise.resolve({ text: 'new', key: 'v2' }))).key).toBe('v2');
    expect(await cache.through('v2', never)).toMatchObject({ text: 'new', source: 'memory' });
    expect((await cache.through('v1', made('again'))).source).toBe('made');
  });

  it('takes no more room than it has, and drops what was not used for longest', async () => {
    const cache = new Cache(64 * KIB);
    for (let n = 0; n < 100; n++) await cache.through(`k${n}`, made('x'.repeat(KIB)));
    const { bytes, max_bytes, entries } = cache.numbers().memory;
    expect(bytes).toBeLessThanOrEqual(max_bytes);
    expect(entries).toBeGreaterThan(20);
    expect((await cache.through('k99', never)).source).toBe('memory');
    expect((await cache.through('k0', made('y'))).source).toBe('made');
    await cache.through('large', made('x'.repeat(60 * KIB)));
    expect((await cache.through('k99', never)).source).toBe('memory');
    expect((await cache.through('large', made('z'))).source).toBe('made');
  });
});

describe('the cache with Redis', () => {
  it('shares entries between processes, and goes on in memory while Redis is dead or silent', async () => {
    const redis = await startRedis();
    const [one, other] = [1, 2].map(() => new Cache(64 * KIB, new RedisTier(redis.url)));
    if (!one || !other) throw new Error('unreachable');
    try {
      await until(async () => (await one.check()).status === 'up' && (await other.check()).status === 'up');
      expect(await one.through('k', made('a'))).toMatchObject({ text: 'a', source: 'made' });
      await until(async () => (await other.through('k', made('b'))).text === 'a', 1);
      expect(other.numbers().redis).toMatchObject({ hits: 1 });

      for (const cache of [one, other]) await cache.clear();
      expect(await other.through('k', made('b'))).toMatchObject({ text: 'b', source: 'made' });
      await other.clear();
      expect(await one.through('k', made('a'))).toMatchObject({ text: 'a', source: 'made' });

      await redis.kill();
      const started = Date.now();
      for (let n = 0; n < 20; n++) {
        expect(await one.through(`dead${n}`, made('c'))).toMatchObject({ text: 'c', source: 'made' });
      }
      expect(Date.now() - started).toBeLessThan(2_000);
      expect(await one.through('k', never)).toMatchObject({ text: 'a', source: 'memory' });
      expect((await one.check()).status).toBe('degraded');
      expect(one.numbers().redis?.errors).toBeGreaterThanOrEqual(20);
      expect(one.numbers().redis?.guard).toMatchObject({ state: 'open' });
      expect(one.numbers().redis?.guard.refused).toBeGreaterThan(0);

      await redis.start();
      await until(async () => (await one.check()).status === 'up');
      await one.through('back', made('d'));
      await until(async () => (await other.check()).status === 'up');
      await until(async () => (await other.through('back', made('e'))).source !== 'made', 1);

      // Alive, and says nothing.
      process.kill(redis.pid ?? 0, 'SIGSTOP');
      const silent = Date.now();
      for (let n = 0; n < 20; n++) await one.through(`silent${n}`, made('f'));
      expect(Date.now() - silent).toBeLessThan(2_000);
      expect(one.numbers().redis?.guard.timeouts).toBeGreaterThan(0);
      process.kill(redis.pid ?? 0, 'SIGCONT');
      await until(async () => (await one.check()).status === 'up');
    } finally {
      await one.close();
      await other.close();
      await redis.stop();
    }
  });
});

async function until(holds: () => Promise<boolean>, tries = 100): Promise<void> {
  await sleep(50);
  while (!(await holds())) {
    if (--tries <= 0) throw new Error('it did not come to hold');
    await sleep(100);
  }
}
