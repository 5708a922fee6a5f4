import { type ChildProcess, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import {
  createQueue,
  type Job,
  type JobCounts,
  type JobQueue,
  QueueMonitor,
} from '../../src/platform/queue/index.js';
import { Metrics } from '../../src/platform/metrics/index.js';
import { describeOnDatabases, redisDatabase } from '../support/databases.js';

/** What both queues promise: Bull on a real Redis, the embedded one on a real database. */
function contract(env: () => Record<string, string>): void {
  let home: string;
  let database: Database;
  let queues: JobQueue[];
  let settings: Record<string, string>;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'tillhouse-queue-'));
    settings = { TILLHOUSE_HOME: home, ...env() };
    database = await openDatabase(loadConfig(settings));
  });
  beforeEach(() => (queues = []));
  afterEach(() => Promise.all(queues.map((queue) => queue.close())));
  afterAll(async () => {
    await database.close();
    rmSync(home, { recursive: true, force: true });
  });

  const open = (name: string = randomUUID()): JobQueue => {
    const queue = createQueue(name, settings['REDIS_URL'] ?? '', database);
    queues.push(queue);
    return queue;
  };
  const until = async (condition: () => boolean | Promise<boolean>, ms = 15_000) => {
    for (const deadline = Date.now() + ms; !(await condition()); await sleep(50))
      if (Date.now() > deadline) throw new Error('it did not come to pass in time');
  };
  const counts = async (queue: JobQueue): Promise<JobCounts> => {
    const { waiting, delayed, active, completed, failed } = await queue.getJobCounts();
    return { waiting, delayed, active, completed, failed };
  };
  const NONE: JobCounts = { waiting: 0, delayed: 0, active: 0, completed: 0, failed: 0 };

  it('gives each job to a handler once, with its data, oldest first', async () => {
    const queue = open();
    const seen: unknown[] = [];
    for (let n = 0; n < 5; n++) await queue.add('work', { n });
    expect(await counts(queue)).toEqual({ ...NONE, waiting: 5 });
    queue.process('work', 1, (job: Job<{ n: number }>) => {
      seen.push(job.data.n);
      return Promise.resolve(job.data.n * 2);
    });
    const results: unknown[] = [];
    queue.on('completed', (_, result) => results.push(result));
    await until(() => results.length === 5);
    expect(seen).toEqual([0, 1, 2, 3, 4]);
    expect(results).toEqual([0, 2, 4, 6, 8]);
    await until(async () => (await counts(queue)).completed === 5);
    expect(await counts(queue)).toEqual({ ...NONE, completed: 5 });
  });

  it('is watched: how full it is, and how long the next job waits', async () => {
    const queue = open();
    const monitor = new QueueMonitor([queue], 'embedded', new Metrics());
    const state = async () => (await monitor.states())[queue.name];
    expect(await state()).toEqual({ ...NONE, oldestWaitingSeconds: null });
    await queue.add('work', {});
    await sleep(1_200);
    await queue.add('work', {});
    await queue.add('work', {}, { delay: 60_000 });
    expect(await state()).toMatchObject({ ...NONE, waiting: 2, delayed: 1 });
    const waited = (await state())?.oldestWaitingSeconds;
    expect(waited).toBeGreaterThanOrEqual(1.1);
    expect(waited).toBeLessThan(30);
  });

  it('makes one job of an id, even after it is done', async () => {
    const queue = open();
    let runs = 0;
    queue.process('work', 1, () => Promise.resolve(++runs));
    for (let n = 0; n < 3; n++) await queue.add('work', {}, { jobId: 'one' });
    await until(async () => (await counts(queue)).completed === 1);
    await queue.add('work', {}, { jobId: 'one' });
    await queue.add('work', {}, { jobId: 'two' });
    await until(async () => (await counts(queue)).completed === 2);
    expect(runs).toBe(2);
  });

  it('tries a job again that fails, after its wait, and gives up after the last try', async () => {
    const queue = open();
    const tries: { at: number; attemptsMade: number }[] = [];
    const failures: string[] = [];
    queue.on('failed', (_, error) => failures.push(error.message));
    queue.process('work', 1, (job) => {
      tries.push({ at: Date.now(), attemptsMade: job.attemptsMade });
      return Promise.reject(new Error(`try ${tries.length}`));
    });
    await queue.add('work', {}, { attempts: 3, backoff: 300 });
    await until(async () => (await counts(queue)).failed === 1);
    expect(failures).toEqual(['try 1', 'try 2', 'try 3']);
    expect(tries.map(({ attemptsMade }) => attemptsMade)).toEqual([0, 1, 2]);
    expect((tries[1]?.at ?? 0) - (tries[0]?.at ?? 0)).toBeGreaterThanOrEqual(290);
  });

  it('holds a job back for its delay', async () => {
    const queue = open();
    let ranAt = 0;
    queue.process('work', 1, () => Promise.resolve((ranAt = Date.now())));
    const added = Date.now();
    await queue.add('work', {}, { delay: 700 });
    expect(await counts(queue)).toEqual({ ...NONE, delayed: 1 });
    await until(() => ranAt > 0);
    expect(ranAt - added).toBeGreaterThanOrEqual(690);
  });

  it('runs as many at a time as it was told, and lets them end when it closes', async () => {
    const queue = open();
    let active = 0;
    let most = 0;
    let done = 0;
    queue.process('work', 2, async () => {
      most = Math.max(most, ++active);
      await sleep(150);
      active--;
      done++;
    });
    for (let n = 0; n < 6; n++) await queue.add('work', {});
    await until(() => active === 2);
    const before = done;
    await queue.close();
    queues = [];
    expect(most).toBe(2);
    expect(done).toBeGreaterThan(before);
    expect(active).toBe(0);
    const left = open(queue.name);
    expect((await counts(left)).active).toBe(0);
    expect((await counts(left)).waiting).toBe(6 - done);
  });

  it('gives the job of a worker that was killed to another one within 15 s, and to it alone', async () => {
    const queue = open();
    await queue.add('work', { n: 1 }, { jobId: 'precious' });
    const worker: ChildProcess = spawn(
      process.execPath,
      [join(import.meta.dirname, 'silent-worker.mjs'), queue.name],
      { env: { PATH: process.env['PATH'], ...settings }, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    if (!worker.stdout) throw new Error('no output');
    const [said] = (await once(worker.stdout, 'data')) as [Buffer];
    expect(said.toString()).toContain('took precious');
    let runs = 0;
    queue.process('work', 1, () => Promise.resolve(++runs));
    // As long as the worker lives, the job is its own.
    await sleep(7_000);
    expect(runs).toBe(0);
    worker.kill('SIGKILL');
    await until(() => runs === 1);
    await sleep(500);
    expect(runs).toBe(1);
    expect(await counts(queue)).toEqual({ ...NONE, completed: 1 });
  });

  it('forgets finished jobs when it is told to', async () => {
    const queue = open();
    queue.process('work', 1, () => Promise.resolve());
    await queue.add('work', {});
    await until(async () => (await counts(queue)).completed === 1);
    await queue.clean(3_600_000, 'completed');
    expect((await counts(queue)).completed).toBe(1);
    await sleep(20);
    await queue.clean(0, 'completed');
    expect(await counts(queue)).toEqual(NONE);
  });
}

describeOnDatabases('the embedded queue', (target) => contract(target.env));

const redis = redisDatabase();
if (redis !== undefined) describe('Bull on Redis', () => contract(() => ({ REDIS_URL: redis })));
else if (process.env['CI']) throw new Error('TEST_REDIS_URL is missing: start the tests by npm test');
else console.warn('SKIPPED: Bull on Redis: npm test starts a server where it is installed');
