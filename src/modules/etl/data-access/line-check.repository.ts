import { type EngineSession, type Row } from '../../../platform/engine/engine.js';
import { RULES } from '../../quality/index.js';
import { type CheckedLine, type LineCheck } from '../domain/writes/write-plan.js';
import { type LineValues } from '../domain/writes/write-request.js';
import { bronzeColumns, sourceColumns } from './bronze-columns.js';
import { type Model } from './model.js';

const TAKEN = ['bronze_sales', 'bronze_operations', 'corrections', 'target_month'];

/**
 * What the models make of lines that are not in the lake: the same SQL that runs on bronze. Takes the names `source`,
 * `bronze_sales`, `corrections` and `target_month` in the session.
 */
export class LineCheckRepository implements LineCheck {
  constructor(
    private readonly session: EngineSession,
    private readonly models: ReadonlyMap<string, Model>,
  ) {}

  async check(lines: readonly { values: LineValues; acceptedAt: Date }[]): Promise<CheckedLine[]> {
    if (lines.length === 0) return [];
    await this.session.bindRows(
      'source',
      sourceColumns([]),
      lines.map(({ values, acceptedAt }, at): Row => ({
        ...values,
        _row: at,
        _file: 'check',
        _file_hash: 'check',
        _ingested_at: acceptedAt.toISOString(),
      })),
    );
    await this.session.materialise('bronze_sales', this.sql('bronze_sales'));
    await this.bindNoOperations();
    const rows = await this.session.query<CheckRow>(
      `SELECT CAST(sale_id AS VARCHAR) AS hash, errors, invoice_month, invoice_no, stock_code, line_no
       FROM (${this.sql('lines')}) AS checked ORDER BY _row`,
    );
    for (const name of ['source', ...TAKEN]) await this.session.drop(name);
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

  /** Keeps under a name which sale each line of a query over bronze is: `_file_hash`, `_row`, `sale_id`. */
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
