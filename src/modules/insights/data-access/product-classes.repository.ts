import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { ABC, type Demand, XYZ } from '../domain/products/classes.js';
import { type Scope } from '../domain/scope.js';
import { DAY, IS_GOODS, SCOPE_TABLES, whereOf } from './scope.js';

export interface ClassedProduct extends Demand {
  stock_code: string;
  description: string | null;
  revenue: number;
  /** Of the revenue of all, with this product and those above it. */
  cumulative_share: number;
  variation: number | null;
  /** Weeks from the first sale on. */
  weeks: number;
}

export interface ClassCount {
  class: string;
  products: number;
  revenue: number;
}

/** Products by their share in the revenue and by how steadily they sell. */
export class ProductClassesRepository {
  constructor(private readonly gold: GoldReader) {}

  /** A page of the products, highest revenue first, and how many are in each class. Weeks are whole ISO weeks. */
  async classes(
    gold: ShownGold,
    scope: Scope,
    { only, offset, limit }: { only?: string; offset: number; limit: number },
  ): Promise<{ counts: ClassCount[]; products: ClassedProduct[]; total: number }> {
    const values: EngineValue[] = [only ?? null, offset, limit];
    const where = whereOf(scope, values, IS_GOODS);
    const [row] = await this.gold.query<{ counts: string | null; products: string | null; total: string }>(
      gold,
      {
        tables: [...SCOPE_TABLES, 'dim_product'],
        copyable: true,
        sql: `WITH line AS (
              SELECT p.stock_code AS code, date_trunc('week', ${DAY}) AS week, f.total_amount AS amount,
                CASE WHEN f.line_type = 'sale' THEN f.quantity ELSE 0 END AS units, f.line_type = 'sale' AS is_sale
              FROM fact_sale AS f JOIN dim_product AS p ON p.product_key = f.product_key ${where}
            ),
            span AS (SELECT max(week) AS last_week FROM line),
            weekly AS (
              SELECT code, week, sum(units) AS units, sum(amount) AS amount, bool_or(is_sale) AS sold FROM line GROUP BY code, week
            ),
            product AS (
              SELECT code, CAST(sum(amount) AS DECIMAL(38, 4)) AS revenue, CAST(sum(units) AS DOUBLE) AS units,
                CAST(sum(CAST(units AS DOUBLE) * units) AS DOUBLE) AS squares,
                date_diff('week', min(week) FILTER (WHERE sold), (SELECT last_week FROM span)) + 1 AS weeks
              FROM weekly GROUP BY code HAVING bool_or(sold)
            ),
            ranked AS (
              SELECT *, sum(greatest(revenue, 0)) OVER (ORDER BY revenue DESC, code ROWS UNBOUNDED PRECEDING) AS cumulative,
                sum(greatest(revenue, 0)) OVER () AS whole,
                units / weeks AS weekly,
                CASE WHEN weeks > 1 THEN sqrt(greatest(0, (squares - units * units / weeks) / (weeks - 1))) ELSE 0 END AS deviation
              FROM product
            ),
            classed AS (
              SELECT *,
                -- A product is in A as long as those above it have not reached the share.
                CASE WHEN whole = 0 OR cumulative - greatest(revenue, 0) >= ${ABC.b} * whole THEN 'C'
                  WHEN cumulative - greatest(revenue, 0) >= ${ABC.a} * whole THEN 'B' ELSE 'A' END AS abc,
                CASE WHEN weekly > 0 THEN deviation / weekly END AS variation
              FROM ranked
            ),
            named AS (
              SELECT c.*, CASE WHEN variation < ${XYZ.x} THEN 'X' WHEN variation < ${XYZ.y} THEN 'Y' ELSE 'Z' END AS xyz
              FROM classed AS c
            ),
            chosen AS (
              SELECT * FROM named WHERE CAST($1 AS VARCHAR) IS NULL OR abc || xyz = $1 OR abc = $1
            ),
            page AS (
              SELECT c.*, d.description FROM chosen AS c
              LEFT JOIN dim_product AS d ON d.stock_code = c.code AND d.is_current
              ORDER BY c.revenue DESC, c.code LIMIT CAST($3 AS BIGINT) OFFSET CAST($2 AS BIGINT)
            )
            SELECT
              (SELECT count(*) FROM chosen) AS total,
              CAST((SELECT to_json(list({'class': k, 'products': n, 'revenue': CAST(r AS DOUBLE)} ORDER BY k))
                FROM (SELECT abc || xyz AS k, count(*) AS n, sum(revenue) AS r FROM named GROUP BY 1)) AS VARCHAR) AS counts,
              CAST((SELECT to_json(list({'stock_code': code, 'description': description, 'revenue': CAST(revenue AS DOUBLE),
                'cumulative_share': CASE WHEN whole = 0 THEN 0 ELSE CAST(cumulative AS DOUBLE) / CAST(whole AS DOUBLE) END,
                'abc': abc, 'xyz': xyz, 'weekly': weekly, 'deviation': deviation, 'variation': variation, 'weeks': weeks}
                ORDER BY revenue DESC, code)) FROM page) AS VARCHAR) AS products`,
        values,
      },
    );
    return {
      total: Number(row?.total ?? 0),
      counts: JSON.parse(row?.counts ?? '[]') as ClassCount[],
      products: JSON.parse(row?.products ?? '[]') as ClassedProduct[],
    };
  }
}
