import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/config/index.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { type Server, startServer } from '../../src/server.js';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

// The whole application on a real port, over an empty home.
describe('the server', () => {
  let home: string;
  let server: Server;
  const get = (path: string, headers: Record<string, string> = {}) =>
    fetch(`${server.url}${path}`, { headers });

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-e2e-'));
    server = await startServer(
      loadConfig({ TILLHOUSE_HOME: home, TILLHOUSE_PORT: '0', TILLHOUSE_LOG_LEVEL: 'fatal', ...ADMIN_ENV }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await rm(home, { recursive: true, force: true });
  });

  it('listens on loopback', () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  });

  it('tells how each part is', async () => {
    const answer = await get('/api/v1/health');
    expect(answer.status).toBe(200);
    expect(answer.headers.get('cache-control')).toContain('no-store');
    const health = (await answer.json()) as {
      status: string;
      components: Record<string, { status: string; details?: object }>;
      metrics: Record<string, number>;
    };
    expect(health).toMatchObject({
      status: expect.stringMatching(/up|degraded/) as string,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      environment: expect.any(String) as string,
      uptime: expect.any(Number) as number,
      components: {
        disk: { status: 'up' },
        memory: { status: 'up' },
        event_loop: { status: expect.stringMatching(/up|degraded/) as string },
        lake: { status: 'up', details: { version: 0, tables: 0 } },
        database: { status: 'up', details: { backend: 'embedded' } },
        warehouse: { status: 'up', details: { version: null, newest_version: 0, lag_seconds: 0 } },
        queue: {
          status: 'up',
          details: {
            backend: 'embedded',
            queues: { 'etl-runs': { waiting: 0, active: 0, failed: 0, oldest_waiting_seconds: null } },
          },
        },
        last_run: { status: 'up', details: { finished_at: null } },
        search: { status: 'up', details: { backend: 'embedded', indexes: { embedded: { lag_seconds: 0 } } } },
        external_apis: { status: 'disabled' },
      },
    });
    expect(health.components['cache']).toMatchObject({ status: 'up', details: { redis: null } });
  });

  it('measures its requests', async () => {
    for (let n = 0; n < 3; n++) await (await get('/api/v1/health/live')).arrayBuffer();
    const { metrics } = (await (await get('/api/v1/health')).json()) as { metrics: Record<string, number> };
    expect(metrics['uptime_seconds']).toBeGreaterThan(0);
    expect(metrics['requests_per_second']).toBeGreaterThan(0);
    expect(metrics['avg_response_time_ms']).toBeGreaterThan(0);
  });

  it.each(['live', 'ready', 'startup'])('answers the %s probe', async (probe) => {
    const answer = await get(`/api/v1/health/${probe}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toEqual({ status: 'up' });
  });

  it('is not ready while its home is gone, and lives', async () => {
    await rm(home, { recursive: true, force: true });
    try {
      const ready = await get('/api/v1/health/ready');
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({
        status: 'down',
        reason: expect.stringContaining('disk') as string,
      });
      const live = await get('/api/v1/health/live');
      expect(await live.json()).toEqual({ status: 'up' });
    } finally {
      await mkdir(home, { recursive: true });
    }
  });

  it('shows its documentation without the internet', async () => {
    const page = await get('/docs');
    expect(page.status).toBe(200);
    const html = await page.text();
    const assets = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1] ?? '');
    expect(assets.length).toBeGreaterThan(3);
    for (const asset of assets) {
      expect(asset).toMatch(/^\.\//);
      const answer = await get(asset.slice(1));
      expect([asset, answer.status]).toEqual([asset, 200]);
      // An unread answer would keep the server from closing at once.
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(100);
    }
  });

  it('describes every route in openapi.json', async () => {
    const document = (await (await get('/openapi.json')).json()) as {
      openapi: string;
      paths: Record<string, Record<string, { summary?: string }>>;
    };
    expect(document.openapi).toMatch(/^3\./);
    expect(Object.keys(document.paths)).toContain('/api/v1/health');
    const operations = Object.values(document.paths).flatMap((path) => Object.values(path));
    expect(operations.filter((operation) => !operation.summary)).toEqual([]);
  });

  it('answers an unknown route with a problem that carries a correlation id', async () => {
    const answer = await get('/no/such/route');
    expect(answer.status).toBe(404);
    expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
    const id = answer.headers.get('x-correlation-id');
    expect(id).toMatch(UUID);
    expect(await answer.json()).toMatchObject({
      status: 404,
      title: 'Not Found',
      instance: '/no/such/route',
      correlation_id: id,
    });
  });

  it("keeps the caller's correlation id", async () => {
    const answer = await get('/api/v1/health/live', { 'X-Correlation-Id': 'till-7' });
    expect(answer.headers.get('x-correlation-id')).toBe('till-7');
    await answer.arrayBuffer();
  });

  it('says so where the port is taken', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as { port: number };
    try {
      const config = loadConfig({
        TILLHOUSE_HOME: home,
        TILLHOUSE_PORT: String(port),
        TILLHOUSE_LOG_LEVEL: 'fatal',
      });
      await expect(startServer(config)).rejects.toMatchObject({
        kind: 'unavailable',
        message: `the server cannot listen on 127.0.0.1:${port}: another program listens there`,
      });
    } finally {
      other.close();
    }
  });
});

describe('the server without the Redis that it is told of', () => {
  let home: string;
  let server: Server;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-e2e-'));
    server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: home,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        ...ADMIN_ENV,
        // Nobody listens there.
        REDIS_URL: 'redis://127.0.0.1:1',
      }),
    );
  });

  afterAll(async () => {
    await server.app.close();
    await rm(home, { recursive: true, force: true });
  });

  it('is degraded and not down, as requests can be answered', async () => {
    const health = (await (await fetch(`${server.url}/api/v1/health`)).json()) as object;
    expect(health).toMatchObject({
      status: 'degraded',
      components: {
        queue: { status: 'down', details: { error: 'no answer in 2000 ms' } },
        cache: { status: 'degraded' },
        database: { status: 'up' },
      },
    });
    expect((await fetch(`${server.url}/api/v1/health/ready`)).status).toBe(200);
  });

  it('leaves out of the metrics what it cannot know', async () => {
    const text = await (await fetch(`${server.url}/metrics`, { headers: AS_ADMIN })).text();
    expect(text).toContain('tillhouse_collector_up{collector="queue"} 0\n');
    expect(text).toContain('tillhouse_collector_up{collector="lake"} 1\n');
    expect(text).not.toMatch(/^tillhouse_queue_jobs\{/m);
  });
});
