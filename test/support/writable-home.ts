import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newRunId, NO_VALUES, type RunReport, SILENT, type WriteItem } from '../../src/modules/etl/index.js';
import { type WriteOutcome, type WriteRequest } from '../../src/modules/etl/domain/writes/write-request.js';
import { newRingKey, printRing } from '../../src/platform/secrets/index.js';
import { goldFingerprint, LakeHome } from './lake-home.js';

const HEADER = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const SILVER = ['silver_sales', 'quarantine', 'duplicates', 'superseded', 'operations'];

/** Real engine and real lake; only the database, which carries requests, is not there. */
export class WritableHome {
  private requests = 0;

  private constructor(readonly home: LakeHome) {}

  static async open(): Promise<WritableHome> {
    const keys = printRing([{ ...newRingKey(), id: 'k1' }]).trim();
    return new WritableHome(
      await LakeHome.open({ TILLHOUSE_SECRET_KEYS: keys, TILLHOUSE_ENGINE_THREADS: '2' }),
    );
  }

  async file(name: string, ...lines: string[]): Promise<RunReport> {
    const path = join(this.home.path, name);
    await writeFile(path, [HEADER, ...lines].join('\n'));
    return this.home.run([path]);
  }

  async write(
    items: WriteItem[],
    options: Partial<WriteRequest> = {},
  ): Promise<{ report: RunReport; outcome: WriteOutcome }> {
    const request: WriteRequest = {
      id: `w${this.requests++}`,
      acceptedAt: new Date(),
      allOrNothing: false,
      validate: true,
      items,
      ...options,
    };
    let outcome: WriteOutcome = { results: [], errors: [] };
    const report = await this.home.etl.runs.execute(newRunId(), { kind: 'write' }, SILENT, {
      requests: () => Promise.resolve([request]),
      planned: (outcomes) => {
        outcome = outcomes.get(request.id) ?? outcome;
        return Promise.resolve();
      },
    });
    for (const counts of [report.counts, report.lake_counts]) {
      const { bronze, silver, quarantined, duplicates, superseded, operations } = counts;
      expect(silver + quarantined + duplicates + superseded + operations).toBe(bronze);
    }
    return { report, outcome };
  }

  async facts(): Promise<string[]> {
    const rows = await this.home.sql<Record<string, string>>(
      `SELECT invoice_no || ' ' || stock_code || ' ' || quantity || ' ' || unit_price || ' ' || coalesce(customer_id, '-') || ' ' || invoice_month AS line
       FROM silver_sales ORDER BY 1`,
    );
    return rows.map(({ line = '' }) => line);
  }

  /** All that law 1 fixes, silver included: which row says what a sale is. */
  async everything(): Promise<unknown> {
    const silver: Record<string, unknown> = {};
    for (const table of SILVER) silver[table] = await this.home.sql(`SELECT * FROM ${table} ORDER BY ALL`);
    return { gold: await goldFingerprint(this.home), silver };
  }

  async expectAsRebuilt(): Promise<void> {
    const before = await this.everything();
    await this.home.execute({ kind: 'rebuild' });
    expect(await this.everything()).toEqual(before);
  }
}

/** A line of a client, with some cells of its own. */
export const values = (cells: Record<string, string | null> = {}) => ({
  ...NO_VALUES,
  ...{ invoice_no: '1', stock_code: '20001', quantity: '6', unit_price: '2.50' },
  ...{ invoice_date: '2024-03-01 09:00:00', customer_id: '11', country: 'United Kingdom' },
  ...cells,
});
export const create = (cells?: Record<string, string | null>): WriteItem => ({
  op: 'create',
  values: values(cells),
});
