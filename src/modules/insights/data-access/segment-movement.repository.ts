import { RFM_TABLES, rfmQuery } from '../../datamart/index.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';

export interface Movement {
  as_of: string;
  from: string | null;
  to: string;
  customers: number;
}

/** RFM segments of customers from one day to the next. */
export class SegmentMovementRepository {
  constructor(private readonly gold: GoldReader) {}

  /** How many went from which segment to which, from each day to the next; `from` is null of those who were not yet customers. */
  async movements(gold: ShownGold, days: readonly string[]): Promise<Movement[]> {
    const columns = (at: number) =>
      `SELECT customer_id, CAST($${at + 1} AS DATE) AS day, rfm_segment FROM (${rfmQuery(`CAST($${at + 1} AS DATE)`, '1')})`;
    const rows = await this.gold.query<{ day: string; source: string | null; target: string; n: string }>(
      gold,
      {
        tables: RFM_TABLES,
        copyable: true,
        sql: `WITH scored AS (${days.map((_, at) => columns(at)).join(' UNION ALL ')}),
            moved AS (
              SELECT day, rfm_segment AS target, lag(rfm_segment) OVER (PARTITION BY customer_id ORDER BY day) AS source FROM scored
            )
            SELECT strftime(day, '%Y-%m-%d') AS day, source, target, count(*) AS n FROM moved
            WHERE day > CAST($1 AS DATE) GROUP BY ALL ORDER BY day, source NULLS FIRST, target`,
        values: [...days],
      },
    );
    return rows.map(({ day, source, target, n }) => ({
      as_of: day,
      from: source,
      to: target,
      customers: Number(n),
    }));
  }
}
