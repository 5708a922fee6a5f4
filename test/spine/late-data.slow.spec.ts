import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createEtl, newRunId, NO_MAPPING, type RunReport, SILENT } from '../../src/modules/etl/index.js';
import { loadConfig } from '../../src/platform/config/index.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country,Note';

/** Lines of one file, as text without the header. */
type Lines = readonly string[];
/** What becomes of a run: it passes, or is blocked and decided when `after` more runs have come. */
type Fate = 'pass' | { blocked: 'approve' | 'reject' | 'send again'; after: number };
interface Run {
  files: Lines[];
  fate: Fate;
}

// Real engine and real lake over a few products and customers, in months that hang together; nothing is replaced.
describe('late data (law 1)', () => {
  let folder: string;
  let made = 0;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'tillhouse-late-'))));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Files share three base names, so that one name comes with many contents; a note makes each content another. */
  function write(lines: Lines): string {
    const place = join(folder, String(made++));
    mkdirSync(place);
    const path = join(place, `day-${made % 3}.csv`);
    writeFileSync(path, `${[HEADER, ...lines.map((line) => `${line},${made}`)].join('\n')}\n`);
    return path;
  }

  async function withHome<T>(use: (home: LakeHome) => Promise<T>): Promise<T> {
    const home = await LakeHome.open({ TILLHOUSE_ENGINE_THREADS: '2' });
    try {
      return await use(home);
    } finally {
      await home.close();
    }
  }

  function mustBalance({ counts, lake_counts: lake }: RunReport): void {
    expect(counts.silver + counts.quarantined + counts.duplicates).toBe(counts.bronze);
    expect(lake.silver + lake.quarantined + lake.duplicates).toBe(lake.bronze);
  }

  /** Answers the runs whose lines are in, in the end: a blameless batch passes any gate. */
  async function bring(home: LakeHome, runs: readonly Run[]): Promise<Run[]> {
    const rejected = new Set<Run>();
    const strict = createEtl(
      loadConfig({
        TILLHOUSE_HOME: home.path,
        TILLHOUSE_ENGINE_MEMORY: '512MiB',
        TILLHOUSE_GATE_MIN_ROWS: '0',
        TILLHOUSE_GATE_MIN_SCORE: '100',
      }),
      home.etl.lake,
    );
    const waiting: { due: number; decide: () => Promise<void> }[] = [];
    for (const [at, run] of runs.entries()) {
      const { files, fate } = run;
      const paths = files.map(write);
      if (fate === 'pass') mustBalance(await home.run(paths));
      else {
        const request = { kind: 'run', paths, mapping: NO_MAPPING, maxLineBytes: 1 << 20 } as const;
        const report = await strict.runs.execute(newRunId(), request, SILENT);
        expect(['blocked', 'published', 'no_new_data']).toContain(report.status);
        if (report.status === 'blocked') {
          waiting.push({
            due: at + fate.after,
            decide: async () => {
              if (fate.blocked === 'approve')
                mustBalance(await home.execute({ kind: 'approve', run: report.run_id }));
              else {
                await home.execute({ kind: 'reject', run: report.run_id });
                if (fate.blocked === 'send again') mustBalance(await home.run(paths));
                else rejected.add(run);
              }
            },
          });
        }
      }
      for (const { decide } of waiting.filter(({ due }) => due === at)) await decide();
    }
    for (const { decide } of waiting.filter(({ due }) => due >= runs.length)) await decide();
    return runs.filter((run) => !rejected.has(run));
  }

  async function expectSameGold(runs: readonly Run[]): Promise<void> {
    await withHome(async (home) => {
      const stays = await bring(home, runs);
      const expected = await withHome(async (other) => {
        mustBalance(await other.run([write(stays.flatMap(({ files }) => files.flat()))]));
        return goldFingerprint(other);
      });
      expect(await goldFingerprint(home)).toEqual(expected);
      mustBalance(await home.execute({ kind: 'rebuild' }));
      expect(await goldFingerprint(home)).toEqual(expected);
    });
  }

  const line = (
    invoice: string,
    product: string,
    description: string,
    quantity: number,
    date: string,
    { price = '1.50', customer = '10', country = 'France' } = {},
  ) => [invoice, product, description, quantity, date, price, customer, country].join(',');
  const passing = (...files: Lines[]): Run[] => files.map((lines) => ({ files: [lines], fate: 'pass' }));

  const MUG = '10001';
  it.each<[string, Run[]]>([
    [
      'that restates a version of a product and a customer across months',
      passing(
        [line('1', MUG, 'RED MUG', 1, '2011-01-10'), line('2', MUG, 'RED MUG', 1, '2011-02-10')],
        [line('4', MUG, 'BLUE MUG', 1, '2011-04-10', { country: 'Germany' })],
        [line('3', MUG, '', 1, '2011-03-10', { country: 'Unspecified' })],
        [line('5', MUG, 'BLUE MUG', 1, '2011-01-20', { country: 'Germany' })],
      ),
    ],
    [
      'that takes over the first day of a version by being more frequent',
      passing(
        [line('1', MUG, 'RED MUG', 1, '2011-01-10'), line('2', MUG, 'RED MUG', 1, '2011-03-10')],
        [line('3', MUG, 'BLUE MUG', 1, '2011-01-10'), line('4', MUG, 'BLUE MUG', 1, '2011-01-10')],
      ),
    ],
    [
      'that changes the sale to which a later return is linked',
      passing(
        [line('1', MUG, 'RED MUG', 1, '2011-01-10'), line('C9', MUG, 'RED MUG', -1, '2011-04-01')],
        [line('2', MUG, 'RED MUG', 1, '2011-03-31')],
        [line('C8', MUG, 'RED MUG', -1, '2011-02-01')],
      ),
    ],
    [
      'that is the first line of an invoice, in an earlier month',
      passing(
        [line('1', MUG, 'RED MUG', 1, '2011-02-01')],
        [line('1', MUG, 'RED MUG', 2, '2011-01-31 23:59:59')],
        [line('1', MUG, 'RED MUG', 3, '2010-12-31')],
        [line('1', MUG, 'RED MUG', 4, '2011-03-01')],
      ),
    ],
    [
      'that has only lines in quarantine, in months with and without others',
      passing(
        [line('1', MUG, 'RED MUG', 0, '2011-01-31')],
        [line('1', MUG, 'RED MUG', 1, '')],
        [line('1', MUG, 'RED MUG', 1, '2091-01-01')],
        [line('1', MUG, 'RED MUG', 1, '2011-02-01')],
        [line('2', MUG, 'RED MUG', 0, '2011-03-01'), line('2', MUG, 'RED MUG', 0, '2011-02-01')],
        [line('3', MUG, 'RED MUG', 1, '1999-02-01')],
      ),
    ],
    [
      'that is all unreadable in the first run',
      passing([line('1', MUG, 'RED MUG', 1, '')], [line('1', MUG, 'RED MUG', 1, '2011-02-01')]),
    ],
    [
      'between a blocked batch and its approval',
      [
        ...passing([line('1', MUG, 'RED MUG', 1, '2011-01-10')]),
        {
          files: [
            [
              line('2', MUG, 'BLUE MUG', 1, '2011-02-10', { country: 'Germany' }),
              line('3', MUG, 'RED MUG', 1, '2011-03-01', { customer: '' }),
            ],
          ],
          fate: { blocked: 'approve', after: 1 },
        },
        ...passing([
          line('C4', MUG, 'BLUE MUG', -1, '2011-03-10'),
          line('3', MUG, 'RED MUG', 1, '2011-03-01', { customer: '' }),
        ]),
      ],
    ],
    [
      'that a rejected batch held too',
      [
        {
          files: [[line('2', MUG, 'BLUE MUG', 1, '2011-02-10', { customer: '' })]],
          fate: { blocked: 'reject', after: 1 },
        },
        ...passing([
          line('2', MUG, 'BLUE MUG', 1, '2011-02-10', { customer: '' }),
          line('1', MUG, 'RED MUG', 1, '2011-01-10'),
        ]),
      ],
    ],
  ])('%s', async (_, runs) => expectSameGold(runs));

  const often = <T>(usual: readonly T[], rare: readonly T[]) =>
    fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...usual) },
      { weight: 1, arbitrary: fc.constantFrom(...rare) },
    );
  const anyLine = fc
    .record({
      invoice: often(['1', '2', '3', '4', 'C1', 'C2'], ['A1', '']),
      product: often([MUG, '10002', 'POST'], ['x1']),
      description: often(['RED MUG', 'BLUE MUG', 'red  mug'], ['']),
      quantity: often([1, 1, 2], [0]),
      day: often(
        ['2010-12-31', '2011-01-01', '2011-01-31', '2011-02-01', '2011-02-14', '2011-03-01', '2011-03-02'],
        ['', '2011-02-30', '2091-01-01', '1999-12-31'],
      ),
      time: fc.constantFrom('', ' 10:00:00', ' 23:59:59'),
      price: often(['1.50', '2'], ['0', 'x']),
      customer: often(['10', '11'], ['']),
      country: often(['France', 'Germany', 'EIRE'], ['Unspecified', '']),
    })
    .map((c) =>
      line(
        c.invoice,
        c.product,
        c.description,
        c.invoice.startsWith('C') ? -c.quantity : c.quantity,
        c.day === '' ? '' : `${c.day}${c.time}`,
        c,
      ),
    );
  const anyRun: fc.Arbitrary<Run> = fc.record({
    files: fc.array(fc.array(anyLine, { minLength: 1, maxLength: 6 }), { minLength: 1, maxLength: 2 }),
    fate: fc.oneof(
      { weight: 5, arbitrary: fc.constant<Fate>('pass') },
      {
        weight: 1,
        arbitrary: fc.record({
          blocked: fc.constantFrom('approve' as const, 'reject' as const, 'send again' as const),
          after: fc.nat({ max: 3 }),
        }),
      },
    ),
  });

  it('cut into files and runs in any way', async () => {
    const runs = Number(process.env['FC_RUNS'] ?? 5);
    const seed = process.env['FC_SEED'] === undefined ? 20_110_131 : Number(process.env['FC_SEED']);
    await fc.assert(
      fc.asyncProperty(fc.array(anyRun, { minLength: 2, maxLength: 5 }), async (history) => {
        fc.pre(history.some(({ fate }) => fate === 'pass' || fate.blocked !== 'reject'));
        await expectSameGold(history);
      }),
      { numRuns: runs, seed, endOnFailure: process.env['FC_SHRINK'] === undefined },
    );
  }, 600_000);
});
