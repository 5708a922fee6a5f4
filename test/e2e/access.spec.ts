import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request as httpsRequest } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Database } from '../../src/platform/database/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { newRingKey, printRing } from '../../src/platform/secrets/index.js';
import { type Server, startServer } from '../../src/server.js';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { describeOnServers } from '../support/databases.js';
import { startRedis, type TestServer } from '../support/servers.mjs';

const homes: string[] = [];
const servers: Server[] = [];
const RING = { ...newRingKey(), id: 'ring' };

// One PostgreSQL server for all: the embedded one takes seconds to start, and makes no difference here.
describeOnServers('the doors of a server', (database) => {
  async function start(env: Record<string, string> = {}, home?: string): Promise<Server> {
    const folder = home ?? (await mkdtemp(join(tmpdir(), 'tillhouse-access-')));
    homes.push(folder);
    const server = await startServer(
      loadConfig({
        TILLHOUSE_HOME: folder,
        TILLHOUSE_PORT: '0',
        TILLHOUSE_LOG_LEVEL: 'fatal',
        TILLHOUSE_SECRET_KEYS: printRing([RING]).trim(),
        ...ADMIN_ENV,
        ...database.env(),
        ...env,
      }),
    );
    servers.push(server);
    return server;
  }

  afterEach(async () => {
    await Promise.all(servers.splice(0).map(({ app }) => app.close()));
    await Promise.all(homes.splice(0).map((home) => rm(home, { recursive: true, force: true })));
  });

  const me = (server: Server, headers: Record<string, string> = AS_ADMIN) =>
    fetch(`${server.url}/api/v1/auth/me`, { headers });
  const statuses = async (count: number, ask: () => Promise<Response>) => {
    const found: number[] = [];
    for (let i = 0; i < count; i++) found.push((await ask()).status);
    return found;
  };

  describe('the limits of requests', () => {
    it('count a client over all routes, whoever cannot be told by address, and leave the probes alone', async () => {
      const server = await start({ TILLHOUSE_RATE_LIMIT: '3' });
      expect(await statuses(4, () => me(server))).toEqual([200, 200, 200, 429]);
      const refused = await fetch(`${server.url}/api/v1/users`, { headers: AS_ADMIN });
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.headers.get('content-type')).toContain('application/problem+json');
      // Nobody in particular, of the same address.
      expect(await statuses(4, () => me(server, {}))).toEqual([401, 401, 401, 429]);
      expect(await statuses(8, () => fetch(`${server.url}/api/v1/health/live`))).toEqual(Array(8).fill(200));
    });

    it('are smaller for logins', async () => {
      const server = await start({ TILLHOUSE_LOGIN_RATE_LIMIT: '2' });
      const login = () =>
        fetch(`${server.url}/auth/token`, {
          method: 'POST',
          body: new URLSearchParams({ username: 'x', password: 'y' }),
        });
      expect(await statuses(3, login)).toEqual([401, 401, 429]);
      expect((await me(server)).status).toBe(200);
    });
  });

  describe('the doors', () => {
    it('answer with headers that browsers heed, and to the pages of allowed origins alone', async () => {
      const server = await start({ TILLHOUSE_CORS_ORIGINS: 'https://desk.example.org' });
      const preflight = (origin: string) =>
        fetch(`${server.url}/api/v1/etl/runs`, {
          method: 'OPTIONS',
          headers: {
            origin,
            'access-control-request-method': 'GET',
            'access-control-request-headers': 'authorization',
          },
        });
      expect((await preflight('https://desk.example.org')).headers.get('access-control-allow-origin')).toBe(
        'https://desk.example.org',
      );
      expect(
        (await preflight('https://evil.example.org')).headers.get('access-control-allow-origin'),
      ).toBeNull();
      const { headers } = await me(server);
      expect(headers.get('content-security-policy')).toContain("default-src 'self'");
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('x-frame-options')).toBe('SAMEORIGIN');
      expect(headers.get('x-powered-by')).toBeNull();
    });

    it('are closed to denied networks, and to those that are not allowed', async () => {
      const denied = await start({ TILLHOUSE_DENIED_NETWORKS: '127.0.0.0/8' });
      const answer = await me(denied);
      expect(answer.status).toBe(403);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      const elsewhere = await start({ TILLHOUSE_ALLOWED_NETWORKS: '10.0.0.0/8, fd00::/8' });
      expect((await me(elsewhere)).status).toBe(403);
      // A header that anybody can send opens nothing; one of a proxy that is believed does.
      expect((await me(elsewhere, { ...AS_ADMIN, 'x-forwarded-for': '10.1.2.3' })).status).toBe(403);
      const behind = await start({
        TILLHOUSE_ALLOWED_NETWORKS: '10.0.0.0/8',
        TILLHOUSE_TRUSTED_PROXIES: '127.0.0.1',
      });
      expect((await me(behind, { ...AS_ADMIN, 'x-forwarded-for': '10.1.2.3' })).status).toBe(200);
      expect((await me(behind, { ...AS_ADMIN, 'x-forwarded-for': '11.1.2.3' })).status).toBe(403);
    });

    it('take bodies up to a size', async () => {
      const server = await start({ TILLHOUSE_BODY_LIMIT: '1MiB' });
      const answer = await fetch(`${server.url}/api/v1/users`, {
        method: 'POST',
        headers: { ...AS_ADMIN, 'content-type': 'application/json' },
        body: JSON.stringify({ username: 'x'.repeat(1_100_000) }),
      });
      expect(answer.status).toBe(413);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
    });

    it('speak TLS 1.3 and nothing older where there is a certificate', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'tillhouse-tls-'));
      homes.push(folder);
      const [key, certificate] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
      execFileSync(
        'openssl',
        [
          'req',
          '-x509',
          '-newkey',
          'ec',
          '-pkeyopt',
          'ec_paramgen_curve:P-256',
          '-nodes',
          '-days',
          '1',
        ].concat([
          '-subj',
          '/CN=localhost',
          '-addext',
          'subjectAltName=IP:127.0.0.1',
          '-keyout',
          key,
          '-out',
          certificate,
        ]),
        { stdio: 'ignore' },
      );
      const server = await start({ TILLHOUSE_TLS_CERTIFICATE: certificate, TILLHOUSE_TLS_KEY: key });
      expect(server.url).toMatch(/^https:/);
      const ask = (options: object) =>
        new Promise<{ status: number | undefined; hsts: unknown; protocol: unknown }>((resolve, reject) => {
          httpsRequest(
            `${server.url}/api/v1/health/live`,
            { ca: readFileSync(certificate), ...options },
            (response) => {
              const { socket } = response as unknown as { socket: { getProtocol(): string } };
              resolve({
                status: response.statusCode,
                hsts: response.headers['strict-transport-security'],
                protocol: socket.getProtocol(),
              });
              response.resume();
            },
          )
            .on('error', reject)
            .end();
        });
      expect(await ask({})).toMatchObject({
        status: 200,
        protocol: 'TLSv1.3',
        hsts: expect.any(String) as string,
      });
      await expect(ask({ maxVersion: 'TLSv1.2' })).rejects.toThrow(/protocol/i);
    });

    it('do not open with a certificate that cannot be read', async () => {
      await expect(
        start({ TILLHOUSE_TLS_CERTIFICATE: '/no/such', TILLHOUSE_TLS_KEY: '/no/such' }),
      ).rejects.toMatchObject({
        message: expect.stringContaining('the TLS certificate or key cannot be read') as string,
      });
      await expect(start({ TILLHOUSE_TLS_CERTIFICATE: '/no/such' })).rejects.toMatchObject({
        kind: 'invalid',
      });
    });
  });

  describe('the first administrator', () => {
    it('is told a password once, and not made again', async () => {
      const written: string[] = [];
      const spy = jest
        .spyOn(process.stderr, 'write')
        .mockImplementation((text) => written.push(String(text)) > 0);
      let home = '';
      try {
        const other = await start();
        await other.app.get(Database).rows('DELETE FROM ops.app_user');
        const server = await start({ TILLHOUSE_ADMIN_PASSWORD: '', TILLHOUSE_ADMIN_USER: 'root' });
        home = homes.pop() ?? '';
        const [, password = ''] =
          /administrator is root with the password (\S+)/.exec(written.join('')) ?? [];
        expect(password).toHaveLength(20);
        const { basic } = await import('../support/credentials.js');
        expect((await me(server, basic('root', password))).status).toBe(200);
        await server.app.close();
        servers.pop();
        written.length = 0;
        // Another name and password in the settings make no second one.
        const again = await start({}, home);
        expect(written.join('')).not.toContain('administrator');
        expect((await me(again)).status).toBe(401);
        expect((await me(again, basic('root', password))).status).toBe(200);
        // The next start makes the administrator of the other tests.
        await again.app.get(Database).rows('DELETE FROM ops.app_user');
      } finally {
        spy.mockRestore();
      }
    });
  });

  describe('an outside issuer', () => {
    let provider: ChildProcess;
    let issuer: string;

    beforeAll(async () => {
      const script = join(import.meta.dirname, '..', 'support', 'oidc-provider.mjs');
      provider = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'ignore'] });
      issuer = await new Promise<string>((resolve, reject) => {
        provider.stdout?.setEncoding('utf8').on('data', (text: string) => {
          const [found] = /http:\/\/\S+/.exec(text) ?? [];
          if (found !== undefined) resolve(found);
        });
        provider.on('exit', () => reject(new Error('the provider ended')));
      });
    });

    afterAll(async () => {
      provider.removeAllListeners('exit');
      provider.kill();
      await once(provider, 'exit');
    });

    const tokenOf = async (client: string) => {
      const answer = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${Buffer.from(`${client}:a secret of a test`).toString('base64')}` },
        body: new URLSearchParams({ grant_type: 'client_credentials' }),
      });
      return ((await answer.json()) as { access_token: string }).access_token;
    };
    const externalApis = async (server: Server) => {
      const health = (await (await fetch(`${server.url}/api/v1/health`)).json()) as {
        components: Record<string, object>;
      };
      return health.components['external_apis'];
    };
    const settings = () => ({
      TILLHOUSE_OIDC_ISSUER: issuer,
      TILLHOUSE_OIDC_ROLES_CLAIM: 'realm.groups',
      TILLHOUSE_OIDC_ROLES: 'retail-staff:analyst',
    });

    it('lets its people in with our roles, beside our own; those of no role may do nothing', async () => {
      const server = await start(settings());
      const staff = { authorization: `Bearer ${await tokenOf('staff')}` };
      expect(await (await me(server, staff)).json()).toMatchObject({
        kind: 'external',
        id: 'external:staff',
        roles: ['analyst'],
        permissions: ['sales:read', 'etl:read', 'quality:read'],
      });
      expect((await fetch(`${server.url}/api/v1/etl/runs`, { headers: staff })).status).toBe(200);
      expect((await fetch(`${server.url}/api/v1/users`, { headers: staff })).status).toBe(403);
      const stranger = { authorization: `Bearer ${await tokenOf('stranger')}` };
      expect(await (await me(server, stranger)).json()).toMatchObject({ roles: [], permissions: [] });
      expect((await fetch(`${server.url}/api/v1/etl/runs`, { headers: stranger })).status).toBe(403);
      const other = { authorization: `Bearer ${await tokenOf('other-audience')}` };
      expect((await me(server, other)).status).toBe(401);
      expect((await me(server)).status).toBe(200);
      expect(await externalApis(server)).toEqual({
        status: 'up',
        details: { outside_issuer: { status: 'up', details: { issuer } } },
      });
    });

    it('is nobody to a server that does not know it, and cannot be feigned', async () => {
      const token = await tokenOf('staff');
      const unaware = await start();
      expect((await me(unaware, { authorization: `Bearer ${token}` })).status).toBe(401);
      const aware = await start(settings());
      const [head = '', body = '', signature = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      const forged = Buffer.from(
        JSON.stringify({ ...claims, realm: { groups: ['retail-admins'] } }),
      ).toString('base64url');
      expect((await me(aware, { authorization: `Bearer ${head}.${forged}.${signature}` })).status).toBe(401);
      // Their key does not speak for us.
      const ours = Buffer.from(JSON.stringify({ ...claims, iss: 'tillhouse' })).toString('base64url');
      expect((await me(aware, { authorization: `Bearer ${head}.${ours}.${signature}` })).status).toBe(401);
    });

    it('that cannot be asked is not the fault of its people, and does not keep ours out', async () => {
      const token = await tokenOf('staff');
      const [head = '', body = '', signature = ''] = token.split('.');
      const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
      const gone = 'http://127.0.0.1:9';
      const server = await start({ ...settings(), TILLHOUSE_OIDC_ISSUER: gone });
      const theirs = Buffer.from(JSON.stringify({ ...claims, iss: gone })).toString('base64url');
      expect((await me(server, { authorization: `Bearer ${head}.${theirs}.${signature}` })).status).toBe(503);
      expect((await me(server)).status).toBe(200);
      expect(await externalApis(server)).toMatchObject({
        status: 'degraded',
        details: { outside_issuer: { status: 'down' } },
      });
      expect((await fetch(`${server.url}/api/v1/health/ready`)).status).toBe(200);
    });
  });

  describe('several servers on one database', () => {
    let redis: TestServer;
    beforeAll(async () => {
      redis = await startRedis();
    });
    afterAll(() => redis.stop());

    it('know the same tokens and keys, count requests together, and go on each for itself without Redis', async () => {
      const next = { ...newRingKey(), id: 'next' };
      const shared = {
        ...database.env(),
        REDIS_URL: redis.url,
        TILLHOUSE_SECRET_KEYS: printRing([RING]).trim(),
      };
      const one = await start({ ...shared, TILLHOUSE_RATE_LIMIT: '8' });
      const two = await start({ ...shared, TILLHOUSE_RATE_LIMIT: '8' });
      const login = await fetch(`${one.url}/auth/token`, {
        method: 'POST',
        body: new URLSearchParams({ username: 'admin', password: ADMIN_ENV.TILLHOUSE_ADMIN_PASSWORD }),
      });
      const { access_token } = (await login.json()) as { access_token: string };
      const bearer = { authorization: `Bearer ${access_token}` };
      const found = [
        ...(await statuses(4, () => me(one, bearer))),
        ...(await statuses(4, () => me(two, bearer))),
        ...(await statuses(1, () => me(one, bearer))),
      ];
      expect(found).toEqual([...Array<number>(8).fill(200), 429]);
      await redis.kill();
      expect((await me(one, bearer)).status).toBe(200);
      await redis.start();
      // What was encrypted is encrypted anew by a server that has another key in use.
      const keys = `${printRing([next]).trim()},${printRing([RING]).trim()}`;
      const rotated = await start({ ...shared, TILLHOUSE_SECRET_KEYS: keys, TILLHOUSE_RATE_LIMIT: '0' });
      expect((await me(rotated, bearer)).status).toBe(200);
      const sealed = await rotated.app
        .get(Database)
        .rows<{ private_jwk: string }>('SELECT * FROM ops.signing_key');
      expect(sealed.length).toBeGreaterThan(0);
      expect(sealed.every(({ private_jwk }) => private_jwk.startsWith('next.'))).toBe(true);
      // Without the key that is in use nothing can be signed, and the start says so.
      const stray = {
        ...shared,
        TILLHOUSE_SECRET_KEYS: printRing([{ ...newRingKey(), id: 'stray' }]).trim(),
      };
      await expect(start(stray)).rejects.toMatchObject({
        message: expect.stringContaining('encrypted with the key next, which is not there') as string,
      });
    });
  });
});
