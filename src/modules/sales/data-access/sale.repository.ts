import { type Sql } from '../../../platform/database/index.js';
import { type Sale, type SaleLink } from '../domain/sale.js';
import { dayOf } from '../domain/sales-query.js';
import { dimensions } from './dimensions.js';

/** More returns of one sale are counted and not listed. */
const MOST_RETURNS = 100;

/** One sale with all that belongs to it. */
export class SaleRepository {
  /** Undefined where there is none. Product and customer as they were on the day of the line, or on `asOf`. */
  async find(
    sql: Sql,
    saleId: string,
    asOf?: string,
  ): Promise<{ sale: Sale; isInvoiceMixed: boolean } | undefined> {
    const [row] = await this.rows(sql, [saleId], asOf);
    if (!row) return undefined;
    const returns = row.returns_total === 0 ? [] : await this.returns(sql, saleId);
    return { sale: toSale(row, returns), isInvoiceMixed: row.is_mixed };
  }

  /** All that belongs to some sales, but which returns there are, in any order. */
  async findAll(sql: Sql, saleIds: readonly string[], asOf?: string): Promise<Sale[]> {
    return (await this.rows(sql, saleIds, asOf)).map((row) => toSale(row, []));
  }

  private async rows(sql: Sql, saleIds: readonly string[], asOf?: string): Promise<SaleRow[]> {
    const values: unknown[] = [saleIds];
    const then = asOf === undefined ? undefined : `CAST($${values.push(asOf)} AS date)`;
    const { rows } = await sql.query<SaleRow>(
      `SELECT s.sale_id, s.date_key, s.line_type, s.quantity, s.unit_price, s.total_amount, s.batch_id, s.created_at,
         p.product_key::text, p.stock_code, p.description, p.category, p.subcategory, p.brand, p.product_family,
         p.valid_from::text AS product_from, p.valid_to::text AS product_to, p.is_current AS product_is_current, p.version AS product_version,
         c.customer_key::text, c.customer_id, c.country AS customer_country, c.registration_date::text, c.total_orders, c.total_spent,
         c.avg_order_value, c.lifetime_value, c.recency_score, c.frequency_score, c.monetary_score, c.rfm_segment,
         c.valid_from::text AS customer_from, c.valid_to::text AS customer_to, c.is_current AS customer_is_current, c.version AS customer_version,
         i.invoice_key::text, i.invoice_no, i.invoice_date, i.is_cancelled, i.invoice_total,
         k.country_key::text, k.country_name AS country, k.country_code, k.region, k.continent, k.is_eu_member,
         r.sale_id AS of_sale_id, r_i.invoice_no AS of_invoice_no, r.date_key AS of_date_key, r.quantity AS of_quantity,
         r.total_amount AS of_total_amount,
         (SELECT count(*) FROM fact_sale AS back WHERE back.returned_sale_id = s.sale_id) AS returns_total,
         (SELECT count(DISTINCT person.customer_id) > 1 OR count(DISTINCT nullif(line.country_key, 0)) > 1
          FROM fact_sale AS line JOIN dim_customer AS person ON person.customer_key = line.customer_key
          WHERE line.invoice_key = s.invoice_key) AS is_mixed
       FROM fact_sale AS s
       JOIN dim_invoice AS i ON i.invoice_key = s.invoice_key
       JOIN dim_country AS k ON k.country_key = s.country_key
       ${dimensions(then)}
       LEFT JOIN fact_sale AS r ON r.sale_id = s.returned_sale_id
       LEFT JOIN dim_invoice AS r_i ON r_i.invoice_key = r.invoice_key
       WHERE s.sale_id = ANY ($1::uuid[])`,
      values,
    );
    return rows;
  }

  private async returns(sql: Sql, saleId: string): Promise<SaleLink[]> {
    const { rows } = await sql.query<LinkRow>(
      `SELECT s.sale_id, i.invoice_no, s.date_key, s.quantity, s.total_amount
       FROM fact_sale AS s JOIN dim_invoice AS i ON i.invoice_key = s.invoice_key
       WHERE s.returned_sale_id = $1 ORDER BY s.date_key, s.sale_id LIMIT ${MOST_RETURNS}`,
      [saleId],
    );
    return rows.map(toLink);
  }
}

