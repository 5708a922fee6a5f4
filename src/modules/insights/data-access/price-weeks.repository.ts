import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type PriceWeek } from '../domain/products/elasticity.js';
import { type Scope } from '../domain/scope.js';
import { DAY, IS_GOODS, SCOPE_TABLES, whereOf } from './scope.js';

export interface PricedProduct {
  stock_code: string;
  description: string | null;
  revenue: number;
  weeks: PriceWeek[];
}

/** Prices and units of products by week. */
export class PriceWeeksRepository {
  constructor(private readonly gold: GoldReader) {}

  /** Of these products, or of those with the highest revenue. */
  async products(
    gold: ShownGold,
    scope: Scope,
    { codes, limit }: { codes?: readonly string[]; limit: number },
  ): Promise<PricedProduct[]> {
    const values: EngineValue[] = [codes ?? null, limit];
    const where = whereOf(scope, values, IS_GOODS, "f.line_type = 'sale'", 'f.unit_price > 0');
    const rows = await this.gold.query<{ code: string; name: string | null; revenue: string; weeks: string }>(
      gold,
      {
        tables: [...SCOPE_TABLES, 'dim_product'],
        copyable: true,
        sql: `WITH week AS (
              SELECT p.stock_code AS code, date_trunc('week', ${DAY}) AS week, CAST(sum(f.quantity) AS DOUBLE) AS units,
                CAST(sum(f.total_amount) AS DOUBLE) AS amount
              FROM fact_sale AS f JOIN dim_product AS p ON p.product_key = f.product_key ${where}
              GROUP BY p.stock_code, week
            ),
            market AS (SELECT week, sum(units) AS units FROM week GROUP BY week),
            chosen AS (
              SELECT code, sum(amount) AS revenue FROM week
              WHERE CAST($1 AS VARCHAR[]) IS NULL OR list_contains(CAST($1 AS VARCHAR[]), code)
              GROUP BY code ORDER BY revenue DESC, code LIMIT CAST($2 AS BIGINT)
            )
            SELECT c.code, any_value(d.description) AS name, any_value(c.revenue) AS revenue,
              CAST(to_json(list({'price': w.amount / w.units, 'units': w.units, 'market': m.units - w.units} ORDER BY w.week)) AS VARCHAR) AS weeks
            FROM chosen AS c
            JOIN week AS w ON w.code = c.code
            JOIN market AS m ON m.week = w.week
            LEFT JOIN dim_product AS d ON d.stock_code = c.code AND d.is_current
            GROUP BY c.code ORDER BY any_value(c.revenue) DESC, c.code`,
        values,
      },
    );
    return rows.map(({ code, name, revenue, weeks }) => ({
      stock_code: code,
      description: name,
      revenue: Number(revenue),
      weeks: JSON.parse(weeks) as PriceWeek[],
    }));
  }
}
