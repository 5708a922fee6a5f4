import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { dateKeyOf, IS_GOODS } from './scope.js';

export interface Recommended {
  stock_code: string;
  description: string | null;
  score: number;
  /** Customers, or invoices, that speak for it. */
  support: number;
}

const TABLES = ['fact_sale', 'dim_product', 'dim_customer'];

/** Distinct goods that an identified customer bought, until a day where one is given as `$1`. */
const BOUGHT = `SELECT DISTINCT c.customer_id AS person, p.stock_code AS code
  FROM fact_sale AS f
  JOIN dim_product AS p ON p.product_key = f.product_key
  JOIN dim_customer AS c ON c.customer_key = f.customer_key
  WHERE f.line_type = 'sale' AND c.customer_id IS NOT NULL AND ${IS_GOODS}`;

/** Products to show beside others, or to a customer. */
export class RecommendationsRepository {
  constructor(private readonly gold: GoldReader) {}

  /** In the same invoices as a product, by how much more often than chance and how sure that is: lift × √support. */
  async together(
    gold: ShownGold,
    code: string,
    limit: number,
  ): Promise<{ invoices: number; rows: Recommended[] }> {
    const rows = await this.gold.query<Record<string, string | null>>(gold, {
      tables: ['fact_sale', 'dim_product'],
      copyable: true,
      sql: `WITH item AS (
              SELECT DISTINCT f.invoice_key AS invoice, p.stock_code AS code
              FROM fact_sale AS f JOIN dim_product AS p ON p.product_key = f.product_key
              WHERE f.line_type = 'sale' AND ${IS_GOODS}
            ),
            own AS (SELECT invoice FROM item WHERE code = CAST($1 AS VARCHAR)),
            n AS (SELECT count(DISTINCT invoice) AS invoices, (SELECT count(*) FROM own) AS own FROM item),
            every AS (SELECT code, count(*) AS n FROM item GROUP BY code),
            met AS (
              SELECT i.code, count(*) AS together FROM item AS i JOIN own AS o ON o.invoice = i.invoice
              WHERE i.code <> CAST($1 AS VARCHAR) GROUP BY i.code HAVING count(*) >= 3
            )
            SELECT m.code, d.description, m.together, n.own,
              (m.together / n.own) / (e.n / n.invoices) AS lift, ((m.together / n.own) / (e.n / n.invoices)) * sqrt(m.together) AS score
            FROM met AS m JOIN every AS e ON e.code = m.code CROSS JOIN n
            LEFT JOIN dim_product AS d ON d.stock_code = m.code AND d.is_current
            ORDER BY score DESC, m.code LIMIT CAST($2 AS BIGINT)`,
      values: [code, limit],
    });
    return {
      invoices: Number(rows[0]?.['own'] ?? 0),
      rows: rows.map((row) => ({
        stock_code: row['code'] ?? '',
        description: row['description'] ?? null,
        score: Number(row['lift']),
        support: Number(row['together']),
      })),
    };
  }

  /**
   * For a customer: what customers with a similar history bought and this one did not. Similar is the cosine of the sets of
   * products; the 100 most similar count.
   */
  async forCustomer(
    gold: ShownGold,
    id: string,
    limit: number,
  ): Promise<{ products: number; neighbours: number; rows: Recommended[] }> {
    const rows = await this.gold.query<Record<string, string | null>>(gold, {
      tables: TABLES,
      copyable: true,
      sql: `WITH bought AS (${BOUGHT}),
            mine AS (SELECT code FROM bought WHERE person = CAST($1 AS VARCHAR)),
            size AS (SELECT person, count(*) AS n FROM bought GROUP BY person),
            alike AS (
              SELECT b.person, count(*) / sqrt(any_value(s.n) * (SELECT count(*) FROM mine)) AS cosine
              FROM bought AS b JOIN mine AS m ON m.code = b.code JOIN size AS s ON s.person = b.person
              WHERE b.person <> CAST($1 AS VARCHAR) GROUP BY b.person HAVING count(*) >= 2
              ORDER BY cosine DESC, b.person LIMIT 100
            ),
            scored AS (
              SELECT b.code, sum(s.cosine) AS score, count(*) AS support
              FROM alike AS s JOIN bought AS b ON b.person = s.person
              WHERE b.code NOT IN (SELECT code FROM mine) GROUP BY b.code
            )
            SELECT (SELECT count(*) FROM mine) AS products, (SELECT count(*) FROM alike) AS neighbours, s.code, s.score, s.support, d.description
            FROM (SELECT 1) AS one LEFT JOIN (SELECT * FROM scored ORDER BY score DESC, code LIMIT CAST($2 AS BIGINT)) AS s ON true
            LEFT JOIN dim_product AS d ON d.stock_code = s.code AND d.is_current
            ORDER BY s.score DESC, s.code`,
      values: [id, limit],
    });
    return {
      products: Number(rows[0]?.['products'] ?? 0),
      neighbours: Number(rows[0]?.['neighbours'] ?? 0),
      rows: rows.flatMap((row) =>
        row['code'] === null || row['code'] === undefined
          ? []
          : [
              {
                stock_code: row['code'],
                description: row['description'] ?? null,
                score: Number(row['score']),
                support: Number(row['support']),
              },
            ],
      ),
    };
  }

