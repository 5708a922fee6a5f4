import { join } from 'node:path';
import { type GoldExporter, type GoldQuery, type ShownGold } from '../../warehouse/index.js';
import { CUSTOMER_FEATURES } from '../domain/features/customer-features.js';
import { type Feature } from '../domain/features/feature.js';
import { PRODUCT_FEATURES } from '../domain/features/product-features.js';
import { DAY } from './scope.js';

const FILES = {
  customers: { name: 'customer_features.parquet', query: customerQuery },
  products: { name: 'product_features.parquet', query: productQuery },
} as const;

export type FeatureEntity = keyof typeof FILES;

/** Feature tables as files. */
export class FeaturesRepository {
  constructor(private readonly exporter: GoldExporter) {}

  /** One row an entity, as of a day: nothing later is read. Answers the name of the file and its rows. */
  async write(
    gold: ShownGold,
    entity: FeatureEntity,
    asOf: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<{ file: string; rows: number }> {
    const { name, query } = FILES[entity];
    const rows = await this.exporter.write(
      gold,
      query(asOf),
      join(folder, name),
      { format: 'parquet', compression: 'zstd' },
      signal,
    );
    return { file: name, rows };
  }
}

function customerQuery(asOf: string): GoldQuery {
  return {
    tables: ['fact_sale', 'dim_customer', 'dim_product', 'dim_invoice'],
    values: [asOf],
    sql: `WITH line AS (
        SELECT c.customer_id AS id, ${DAY} AS day, hour(i.invoice_date) AS hour, f.invoice_key AS invoice, p.stock_code AS code,
          p.category, f.country_key AS country, f.quantity, f.unit_price AS price, f.total_amount AS amount, f.line_type = 'sale' AS is_sale
        FROM fact_sale AS f
        JOIN dim_customer AS c ON c.customer_key = f.customer_key
        JOIN dim_product AS p ON p.product_key = f.product_key
        JOIN dim_invoice AS i ON i.invoice_key = f.invoice_key
        WHERE c.customer_id IS NOT NULL AND ${DAY} <= CAST($1 AS DATE)
      ),
      grouped AS (
        SELECT id, invoice, min(day) AS day, any_value(country) AS country, sum(amount) AS amount, sum(quantity) AS quantity, count(*) AS lines
        FROM line WHERE is_sale GROUP BY id, invoice
      ),
      item AS (
        SELECT id, code, min(category) AS category, count(*) AS lines, max(day) AS last_day, count(DISTINCT day) AS days
        FROM line WHERE is_sale GROUP BY id, code
      ),
      pause AS (
        SELECT id, date_diff('day', lag(day) OVER (PARTITION BY id ORDER BY day), day) AS gap
        FROM (SELECT DISTINCT id, day FROM grouped)
      )
      ${tableOf('customer_id', CUSTOMER_FEATURES)}`,
  };
}

function productQuery(asOf: string): GoldQuery {
  return {
    tables: ['fact_sale', 'dim_customer', 'dim_product'],
    values: [asOf],
    sql: `WITH line AS (
        SELECT p.stock_code AS id, ${DAY} AS day, f.invoice_key AS invoice, c.customer_id AS customer, f.country_key AS country,
          f.quantity, f.unit_price AS price, f.total_amount AS amount, f.line_type = 'sale' AS is_sale
        FROM fact_sale AS f
        JOIN dim_customer AS c ON c.customer_key = f.customer_key
        JOIN dim_product AS p ON p.product_key = f.product_key
        WHERE ${DAY} <= CAST($1 AS DATE)
      ),
      grouped AS (
        SELECT id, date_trunc('week', day) AS week, sum(quantity) AS quantity FROM line WHERE is_sale GROUP BY id, week
      ),
      item AS (
        SELECT id, customer, max(day) AS last_day, count(DISTINCT day) AS days, sum(quantity) AS quantity
        FROM line WHERE is_sale AND customer IS NOT NULL GROUP BY id, customer
      ),
      pause AS (SELECT id, 0 AS gap FROM line WHERE false)
      ${tableOf('stock_code', PRODUCT_FEATURES)}`,
  };
}

/** Entities with at least one sale, and their features in the order of the declarations. */
function tableOf(key: string, features: readonly Feature[]): string {
  const of = (from: Feature['from']) => features.filter((one) => one.from === from);
  const columns = (from: Feature['from']) => of(from).map(({ name, sql }) => `${sql} AS ${name}`);
  const gaps = columns('gap');
  return `,
      by_line AS (SELECT l.id, ${columns('line').join(',\n        ')} FROM line AS l GROUP BY l.id HAVING bool_or(l.is_sale)),
      by_group AS (SELECT g.id, ${columns('group').join(',\n        ')} FROM grouped AS g GROUP BY g.id),
      by_item AS (SELECT i.id, ${columns('item').join(',\n        ')} FROM item AS i GROUP BY i.id),
      by_gap AS (SELECT p.id${gaps.map((one) => `, ${one}`).join('')} FROM pause AS p WHERE p.gap IS NOT NULL GROUP BY p.id),
      joined AS (
        SELECT a.*, b.* EXCLUDE (id), d.* EXCLUDE (id)${gaps.length > 0 ? ', c.* EXCLUDE (id)' : ''}
        FROM by_line AS a LEFT JOIN by_group AS b ON b.id = a.id LEFT JOIN by_item AS d ON d.id = a.id LEFT JOIN by_gap AS c ON c.id = a.id
      ),
      derived AS (SELECT *, ${columns('features').join(',\n        ')} FROM joined)
      SELECT id AS ${key}, CAST($1 AS DATE) AS as_of, ${features.map(({ name }) => name).join(', ')}
      FROM derived ORDER BY id`;
}
