import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { IntakeRepository } from '../../src/modules/etl/data-access/intake.repository.js';
import {
  type RunAttempt,
  RunRecordRepository,
} from '../../src/modules/etl/data-access/run-record.repository.js';
import { createDispatcher, newRunId, type RunDispatcher, WriteService } from '../../src/modules/etl/index.js';
import { HandedOverError } from '../../src/modules/etl/service/run-dispatcher.service.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { type Database, openDatabase } from '../../src/platform/database/index.js';
import { CommitConflictError } from '../../src/platform/lake/index.js';
import { EventBus } from '../../src/platform/events/index.js';
import { EmbeddedQueue } from '../../src/platform/queue/embedded-queue.js';
import { describeOnDatabases } from '../support/databases.js';
import { LakeHome } from '../support/lake-home.js';
import { create } from '../support/writable-home.js';

const FAULT = { kind: 'internal', message: 'a line that no model bears', hint: null };
const OUTAGE = { kind: 'unavailable', message: 'the disk is full', hint: null };

interface Kept {
  status: string;
  attempts: number;
  error: { message: string } | null;
  gold_version: number | null;
}

describeOnDatabases('what clients wrote', (target) => {
  let home: LakeHome;
  let database: Database;
  let intake: IntakeRepository;
  let records: RunRecordRepository;

  beforeAll(async () => {
    home = await LakeHome.open(target.env());
    database = await openDatabase(
      loadConfig({ TILLHOUSE_HOME: home.path, TILLHOUSE_ENGINE_MEMORY: '512MiB', ...target.env() }),
    );
    intake = new IntakeRepository(database);
    records = new RunRecordRepository(database);
  });
  beforeEach(async () => {
    await database.rows('DELETE FROM ops.intake');
    await database.rows('DELETE FROM ops.etl_run');
  });
  afterAll(async () => {
    await database.close();
    await home.close();
  });

  const accept = async (id: string, items = [create({ invoice_no: '1' })]) => {
    const given = {
      operation: 'create',
      caller: 'ann',
      allOrNothing: false,
      validate: true,
      errors: [],
      remaining: 0,
    };
    await intake.accept({ id, ...given, items, total: items.length });
    return id;
  };
  const kept = async (id: string) =>
    (
      await database.rows<Kept>(
        'SELECT status, attempts, error, gold_version FROM ops.intake WHERE id = $1',
        [id],
      )
    )[0];
  const owned = (id: string): RunAttempt => ({ id, owner: 'here', attempts: 1 });
  /** A run that goes on. */
  const begun = async (id: string) => {
    await database.rows(
      `INSERT INTO ops.etl_run (id, kind, status, request, owner, attempts) VALUES ($1, 'write', 'running', '{"kind":"write"}', 'here', 1)`,
      [id],
    );
    return owned(id);
  };
  const taken = async (run: RunAttempt) => (await intake.claim(run))?.map(({ id }) => id);
  const claim = async (run: string) => (await taken(await begun(run))) ?? [];
  const letTimePass = () =>
    database.rows(
      `UPDATE ops.intake SET accepted_at = accepted_at - interval '1 hour', due_at = due_at - interval '1 hour'`,
    );
  /** Runs until nothing is due; those with a bad one fail. Answers what each took. */
  const drain = async (bad: readonly string[]) => {
    const runs: string[][] = [];
    while (await intake.isDue()) {
      const run = `run${runs.length}-${randomUUID()}`;
      const taken = await claim(run);
      runs.push(taken);
      if (taken.some((id) => bad.includes(id))) await intake.release(owned(run), FAULT);
      else await intake.settle(owned(run), 1);
      if (runs.length > 100) throw new Error('there is no end to it');
    }
    return runs;
  };

  it('waits through an outage, however long, in its order, and begins no run in between', async () => {
    await accept('a');
    await accept('b');
    for (let n = 0; n < 5; n++) {
      expect(await claim(`run${n}`)).toEqual(['a', 'b']);
      await intake.postpone(owned(`run${n}`), OUTAGE);
      expect(await intake.isDue()).toBe(false);
      await letTimePass();
      expect(await intake.isDue()).toBe(true);
    }
    expect(await kept('a')).toMatchObject({
      status: 'accepted',
      attempts: 0,
      error: { message: OUTAGE.message },
    });
    // Who comes during it begins no run either, and goes behind them.
    await claim('last');
    await intake.postpone(owned('last'), OUTAGE);
    await accept('c');
    expect(await intake.isDue()).toBe(false);
    expect(await claim('end')).toEqual(['a', 'b', 'c']);
  });

  it('is kept from being written by a bad one for a few runs only, and keeps its order', async () => {
    const good = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    for (const id of ['a', 'b', 'bad', ...good.slice(2)]) await accept(id);
    const runs = await drain(['bad']);
    expect(runs.length).toBeLessThanOrEqual(8);
    expect(runs.filter((taken) => !taken.includes('bad')).flat()).toEqual(good);
    expect(runs.filter((taken) => taken.includes('bad')).at(-1)).toEqual(['bad']);
    expect(await kept('bad')).toMatchObject({ status: 'accepted', attempts: 1 });
    // Once it has failed alone, others do not wait for it, nor it for those that come later.
    await accept('h');
    await letTimePass();
    await accept('i');
    expect(await claim('x')).toEqual(['h', 'i']);
    await intake.settle(owned('x'), 2);
    expect(await claim('y')).toEqual(['bad']);
    await intake.release(owned('y'), FAULT);
    await letTimePass();
    await accept('j');
    expect([await claim('z'), await claim('w')]).toEqual([['bad'], ['j']]);
    await intake.release(owned('z'), FAULT);
    expect(await kept('bad')).toMatchObject({ status: 'failed', attempts: 3 });
  });

  it('does not count failures that others may be to blame for', async () => {
    for (const id of ['a', 'bad', 'b', 'bad too']) await accept(id);
    await drain(['bad', 'bad too']);
    for (const id of ['a', 'b']) expect(await kept(id)).toMatchObject({ status: 'done', attempts: 0 });
    for (const id of ['bad', 'bad too']) expect(await kept(id)).toMatchObject({ attempts: 1 });
  });

  it('is kept when it was given up, until somebody sends it again or drops it', async () => {
    const items = [create({ invoice_no: '7' }), null];
    await accept('bad', items as never);
    await accept('fine');
    for (let n = 0; n < 3; n++) {
      await drain(['bad']);
      await letTimePass();
    }
    const future = new Date(Date.now() + 3_600_000);
    await intake.forget(future);
    expect(await kept('fine')).toBeUndefined();
    expect(await kept('bad')).toMatchObject({ status: 'failed', error: { message: FAULT.message } });
    expect((await intake.failed('ann', ['create'], 10)).map(({ id }) => id)).toEqual(['bad']);
    expect(await intake.failed('bob', ['create'], 10)).toEqual([]);
    expect(await intake.failed('ann', ['fix'], 10)).toEqual([]);
    expect(await intake.failedItems('bad')).toEqual(items);

    expect(await intake.sendAgain('bad')).toBe(true);
    expect(await intake.sendAgain('bad')).toBe(false);
    expect(await drain([])).toEqual([['bad']]);
    expect(await kept('bad')).toMatchObject({ status: 'done', gold_version: 1 });
    expect([await intake.discard('bad'), await intake.discard('none')]).toEqual([false, false]);
    await accept('worse');
    for (let n = 0; n < 3; n++) {
      await drain(['worse']);
      await letTimePass();
    }
    expect(await intake.discard('worse')).toBe(true);
    expect(await kept('worse')).toBeUndefined();
  });

  it('is not touched by a process that was silent while another one took its run over', async () => {
    await accept('a');
    const late = await begun('r');
    expect(await taken(late)).toEqual(['a']);
    const own = await records.start('r', 'there');
    if (!own) throw new Error('the run was not begun');
    const everything = () => database.rows('SELECT * FROM ops.intake, ops.etl_run ORDER BY position');
    const tryAll = async () => {
      const before = await everything();
      await intake.plan(late, new Map([['a', { results: [], errors: [] }]]));
      expect([await taken(late), await intake.release(late, FAULT)]).toEqual([undefined, false]);
      await intake.postpone(late, OUTAGE);
      await intake.settle(late, 7);
      expect([await records.beginCommit(late), await records.standOf(late)]).toEqual([false, 'lost']);
      await records.fail(late, FAULT);
      await records.leave(late);
      await records.cancelled('r');
      expect(await records.finish(late, {} as never)).toBe(false);
      expect(await everything()).toEqual(before);
    };
    await tryAll();
    expect(await taken(own)).toEqual(['a']);
    await intake.settle(own, 3);
    expect(await records.finish(own, { status: 'published', version: 3 } as never)).toBe(true);
    await accept('b');
    await tryAll();
    // Nor begins anybody anew what is over.
    expect([await taken(own), await records.start('r', 'here')]).toEqual([undefined, undefined]);
    expect(await kept('a')).toMatchObject({ status: 'done', gold_version: 3 });
    expect(await kept('b')).toMatchObject({ status: 'accepted' });
  });

  it('comes back where its run has ended without a word of it', async () => {
    for (const id of ['published', 'no_new_data', 'failed', 'running', 'forgotten']) {
      await accept(id);
      expect(await claim(`r ${id}`)).toEqual([id]);
      await database.rows('UPDATE ops.etl_run SET status = $1 WHERE id = $2', [
        id === 'forgotten' ? 'published' : id,
        `r ${id}`,
      ]);
    }
    await database.rows(`DELETE FROM ops.etl_run WHERE id = 'r forgotten'`);
    await intake.recover();
    expect(await claim('next')).toEqual(['published', 'no_new_data', 'failed', 'forgotten']);
    expect(await kept('running')).toMatchObject({ status: 'processing' });
  });

  describe('and its runs', () => {
    let dispatcher: RunDispatcher;
    let writes: WriteService;
    beforeAll(() => {
      dispatcher = createDispatcher(home.etl, database, new EventBus());
      writes = new WriteService(intake, dispatcher, new EmbeddedQueue('runs', database), home.etl.lines);
    });
    afterAll(() => writes.onModuleDestroy());

    const write = async (id: string, items = [create({ invoice_no: id })]) => {
      await accept(id, items);
      const run = newRunId();
      await database.rows(
        `INSERT INTO ops.etl_run (id, kind, status, request, owner) VALUES ($1, 'write', 'queued', '{"kind":"write"}', 'x 1 y')`,
        [run],
      );
      return run;
    };

    it.each([
      // Of Node, DuckDB, S3 and PostgreSQL.
      ['a full disk', Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })],
      ['the disk of the engine', new Error('IO Error: Could not write file "x": No space left on device')],
      ['the disk of the engine that spills', new Error('Out of Memory Error: failed to offload data block')],
      ['the store', Object.assign(new Error('SlowDown'), { $metadata: { httpStatusCode: 503 } })],
      ['the database', Object.assign(new Error('terminating connection'), { code: '57P01' })],
    ])('are tried again, not counted, where it is an outage: %s', async (_, outage) => {
      const commit = jest.spyOn(home.etl.lake, 'commit').mockRejectedValue(outage);
      const id = `o${randomUUID()}`;
      for (let n = 0; n < 4; n++) {
        const run = n === 0 ? await write(id) : await dispatcher.submitWrite();
        await expect(dispatcher.execute(run ?? '')).rejects.toThrow(outage.message);
      }
      commit.mockRestore();
      expect(await kept(id)).toMatchObject({ status: 'accepted', attempts: 0 });
      await letTimePass();
      await writes.sweep();
      await dispatcher.execute(await queued());
      expect(await kept(id)).toMatchObject({ status: 'done' });
    });

    const queued = async () =>
      (await database.rows<{ id: string }>(`SELECT id FROM ops.etl_run WHERE status = 'queued'`))[0]?.id ??
      '';

    it('count what fails by itself', async () => {
      const commit = jest
        .spyOn(home.etl.lake, 'commit')
        .mockRejectedValue(new Error('the rows do not add up'));
      const run = await write('f');
      await expect(dispatcher.execute(run)).rejects.toThrow('add up');
      commit.mockRestore();
      expect(await kept('f')).toMatchObject({ status: 'accepted', attempts: 1 });
    });

    it('wait where they fail before they have any', async () => {
      const recover = jest.spyOn(home.etl.lake, 'recover').mockRejectedValue(new Error('a broken setting'));
      const run = await write('n');
      await expect(dispatcher.execute(run)).rejects.toThrow('broken');
      recover.mockRestore();
      expect(await kept('n')).toMatchObject({ status: 'accepted', attempts: 0 });
      expect(await intake.isDue()).toBe(false);
    });

    it('leave what waits alone where a run of files fails', async () => {
      await accept('w');
      const commit = jest
        .spyOn(home.etl.lake, 'commit')
        .mockRejectedValue(Object.assign(new Error('full'), { code: 'ENOSPC' }));
      await expect(dispatcher.run({ kind: 'rebuild' })).rejects.toThrow();
      commit.mockRestore();
      expect(await intake.isDue()).toBe(true);
    });

    it('leave what came since alone where another process has done them', async () => {
      const run = await write('z1');
      const other = createDispatcher(home.etl, database, new EventBus());
      const commit = home.etl.lake.commit.bind(home.etl.lake);
      let done: Promise<unknown> | undefined;
      const spy = jest.spyOn(home.etl.lake, 'commit').mockImplementationOnce(async (...given) => {
        // It falls silent right before its commit, and the other one takes its lease.
        await database.rows(`UPDATE ops.lease SET expires_at = '-infinity'`);
        done = other.execute(run);
        const { version } = (await done) as { version: number };
        await accept('z2');
        await expect(commit(...given)).rejects.toThrow('another commit');
        throw new CommitConflictError(version);
      });
      await dispatcher.execute(run).catch((error: unknown) => expect(error).toBeInstanceOf(HandedOverError));
      spy.mockRestore();
      const { version } = (await done) as { version: number };
      expect(await kept('z1')).toMatchObject({ status: 'done', gold_version: version });
      expect(await kept('z2')).toMatchObject({ status: 'accepted' });
      expect(await dispatcher.show(run)).toMatchObject({ status: 'published', version });
      await dispatcher.execute((await dispatcher.submitWrite()) ?? '');
      expect(await kept('z2')).toMatchObject({ status: 'done' });
    });

    it('ask before another try whether they have committed', async () => {
      const run = await write('q1');
      const commit = home.etl.lake.commit.bind(home.etl.lake);
      const spy = jest.spyOn(home.etl.lake, 'commit').mockImplementation(async (...given) => {
        const { version } = await commit(...given);
        throw new CommitConflictError(version);
      });
      const report = await dispatcher.execute(run);
      expect([report.run_id, report.status, spy.mock.calls.length]).toEqual([run, 'published', 1]);
      spy.mockRestore();
      expect(await kept('q1')).toMatchObject({ status: 'done', gold_version: report.version });
    });

    it('stop where their lease is lost, and go on elsewhere', async () => {
      const run = await write('l1');
      const recover = jest.spyOn(home.etl.lake, 'recover').mockImplementationOnce(async () => {
        await database.rows(`UPDATE ops.lease SET holder = 'somebody else 1'`);
        await sleep(3_500);
      });
      await expect(dispatcher.execute(run)).rejects.toBeInstanceOf(HandedOverError);
      recover.mockRestore();
      expect(await records.find(run)).toMatchObject({ status: 'running', owner: '' });
      await database.rows(`UPDATE ops.lease SET expires_at = '-infinity'`);
      expect((await dispatcher.execute(run)).status).toBe('published');
      expect(await kept('l1')).toMatchObject({ status: 'done' });
    }, 20_000);

    it('that change nothing are of the version by which they judged', async () => {
      const first = await dispatcher.execute(await write('same', [create({ invoice_no: '99' })]));
      const again = await dispatcher.execute(await write('again', [create({ invoice_no: '99' })]));
      expect([first.status, again.status, again.version]).toEqual(['published', 'no_new_data', null]);
      expect(await kept('again')).toMatchObject({ status: 'done', gold_version: first.version });
    });
  });
});
