import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldQuery } from '../../warehouse/index.js';
import { dimensions } from './dimensions.js';
import { conditionsOf, type FactFilter, whereOf } from './fact-filter.js';

const TIME = "'%Y-%m-%dT%H:%M:%S.%gZ'";

/** All lines that fit, as lists of sales show them, oldest first. */
export function linesQuery(filter: FactFilter, asOf?: string): GoldQuery {
  const values: EngineValue[] = [];
  const where = whereOf(conditionsOf(filter, 'engine', values));
  const joins = dimensions(asOf === undefined ? undefined : `CAST($${values.push(asOf)} AS DATE)`);
  return {
    tables: ['fact_sale', 'dim_product', 'dim_customer', 'dim_country', 'dim_invoice'],
    sql: `SELECT s.sale_id, i.invoice_no, strftime(strptime(CAST(s.date_key AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS date,
            strftime(i.invoice_date, ${TIME}) AS invoice_date, s.line_type, p.stock_code, p.description, p.category, p.subcategory,
            p.brand, p.product_family, s.quantity, s.unit_price, s.total_amount, c.customer_id, c.country AS customer_country,
            c.rfm_segment, k.country_name AS country, k.country_code, s.returned_sale_id,
            strftime(s.created_at, ${TIME}) AS created_at, s.batch_id
          FROM (SELECT f.* FROM fact_sale AS f ${where}) AS s
          JOIN dim_invoice AS i ON i.invoice_key = s.invoice_key
          JOIN dim_country AS k ON k.country_key = s.country_key
          ${joins}
          ORDER BY s.date_key, s.sale_id`,
    values,
  };
}