interface LinkRow {
  sale_id: string;
  invoice_no: string;
  date_key: number;
  quantity: number;
  total_amount: string;
}

interface SaleRow extends LinkRow {
  line_type: string;
  unit_price: string;
  batch_id: string;
  created_at: Date;
  product_key: string;
  stock_code: string;
  description: string | null;
  category: string | null;
  subcategory: string | null;
  brand: string | null;
  product_family: string | null;
  product_from: string;
  product_to: string;
  product_is_current: boolean;
  product_version: number;
  customer_key: string;
  customer_id: string | null;
  customer_country: string | null;
  registration_date: string | null;
  total_orders: number | null;
  total_spent: string | null;
  avg_order_value: string | null;
  lifetime_value: string | null;
  recency_score: number | null;
  frequency_score: number | null;
  monetary_score: number | null;
  rfm_segment: string | null;
  customer_from: string;
  customer_to: string;
  customer_is_current: boolean;
  customer_version: number;
  invoice_key: string;
  invoice_date: Date;
  is_cancelled: boolean;
  invoice_total: string;
  country_key: string;
  country: string;
  country_code: string | null;
  region: string | null;
  continent: string | null;
  is_eu_member: boolean | null;
  of_sale_id: string | null;
  of_invoice_no: string;
  of_date_key: number;
  of_quantity: number;
  of_total_amount: string;
  returns_total: number;
  is_mixed: boolean;
}

function toSale(row: SaleRow, returns: SaleLink[]): Sale {
  return {
    sale_id: row.sale_id,
    date: dayOf(row.date_key),
    line_type: row.line_type,
    quantity: row.quantity,
    unit_price: Number(row.unit_price),
    total_amount: Number(row.total_amount),
    batch_id: row.batch_id,
    created_at: row.created_at.toISOString(),
    product: {
      product_key: row.product_key,
      stock_code: row.stock_code,
      description: row.description,
      category: row.category,
      subcategory: row.subcategory,
      brand: row.brand,
      product_family: row.product_family,
      valid_from: row.product_from,
      valid_to: row.product_to,
      is_current: row.product_is_current,
      version: row.product_version,
    },
    customer:
      row.customer_id === null
        ? null
        : {
            customer_key: row.customer_key,
            customer_id: row.customer_id,
            country: row.customer_country,
            registration_date: row.registration_date,
            total_orders: row.total_orders,
            total_spent: number(row.total_spent),
            avg_order_value: number(row.avg_order_value),
            lifetime_value: number(row.lifetime_value),
            recency_score: row.recency_score,
            frequency_score: row.frequency_score,
            monetary_score: row.monetary_score,
            rfm_segment: row.rfm_segment,
            valid_from: row.customer_from,
            valid_to: row.customer_to,
            is_current: row.customer_is_current,
            version: row.customer_version,
          },
    invoice: {
      invoice_key: row.invoice_key,
      invoice_no: row.invoice_no,
      invoice_date: row.invoice_date.toISOString(),
      is_cancelled: row.is_cancelled,
      invoice_total: Number(row.invoice_total),
    },
    country: {
      country_key: row.country_key,
      country: row.country,
      country_code: row.country_code,
      region: row.region,
      continent: row.continent,
      is_eu_member: row.is_eu_member,
    },
    returned_sale:
      row.of_sale_id === null
        ? null
        : toLink({
            sale_id: row.of_sale_id,
            invoice_no: row.of_invoice_no,
            date_key: row.of_date_key,
            quantity: row.of_quantity,
            total_amount: row.of_total_amount,
          }),
    returns,
    returns_total: row.returns_total,
  };
}

function toLink({ sale_id, invoice_no, date_key, quantity, total_amount }: LinkRow): SaleLink {
  return { sale_id, invoice_no, date: dayOf(date_key), quantity, total_amount: Number(total_amount) };
}

function number(decimal: string | null): number | null {
  return decimal === null ? null : Number(decimal);
}
