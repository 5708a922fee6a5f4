import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { answerOf, tillhouse } from '../support/command.js';

const BIN = join(import.meta.dirname, '..', '..', 'bin', 'tillhouse');

interface Serving {
  child: ChildProcess;
  url: string;
  log: () => Record<string, unknown>[];
}

// The program as it is started by a person: the built command, its signals and what it prints.
describe('tillhouse serve', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tillhouse-serve-'));
    await symlink(BIN, join(folder, 'till'));
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function serve(): Promise<Serving> {
    const child = spawn(process.execPath, [join(folder, 'till'), '--json', 'serve', '--port', '0'], {
      cwd: folder,
      env: { PATH: process.env['PATH'] },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let errors = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [first] = (await Promise.race([
      once(child.stdout ?? child, 'data'),
      once(child, 'exit').then(([code]) => {
        throw new Error(`ended with ${code}: ${errors}`);
      }),
    ])) as [Buffer];
    const { url } = JSON.parse(first.toString()) as { url: string };
    const log = () =>
      errors
        .split('\n')
        .filter((line) => line.startsWith('{'))
        .map((line) => JSON.parse(line) as Record<string, unknown>);
    return { child, url, log };
  }

  it('works through a symbolic link from any folder, keeps its home there and logs requests', async () => {
    const { child, url, log } = await serve();
    const ended = once(child, 'exit');
    const answer = await fetch(`${url}/api/v1/health/ready`);
    expect(answer.status).toBe(200);
    await fetch(`${url}/no/such/route`, { headers: { 'x-correlation-id': 'till-7' } });
    child.kill('SIGINT');
    await ended;
    const requests = log().filter((line) => 'req' in line);
    // Probes are not logged at info.
    expect(requests).toHaveLength(1);
    expect(requests[0]).toMatchObject({
      correlation_id: 'till-7',
      req: { method: 'GET', url: '/no/such/route' },
      res: { status: 404 },
    });
    expect(log().filter((line) => line['context'] === 'RouterExplorer')).toEqual([]);
  });

  it.each(['SIGINT', 'SIGTERM'] as const)('ends soon on %s, with a connection still open', async (signal) => {
    const { child, url } = await serve();
    const ended = once(child, 'exit');
    await fetch(`${url}/api/v1/health/live`, { headers: { connection: 'keep-alive' } });
    const since = Date.now();
    child.kill(signal);
    const [code, by] = (await ended) as [number | null, string | null];
    expect(Date.now() - since).toBeLessThan(5_000);
    expect(by ?? code).toBe(signal);
  });

  it('ends within seconds while a client does not read its answer', async () => {
    const { child, url } = await serve();
    const ended = once(child, 'exit');
    const { hostname, port } = new URL(url);
    const client = connect(Number(port), hostname);
    client.on('error', () => undefined);
    client.write('GET /docs/swagger-ui-bundle.js HTTP/1.1\r\nHost: till\r\n\r\n');
    await once(client, 'readable');
    client.pause();
    const since = Date.now();
    child.kill('SIGTERM');
    await ended;
    expect(Date.now() - since).toBeLessThan(10_000);
    client.destroy();
  });

  it('is the only server of its home, and commands work beside it', async () => {
    const { child } = await serve();
    const ended = once(child, 'exit');
    const env = { TILLHOUSE_HOME: join(folder, '.tillhouse') };
    const second = await tillhouse(['--json', 'serve', '--port', '0'], { env });
    expect(second.code).toBe(1);
    expect(second.stderr).toContain(`process ${child.pid} on`);
    expect(second.stderr).toContain('serves');
    const file = join(folder, 'beside.csv');
    await writeFile(
      file,
      'InvoiceNo,StockCode,Quantity,InvoiceDate,UnitPrice\n600001,20001,1,2011-01-05 10:00:00,1.5\n',
    );
    const run = await tillhouse(['--json', 'run', file], { env });
    expect([run.code, answerOf<{ status: string }>(run).status]).toEqual([0, 'published']);
    expect((await tillhouse(['verify'], { env })).stdout).toContain('row for row');
    child.kill('SIGKILL');
    await ended;
    // A server that was killed leaves nothing in the way of the next one.
    const third = await serve();
    third.child.kill('SIGINT');
    await once(third.child, 'exit');
  });

  it('refuses a bad setting before anything starts', async () => {
    const child = spawn(process.execPath, [BIN, 'serve'], {
      cwd: folder,
      env: { PATH: process.env['PATH'], TILLHOUSE_PORT: 'http' },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let errors = '';
    child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
    const [code] = (await once(child, 'close')) as [number];
    expect(code).toBe(1);
    expect(errors).toContain("TILLHOUSE_PORT is 'http', expected a whole number from 0 to 65535");
  });
});
