import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { dayNumber } from '../domain/calendar/day.js';
import { type DayFigures } from '../domain/series/day-figures.js';
import { type Scope } from '../domain/scope.js';
import { DAY, SCOPE_TABLES, whereOf } from './scope.js';

interface Row {
  day: string;
  net: string;
  gross: string;
  returns: string;
  units: string;
  orders: string;
  largest: string | null;
  largest_amount: string | null;
  returned: string | null;
  returned_amount: string | null;
}

/** Days with the invoices that made them. */
export class DayFiguresRepository {
  constructor(private readonly gold: GoldReader) {}

  /** Every day from the first to the last fact of the scope; a day without facts is all zeros. */
  async days(gold: ShownGold, scope: Scope): Promise<DayFigures[]> {
    const values: EngineValue[] = [];
    const where = whereOf(scope, values);
    const rows = await this.gold.query<Row>(gold, {
      tables: [...SCOPE_TABLES, 'dim_invoice'],
      copyable: true,
      sql: `WITH invoice AS (
              SELECT f.date_key, f.invoice_key, sum(f.total_amount) AS net,
                coalesce(sum(f.total_amount) FILTER (WHERE f.line_type = 'sale'), 0) AS gross,
                coalesce(sum(f.total_amount) FILTER (WHERE f.line_type = 'return'), 0) AS returns,
                sum(f.quantity) AS units, bool_or(f.line_type = 'sale') AS is_order
              FROM fact_sale AS f ${where} GROUP BY f.date_key, f.invoice_key
            ),
            day AS (
              SELECT f.date_key, sum(net) AS net, sum(gross) AS gross, sum(returns) AS returns, sum(units) AS units,
                count(*) FILTER (WHERE is_order) AS orders,
                arg_max(invoice_key, (gross, -invoice_key)) FILTER (WHERE is_order) AS largest, max(gross) FILTER (WHERE is_order) AS largest_amount,
                arg_min(invoice_key, (returns, invoice_key)) FILTER (WHERE returns < 0) AS returned, min(returns) FILTER (WHERE returns < 0) AS returned_amount
              FROM invoice AS f GROUP BY f.date_key
            )
            SELECT strftime(${DAY}, '%Y-%m-%d') AS day, CAST(net AS DOUBLE) AS net, CAST(gross AS DOUBLE) AS gross,
              CAST(returns AS DOUBLE) AS returns, CAST(units AS DOUBLE) AS units, f.orders,
              a.invoice_no AS largest, CAST(largest_amount AS DOUBLE) AS largest_amount,
              b.invoice_no AS returned, CAST(returned_amount AS DOUBLE) AS returned_amount
            FROM day AS f
            LEFT JOIN dim_invoice AS a ON a.invoice_key = f.largest
            LEFT JOIN dim_invoice AS b ON b.invoice_key = f.returned
            ORDER BY f.date_key`,
      values,
    });
    const known = new Map(rows.map((row) => [dayNumber(row.day), row]));
    const first = rows[0] && dayNumber(rows[0].day);
    const last = rows.at(-1) && dayNumber(rows.at(-1)?.day ?? '');
    if (first === undefined || last === undefined) return [];
    return Array.from({ length: last - first + 1 }, (_, at) => figuresOf(first + at, known.get(first + at)));
  }
}

function figuresOf(day: number, row: Row | undefined): DayFigures {
  const invoice = (number: string | null | undefined, amount: string | null | undefined) =>
    number === null || number === undefined ? null : { number, amount: Number(amount) };
  return {
    day,
    net: Number(row?.net ?? 0),
    gross: Number(row?.gross ?? 0),
    returns: Number(row?.returns ?? 0),
    units: Number(row?.units ?? 0),
    orders: Number(row?.orders ?? 0),
    largestInvoice: invoice(row?.largest, row?.largest_amount),
    largestReturn: invoice(row?.returned, row?.returned_amount),
  };
}
