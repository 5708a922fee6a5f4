import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { TaskFiles } from '../../src/modules/tasks/data-access/task-files.js';
import { TaskRepository } from '../../src/modules/tasks/data-access/task.repository.js';
import { type TaskContext, TaskRegistry } from '../../src/modules/tasks/index.js';
import { TaskRunner } from '../../src/modules/tasks/service/task-runner.service.js';
import { TaskService } from '../../src/modules/tasks/service/task.service.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import { AppError } from '../../src/platform/errors/app-error.js';
import { EmbeddedQueue } from '../../src/platform/queue/embedded-queue.js';
import { describeOnDatabases } from '../support/databases.js';

const NONE = '00000000-0000-0000-0000-000000000000';

/** What a handler does at its turn, and when it is told to. */
class Turn {
  static readonly all: Turn[] = [];
  readonly begun: Promise<TaskContext<unknown>>;
  private begin!: (context: TaskContext<unknown>) => void;
  private end!: (result: Record<string, unknown> | Error) => void;
  private readonly ended = new Promise<Record<string, unknown> | Error>((done) => (this.end = done));

  constructor() {
    Turn.all.push(this);
    this.begun = new Promise((done) => (this.begin = done));
  }

  async run(context: TaskContext<unknown>): Promise<Record<string, unknown>> {
    this.begin(context);
    const result = await this.ended;
    if (result instanceof Error) throw result;
    return result;
  }

  /** Leaves a file, and comes to its end. */
  async finish(by: string): Promise<void> {
    await writeFile(join((await this.begun).folder, 'result.txt'), by).catch(() => undefined);
    this.end({ by });
  }

  fail(error: Error): void {
    this.end(error);
  }
}