  /**
   * How often one of ten products recommended from what customers bought until a day is among those that they bought for the first
   * time after it; beside it the same for the ten most popular. A sample of customers (by a hash of the id: always the same).
   */
  async hitRate(
    gold: ShownGold,
    until: string,
    sample: number,
  ): Promise<{ customers: number; hits: number; popularHits: number }> {
    const [row] = await this.gold.query<Record<string, string>>(gold, {
      tables: TABLES,
      copyable: true,
      sql: `WITH lines AS MATERIALIZED (
              -- Small numbers instead of texts: the pairs are many.
              SELECT CAST(dense_rank() OVER (ORDER BY md5(c.customer_id)) AS INTEGER) AS person,
                CAST(dense_rank() OVER (ORDER BY p.stock_code) AS INTEGER) AS code,
                f.date_key <= CAST($1 AS INTEGER) AS is_before
              FROM fact_sale AS f
              JOIN dim_product AS p ON p.product_key = f.product_key
              JOIN dim_customer AS c ON c.customer_key = f.customer_key
              WHERE f.line_type = 'sale' AND c.customer_id IS NOT NULL AND ${IS_GOODS}
            ),
            bought AS MATERIALIZED (SELECT DISTINCT person, code FROM lines WHERE is_before),
            size AS MATERIALIZED (SELECT person, count(*) AS n FROM bought GROUP BY person),
            fresh AS MATERIALIZED (
              SELECT DISTINCT a.person, a.code FROM lines AS a ANTI JOIN bought AS b ON b.person = a.person AND b.code = a.code
              WHERE NOT a.is_before
            ),
            asked AS MATERIALIZED (
              SELECT DISTINCT f.person FROM fresh AS f JOIN size AS s ON s.person = f.person WHERE s.n >= 5
              ORDER BY f.person LIMIT CAST($2 AS BIGINT)
            ),
            mine AS MATERIALIZED (SELECT b.person, b.code FROM bought AS b JOIN asked AS k ON k.person = b.person),
            met AS (
              SELECT a.person, b.person AS other, count(*) AS both_n
              FROM mine AS a JOIN bought AS b ON b.code = a.code AND b.person <> a.person
              GROUP BY a.person, b.person HAVING count(*) >= 2
            ),
            alike AS MATERIALIZED (
              SELECT m.person, m.other, m.both_n / sqrt(sa.n * sb.n) AS cosine
              FROM met AS m JOIN size AS sa ON sa.person = m.person JOIN size AS sb ON sb.person = m.other
              QUALIFY row_number() OVER (PARTITION BY m.person ORDER BY cosine DESC, m.other) <= 100
            ),
            scored AS (
              SELECT s.person, b.code, sum(s.cosine) AS score
              FROM alike AS s JOIN bought AS b ON b.person = s.other GROUP BY s.person, b.code
            ),
            ranked AS (
              SELECT s.person, s.code FROM scored AS s ANTI JOIN mine AS m ON m.person = s.person AND m.code = s.code
              QUALIFY row_number() OVER (PARTITION BY s.person ORDER BY s.score DESC, s.code) <= 10
            ),
            popular AS (SELECT code, count(*) AS n FROM bought GROUP BY code ORDER BY n DESC, code LIMIT 200),
            common AS (
              SELECT k.person, p.code FROM asked AS k CROSS JOIN popular AS p
              ANTI JOIN mine AS m ON m.person = k.person AND m.code = p.code
              QUALIFY row_number() OVER (PARTITION BY k.person ORDER BY p.n DESC, p.code) <= 10
            )
            SELECT (SELECT count(*) FROM asked) AS customers,
              (SELECT count(DISTINCT r.person) FROM ranked AS r JOIN fresh AS f ON f.person = r.person AND f.code = r.code) AS hits,
              (SELECT count(DISTINCT r.person) FROM common AS r JOIN fresh AS f ON f.person = r.person AND f.code = r.code) AS popular`,
      values: [dateKeyOf(until), sample],
    });
    return {
      customers: Number(row?.['customers'] ?? 0),
      hits: Number(row?.['hits'] ?? 0),
      popularHits: Number(row?.['popular'] ?? 0),
    };
  }
}
