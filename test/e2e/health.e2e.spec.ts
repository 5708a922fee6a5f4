import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/platform/config/index.js';
import { ADMIN_ENV } from '../support/credentials.js';
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
    const health = (await answer.json()) as Record<string, unknown>;
    expect(health).toMatchObject({
      status: expect.stringMatching(/up|degraded/) as string,
      version: expect.stringMatching(/^\d+\.\d+\.\d+/) as string,
      environment: expect.any(String) as string,
      components: {
        disk: { status: 'up' },
        memory: { status: 'up' },
        event_loop: { status: expect.stringMatching(/up|degraded/) as string },
        lake: { status: 'up' },
      },
      metrics: { uptime_seconds: expect.any(Number) as number },
    });
  });

  it.each(['live', 'ready'])('answers the %s probe', async (probe) => {
    const answer = await get(`/api/v1/health/${probe}`);
    expect(answer.status).toBe(200);
    expect(await answer.json()).toHaveProperty('status');
  });

  it('is not ready while its home is gone, and lives', async () => {
    await rm(home, { recursive: true, force: true });
    try {
      const ready = await get('/api/v1/health/ready');
      expect(ready.status).toBe(503);
      expect(await ready.json()).toEqual({ status: 'down' });
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