describeOnDatabases('tasks and workers that went silent', (target) => {
  let home: string;
  let database: Database;
  let tasks: TaskRepository;
  let service: TaskService;
  let runner: TaskRunner;
  let queue: EmbeddedQueue;
  let turns: Turn[];

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'tillhouse-tasks-'));
    database = await openDatabase(loadConfig({ TILLHOUSE_HOME: home, ...target.env() }));
    tasks = new TaskRepository(database);
    const registry = new TaskRegistry();
    registry.register({
      name: 'count',
      permission: 'etl:read',
      summary: 'counts',
      parse: (parameters) => Promise.resolve(parameters),
      run: (context) => (turns.shift() ?? new Turn()).run(context),
    });
    const files = new TaskFiles(home);
    queue = new EmbeddedQueue('tasks', database);
    service = new TaskService(tasks, files, registry, queue, 24);
    runner = new TaskRunner(tasks, files, registry);
  });
  afterAll(async () => {
    // Those of a test that failed would keep their workers.
    for (const turn of Turn.all.splice(0)) turn.fail(new Error('the test is over'));
    await queue.close();
    await database.close();
    await rm(home, { recursive: true, force: true });
  });

  const make = async () => {
    const id = randomUUID();
    await tasks.create({ id, name: 'count', parameters: {}, owner: 'ann' });
    return id;
  };
  /** Two workers do one task: the first one's lock ran out. */
  const twice = async () => {
    const id = await make();
    const [first, second] = [new Turn(), new Turn()];
    turns = [first, second];
    const early = runner.run(id);
    await first.begun;
    const late = runner.run(id);
    await second.begun;
    return { id, first, second, early, late };
  };
  const content = async (id: string) => text((await service.open(id, 'result.txt')).stream);

  it('have the result and files of the worker that has them now, whoever is done first', async () => {
    for (const order of ['late first', 'early first']) {
      const { id, first, second, early, late } = await twice();
      const finish = [() => second.finish('second'), () => first.finish('first')];
      for (const end of order === 'late first' ? finish : finish.reverse()) {
        await end();
        await (order === 'late first' ? late : early);
      }
      await Promise.all([early, late]);
      expect([order, await tasks.find(id)]).toMatchObject([
        order,
        {
          status: 'success',
          attempts: 2,
          result: { by: 'second' },
          files: [{ name: 'result.txt', bytes: 6 }],
        },
      ]);
      expect(await content(id)).toBe('second');
      expect(await readdir(join(home, 'tasks', id))).toEqual(['2']);
    }
  });

  it('are not failed, nor told how far they are, by a worker that is late', async () => {
    const { id, first, second, early, late } = await twice();
    (await second.begun).progress(2, 10);
    (await first.begun).progress(1, 10);
    first.fail(new AppError('refused', 'too late'));
    await early;
    await sleep(200);
    expect(await tasks.find(id)).toMatchObject({ status: 'started', done: 2, error: null });
    await second.finish('second');
    expect(await late).toEqual({ status: 'success' });
  });

  it('are stopped where another worker has them', async () => {
    const { first, second, early, late } = await twice();
    const { signal } = await first.begun;
    for (let n = 0; n < 50 && !signal.aborted; n++) await sleep(50);
    expect([signal.aborted, (await second.begun).signal.aborted]).toEqual([true, false]);
    await Promise.all([first.finish('first'), second.finish('second')]);
    expect(await Promise.all([late, early])).toContainEqual({ status: 'success' });
  });

  it('keep their files where the answer that they are done was lost', async () => {
    for (const silent of [0, 1]) {
      const id = await make();
      const turn = new Turn();
      turns = [turn];
      const succeed = tasks.succeed.bind(tasks);
      const spies = [
        jest.spyOn(tasks, 'succeed').mockImplementationOnce(async (...given) => {
          await succeed(...given);
          throw new Error('Connection terminated');
        }),
      ];
      // The database may be away for longer.
      if (silent) spies.push(jest.spyOn(tasks, 'find').mockRejectedValueOnce(new Error('away')) as never);
      const work = runner.run(id);
      await turn.finish('here');
      if (silent) await expect(work).rejects.toThrow('Connection terminated');
      else expect(await work).toEqual({ status: 'success' });
      for (const spy of spies) spy.mockRestore();
      expect(await runner.run(id)).toEqual({ status: 'success' });
      expect(await content(id)).toBe('here');
    }
  });

  it('show files that were left before attempts had folders of their own', async () => {
    const id = await make();
    const turn = new Turn();
    turns = [turn];
    const work = runner.run(id);
    await turn.finish('before');
    await work;
    await rename(join(home, 'tasks', id, '1', 'result.txt'), join(home, 'tasks', id, 'result.txt'));
    expect(await content(id)).toBe('before');
  });

  it('are taken up again where their job and their worker are gone, and not where somebody is at them', async () => {
    await database.rows('DELETE FROM ops.task');
    const [dead, alive] = [await make(), await make()];
    await database.rows(`UPDATE ops.task SET created_at = created_at - interval '1 hour'`);
    const turn = new Turn();
    turns = [turn];
    const work = runner.run(alive);
    await turn.begun;
    await tasks.start(dead);
    await database.rows(`UPDATE ops.task SET started_at = started_at - interval '1 hour'`);
    await database.rows(`UPDATE ops.task SET seen_at = seen_at - interval '1 hour' WHERE id = $1`, [dead]);
    await service.requeue();
    const jobs = await database.rows<{ id: string }>(`SELECT id FROM ops.job WHERE queue = 'tasks'`);
    expect(jobs.map(({ id }) => id.split('.').slice(0, 2))).toEqual([[dead, '1']]);
    expect(await runner.run(alive, true)).toEqual({ status: 'started' });
    const again = new Turn();
    turns = [again];
    const second = runner.run(dead, true);
    await again.finish('again');
    expect(await second).toEqual({ status: 'success' });
    // Its worker gives a sign of life.
    await database.rows(`UPDATE ops.task SET seen_at = NULL WHERE id = $1`, [alive]);
    for (let n = 0; n < 100 && (await tasks.idle(10_000, NONE, 10)).length > 0; n++) await sleep(50);
    expect(await tasks.idle(10_000, NONE, 10)).toEqual([]);
    await turn.finish('first');
    expect(await work).toEqual({ status: 'success' });
    await database.rows(`DELETE FROM ops.job WHERE queue = 'tasks'`);
  });

  it('are looked for beyond those whose jobs cannot go', async () => {
    await database.rows('DELETE FROM ops.task');
    for (let n = 0; n < 150; n++) await make();
    await database.rows(`UPDATE ops.task SET created_at = created_at - interval '1 hour'`);
    await service.requeue();
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 100 });
    await service.requeue();
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 150 });
    await database.rows(`DELETE FROM ops.job WHERE queue = 'tasks'`);
    await database.rows('DELETE FROM ops.task');
  });

  it('get a job again where a crash kept them from having one, and one only', async () => {
    const [lost, fresh] = [await make(), await make()];
    await database.rows(`UPDATE ops.task SET created_at = created_at - interval '1 minute' WHERE id = $1`, [
      lost,
    ]);
    for (let n = 0; n < 2; n++) await service.requeue();
    expect(await queue.getJobCounts()).toMatchObject({ waiting: 1 });
    const jobs = await database.rows<{ id: string }>(`SELECT id FROM ops.job WHERE queue = 'tasks'`);
    expect(jobs.map(({ id }) => id.split('.').slice(0, 2))).toEqual([[lost, '0']]);
    const turn = new Turn();
    turns = [turn];
    queue.process('task', 1, ({ data }) => {
      const { id, again } = data as { id: string; again: boolean };
      return runner.run(id, again);
    });
    await turn.finish('anybody');
    for (let n = 0; n < 100 && (await queue.getJobCounts()).completed === 0; n++) await sleep(50);
    expect(await tasks.find(lost)).toMatchObject({ status: 'success', result: { by: 'anybody' } });
    expect(await tasks.find(fresh)).toMatchObject({ status: 'pending' });
  });
});

describeOnDatabases('the embedded queue', (target) => {
  it('takes no word of a worker whose lock ran out, though it has the job once more', async () => {
    const home = await mkdtemp(join(tmpdir(), 'tillhouse-queue-'));
    const database = await openDatabase(loadConfig({ TILLHOUSE_HOME: home, ...target.env() }));
    const queue = new EmbeddedQueue('work', database);
    try {
      const ends: ((result: string) => void)[] = [];
      queue.process('work', 2, () => new Promise<string>((done) => ends.push(done)));
      await queue.add('work', {}, { jobId: 'one' });
      const begun = async (n: number) => {
        for (let at = 0; at < 200 && ends.length < n; at++) await sleep(20);
        expect(ends).toHaveLength(n);
      };
      await begun(1);
      await database.rows(`UPDATE ops.job SET locked_until = clock_timestamp() - interval '1 s'`);
      await begun(2);
      ends[0]?.('late');
      await sleep(300);
      expect(await queue.getJobCounts()).toMatchObject({ active: 1, completed: 0 });
      ends[1]?.('own');
      for (let at = 0; at < 100 && (await queue.getJobCounts()).completed === 0; at++) await sleep(20);
      expect(await database.rows('SELECT result FROM ops.job')).toEqual([{ result: 'own' }]);
    } finally {
      await queue.close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    }
  });
});
