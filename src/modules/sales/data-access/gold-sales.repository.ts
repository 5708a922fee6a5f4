import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type Aggregations, type FormerLine, type Origin, type Summary } from '../domain/aggregations.js';
import { conditionsOf, type FactFilter, whereOf } from './fact-filter.js';

/** Facts with what their figures need: the person, whatever version of the customer the fact points to. */
const FACTS = ['fact_sale', 'dim_customer', 'dim_country'] as const;

/** Figures over all lines that fit, by the engine, at the version of gold that the rows are of. */
export class GoldSalesRepository {
  constructor(private readonly gold: GoldReader) {}

  async summary(gold: ShownGold, filter: FactFilter): Promise<Summary> {
    const values: EngineValue[] = [];
    const where = whereOf(conditionsOf(filter, 'engine', values));
    const [row] = await this.gold.query<Record<keyof Summary, string>>(gold, {
      tables: ['fact_sale'],
      sql: `SELECT count(*) AS lines,
              count(*) FILTER (WHERE f.customer_key = 0) AS without_customer,
              count(*) FILTER (WHERE f.country_key = 0) AS without_country,
              count(*) FILTER (WHERE f.line_type = 'return') AS returns,
              count(*) FILTER (WHERE f.line_type = 'return' AND f.returned_sale_id IS NULL) AS unlinked_returns
            FROM fact_sale AS f ${where}`,
      values,
    });
    return {
      lines: Number(row?.lines ?? 0),
      without_customer: Number(row?.without_customer ?? 0),
      without_country: Number(row?.without_country ?? 0),
      returns: Number(row?.returns ?? 0),
      unlinked_returns: Number(row?.unlinked_returns ?? 0),
    };
  }

  /** Reads fewer columns than the summary does. */
  async count(gold: ShownGold, filter: FactFilter): Promise<number> {
    const values: EngineValue[] = [];
    const where = whereOf(conditionsOf(filter, 'engine', values));
    const [row] = await this.gold.query<{ lines: string }>(gold, {
      tables: ['fact_sale'],
      sql: `SELECT count(*) AS lines FROM fact_sale AS f ${where}`,
      values,
    });
    return Number(row?.lines ?? 0);
  }

  async aggregations(gold: ShownGold, filter: FactFilter): Promise<Aggregations> {
    const values: EngineValue[] = [];
    const where = whereOf(conditionsOf(filter, 'engine', values));
    // One pass over the facts: the whole, each country and each month.
    const rows = await this.gold.query<FigureRow>(gold, {
      tables: FACTS,
      sql: `SELECT CASE WHEN grouping(k.country_name) = 0 THEN 'country' WHEN grouping(f.invoice_month) = 0 THEN 'month' ELSE 'all' END AS part,
              k.country_name AS country, any_value(k.country_code) AS country_code, f.invoice_month AS month,
              CAST(coalesce(sum(f.total_amount), 0) AS DECIMAL(38, 4)) AS net_revenue,
              CAST(coalesce(sum(f.total_amount) FILTER (WHERE f.line_type = 'sale'), 0) AS DECIMAL(38, 4)) AS gross_revenue,
              CAST(coalesce(sum(f.total_amount) FILTER (WHERE f.line_type = 'return'), 0) AS DECIMAL(38, 4)) AS returns_value,
              CAST(coalesce(sum(f.quantity), 0) AS BIGINT) AS units,
              count(*) AS lines,
              count(*) FILTER (WHERE f.line_type = 'return') AS return_lines,
              count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale') AS orders,
              count(DISTINCT c.customer_id) AS customers
            FROM fact_sale AS f
            JOIN dim_country AS k ON k.country_key = f.country_key
            JOIN dim_customer AS c ON c.customer_key = f.customer_key
            ${where}
            GROUP BY GROUPING SETS ((), (k.country_name), (f.invoice_month))
            ORDER BY part, month, net_revenue DESC, country`,
      values,
    });
    const of = (part: string) => rows.filter((row) => row.part === part);
    const [all] = of('all');
    return {
      ...figuresOf(all),
      by_country: of('country').map((row) => ({
        country: row.country ?? '',
        country_code: row.country_code,
        ...figuresOf(row),
      })),
      by_month: of('month').map((row) => ({ month: row.month ?? '', ...figuresOf(row) })),
    };
  }

  /** The line in silver that a sale is, with the file and line that it came from; undefined where there is none. */
  async origin(gold: ShownGold, saleId: string, month: string): Promise<Origin | undefined> {
    const [row] = await this.gold.query<OriginRow>(gold, {
      tables: ['silver_sales'],
      sql: `SELECT _file, _file_hash, _row, _line, _batch_id, strftime(_ingested_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ingested_at,
              strftime(invoice_date, '%Y-%m-%dT%H:%M:%S.%gZ') AS line_date, description, line_no
            FROM silver_sales WHERE sale_id = $1 AND invoice_month = $2`,
      values: [saleId, month],
    });
    if (!row) return undefined;
    return {
      file: row._file,
      file_sha256: row._file_hash,
      row: Number(row._row),
      line: row._line === null ? null : Number(row._line),
      batch_id: row._batch_id,
      ingested_at: row.ingested_at,
      line_date: row.line_date,
      description: row.description,
      line_no: row.line_no,
      former: isWritten(row._file) ? await this.former(gold, saleId) : [],
    };
  }

  private async former(gold: ShownGold, saleId: string): Promise<FormerLine[]> {
    const rows = await this.gold.query<FormerRow>(gold, {
      tables: ['superseded'],
      sql: `SELECT op, _file, _row, _line, _batch_id, strftime(_ingested_at, '%Y-%m-%dT%H:%M:%S.%gZ') AS ingested_at
            FROM superseded WHERE sale_id = $1 ORDER BY op IS NULL, _ingested_at DESC, _file, _row DESC LIMIT 100`,
      values: [saleId],
    });
    return rows.map((row) => ({
      operation: row.op,
      file: row._file,
      row: Number(row._row),
      line: row._line === null ? null : Number(row._line),
      batch_id: row._batch_id,
      ingested_at: row.ingested_at,
    }));
  }
}

/** Only what a client wrote can have taken the place of anything. */
function isWritten(file: string): boolean {
  return file.startsWith('api-');
}

interface FormerRow {
  op: string | null;
  _file: string;
  _row: string;
  _line: string | null;
  _batch_id: string;
  ingested_at: string;
}

interface FigureRow {
  part: string;
  country: string | null;
  country_code: string | null;
  month: string | null;
  net_revenue: string;
  gross_revenue: string;
  returns_value: string;
  units: string;
  lines: string;
  return_lines: string;
  orders: string;
  customers: string;
}

function figuresOf(row: FigureRow | undefined) {
  const n = (text: string | undefined) => Number(text ?? 0);
  const orders = n(row?.orders);
  const net = n(row?.net_revenue);
  return {
    net_revenue: net,
    gross_revenue: n(row?.gross_revenue),
    returns_value: n(row?.returns_value),
    units: n(row?.units),
    lines: n(row?.lines),
    return_lines: n(row?.return_lines),
    orders,
    customers: n(row?.customers),
    avg_order_value: orders === 0 ? null : Math.round((net / orders) * 10_000) / 10_000,
  };
}

interface OriginRow {
  _file: string;
  _file_hash: string;
  _row: string;
  _line: string | null;
  _batch_id: string;
  ingested_at: string;
  line_date: string;
  description: string | null;
  line_no: string | null;
}
