import { goldFingerprint, LakeHome } from '../support/lake-home.js';
import { describeOnlineRetail } from '../support/online-retail.js';
import { expectFigures } from './online-retail-figures.js';

// Real engine, real lake, real files; nothing is replaced.
describeOnlineRetail('the real daily files', ({ files, expected }) => {
  const homes: LakeHome[] = [];
  const open = async () => {
    const home = await LakeHome.open();
    homes.push(home);
    return home;
  };
  afterAll(async () => {
    for (const home of homes) await home.close();
  });

  it('give every independent figure, to the last digit, in one run', async () => {
    const home = await open();
    const report = await home.run(files);
    const whole = expected['2010-12-01..2011-08-31'];
    if (!whole) throw new Error('no expected figures');
    await expectFigures(home, report, whole);
    expect(report.status).toBe('published');
    expect((await home.run(files)).status).toBe('no_new_data');
  }, 180_000);

  it('give the figures of one day', async () => {
    const home = await open();
    const day = expected['2010-12-01..2010-12-01'];
    if (!day) throw new Error('no expected figures');
    await expectFigures(home, await home.run(files.slice(0, 1)), day);
  });

  it('give the same gold one by one in shuffled order as all at once (law 1)', async () => {
    const some = files.filter((_, i) => i % 19 === 0);
    const together = await open();
    await together.run(some);
    const apart = await open();
    for (const file of shuffled(some, 7)) {
      const report = await apart.run([file]);
      expect(report.lake_counts.bronze).toBe(
        report.lake_counts.silver + report.lake_counts.quarantined + report.lake_counts.duplicates,
      );
    }
    expect(await goldFingerprint(apart)).toEqual(await goldFingerprint(together));
  });

  it('are traced to their line, for random sales', async () => {
    const home = await open();
    const [file] = files;
    if (!file) throw new Error('no file');
    await home.run([file]);
    const { readFileSync } = await import('node:fs');
    const text = readFileSync(file, 'utf8').split('\n');
    const sales = await home.sql<{ sale_id: string; invoice_no: string; stock_code: string; _line: string }>(
      'SELECT sale_id, invoice_no, stock_code, _line FROM silver_sales ORDER BY sale_id LIMIT 1000',
    );
    for (const sale of sales) {
      const line = text[Number(sale._line) - 1] ?? '';
      expect(line.toUpperCase().startsWith(`${sale.invoice_no},${sale.stock_code},`)).toBe(true);
    }
    const [first] = sales;
    const trace = await home.etl.reader.trace(first?.sale_id ?? '');
    expect(trace.bronze?.['_file']).toBe('2010-12-01.csv');
    expect(String(trace.bronze?.['_line'])).toBe(first?._line);
    expect(trace.gold?.['sale_id']).toBe(first?.sale_id);
  });
});

/** Fisher–Yates with a small linear congruential generator, so that a failure repeats. */
function shuffled<T>(items: readonly T[], seed: number): T[] {
  const result = [...items];
  let state = seed;
  for (let i = result.length - 1; i > 0; i--) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    const j = state % (i + 1);
    [result[i], result[j]] = [result[j] as T, result[i] as T];
  }
  return result;
}
