import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newRingKey, printRing, type RingKey } from '../../src/platform/secrets/index.js';
import { answerOf, tillhouse } from '../support/command.js';
import { goldFingerprint, LakeHome } from '../support/lake-home.js';
import { AROUND_COMMIT, killedCommand } from './kills.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const line = (invoice: number, customer: string, month = '03') =>
  `${invoice},20001,RED MUG,6,2024-${month}-01 09:00:00,2.50,${customer},United Kingdom`;
const keys = (...ring: RingKey[]) => ({
  TILLHOUSE_SECRET_KEYS: printRing(ring).trim().replaceAll('\n', ','),
});
const [first, second] = ['k1', 'k2'].map((id) => ({ ...newRingKey(), id })) as [RingKey, RingKey];

/** Customers that share an invoice, a line that all of them have, and months. */
const A = [
  line(1, '11'),
  line(1, '22'),
  line(1, ''),
  line(2, '22'),
  line(3, '33', '04'),
  line(4, '11', '05'),
];
const B = [
  line(1, '22.0'),
  line(1, '11'),
  line(5, '\u00a011\u2003', '04'),
  line(6, ' 22 ', '05'),
  line(7, '33', '03'),
];

describe('the erasure of customers', () => {
  const homes: LakeHome[] = [];
  const open = async (env: Record<string, string>): Promise<LakeHome> => {
    const home = await LakeHome.open(env);
    homes.push(home);
    return home;
  };
  const bring = async (home: LakeHome, name: string, lines: string[], via = home) => {
    const path = join(home.path, name);
    await writeFile(path, [HEADER, ...lines].join('\n'));
    return via.run([path]);
  };
  const totals = (home: LakeHome) =>
    home.sql('SELECT count(*) AS lines, CAST(sum(total_amount) AS VARCHAR) AS net FROM fact_sale');
  const customers = async (home: LakeHome) =>
    (
      await home.sql<{ customer_id: string }>(
        'SELECT customer_id FROM dim_customer WHERE customer_id IS NOT NULL',
      )
    ).map((row) => row.customer_id);
  afterEach(() => Promise.all(homes.splice(0).map((home) => home.close())));

  it('gives the same gold whether they were erased before, amid or after their lines (law 1)', async () => {
    const orders: ((home: LakeHome) => Promise<unknown>)[][] = [
      [(h) => h.erase('11'), (h) => bring(h, 'b.csv', B), (h) => h.erase('22'), (h) => bring(h, 'a.csv', A)],
      [
        (h) => bring(h, 'a.csv', A),
        (h) => bring(h, 'b.csv', B),
        (h) => h.erase('22.00'),
        (h) => h.erase('11'),
      ],
    ];
    const plain = await open(keys(first));
    await bring(plain, 'a.csv', A);
    await bring(plain, 'b.csv', B);
    const prints = [];
    for (const steps of orders) {
      const home = await open(keys(first));
      for (const step of steps) await step(home);
      expect(await totals(home)).toEqual(await totals(plain));
      expect((await customers(home)).filter((id) => id === '11' || id === '22')).toEqual([]);
      prints.push(await goldFingerprint(home));
    }
    await homes.at(-1)?.execute({ kind: 'rebuild' });
    prints.push(await goldFingerprint(homes.at(-1) ?? plain));
    expect(new Set(prints.map((print) => JSON.stringify(print))).size).toBe(1);
  });

  it('leaves nothing in bronze that two invoices have in common', async () => {
    const home = await open(keys(first));
    await bring(home, 'a.csv', A);
    expect((await home.erase('11')).erasure?.lines).toBe(2);
    const marks = await home.sql<{ _erased: string }>(
      'SELECT _erased FROM bronze_sales WHERE _erased IS NOT NULL',
    );
    expect(new Set(marks.map((row) => row._erased)).size).toBe(2);
  });

  it('outlives a change of keys, and is not forgotten with a key', async () => {
    const home = await open(keys(first));
    await bring(home, 'a.csv', A);
    const { erasure } = await home.erase('11');
    const rotated = await LakeHome.at(home.path, keys(second, first));
    expect((await bring(home, 'b.csv', B, rotated)).status).toBe('published');
    expect(await customers(home)).not.toContain('11');
    expect((await rotated.erase('11')).erasure).toEqual({ fingerprint: erasure?.fingerprint, lines: 0 });
    const forgetful = await LakeHome.at(home.path, keys(second));
    await expect(bring(home, 'c.csv', [line(9, '11')], forgetful)).rejects.toThrow('the key k1');
  });

  it('comes to its end through kills', async () => {
    const home = await open(keys(first));
    await bring(home, 'a.csv', A);
    const before = await totals(home);
    const env = { TILLHOUSE_HOME: home.path, ...keys(first) };
    for (const [at, moment] of AROUND_COMMIT.slice(0, 2).entries()) {
      const args = ['--json', 'erase', ['11', '22'][at] ?? '', '--yes'];
      expect((await killedCommand(args, env, moment, 0)).signal).toBe('SIGKILL');
    }
    expect((await tillhouse(['erase', '33'], { env })).stderr).toContain('--yes');
    const ended = await tillhouse(['--json', 'erase', '33', '--yes'], { env });
    expect([ended.code, ended.stderr]).toEqual([0, '']);
    expect(answerOf(ended)).toMatchObject({ kind: 'erase', status: 'published', cleaned: true });
    expect(await customers(home)).toEqual([]);
    expect(await totals(home)).toEqual(before);
    const { values } = await home.etl.lake.state();
    const erased = Object.entries(values).filter(([key]) => key.startsWith('erased/'));
    expect(erased.map(([, value]) => (value as { lines: number }).lines)).toEqual([2, 2, 1]);
    await expect(home.sql('SELECT 1 FROM bronze_sales', 1)).rejects.toThrow('cannot be read');
  }, 60_000);
});
