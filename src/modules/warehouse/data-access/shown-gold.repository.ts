import { type Database, type Sql } from '../../../platform/database/index.js';
import { type ShownGold } from '../domain/star-schema.js';

interface Row {
  version: number;
  lake_id: string;
  committed_at: Date;
  published_at: number;
  fact_rows: number;
  currency: string;
}

const SHOWN = `SELECT version, lake_id, committed_at, (extract(epoch FROM published_at) * 1000000)::bigint AS published_at,
  fact_rows, currency FROM gold_version`;

/** Reads of one moment, and which gold it was. */
export class ShownGoldRepository {
  constructor(
    private readonly database: Database,
    /** Of amounts, as long as nothing was published. */
    private readonly currency: string,
  ) {}

  async shown(): Promise<ShownGold> {
    return this.of(await this.database.rows<Row>(SHOWN));
  }

  snapshot<T>(timeoutMs: number, work: (gold: ShownGold, sql: Sql) => Promise<T>): Promise<T> {
    return this.database.snapshot<Row, T>(SHOWN, timeoutMs, (rows, sql) => work(this.of(rows), sql));
  }

  private of([row]: Row[]): ShownGold {
    if (!row) {
      return {
        version: 0,
        lakeId: '',
        committedAt: null,
        publishedAt: 0,
        factRows: 0,
        currency: this.currency,
      };
    }
    return {
      version: row.version,
      lakeId: row.lake_id,
      committedAt: row.committed_at.toISOString(),
      publishedAt: row.published_at,
      factRows: row.fact_rows,
      currency: row.currency,
    };
  }
}
