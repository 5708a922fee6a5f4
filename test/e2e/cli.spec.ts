import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunReport } from '../../src/modules/etl/index.js';
import { answerOf, BIN, type CommandOptions, tillhouse } from '../support/command.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
interface Failure {
  error: { kind: string; message: string; hint: string | null };
}

// The built command in processes of its own; nothing is replaced.
describe('the command line', () => {
  let folder: string;
  let home: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tillhouse-cli-'));
    home = join(folder, 'home');
    sales('one.csv', '2011-01-10', 50);
    sales('two.csv', '2011-02-10', 50);
    sales('three.csv', '2011-02-20', 50);
    await tillhouse(['--help']);
    expect((await run('run', 'one.csv')).code).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  function sales(name: string, day: string, n: number): string {
    const path = join(folder, name);
    const lines = Array.from(
      { length: n },
      (_, i) =>
        `${day.slice(5, 7)}${day.slice(8)}${i >> 2},100${10 + (i % 7)},MUG,${1 + i},${day},2.50,${i >> 2},France`,
    );
    writeFileSync(path, `${[HEADER, ...lines].join('\n')}\n`);
    return path;
  }
  async function json<T>(args: string[], options: CommandOptions = {}) {
    const ended = await tillhouse(['--json', ...args], {
      cwd: folder,
      ...options,
      env: { TILLHOUSE_HOME: home, ...options.env },
    });
    expect(ended.stdout.trimEnd().split('\n')).toHaveLength(1);
    return { ...ended, answer: answerOf<T>(ended) };
  }
  const run = (...args: string[]) => json<RunReport>(args);
  const failure = (...args: string[]) => json<Failure>(args);
  const newHome = (name: string) => ({ env: { TILLHOUSE_HOME: join(folder, name) } });

  it('has a help worth reading, for each command too', async () => {
    const help = await tillhouse(['--help']);
    expect(help.code).toBe(0);
    for (const command of [
      ...['run', 'runs', 'approve', 'reject', 'quarantine', 'sql', 'tables', 'trace'],
      ...['generate', 'migrate', 'serve', 'vacuum', 'TILLHOUSE_HOME', 'Examples'],
    ])
      expect(help.stdout).toContain(command);
    const sql = await tillhouse(['sql', '--help']);
    expect([sql.code, sql.stdout]).toEqual([0, expect.stringContaining('--at <version>')]);
    const unknown = await tillhouse(['fly']);
    expect([unknown.code, unknown.stdout]).toEqual([1, '']);
    expect(unknown.stderr).toContain('--help');
  });

  it('prints one JSON object with --json, from every command, and errors as well', async () => {
    const report = await run('runs', 'show', 'latest');
    for (const args of [
      ['runs'],
      ['runs', 'show', report.answer.run_id],
      ['tables'],
      ['quarantine', 'list'],
      ['quarantine', 'export'],
      ['sql', 'SELECT 1 AS one'],
      ['migrate'],
      ['rebuild'],
      ['vacuum'],
      ['generate', '--lines', '10', '--out', join(folder, 'made')],
    ]) {
      const { code, stderr, answer } = await json<object>(args);
      expect([args, code, stderr]).toEqual([args, 0, '']);
      expect(answer).toBeInstanceOf(Object);
    }
    for (const args of [
      ['approve', 'nobody'],
      ['reject', 'nobody'],
      ['runs', 'show', 'nobody'],
      ['trace', 'nobody'],
      ['sql', '--limit', 'many', 'SELECT 1'],
      ['fly'],
      ['run'],
      [],
    ]) {
      const { code, answer, stderr } = await failure(...args);
      expect([args, code]).toEqual([args, 1]);
      expect(answer.error.message).not.toBe('');
      if (args.length > 0) expect(stderr).toContain(answer.error.message);
    }
  });

  it('works from another folder and through a symbolic link, with its home in that folder', async () => {
    const elsewhere = join(folder, 'elsewhere');
    mkdirSync(elsewhere);
    const bin = join(elsewhere, 'till');
    symlinkSync(BIN, bin);
    const ended = await tillhouse(['run', '../one.csv'], { cwd: elsewhere, bin });
    expect([ended.code, ended.stdout]).toEqual([0, expect.stringContaining('published')]);
    expect(existsSync(join(elsewhere, '.tillhouse', 'lake', '_catalog'))).toBe(true);
  });

  it('lets the good files go on beside bad ones, which it names', async () => {
    writeFileSync(join(folder, 'broken.csv'), 'InvoiceNo,Quantity\n1,2\n');
    writeFileSync(join(folder, 'empty.csv'), '');
    const options = newHome('mixed');
    const { code, answer } = await json<RunReport>(['run', 'broken.csv', 'one.csv', 'empty.csv'], options);
    expect([code, answer.status, answer.counts.silver]).toEqual([1, 'published', 50]);
    const refused = answer.files.filter(({ status }) => status === 'refused');
    expect(refused.map(({ name }) => name).sort()).toEqual(['broken.csv', 'empty.csv']);
    const told = await tillhouse(['run', 'broken.csv'], { cwd: folder, ...options });
    expect([told.code, told.stdout]).toEqual([1, expect.stringContaining('broken.csv')]);
    expect(told.stdout).toMatch(/stock.?code/i);
  });

  it('names a path that is not there, and every setting that is wrong', async () => {
    const { code, answer } = await failure('run', 'one.csv', 'nowhere.csv');
    expect([code, answer.error.message]).toEqual([1, expect.stringContaining('nowhere.csv')]);
    const wrong = await json<Failure>(['tables'], {
      env: { TILLHOUSE_PORT: 'door', TILLHOUSE_CURRENCY: 'pounds' },
    });
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toContain('TILLHOUSE_PORT');
    expect(wrong.stderr).toContain('TILLHOUSE_CURRENCY');
  });

  it('says what to do where the home cannot be written', async () => {
    const { code, answer } = await json<Failure>(['run', 'one.csv'], {
      env: { TILLHOUSE_HOME: '/sys/tillhouse' },
    });
    expect([code, answer.error.kind, answer.error.hint]).toEqual([
      1,
      'unavailable',
      expect.stringContaining('TILLHOUSE_HOME'),
    ]);
  });

  it('publishes nothing on a full disk, says so, and succeeds when there is room', async () => {
    const disk = join(folder, 'disk');
    mkdirSync(disk);
    if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', disk]).status !== 0) {
      console.warn('SKIPPED: a full disk needs the right to mount a tmpfs');
      return;
    }
    try {
      const options = { env: { TILLHOUSE_HOME: join(disk, 'home') } };
      expect((await json<RunReport>(['run', 'one.csv'], options)).code).toBe(0);
      const ballast = join(disk, 'ballast');
      const many = sales('many.csv', '2011-03-10', 900);
      // From no room at all to nearly enough.
      for (const room of [0, 8, 40, 120]) {
        spawnSync('sh', ['-c', `cat /dev/zero > ${ballast} 2>/dev/null; truncate -s -${room}K ${ballast}`]);
        const full = await json<Failure>(['run', many], options);
        expect([room, full.code, full.answer.error.message]).toEqual([
          room,
          1,
          expect.stringContaining('disk is full'),
        ]);
        expect(full.answer.error.hint).toContain('Free some space');
        rmSync(ballast);
        const count = await json<{ rows: object[]; version: number }>(
          ['sql', 'SELECT count(*) AS n FROM fact_sale'],
          options,
        );
        expect([count.answer.rows, count.answer.version]).toEqual([[{ n: '50' }], 1]);
      }
      const second = await json<RunReport>(['run', many], options);
      expect([second.code, second.answer.lake_counts.silver]).toEqual([0, 950]);
    } finally {
      // The embedded PostgreSQL stays for some seconds.
      spawnSync('umount', ['-l', disk]);
    }
  });

  it('queues two runs on one home; both are in gold', async () => {
    const options = newHome('shared');
    const both = await Promise.all(
      ['one.csv', 'two.csv', 'three.csv'].map((file) => json<RunReport>(['run', file], options)),
    );
    expect(both.map(({ code }) => code)).toEqual([0, 0, 0]);
    expect(both.map(({ answer }) => answer.version).sort()).toEqual([1, 2, 3]);
    const count = await json<{ rows: object[] }>(['sql', 'SELECT count(*) AS n FROM fact_sale'], options);
    expect(count.answer.rows).toEqual([{ n: '150' }]);
  });

  it('answers one SELECT and refuses everything else', async () => {
    const secret = join(folder, 'secret.csv');
    writeFileSync(secret, 'a\n1\n');
    for (const statement of [
      'DELETE FROM fact_sale',
      'CREATE TABLE t AS SELECT 1',
      `COPY fact_sale TO '${join(folder, 'out.csv')}'`,
      `ATTACH '${join(folder, 'x.db')}'`,
      `SELECT * FROM '${secret}'`,
      `SELECT * FROM read_csv('${secret}')`,
      `SELECT * FROM read_text('/etc/hostname')`,
      `SELECT * FROM glob('/etc/*')`,
      `SELECT * FROM read_text('${join(home, 'lake')}/../../secret.csv')`,
      'SELECT 1; SELECT 2',
      'SET threads = 1',
      'INSTALL httpfs',
      "SELECT getenv('PATH')",
      'EXPLAIN ANALYZE DELETE FROM fact_sale',
      'SELECT * FROM no_such_table',
      '',
    ]) {
      const { code, answer } = await failure('sql', statement);
      expect([statement, code, answer.error.kind]).toEqual([statement, 1, 'invalid']);
    }
    expect(existsSync(join(folder, 'out.csv'))).toBe(false);
    expect(existsSync(join(folder, 'x.db'))).toBe(false);
  });

  it('traces a sale and says when there is none', async () => {
    const { answer } = await json<{ rows: { sale_id: string }[] }>([
      'sql',
      'SELECT sale_id FROM fact_sale LIMIT 1',
    ]);
    const trace = await json<{ bronze: Record<string, unknown> }>(['trace', answer.rows[0]?.sale_id ?? '']);
    expect(trace.answer.bronze['_file']).toBe('one.csv');
    const none = await failure('trace', '00000000-0000-0000-0000-000000000000');
    expect([none.code, none.answer.error.kind]).toEqual([1, 'not_found']);
    expect((await failure('trace', 'x')).answer.error.kind).toBe('invalid');
  });

  it('reads an earlier version, and names those that there are', async () => {
    const options = newHome('versions');
    for (const file of ['one.csv', 'two.csv']) await json(['run', file], options);
    const count = async (at: string) =>
      (
        await json<{ rows: object[]; version: number }>(
          ['sql', '--at', at, 'SELECT count(*) AS n FROM fact_sale'],
          options,
        )
      ).answer;
    expect(await count('1')).toMatchObject({ version: 1, rows: [{ n: '50' }] });
    expect(await count('2')).toMatchObject({ version: 2, rows: [{ n: '100' }] });
    const none = await json<Failure>(['sql', '--at', '3', 'SELECT 1'], options);
    expect([none.code, none.answer.error.message]).toEqual([1, expect.stringContaining('1 to 2')]);
  });
});
