import { Test } from '@nestjs/testing';
import { TerminusModule } from '@nestjs/terminus';
import { HealthRegistry } from '../../../platform/health/index.js';
import { HealthService, overall } from './health.service.js';

describe('the health of the parts', () => {
  async function open(): Promise<{ registry: HealthRegistry; health: HealthService }> {
    const module = await Test.createTestingModule({
      imports: [TerminusModule.forRoot({ logger: false })],
      providers: [HealthRegistry, HealthService],
    }).compile();
    module.useLogger(false);
    return { registry: module.get(HealthRegistry), health: module.get(HealthService) };
  }

  it('is told part by part, and names those that nobody registered as disabled', async () => {
    const { registry, health } = await open();
    registry.register('disk', () => Promise.resolve({ status: 'up', details: { free_bytes: 1 } }));
    registry.register('queue', () => Promise.resolve({ status: 'degraded', details: { waiting: 7 } }));
    registry.register('search', () => Promise.resolve({ status: 'up' }));
    expect(await health.all()).toEqual({
      status: 'degraded',
      missing: [],
      components: {
        disk: { status: 'up', details: { free_bytes: 1 } },
        queue: { status: 'degraded', details: { waiting: 7 } },
        search: { status: 'up' },
        cache: { status: 'disabled' },
        external_apis: { status: 'disabled' },
      },
    });
  });

  it('refuses a second part of the same name', () => {
    const registry = new HealthRegistry();
    const check = () => Promise.resolve({ status: 'up' as const });
    registry.register('disk', check);
    expect(() => registry.register('disk', check)).toThrow('two checks are called disk');
    registry.registerExternal('issuer', check);
    expect(() => registry.registerExternal('issuer', check)).toThrow(
      'two outside services are called issuer',
    );
  });

  it('takes a check that fails, at once or later, for a part that is down, and keeps the reason to itself', async () => {
    const { registry, health } = await open();
    registry.register('late', () => Promise.reject(new Error('no route to 10.0.0.3')));
    registry.register('at once', () => {
      throw new Error('no such file');
    });
    const { status, components, missing } = await health.all();
    expect([status, missing]).toEqual(['degraded', []]);
    const down = { status: 'down', details: { error: 'the check failed; the log tells why' } };
    expect(components).toMatchObject({ late: down, 'at once': down });
  });

  it('does not wait for a check that hangs', async () => {
    const { registry, health } = await open();
    registry.register('stuck', () => new Promise(() => undefined));
    const since = Date.now();
    const { components } = await health.all();
    expect(components['stuck']).toEqual({ status: 'down', details: { error: 'no answer in 2000 ms' } });
    expect(Date.now() - since).toBeLessThan(4_000);
  });

  it('is down only where a required part is', async () => {
    const { registry, health } = await open();
    registry.register('cache', () => Promise.resolve({ status: 'down' }));
    registry.register('database', () => Promise.resolve({ status: 'up' }), { required: true });
    expect((await health.all()).status).toBe('degraded');
    expect(await health.required()).toEqual({
      status: 'up',
      missing: [],
      components: { database: { status: 'up' } },
    });
    registry.register('lake', () => Promise.resolve({ status: 'down' }), { required: true });
    expect(await health.all()).toMatchObject({ status: 'down', missing: ['lake'] });
    expect(await health.required()).toMatchObject({ status: 'down', missing: ['lake'] });
  });

  it('tells of the services of others as of one part, of which none makes this one down', async () => {
    const { registry, health } = await open();
    registry.registerExternal('issuer', () => Promise.resolve({ status: 'up' }));
    expect((await health.all()).components['external_apis']).toEqual({
      status: 'up',
      details: { issuer: { status: 'up' } },
    });
    registry.registerExternal('rates', () => Promise.reject(new Error('refused')));
    const { status, components } = await health.all();
    expect([status, components['external_apis']?.status]).toEqual(['degraded', 'degraded']);
    expect(components['external_apis']?.details).toMatchObject({
      issuer: { status: 'up' },
      rates: { status: 'down' },
    });
  });

  it('asks once for all who ask at the same time', async () => {
    const { registry, health } = await open();
    let asked = 0;
    registry.register('disk', async () => {
      asked++;
      await new Promise((resolve) => setTimeout(resolve, 20));
      return { status: 'up' };
    });
    const answers = await Promise.all([health.all(), health.all(), health.all()]);
    expect([asked, answers.map(({ status }) => status)]).toEqual([1, ['up', 'up', 'up']]);
    await health.all();
    expect(asked).toBe(2);
  });

  it('does not count a part that is switched off against the whole', () => {
    expect(overall({}, [])).toBe('up');
    expect(overall({ a: { status: 'up' }, b: { status: 'disabled' } }, [])).toBe('up');
    expect(overall({ a: { status: 'down' } }, ['a'])).toBe('down');
  });
});
