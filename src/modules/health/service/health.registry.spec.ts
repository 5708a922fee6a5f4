import { HealthRegistry, worst } from './health.registry.js';

describe('the health registry', () => {
  afterEach(() => jest.useRealTimers());

  it('reports each registered part', async () => {
    const registry = new HealthRegistry();
    registry.register('disk', () => Promise.resolve({ status: 'up', details: { free_bytes: 1 } }));
    registry.register('queue', () => Promise.resolve({ status: 'degraded' }));
    expect(await registry.run()).toEqual({
      disk: { status: 'up', details: { free_bytes: 1 } },
      queue: { status: 'degraded' },
    });
  });

  it('refuses a second part of the same name', () => {
    const registry = new HealthRegistry();
    const check = () => Promise.resolve({ status: 'up' as const });
    registry.register('disk', check);
    expect(() => registry.register('disk', check)).toThrow('two checks are called disk');
  });

  it('takes a check that fails, at once or later, for a part that is down', async () => {
    const registry = new HealthRegistry();
    registry.register('late', () => Promise.reject(new Error('no such table')));
    registry.register('at once', () => {
      throw new Error('no such file');
    });
    registry.register('fine', () => Promise.resolve({ status: 'up' }));
    expect(await registry.run()).toEqual({
      late: { status: 'down', details: { error: 'no such table' } },
      'at once': { status: 'down', details: { error: 'no such file' } },
      fine: { status: 'up' },
    });
  });

  it('does not wait for a check that hangs', async () => {
    jest.useFakeTimers();
    const registry = new HealthRegistry();
    registry.register('stuck', () => new Promise(() => undefined));
    const answer = registry.run();
    await jest.advanceTimersByTimeAsync(2_000);
    expect(await answer).toEqual({ stuck: { status: 'down', details: { error: 'no answer in 2000 ms' } } });
  });

  it('is as well as its worst part', () => {
    expect(worst({})).toBe('up');
    expect(worst({ a: { status: 'up' }, b: { status: 'degraded' } })).toBe('degraded');
    expect(worst({ a: { status: 'down' }, b: { status: 'degraded' } })).toBe('down');
  });
});
