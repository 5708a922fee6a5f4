import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type RunReport } from '../../src/modules/etl/index.js';
import { answerOf, tillhouse } from '../support/command.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';

// Real engine and real lake; nothing is replaced.
describe('the gate', () => {
  const homes: LakeHome[] = [];
  let folder: string;
  let good: string;
  let bad: string;
  let after: string;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tillhouse-gate-'));
    good = file('good.csv', sales(500, '2011-01-10', '2.50'));
    // A fifth of its rows have no price.
    bad = file('bad.csv', [...sales(1200, '2011-02-10', '2.50'), ...sales(300, '2011-01-20', '0')]);
    // Says some lines of the bad file again.
    after = file('after.csv', [...sales(40, '2011-02-10', '2.50'), ...sales(20, '2011-03-10', '3')]);
    await tillhouse(['--help']);
  });
  afterAll(async () => {
    rmSync(folder, { recursive: true, force: true });
    for (const home of homes) await home.close();
  });

  const sales = (n: number, day: string, price: string) =>
    Array.from(
      { length: n },
      (_, i) =>
        `${day.slice(5, 7)}${i >> 2},1${i % 50},MUG ${i % 50},${1 + i},${day},${price},${i >> 2},France`,
    );
  function file(name: string, lines: readonly string[]): string {
    const path = join(folder, name);
    writeFileSync(path, `${[HEADER, ...lines].join('\n')}\n`);
    return path;
  }
  async function open(env: Record<string, string> = {}): Promise<LakeHome> {
    const home = await LakeHome.open(env);
    homes.push(home);
    return home;
  }
  async function command<T = RunReport>(
    home: LakeHome,
    ...args: string[]
  ): Promise<{ code: number | null; answer: T }> {
    const ended = await tillhouse(['--json', ...args], { env: { TILLHOUSE_HOME: home.path } });
    return { code: ended.code, answer: answerOf<T>(ended) };
  }
  const permissive = { TILLHOUSE_GATE_MAX_QUARANTINED_PERCENT: '100' };

  it('blocks a bad batch, which then waits and changes nothing, until it is approved', async () => {
    const home = await open();
    await home.run([good]);
    const before = await goldFingerprint(home);

    const blocked = await command(home, 'run', bad);
    expect(blocked.code).toBe(3);
    expect(blocked.answer.status).toBe('blocked');
    expect(blocked.answer.gate).toEqual({
      passed: false,
      judged: true,
      reasons: ['20.00% of the rows are quarantined, more than 10%'],
    });
    expect(blocked.answer.counts).toMatchObject({
      bronze: 1500,
      silver: 1200,
      quarantined: 300,
      duplicates: 0,
    });
    expect(blocked.answer.lake_counts).toMatchObject({
      bronze: 500,
      silver: 500,
      quarantined: 0,
      duplicates: 0,
    });
    expect(await goldFingerprint(home)).toEqual(before);
    expect(await home.sql('SELECT * FROM bronze_sales')).toHaveLength(500);

    const again = await command(home, 'run', bad);
    expect([again.code, again.answer.status]).toEqual([0, 'no_new_data']);
    expect(again.answer.files[0]?.status).toBe('waiting_for_approval');
    expect(again.answer.files[0]?.notes[0]).toContain(blocked.answer.run_id);

    // Lines of a blocked batch are nobody's twin.
    const between = await home.run([after]);
    expect(between.counts).toMatchObject({ bronze: 60, silver: 60, quarantined: 0, duplicates: 0 });

    const approved = await command(home, 'approve', blocked.answer.run_id);
    expect([approved.code, approved.answer.status]).toEqual([0, 'published']);
    expect(approved.answer.lake_counts).toMatchObject({
      bronze: 2060,
      silver: 1720,
      quarantined: 300,
      duplicates: 40,
    });
    const open_ = await open(permissive);
    expect((await open_.run([good, bad, after])).status).toBe('published');
    expect(await goldFingerprint(home)).toEqual(await goldFingerprint(open_));

    const twice = await command<{ error: { kind: string } }>(home, 'approve', blocked.answer.run_id);
    expect([twice.code, twice.answer.error.kind]).toEqual([1, 'conflict']);
    expect((await command(home, 'run', bad)).answer.files[0]?.status).toBe('already_accepted');
  });

  it('lets a rejected file come again, and keeps what was rejected out', async () => {
    const home = await open();
    await home.run([good]);
    const before = await goldFingerprint(home);
    const { answer: first } = await command(home, 'run', bad);
    const rejected = await command(home, 'reject', first.run_id);
    expect([rejected.code, rejected.answer.status]).toEqual([0, 'rejected']);
    await home.execute({ kind: 'rebuild' });
    expect(await goldFingerprint(home)).toEqual(before);

    const { code, answer: second } = await command(home, 'run', bad);
    expect([code, second.status, second.counts.duplicates]).toEqual([3, 'blocked', 0]);
    expect((await command(home, 'approve', second.run_id)).code).toBe(0);
    const open_ = await open(permissive);
    await open_.run([good, bad]);
    expect(await goldFingerprint(home)).toEqual(await goldFingerprint(open_));
  });

  it('blocks the first batch of a home too, and publishes it on approval', async () => {
    const home = await open();
    const first = await home.run([bad]);
    expect(first.status).toBe('blocked');
    expect((await home.etl.reader.tables()).map(({ name }) => name)).toEqual(['bronze_sales']);
    expect((await home.execute({ kind: 'approve', run: first.run_id })).gold?.fact_rows).toBe(1200);
  });

  it('judges by the settings', async () => {
    const twice = file('twice.csv', [
      ...sales(500, '2011-01-10', '2.50'),
      ...sales(500, '2011-01-10', '2.50'),
    ]);
    for (const [env, path, status] of [
      [{ TILLHOUSE_GATE_MAX_QUARANTINED_PERCENT: '20' }, bad, 'published'],
      [{ TILLHOUSE_GATE_MAX_QUARANTINED_PERCENT: '19.99' }, bad, 'blocked'],
      [{ TILLHOUSE_GATE_MIN_ROWS: '1501' }, bad, 'published'],
      [{ TILLHOUSE_GATE_MIN_ROWS: '1500' }, bad, 'blocked'],
      [{ TILLHOUSE_GATE_MIN_ROWS: '500', TILLHOUSE_GATE_MIN_SCORE: '100' }, good, 'published'],
      [{}, twice, 'blocked'],
      [{ TILLHOUSE_GATE_MAX_DUPLICATES_PERCENT: '50' }, twice, 'published'],
    ] as const) {
      const home = await open(env);
      expect([env, path, (await home.run([path])).status]).toEqual([env, path, status]);
    }
  });

  it('does not judge small batches', async () => {
    const home = await open();
    const report = await home.run([file('small.csv', sales(999, '2011-01-10', '0'))]);
    expect(report.gate).toEqual({ passed: true, judged: false, reasons: [] });
    expect([report.status, report.counts.quarantined]).toEqual(['published', 999]);
  });
});
