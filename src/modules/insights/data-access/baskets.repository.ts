import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type Pair } from '../domain/products/basket-rules.js';
import { type Scope } from '../domain/scope.js';
import { IS_GOODS, SCOPE_TABLES, whereOf } from './scope.js';

const TABLES = [...SCOPE_TABLES, 'dim_product'];

/** What lies in an invoice together. */
export class BasketsRepository {
  constructor(private readonly gold: GoldReader) {}

  /**
   * Pairs of goods that at least that share of the invoices with goods holds, most invoices first. Exact: a pair cannot be in more
   * invoices than either of its products, so rare products are left out before pairs are counted.
   */
  async pairs(
    gold: ShownGold,
    scope: Scope,
    { minSupport, minInvoices, most }: { minSupport: number; minInvoices: number; most: number },
  ): Promise<{ invoices: number; products: number; pairs: Pair[]; found: number }> {
    const values: EngineValue[] = [minSupport, minInvoices, most];
    const where = whereOf(scope, values, "f.line_type = 'sale'", IS_GOODS);
    const rows = await this.gold.query<Record<string, string | null>>(gold, {
      tables: TABLES,
      copyable: true,
      sql: `WITH item AS (
              SELECT DISTINCT f.invoice_key AS invoice, p.stock_code AS code
              FROM fact_sale AS f JOIN dim_product AS p ON p.product_key = f.product_key ${where}
            ),
            total AS (SELECT count(DISTINCT invoice) AS invoices, count(DISTINCT code) AS products FROM item),
            least AS (SELECT greatest(CAST($2 AS BIGINT), CAST(ceil(CAST($1 AS DOUBLE) * invoices - 1e-9) AS BIGINT)) AS n FROM total),
            -- Small numbers instead of texts: the pairs are many.
            often AS MATERIALIZED (
              SELECT code, count(*) AS n, CAST(row_number() OVER (ORDER BY code) AS INTEGER) AS id
              FROM item GROUP BY code HAVING count(*) >= (SELECT n FROM least)
            ),
            basket AS MATERIALIZED (
              SELECT list_sort(list(o.id)) AS ids FROM item AS i JOIN often AS o ON o.code = i.code
              GROUP BY i.invoice HAVING count(*) > 1
            ),
            first_of AS (SELECT unnest(ids) AS one, unnest(range(1, len(ids) + 1)) AS place, ids FROM basket),
            met AS (SELECT one, unnest(ids[place + 1:]) AS other FROM first_of),
            counted AS (SELECT one, other, count(*) AS both_n FROM met GROUP BY one, other HAVING count(*) >= (SELECT n FROM least)),
            pair AS (
              SELECT a.code AS one, b.code AS other, c.both_n, a.n AS first_n, b.n AS second_n
              FROM counted AS c JOIN often AS a ON a.id = c.one JOIN often AS b ON b.id = c.other
            )
            SELECT t.invoices, t.products, (SELECT count(*) FROM pair) AS found, p.*
            FROM total AS t LEFT JOIN (SELECT * FROM pair ORDER BY both_n DESC, one, other LIMIT CAST($3 AS BIGINT)) AS p ON true
            ORDER BY p.both_n DESC, p.one, p.other`,
      values,
    });
    const [first] = rows;
    return {
      invoices: Number(first?.['invoices'] ?? 0),
      products: Number(first?.['products'] ?? 0),
      found: Number(first?.['found'] ?? 0),
      pairs: rows.flatMap((row) =>
        row['one'] === null || row['one'] === undefined
          ? []
          : [
              {
                one: row['one'],
                other: row['other'] ?? '',
                both: Number(row['both_n']),
                first: Number(row['first_n']),
                second: Number(row['second_n']),
              },
            ],
      ),
    };
  }

  /** Current descriptions of products. */
  async names(gold: ShownGold, codes: readonly string[]): Promise<Map<string, string | null>> {
    if (codes.length === 0) return new Map();
    const rows = await this.gold.query<{ code: string; name: string | null }>(gold, {
      tables: ['dim_product'],
      sql: `SELECT stock_code AS code, description AS name FROM dim_product
            WHERE is_current AND list_contains(CAST($1 AS VARCHAR[]), stock_code)`,
      values: [codes],
    });
    return new Map(rows.map(({ code, name }) => [code, name]));
  }
}
