import { createHash } from 'node:crypto';
import { type EngineSession, type Row } from '../../../platform/engine/engine.js';
import { type CatalogueState } from '../../../platform/lake/index.js';
import { sourceColumns } from '../data-access/bronze-columns.js';
import { CurrentLinesRepository } from '../data-access/current-lines.repository.js';
import { LineCheckRepository } from '../data-access/line-check.repository.js';
import { type Model } from '../data-access/model.js';
import { type WorkingTables } from '../data-access/working-tables.js';
import { isExtra } from '../domain/columns.js';
import { OPERATIONS } from '../domain/months.js';
import { planWrites } from '../domain/writes/write-plan.js';
import { type WriteOutcome, type WriteRequest } from '../domain/writes/write-request.js';
import { type BronzeWriter } from './bronze-writer.js';

/** The catalogue's key of the number that the last operation had. */
const SEQUENCE = 'operations/last';

/** What stands in bronze for the file of a line that a client wrote. */
export const writeName = (request: string) => `api-${request}`;

export interface IngestedWrites {
  outcomes: ReadonlyMap<string, WriteOutcome>;
  rows: number;
  /** Months whose silver changes. */
  months: Set<string>;
  /** For the catalogue. */
  values: Record<string, unknown>;
}

/** What clients wrote → bronze: lines as they are, and operations on earlier sales. */
export class WriteIngestion {
  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
    private readonly bronze: BronzeWriter,
    private readonly models: ReadonlyMap<string, Model>,
    private readonly state: CatalogueState,
    private readonly runId: string,
  ) {}

  async ingest(requests: readonly WriteRequest[]): Promise<IngestedWrites> {
    const check = new LineCheckRepository(this.session, this.models);
    const current = new CurrentLinesRepository(this.session, this.tables, check);
    const plan = await planWrites(requests, check, current);
    const { rows, outcomes, months } = plan;
    let sequence = (this.state.values[SEQUENCE] as number | undefined) ?? 0;
    const source = rows.map(({ request, index, acceptedAt, values, operation }): Row => {
      if (operation) months.add(OPERATIONS);
      return {
        ...values,
        _row: index + 1,
        _file: writeName(request),
        _file_hash: createHash('sha256').update(writeName(request)).digest('hex'),
        _batch_id: this.runId,
        _ingested_at: acceptedAt.toISOString(),
        _op: operation?.op,
        _target_sale_id: operation?.target,
        _seq: operation ? ++sequence : null,
        _op_reason: operation?.reason,
      };
    });
    if (source.length > 0) {
      const known = this.state.tables['bronze_sales']?.spec.columns.map(({ name }) => name) ?? [];
      const extras = known.filter(isExtra);
      await this.session.bindRows('written', sourceColumns(extras), source);
      this.bronze.add(extras, await this.bronze.write('SELECT * FROM written', extras));
    }
    return { outcomes, rows: source.length, months, values: { [SEQUENCE]: sequence } };
  }
}
