import { type Database } from '../../../platform/database/index.js';
import { type SaleLine, type SaleLineFilter } from '../domain/sale-line.js';
import { Values } from './embedded/filter-sql.js';

const STATEMENT_MS = 10_000;

/** Sales lines of the star schema, by documents that were found. */
export class SaleLinesRepository {
  constructor(private readonly database: Database) {}

  /** A page, newest first, and how many there are: no more than `most` are counted. */
  async find(
    filter: SaleLineFilter,
    page: { limit: number; offset: number; most: number },
  ): Promise<{ lines: SaleLine[]; total: number }> {
    return this.database.snapshot(
      'SELECT 1',
      STATEMENT_MS,
      async (_, sql) => {
        const counted = new Values();
        const { rows: counts } = await sql.query<{ n: number }>(
          `SELECT count(*) AS n FROM (SELECT 1 FROM fact_sale f WHERE ${whereOf(filter, counted)} LIMIT ${counted.add(page.most)}::int) counted`,
          counted.list,
        );
        const total = counts[0]?.n ?? 0;
        if (page.limit <= 0 || page.offset >= total) return { lines: [], total };
        const values = new Values();
        // The page first, and what it is called after: a join of all lines that fit would cost a hundred times that.
        const { rows } = await sql.query<SaleLine>(
          `SELECT f.sale_id, to_char(to_date(f.date_key::text, 'YYYYMMDD'), 'YYYY-MM-DD') AS date, i.invoice_no, p.stock_code, p.description,
             p.category, u.customer_id, CASE WHEN f.country_key = 0 THEN NULL ELSE c.country_name END AS country, f.quantity,
             f.unit_price::float8 AS unit_price, f.total_amount::float8 AS total_amount, f.line_type
           FROM (SELECT * FROM fact_sale f WHERE ${whereOf(filter, values)}
             ORDER BY f.date_key DESC, f.sale_id LIMIT ${values.add(page.limit)}::int OFFSET ${values.add(page.offset)}::int) f
           JOIN dim_product p ON p.product_key = f.product_key JOIN dim_customer u ON u.customer_key = f.customer_key
           JOIN dim_invoice i ON i.invoice_key = f.invoice_key JOIN dim_country c ON c.country_key = f.country_key
           ORDER BY f.date_key DESC, f.sale_id`,
          values.list,
        );
        return { lines: rows, total };
      },
      { prepared: false },
    );
  }
}

function whereOf(filter: SaleLineFilter, values: Values): string {
  const { of, countries, priceMin, priceMax, totalMin, totalMax, dateFrom, dateTo } = filter;
  const conditions: string[] = ['true'];
  const add = (sql: (value: string) => string, value: unknown) => {
    if (value !== undefined) conditions.push(sql(values.add(value)));
  };
  if (of) {
    // By the keys of the facts, for which there are indexes.
    const some: string[] = [];
    const keys = (list: string[], key: string, table: string, column: string) => {
      if (list.length > 0)
        some.push(
          `f.${key} = ANY(ARRAY(SELECT ${key} FROM ${table} WHERE ${column} = ANY(${values.add(list)}::text[])))`,
        );
    };
    keys(of.products, 'product_key', 'dim_product', 'stock_code');
    keys(of.customers, 'customer_key', 'dim_customer', 'customer_id');
    keys(of.invoices, 'invoice_key', 'dim_invoice', 'invoice_no');
    conditions.push(some.length === 0 ? 'false' : `(${some.join(' OR ')})`);
  }
  if (countries) {
    add(
      (v) =>
        `f.country_key = ANY(ARRAY(SELECT country_key FROM dim_country WHERE country_name = ANY(${v}::text[])))`,
      countries,
    );
  }
  add((v) => `f.unit_price >= ${v}::numeric`, priceMin);
  add((v) => `f.unit_price <= ${v}::numeric`, priceMax);
  add((v) => `f.total_amount >= ${v}::numeric`, totalMin);
  add((v) => `f.total_amount <= ${v}::numeric`, totalMax);
  add(
    (v) => `f.date_key >= ${v}::int`,
    dateFrom === undefined ? undefined : Number(dateFrom.replaceAll('-', '')),
  );
  add(
    (v) => `f.date_key <= ${v}::int`,
    dateTo === undefined ? undefined : Number(dateTo.replaceAll('-', '')),
  );
  return conditions.join(' AND ');
}
