import { type Sql } from '../../../platform/database/index.js';
import { type Place } from '../domain/cursor.js';
import { type SalesLine, type TotalSource } from '../domain/line.js';
import { dayOf, isAll, isOfDays, type SalesFilter, type Sort, SORT_FIELDS } from '../domain/sales-query.js';
import { dimensions } from './dimensions.js';
import { conditionsOf, type FactFilter, isNarrow, whereOf } from './fact-filter.js';

/** Which lines of an ordered list. */
export type Window = { limit: number; offset: number } | { limit: number; after?: Place };

export interface PlacedLine {
  line: SalesLine;
  /** Where the list goes on. */
  place: Place;
}

export interface Total {
  total: number;
  source: TotalSource;
}

/** Lines of the star schema. Every method reads over the connection that it is given, so all are of one moment. */
export class SalesRepository {
  /** The lines are found in fact_sale alone; only they are joined with their dimensions. */
  async lines(
    sql: Sql,
    filter: FactFilter,
    sort: Sort,
    window: Window,
    asOf?: string,
  ): Promise<PlacedLine[]> {
    const { column, ties, values: kind } = SORT_FIELDS[sort.field];
    const ascending = sort.direction === 'asc';
    const tiesAscending = ties === 'same' ? ascending : !ascending;
    const values: unknown[] = [];
    const conditions = conditionsOf(filter, 'postgres', values as string[]);
    if ('after' in window && window.after) {
      const { value, saleId } = window.after;
      const at = `CAST($${values.push(value)} AS ${kind === 'whole' ? 'integer' : 'numeric'})`;
      const id = `CAST($${values.push(saleId)} AS uuid)`;
      const [beyond, idBeyond] = [ascending ? '>' : '<', tiesAscending ? '>' : '<'];
      conditions.push(
        ties === 'same'
          ? `(f.${column}, f.sale_id) ${beyond} (${at}, ${id})`
          : `f.${column} ${beyond}= ${at} AND (f.${column} ${beyond} ${at} OR f.sale_id ${idBeyond} ${id})`,
      );
    }
    const order = (table: string) =>
      `${table}.${column} ${ascending ? 'ASC' : 'DESC'}, ${table}.sale_id ${tiesAscending ? 'ASC' : 'DESC'}`;
    const limit = `LIMIT CAST($${values.push(window.limit)} AS integer)`;
    const offset =
      'offset' in window && window.offset > 0 ? `OFFSET CAST($${values.push(window.offset)} AS bigint)` : '';
    const { rows } = await sql.query<LineRow>(
      `${linesFrom(
        `(SELECT f.* FROM fact_sale AS f ${whereOf(conditions)} ORDER BY ${order('f')} ${limit} ${offset})`,
        asOf === undefined ? undefined : `CAST($${values.push(asOf)} AS date)`,
      )}
       ORDER BY ${order('s')}`,
      values,
    );
    return rows.map((row) => ({
      line: toLine(row),
      place: { value: String(row[column]), saleId: row.sale_id },
    }));
  }

  /** How many lines fit, where that can be told at once. */
  async total(
    sql: Sql,
    { factRows }: { factRows: number },
    asked: SalesFilter,
    filter: FactFilter,
  ): Promise<Total | undefined> {
    if (isAll(asked)) return { total: factRows, source: 'version' };
    if (isOfDays(asked)) {
      const { lineType, ...days } = filter;
      const values: string[] = [];
      const where = whereOf(conditionsOf(days, 'postgres', values));
      const lines =
        lineType === undefined
          ? 'sale_lines + return_lines'
          : lineType === 'sale'
            ? 'sale_lines'
            : 'return_lines';
      const { rows } = await sql.query<{ n: number }>(
        `SELECT coalesce(sum(${lines}), 0)::bigint AS n FROM mart_sales_daily AS f ${where}`,
        values,
      );
      return { total: rows[0]?.n ?? 0, source: 'daily_figures' };
    }
    return isNarrow(filter) ? { total: await this.count(sql, filter), source: 'index' } : undefined;
  }

  /** Counts line by line. */
  async count(sql: Sql, filter: FactFilter): Promise<number> {
    const values: string[] = [];
    const where = whereOf(conditionsOf(filter, 'postgres', values));
    const { rows } = await sql.query<{ n: number }>(
      `SELECT count(*) AS n FROM fact_sale AS f ${where}`,
      values,
    );
    return rows[0]?.n ?? 0;
  }
}

/** A statement of lines with their dimensions, of facts AS s; `day` is an SQL expression. */
export function linesFrom(facts: string, day: string | undefined, more = ''): string {
  return `SELECT s.sale_id, s.date_key, s.line_type, s.quantity, s.unit_price, s.total_amount, s.returned_sale_id, s.created_at,
       s.batch_id, i.invoice_no, i.invoice_date, p.stock_code, p.description, p.category, p.subcategory, p.brand,
       p.product_family, c.customer_id, c.country AS customer_country, c.rfm_segment, k.country_name AS country, k.country_code${more}
     FROM ${facts} AS s
     JOIN dim_invoice AS i ON i.invoice_key = s.invoice_key
     JOIN dim_country AS k ON k.country_key = s.country_key
     ${dimensions(day)}`;
}

export interface LineRow {
  sale_id: string;
  date_key: number;
  line_type: string;
  quantity: number;
  unit_price: string;
  total_amount: string;
  returned_sale_id: string | null;
  created_at: Date;
  batch_id: string;
  invoice_no: string;
  invoice_date: Date;
  stock_code: string;
  description: string | null;
  category: string | null;
  subcategory: string | null;
  brand: string | null;
  product_family: string | null;
  customer_id: string | null;
  customer_country: string | null;
  rfm_segment: string | null;
  country: string;
  country_code: string | null;
}

export function toLine(row: LineRow): SalesLine {
  return {
    sale_id: row.sale_id,
    invoice_no: row.invoice_no,
    date: dayOf(row.date_key),
    invoice_date: row.invoice_date.toISOString(),
    line_type: row.line_type,
    stock_code: row.stock_code,
    description: row.description,
    category: row.category,
    subcategory: row.subcategory,
    brand: row.brand,
    product_family: row.product_family,
    quantity: row.quantity,
    unit_price: Number(row.unit_price),
    total_amount: Number(row.total_amount),
    customer_id: row.customer_id,
    customer_country: row.customer_country,
    rfm_segment: row.rfm_segment,
    country: row.country,
    country_code: row.country_code,
    returned_sale_id: row.returned_sale_id,
    created_at: row.created_at.toISOString(),
    batch_id: row.batch_id,
  };
}
