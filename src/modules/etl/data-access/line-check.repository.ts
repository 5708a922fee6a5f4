import { type ColumnType, type EngineSession } from '../../../platform/engine/engine.js';
import { RULES } from '../../quality/index.js';
import { type CheckedLine, type LineCheck } from '../domain/writes/write-plan.js';
import { type LineValues } from '../domain/writes/write-request.js';
import { bronzeColumns, sourceColumns } from './bronze-columns.js';
import { type Model } from './model.js';

const TAKEN = ['bronze_sales', 'bronze_operations', 'corrections', 'target_month'];

const SQL_TYPES: Partial<Record<ColumnType, string>> = {
  string: 'VARCHAR',
  long: 'BIGINT',
  timestamp: 'TIMESTAMPTZ',
};
/** Of a list of lines as JSON. */
const SHAPE = JSON.stringify([
  Object.fromEntries(sourceColumns([]).map(({ name, type }) => [name, SQL_TYPES[type]])),
]);

/** What the models make of lines that are not in the lake: the same SQL that runs on bronze. */
export class LineCheckRepository implements LineCheck {
  constructor(
    private readonly session: EngineSession,
    private readonly models: ReadonlyMap<string, Model>,
  ) {}

  async check(lines: readonly { values: LineValues; acceptedAt: Date }[]): Promise<CheckedLine[]> {
    if (lines.length === 0) return [];
    // One statement: that many rows take no longer than to plan it.
    const rows = await this.session.query<CheckRow>(
      `WITH source AS (SELECT unnest(from_json($1, '${SHAPE}'), recursive := true)),
         bronze_sales AS (${this.sql('bronze_sales')}),
         bronze_operations AS (SELECT * FROM bronze_sales WHERE false),
         corrections AS (${this.sql('corrections')}),
         target_month AS (SELECT '' AS invoice_month WHERE false)
       SELECT CAST(sale_id AS VARCHAR) AS hash, errors, invoice_month, invoice_no, stock_code, line_no
       FROM (${this.sql('lines')}) AS checked ORDER BY _row`,
      [
        JSON.stringify(
          lines.map(({ values, acceptedAt }, at) => ({
            ...values,
            _row: at,
            _file: 'check',
            _file_hash: 'check',
            _ingested_at: acceptedAt.toISOString(),
          })),
        ),
      ],
    );
    return rows.map((row) => ({
      hash: row.hash,
      errors: RULES.filter(({ bit }) => (Number(row.errors) & bit) !== 0).map(({ name, field, means }) => ({
        field,
        reason: name,
        message: means,
      })),
      month: row.invoice_month,
      invoiceNo: row.invoice_no,
      stockCode: row.stock_code,
      lineNo: row.line_no,
    }));
  }

  /**
   * Keeps under a name which sale each line of a query over bronze is: `_file_hash`, `_row`, `sale_id`. Takes the names of the
   * models' inputs in the session.
   */
  async identify(name: string, select: string): Promise<void> {
    await this.session.materialise('bronze_sales', select);
    await this.bindNoOperations();
    await this.session.materialise(
      name,
      `SELECT _file_hash, _row, CAST(sale_id AS VARCHAR) AS sale_id FROM (${this.sql('lines')}) AS identified`,
    );
    for (const taken of TAKEN) await this.session.drop(taken);
  }

  private async bindNoOperations(): Promise<void> {
    await this.session.bindRows('bronze_operations', bronzeColumns([]), []);
    await this.session.materialise('corrections', this.sql('corrections'));
    await this.session.bindRows('target_month', [{ name: 'invoice_month', type: 'string' }], []);
  }

  private sql(name: string): string {
    const model = this.models.get(name);
    if (!model) throw new Error(`there is no model ${name}`);
    return model.sql;
  }
}

interface CheckRow {
  hash: string;
  errors: string;
  invoice_month: string;
  invoice_no: string | null;
  stock_code: string | null;
  line_no: string | null;
}
