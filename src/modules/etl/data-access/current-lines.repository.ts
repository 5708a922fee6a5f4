import { type EngineSession } from '../../../platform/engine/engine.js';
import { CANONICAL } from '../domain/columns.js';
import { OPERATIONS } from '../domain/months.js';
import {
  type CurrentLine,
  type CurrentLines,
  type Key,
  type LineCheck,
} from '../domain/writes/write-plan.js';
import { type LineValues } from '../domain/writes/write-request.js';
import { type WorkingTables } from './working-tables.js';

const WANTED_ID = 'wanted_id';
const WANTED_KEY = 'wanted_key';

/** A quarantined cell as the engine reads it, or as it came where it cannot be read. */
const READABLE = {
  quantity: `coalesce(CAST(as_integer(plain_number(clean_text(b.quantity), b._decimal_sign, b._thousands_sign)) AS VARCHAR), b.quantity)`,
  unit_price: `coalesce(CAST(as_decimal(plain_number(clean_text(b.unit_price), b._decimal_sign, b._thousands_sign)) AS VARCHAR), b.unit_price)`,
  invoice_date: `coalesce(b._iso_date, b.invoice_date)`,
};

/** Sales lines as the lake has them, with their values as a client would write them. */
export class CurrentLinesRepository implements CurrentLines {
  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
    private readonly lines: LineCheck,
  ) {}

  async find(
    ids: readonly string[],
    keys: readonly Key[],
  ): Promise<{ lines: CurrentLine[]; deleted: string[] }> {
    await this.bindWanted(ids, keys);
    const rows = [...(await this.valid(keys.length > 0)), ...(await this.quarantined())];
    // A time in the past cannot break a rule that it did not break then; a line of the future is judged as of now.
    const checked = await this.lines.check(rows.map(({ values }) => ({ values, acceptedAt: new Date() })));
    const lines = rows.map((row, at) => {
      const line = checked[at];
      if (!line) throw new Error('a line was not checked');
      return { ...line, ...row };
    });
    return { lines, deleted: await this.deleted() };
  }

  private async deleted(): Promise<string[]> {
    if (!this.tables.isTable('operations')) return [];
    await this.tables.bind('operations', 'operations', new Set([OPERATIONS]));
    const rows = await this.session.query<{ sale_id: string }>(
      `SELECT o.sale_id FROM operations AS o JOIN ${WANTED_ID} AS w ON w.sale_id = o.sale_id`,
    );
    return rows.map(({ sale_id: id }) => id);
  }

  private async valid(byKey: boolean): Promise<FoundLine[]> {
    if (!this.tables.isTable('silver_sales')) return [];
    await this.tables.bind('silver_sales', 'silver_sales');
    const wanted = (name: string) => `EXISTS (SELECT 1 FROM ${name} AS w WHERE `;
    const conditions = [`${wanted(WANTED_ID)}w.sale_id = s.sale_id)`];
    if (byKey)
      conditions.push(`${wanted(WANTED_KEY)}w.invoice_no = s.invoice_no AND w.stock_code = s.stock_code)`);
    const selects = conditions.map(
      (condition) => `SELECT s.sale_id, s.invoice_month AS month, s.invoice_no, s.stock_code, s.description,
         CAST(s.quantity AS VARCHAR) AS quantity, strftime(s.invoice_date, '%Y-%m-%dT%H:%M:%S.%fZ') AS invoice_date,
         CAST(s.unit_price AS VARCHAR) AS unit_price, s.customer_id, nullif(s.country, 'Unknown') AS country, s.line_no
       FROM silver_sales AS s WHERE ${condition}`,
    );
    const rows = await this.session.query<FoundRow>(selects.join(' UNION '));
    return rows.map((row) => toLine(row, false));
  }

  private async quarantined(): Promise<FoundLine[]> {
    if (!this.tables.isTable('quarantine')) return [];
    await this.tables.bind('quarantine', 'quarantine');
    const [{ months } = { months: [] }] = await this.session.query<{ months: string[] }>(
      `SELECT coalesce(list(DISTINCT q.invoice_month), []) AS months FROM quarantine AS q JOIN ${WANTED_ID} AS w ON w.sale_id = q.sale_id`,
    );
    if (months.length === 0) return [];
    await this.tables.bind('bronze_of_quarantine', 'bronze_sales', new Set([...months, OPERATIONS]));
    const values = CANONICAL.map(
      (name) => `${name in READABLE ? READABLE[name as 'quantity'] : `b.${name}`} AS ${name}`,
    );
    const rows = await this.session.query<FoundRow>(
      `SELECT q.sale_id, q.invoice_month AS month, ${values.join(', ')}
       FROM quarantine AS q JOIN ${WANTED_ID} AS w ON w.sale_id = q.sale_id
       JOIN bronze_of_quarantine AS b ON b._file_hash = q._file_hash AND b._row = q._row`,
    );
    return rows.map((row) => toLine(row, true));
  }

  private async bindWanted(ids: readonly string[], keys: readonly Key[]): Promise<void> {
    await this.session.bindRows(
      WANTED_ID,
      [{ name: 'sale_id', type: 'string' }],
      ids.map((id) => ({ sale_id: id })),
    );
    await this.session.bindRows(
      WANTED_KEY,
      [
        { name: 'invoice_no', type: 'string' },
        { name: 'stock_code', type: 'string' },
      ],
      keys.map(({ invoiceNo, stockCode }) => ({ invoice_no: invoiceNo, stock_code: stockCode })),
    );
  }
}

type FoundLine = Pick<CurrentLine, 'saleId' | 'month' | 'values' | 'quarantined'>;
type FoundRow = LineValues & { sale_id: string; month: string };

function toLine({ sale_id: saleId, month, ...values }: FoundRow, quarantined: boolean): FoundLine {
  return { saleId, month, values, quarantined };
}
