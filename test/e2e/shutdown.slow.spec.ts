import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { ADMIN_ENV, AS_ADMIN } from '../support/credentials.js';
import { BIN } from '../support/command.js';
import { describeOnDatabases } from '../support/databases.js';

describeOnDatabases('the end of a server', (database) => {
  let home: string;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-end-'));
  });

  afterAll(() => rm(home, { recursive: true, force: true }));

  async function serve(settings: Record<string, string>): Promise<{ child: ChildProcess; url: string }> {
    const child = spawn(process.execPath, [BIN, '--json', 'serve', '--port', '0'], {
      env: { PATH: process.env['PATH'], TILLHOUSE_HOME: home, ...ADMIN_ENV, ...database.env(), ...settings },
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [first] = (await once(child.stdout ?? child, 'data')) as [Buffer];
    return { child, url: (JSON.parse(first.toString()) as { url: string }).url };
  }

  /** A request that is answered when `release` is called, and not before. */
  async function slow(url: string) {
    const holder = new pg.Client({ connectionString: database.env()['DATABASE_URL'] });
    await holder.connect();
    await holder.query('BEGIN');
    await holder.query('LOCK TABLE ops.etl_run IN ACCESS EXCLUSIVE MODE');
    let status: number | undefined;
    const answered = fetch(`${url}/api/v1/etl/runs`, { headers: AS_ADMIN }).then(
      (answer) => (status = answer.status),
    );
    for (;;) {
      const { rows } = await holder.query(
        `SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'ops.etl_run'::regclass`,
      );
      if (rows.length > 0) break;
      await sleep(20);
    }
    return { answered, isAnswered: () => status !== undefined, release: () => holder.end() };
  }

  it('is announced by the readiness probe before the door closes', async () => {
    const { child, url } = await serve({ TILLHOUSE_DRAIN_SECONDS: '1.5' });
    const ended = once(child, 'exit');
    expect((await fetch(`${url}/api/v1/health/ready`)).status).toBe(200);
    child.kill('SIGTERM');
    await sleep(300);
    const ready = await fetch(`${url}/api/v1/health/ready`);
    expect([ready.status, await ready.json()]).toEqual([503, { status: 'down', reason: 'shutting down' }]);
    expect((await fetch(`${url}/api/v1/health/live`)).status).toBe(200);
    expect((await ended)[1]).toBe('SIGTERM');
  });

  // A lock on a table makes a request as slow as the test wants it; the embedded database with its one connection cannot.
  if (database.name === 'embedded') return;

  it('waits for what has begun, and is announced meanwhile', async () => {
    const { child, url } = await serve({ TILLHOUSE_DRAIN_SECONDS: '1.5' });
    const ended = once(child, 'exit');
    const request = await slow(url);
    child.kill('SIGTERM');
    await sleep(300);
    expect((await fetch(`${url}/api/v1/health/ready`)).status).toBe(503);
    expect(request.isAnswered()).toBe(false);
    await request.release();
    expect(await request.answered).toBe(200);
    // Jobs waited for the same lock; only now the 1.5 s begin.
    expect((await fetch(`${url}/api/v1/health/ready`)).status).toBe(503);
    expect((await ended)[1]).toBe('SIGTERM');
  });

  it('lets requests end that have begun, and takes no new ones', async () => {
    const { child, url } = await serve({ TILLHOUSE_WORKER: 'off' });
    const ended = once(child, 'exit');
    const request = await slow(url);
    child.kill('SIGTERM');
    await sleep(500);
    await expect(fetch(`${url}/api/v1/health/live`)).rejects.toThrow();
    expect(request.isAnswered()).toBe(false);
    await request.release();
    expect(await request.answered).toBe(200);
    expect((await ended)[1]).toBe('SIGTERM');
  });
});
