import { create, WritableHome } from '../support/writable-home.js';

const BATCHES = 1_000;

// A till that writes line by line: the lake must not grow with the number of runs, but with the lines.
describe('a thousand micro-batches', () => {
  it('leave few files, and the last takes about as long as the first', async () => {
    const at = await WritableHome.open();
    try {
      const took: number[] = [];
      let id = '';
      for (let n = 0; n < BATCHES; n++) {
        const started = performance.now();
        // Every tenth corrects the sale before it.
        const { outcome } = await at.write(
          n % 10 === 9
            ? [{ op: 'update', sale_id: id, values: { quantity: String(1 + (n % 90)) }, upsert: false }]
            : [create({ invoice_no: String(10_000 + n), invoice_date: `2024-0${1 + (n % 3)}-1${n % 9}` })],
        );
        took.push(performance.now() - started);
        id = outcome.results[0]?.sale_id ?? '';
        expect(outcome.errors).toEqual([]);
      }
      const state = await at.home.etl.lake.state();
      for (const { spec, files } of Object.values(state.tables))
        expect([spec.name, Object.keys(files).length <= 80]).toEqual([spec.name, true]);
      const median = (list: number[]) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)] ?? 0;
      const [first, last] = [median(took.slice(0, 100)), median(took.slice(-100))];
      console.warn(`first hundred ${first.toFixed(0)} ms, last hundred ${last.toFixed(0)} ms (medians)`);
      expect(Object.keys(state.values).length).toBeLessThan(10);
      const [row] = await at.home.sql<{ n: string }>('SELECT count(*) AS n FROM fact_sale');
      expect(Number(row?.n)).toBe((BATCHES * 9) / 10);
      await at.expectAsRebuilt();
    } finally {
      await at.home.close();
    }
  }, 1_800_000);
});
