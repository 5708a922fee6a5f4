import { AppError } from '../../../platform/errors/app-error.js';
import {
  type CatalogueEntry,
  type CatalogueState,
  type Lake,
  rowCount,
} from '../../../platform/lake/index.js';
import {
  type Answer,
  type ExportTarget,
  type LakeQueryRepository,
} from '../data-access/lake-query.repository.js';
import { type Models } from '../data-access/model.js';
import { type Batch, batchOf } from '../domain/batches.js';
import { type RunStatus } from '../domain/run-record.js';
import { type RunReport } from '../domain/run-report.js';
import { isAfter } from './run-id.js';

export interface RunSummary {
  run_id: string;
  kind: RunReport['kind'];
  status: RunStatus;
  /** Version of the lake that it made; null where it made none. */
  version: number | null;
  /** Null where it is not finished. */
  finished_at: string | null;
  files: number;
  rows: number;
  score: number | null;
  /** Why it failed. */
  error: string | null;
}

export interface TableSummary {
  name: string;
  layer: string;
  description: string;
  grain: string;
  rows: number;
  files: number;
  bytes: number;
  columns: { name: string; type: string; description: string | null }[];
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Answers what is in the lake, at its newest version or an earlier one. */
export class LakeReaderService {
  constructor(
    private readonly lake: Lake,
    private readonly queries: LakeQueryRepository,
    private readonly models: Models,
  ) {}

  /** Those that came to a commit, newest first. */
  async runs(limit: number, accept: (report: RunReport) => boolean = () => true): Promise<RunSummary[]> {
    const summaries: RunSummary[] = [];
    for await (const report of this.reports()) {
      if (accept(report)) summaries.push(summaryOf(report));
      if (summaries.length === limit) break;
    }
    return summaries;
  }

  /** The report of one run; `latest` is the newest. Throws AppError. */
  async run(runId: string): Promise<RunReport> {
    for await (const report of this.reports())
      if (runId === 'latest' || report.run_id === runId) return report;
    throw new AppError('not_found', `there is no run ${runId}`, { hint: '`tillhouse runs` lists the runs.' });
  }

  /** The report of a run that has come to a commit of the lake; undefined where it has not. */
  async committed(runId: string): Promise<RunReport | undefined> {
    for await (const report of this.reports()) {
      if (report.run_id === runId) return report;
      // It cannot have committed before it was asked for, and the history is long.
      if (isAfter(runId, report.finished_at)) return undefined;
    }
    return undefined;
  }

  /** What has become of the batch of a run; undefined where it brought none. */
  async batchStatus(runId: string): Promise<Batch['status'] | undefined> {
    return batchOf((await this.lake.state()).values, runId)?.status;
  }

  /** The newest version of gold; null where there is no gold yet. */
  async goldVersion(): Promise<number | null> {
    const { version, tables } = await this.lake.state();
    return tables['fact_sale'] ? version : null;
  }

  async tables(version?: number): Promise<TableSummary[]> {
    const state = await this.at(version);
    return Object.values(state.tables)
      .map(({ spec, ...table }) => {
        const files = Object.values(table.files);
        const model = this.models().get(spec.name);
        return {
          name: spec.name,
          layer: spec.layer,
          description: model?.description ?? '',
          grain: model?.grain ?? '',
          rows: rowCount({ spec, ...table }),
          files: files.length,
          bytes: files.reduce((sum, file) => sum + file.size, 0),
          columns: spec.columns.map(({ name, type }) => ({
            name,
            type,
            description: spec.comments?.[name] ?? null,
          })),
        };
      })
      .sort((a, b) => LAYERS.indexOf(a.layer) - LAYERS.indexOf(b.layer) || (a.name < b.name ? -1 : 1));
  }

  async sql(statement: string, options: { at?: number; limit: number }): Promise<Answer> {
    if (statement.trim() === '')
      throw new AppError('invalid', 'there is no statement', { hint: 'Give one SELECT.' });
    return this.queries.select(statement, await this.at(options.at), options.limit);
  }

  /** Writes what a statement gives to a file. Throws AppError. */
  async export(
    statement: string,
    target: ExportTarget & { at?: number },
  ): Promise<{ version: number; rows: number }> {
    const state = await this.at(target.at);
    const release = this.lake.hold(state.version);
    try {
      return { version: state.version, rows: await this.queries.export(statement, state, target) };
    } finally {
      release();
    }
  }

  async rows(table: string, options: { at?: number; limit: number }): Promise<Answer> {
    const state = await this.at(options.at);
    if (!state.tables[table]) {
      throw new AppError('not_found', `there is no table ${table}`, {
        hint: `Tables: ${Object.keys(state.tables).sort().join(', ')}.`,
      });
    }
    return this.queries.select(`SELECT * FROM ${table}`, state, options.limit);
  }

  /** Where a sale comes from: gold row, silver row, bronze row with file and line. Throws AppError. */
  async trace(saleId: string) {
    if (!UUID.test(saleId)) {
      throw new AppError('invalid', `'${saleId}' is no sale id`, {
        hint: 'A sale id is a UUID in lower case, as in fact_sale.sale_id.',
      });
    }
    const state = await this.at();
    const found = await this.queries.trace(saleId, state);
    if (!found.bronze) {
      throw new AppError('not_found', `there is no sale ${saleId} in version ${state.version}`, {
        hint: 'Look it up in fact_sale or quarantine.',
      });
    }
    return { sale_id: saleId, version: state.version, ...found };
  }

  /** The state of a version. Throws AppError where there is none or it has been vacuumed. */
  private async at(version?: number): Promise<CatalogueState> {
    const head = await this.lake.state();
    if (version === undefined) return head;
    const oldest = this.lake.oldestReadable(head);
    if (version < oldest || version > head.version) {
      throw new AppError(
        'not_found',
        `version ${version} cannot be read; the lake has ${oldest} to ${head.version}`,
        {
          hint: version < oldest && version > 0 ? 'Older versions have been vacuumed.' : undefined,
        },
      );
    }
    return this.lake.state(version);
  }

  private async *reports(): AsyncIterable<RunReport> {
    for (let version = await this.lake.head(); version > 0; version--) {
      const entry: CatalogueEntry | undefined = await this.lake.entry(version);
      const payload = entry?.payload as RunReport | { kind: 'vacuum' } | undefined;
      if (payload && payload.kind !== 'vacuum') yield payload;
    }
  }
}

export function summaryOf(report: RunReport): RunSummary {
  return {
    run_id: report.run_id,
    kind: report.kind,
    status: report.status,
    version: report.version,
    finished_at: report.finished_at,
    files: report.files.length,
    rows: report.counts.bronze,
    score: report.quality?.score ?? null,
    error: null,
  };
}

const LAYERS = ['bronze', 'silver', 'gold', 'mart'];
