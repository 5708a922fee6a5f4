import { withParts } from '../domain/metrics/catalogue.js';
import { type BaseMeasure, type CalendarSettings, type Need } from '../domain/metrics/declaration.js';
import { type DrilledRow } from '../domain/drill.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { readingOf, type SettledQuery } from './compile.js';
import { filtered } from './filters.js';
import { Values } from './sources.js';

type Cell = Pick<SettledQuery, 'filters' | 'period' | 'isWhole' | 'granularity' | 'asOf'>;

/** Gold rows behind figures, with the file and line that each came from. */
export class DrillRepository {
  constructor(
    private readonly gold: GoldReader,
    private readonly calendar: CalendarSettings,
  ) {}

  /** Lines that take part in a measure, newest first. */
  async rows(
    gold: ShownGold,
    cell: Cell,
    measure: string | undefined,
    window: { limit: number; offset: number },
  ): Promise<DrilledRow[]> {
    const { reading, values } = this.reading(cell, measure);
    const found = await this.gold.query<FactRow>(gold, {
      tables: [...new Set([...reading.tables, 'dim_product', 'dim_customer', 'dim_invoice', 'dim_country'])],
      sql: `WITH ${[
        ...reading.relations,
        `page AS MATERIALIZED (SELECT f.* ${reading.from} ORDER BY f.date_key DESC, f.sale_id LIMIT ${window.limit} OFFSET ${window.offset})`,
      ].join(',\n')}
SELECT f.sale_id, f.invoice_month, strftime(strptime(CAST(f.date_key AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS date, i.invoice_no, p.stock_code,
  p.description, c.customer_id, k.country_name AS country, f.line_type, f.quantity, f.unit_price, f.total_amount
FROM page AS f
JOIN dim_product AS p ON p.product_key = f.product_key
JOIN dim_customer AS c ON c.customer_key = f.customer_key
JOIN dim_invoice AS i ON i.invoice_key = f.invoice_key
JOIN dim_country AS k ON k.country_key = f.country_key
ORDER BY f.date_key DESC, f.sale_id`,
      values: values.list,
    });
    const origins = await this.origins(gold, found);
    return found.map((row) => ({
      sale_id: row.sale_id,
      date: row.date,
      invoice_no: row.invoice_no,
      stock_code: row.stock_code,
      description: row.description,
      customer_id: row.customer_id,
      country: row.country,
      line_type: row.line_type,
      quantity: Number(row.quantity),
      unit_price: Number(row.unit_price),
      total_amount: Number(row.total_amount),
      source: origins.get(row.sale_id) ?? null,
    }));
  }

  async count(gold: ShownGold, cell: Cell, measure: string | undefined): Promise<number> {
    const { reading, values } = this.reading(cell, measure);
    const relations = reading.relations.length === 0 ? '' : `WITH ${reading.relations.join(',\n')}\n`;
    const [row] = await this.gold.query<{ lines: string }>(gold, {
      tables: reading.tables,
      sql: `${relations}SELECT count(*) AS lines ${reading.from}`,
      values: values.list,
    });
    return Number(row?.lines ?? 0);
  }

  private reading(cell: Cell, measure: string | undefined) {
    const values = new Values();
    const parts = (measure === undefined ? [] : withParts([measure])).filter(
      (one): one is BaseMeasure => one.kind === 'base',
    );
    const needs = new Set<Need>([
      ...parts.flatMap((one) => one.needs),
      ...cell.filters.flatMap(({ dimension }) => filtered(dimension).needs),
    ]);
    const reading = readingOf(cell, needs, this.calendar, values, {
      also: parts.every(({ where }) => where !== undefined)
        ? parts.map(({ where }) => `(${where ?? ''})`).join(' OR ')
        : '',
    });
    return { reading, values };
  }

  private async origins(
    gold: ShownGold,
    rows: readonly FactRow[],
  ): Promise<Map<string, DrilledRow['source']>> {
    if (rows.length === 0) return new Map();
    const origins = await this.gold.query<OriginRow>(gold, {
      tables: ['silver_sales'],
      sql: `SELECT sale_id, _file, _row, _line, _batch_id FROM silver_sales
        WHERE invoice_month IN (SELECT unnest(CAST($1 AS VARCHAR[]))) AND sale_id IN (SELECT unnest(CAST($2 AS VARCHAR[])))`,
      values: [[...new Set(rows.map((row) => row.invoice_month))], rows.map((row) => row.sale_id)],
    });
    return new Map(
      origins.map((row) => [
        row.sale_id,
        {
          file: row._file,
          row: Number(row._row),
          line: row._line === null ? null : Number(row._line),
          batch_id: row._batch_id,
        },
      ]),
    );
  }
}

type FactRow = Omit<DrilledRow, 'source' | 'quantity' | 'unit_price' | 'total_amount'> & {
  invoice_month: string;
  quantity: string;
  unit_price: string;
  total_amount: string;
};

interface OriginRow {
  sale_id: string;
  _file: string;
  _row: string;
  _line: string | null;
  _batch_id: string;
}
