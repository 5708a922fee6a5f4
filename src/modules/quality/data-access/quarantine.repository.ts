import { literal } from '../../../platform/engine/engine.js';
import { type TableState } from '../../../platform/lake/index.js';
import { type LakeTables } from './lake-tables.js';

export interface QuarantineFilter {
  /** Name of a rule. */
  reason?: string;
  /** Base name of a file. */
  file?: string;
  /** Run that brought the line. */
  run?: string;
  /** Days of ingestion, YYYY-MM-DD, UTC, both included. */
  ingestedFrom?: string;
  ingestedTo?: string;
  /** Compared without case and surrounding white space. */
  stockCode?: string;
  invoiceNo?: string;
}

/** A line as the table `quarantine` has it; numbers of 64 bits as text. */
export interface QuarantineRow {
  sale_id: string;
  reasons: string[];
  invoice_no: string | null;
  stock_code: string | null;
  description: string | null;
  quantity: string | null;
  invoice_date: string | null;
  unit_price: string | null;
  customer_id: string | null;
  country: string | null;
  line_no: string | null;
  _file: string;
  _file_hash: string;
  _row: string;
  _line: string | null;
  _batch_id: string;
  /** ISO 8601, UTC. */
  _ingested_at: string;
  invoice_month: string;
}

export interface QuarantineCounts {
  lines: number;
  reasons: { reason: string; lines: number }[];
  /** Those with the most lines, and how many there are in all. */
  files: { file: string; lines: number }[];
  fileCount: number;
  batches: { runId: string; ingestedAt: string; lines: number }[];
  batchCount: number;
}

const MOST_GROUPS = 100;
const INSTANT = `'%Y-%m-%dT%H:%M:%S.%gZ'`;

export class QuarantineRepository {
  constructor(private readonly tables: LakeTables) {}

  /** Lines of the newest batch first, then by file and row; and how many the filter finds in all. */
  async list(
    table: TableState,
    filter: QuarantineFilter,
    { limit, offset }: { limit: number; offset: number },
  ): Promise<{ total: number; rows: QuarantineRow[] }> {
    const where = conditionOf(filter);
    return this.tables.read(table, async (ask) => {
      const [counted] = await ask<{ total: string }>(
        `SELECT count(*) AS total FROM quarantine WHERE ${where}`,
      );
      const rows = await ask<QuarantineRow>(
        `SELECT * REPLACE (strftime(_ingested_at AT TIME ZONE 'UTC', ${INSTANT}) AS _ingested_at)
         FROM quarantine WHERE ${where} ORDER BY _batch_id DESC, _file, _file_hash, _row LIMIT ${limit} OFFSET ${offset}`,
        limit,
      );
      return { total: Number(counted?.total ?? 0), rows };
    });
  }

  async counts(table: TableState, filter: QuarantineFilter): Promise<QuarantineCounts> {
    const where = conditionOf(filter);
    return this.tables.read(table, async (ask) => {
      const [all] = await ask<{ lines: string; files: string; batches: string }>(
        `SELECT count(*) AS lines, count(DISTINCT _file) AS files, count(DISTINCT _batch_id) AS batches
         FROM quarantine WHERE ${where}`,
      );
      const reasons = await ask<{ reason: string; lines: string }>(
        `SELECT reason, count(*) AS lines FROM (SELECT unnest(reasons) AS reason FROM quarantine WHERE ${where})
         GROUP BY reason ORDER BY lines DESC, reason`,
      );
      const files = await ask<{ file: string; lines: string }>(
        `SELECT _file AS file, count(*) AS lines FROM quarantine WHERE ${where}
         GROUP BY _file ORDER BY lines DESC, file LIMIT ${MOST_GROUPS}`,
      );
      const batches = await ask<{ run_id: string; ingested_at: string; lines: string }>(
        `SELECT _batch_id AS run_id, strftime(min(_ingested_at) AT TIME ZONE 'UTC', ${INSTANT}) AS ingested_at, count(*) AS lines
         FROM quarantine WHERE ${where} GROUP BY _batch_id ORDER BY run_id DESC LIMIT ${MOST_GROUPS}`,
      );
      return {
        lines: Number(all?.lines ?? 0),
        reasons: reasons.map(({ reason, lines }) => ({ reason, lines: Number(lines) })),
        files: files.map(({ file, lines }) => ({ file, lines: Number(lines) })),
        fileCount: Number(all?.files ?? 0),
        batches: batches.map(({ run_id, ingested_at, lines }) => ({
          runId: run_id,
          ingestedAt: ingested_at,
          lines: Number(lines),
        })),
        batchCount: Number(all?.batches ?? 0),
      };
    });
  }
}

function conditionOf(filter: QuarantineFilter): string {
  const code = (text: string) => `upper(trim(${text}))`;
  const instant = (day: string) => `CAST(${literal(`${day} 00:00:00+00`)} AS TIMESTAMPTZ)`;
  const conditions = [
    filter.reason !== undefined && `list_contains(reasons, ${literal(filter.reason)})`,
    filter.file !== undefined && `_file = ${literal(filter.file)}`,
    filter.run !== undefined && `_batch_id = ${literal(filter.run)}`,
    filter.ingestedFrom !== undefined && `_ingested_at >= ${instant(filter.ingestedFrom)}`,
    filter.ingestedTo !== undefined && `_ingested_at < ${instant(filter.ingestedTo)} + INTERVAL 1 DAY`,
    filter.stockCode !== undefined && `${code('stock_code')} = ${code(literal(filter.stockCode))}`,
    filter.invoiceNo !== undefined && `${code('invoice_no')} = ${code(literal(filter.invoiceNo))}`,
  ].filter((condition) => condition !== false);
  return conditions.length === 0 ? 'true' : conditions.join(' AND ');
}
