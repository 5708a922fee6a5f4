import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { interruptOn } from '../../../platform/engine/interruption.js';
import {
  type CatalogueState,
  CommitConflictError,
  type Lake,
  rowCount,
} from '../../../platform/lake/index.js';
import { type BatchQuality, type GateSettings, judge, RULES, scoreOf } from '../../quality/index.js';
import { type Model, type Models } from '../data-access/model.js';
import { bindReferenceData, type ModelSettings } from '../data-access/reference-data.js';
import { LineCheckRepository } from '../data-access/line-check.repository.js';
import { factTotals } from '../data-access/fact-totals.repository.js';
import { WorkingTables } from '../data-access/working-tables.js';
import { isBalanced, type FileOutcome, NO_ROWS, type RunReport } from '../domain/run-report.js';
import { OperationsRepository } from '../data-access/operations.repository.js';
import { isMonth, OPERATIONS, UNKNOWN_MONTH } from '../domain/months.js';
import { EMPTY_INBOX, type WriteInbox } from '../domain/writes/write-inbox.js';
import {
  type Batch,
  batchKey,
  batchOf,
  excludedBatches,
  fileKey,
  rowsOfExcluded,
} from '../domain/batches.js';
import { BronzeErasure } from './bronze-erasure.js';
import { BronzeWriter } from './bronze-writer.js';
import { ErasedCustomers, type OpenRing, unsealCustomer } from './erased-customers.js';
import { Ingestion, type IngestOptions } from './ingestion.js';
import { customerOf, type Erasure, erasureKey } from '../domain/erasure.js';
import { type EraseRequest, type RunObserver, type RunRequest, type Stage } from '../domain/run-request.js';
import { type LakeReaderService } from './lake-reader.service.js';
import { Transformation } from './transformation.js';
import { WriteIngestion } from './write-ingestion.js';

export interface RunSettings {
  home: string;
  gate: GateSettings;
  models: ModelSettings;
  currency: string;
}

/** Opens an engine's session for one run; `tempDir` is the run's own. */
export type OpenSession = (tempDir: string) => Promise<EngineSession>;

const ATTEMPTS = 5;

/** Brings files through bronze, silver and the gate to gold. What a run does becomes visible in one commit, or not at all. */
export class RunService {
  constructor(
    private readonly lake: Lake,
    private readonly models: Models,
    private readonly openSession: OpenSession,
    private readonly settings: RunSettings,
    private readonly openRing: OpenRing,
    private readonly reader: Pick<LakeReaderService, 'committed'>,
  ) {}

  /**
   * Does what is asked, under the given id. Files that cannot be read are refused by name and the others go on; throws
   * only when the run itself fails. Runs of one lake should be done one after the other: of two at once the slower one
   * begins again.
   */
  async execute(
    runId: string,
    request: RunRequest,
    observer: RunObserver,
    inbox: WriteInbox = EMPTY_INBOX,
  ): Promise<RunReport> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.once(runId, observer, (work) => work.execute(request, inbox));
      } catch (error) {
        if (!(error instanceof CommitConflictError) || attempt === ATTEMPTS) throw error;
        // It may be this very run's commit, by another process that took it over.
        const committed = await this.reader.committed(runId);
        if (committed) return committed;
      }
    }
  }

  private async once(
    runId: string,
    observer: RunObserver,
    action: (work: RunWork) => Promise<RunReport>,
  ): Promise<RunReport> {
    const tempDir = join(this.settings.home, 'tmp', runId);
    await mkdir(tempDir, { recursive: true });
    const session = await this.openSession(tempDir);
    const unwatch = interruptOn(observer.signal, session);
    try {
      await this.lake.recover(session);
      const state = await this.lake.state();
      await bindReferenceData(session, this.settings.home, this.settings.models);
      await session.bindRows(
        'rule',
        [
          { name: 'name', type: 'string' },
          { name: 'bit', type: 'integer' },
        ],
        RULES.map(({ name, bit }) => ({ name, bit })),
      );
      return await action(
        new RunWork(
          runId,
          tempDir,
          this.lake,
          this.models(),
          session,
          state,
          this.settings,
          observer,
          this.openRing,
        ),
      );
    } finally {
      unwatch();
      await session.close();
      await rm(tempDir, { recursive: true, force: true });
    }
  }
}

/** One attempt of one run, from one version of the lake. */
class RunWork {
  private readonly startedAt = new Date();
  private readonly timings: Record<string, number> = {};

  constructor(
    private readonly runId: string,
    private readonly tempDir: string,
    private readonly lake: Lake,
    private readonly models: ReadonlyMap<string, Model>,
    private readonly session: EngineSession,
    private readonly state: CatalogueState,
    private readonly settings: RunSettings,
    private readonly observer: RunObserver,
    private readonly openRing: OpenRing,
  ) {}

  execute(request: RunRequest, inbox: WriteInbox): Promise<RunReport> {
    switch (request.kind) {
      case 'run':
        return this.bring(request.paths, request);
      case 'write':
        return this.write(inbox);
      case 'approve':
        return this.approve(request.run);
      case 'reject':
        return this.reject(request.run);
      case 'rebuild':
        return this.rebuild();
      case 'erase':
        return this.erase(request);
    }
  }

  private async bring(paths: readonly string[], options: IngestOptions): Promise<RunReport> {
    const tables = this.working(excludedBatches(this.state.values));
    const ingestion = new Ingestion(this.session, await this.bronzeWriter(tables), this.state, {
      runId: this.runId,
      tempDir: this.tempDir,
      startedAt: this.startedAt,
    });
    const { files, rows, months } = await this.stage(
      'bronze',
      () => ingestion.ingest(paths, options, this.observer.progress),
      (found) => ({ files: found.files.length, rows: found.rows }),
    );
    const report = this.emptyReport('run', files);
    if (rows === 0) return this.finished(report);
    const transformation = this.transformation(tables);
    const quality = await this.stage(
      'silver',
      () => transformation.toSilver(months, this.runId),
      silverCounts,
    );
    const score = scoreOf(quality);
    this.observer.started('gate');
    const gate = judge(
      {
        rows: quality.rows,
        score: score?.score ?? null,
        quarantined: quality.quarantined,
        duplicatesWithin: quality.duplicatesWithin,
      },
      this.settings.gate,
    );
    this.observer.done('gate', { ...gate, score: score?.score ?? null });
    report.counts = countsOf(quality);
    report.quality = score && {
      ...score,
      duplicates_within_batch: quality.duplicatesWithin,
      copies_of_earlier_lines: quality.duplicatesOfEarlier,
    };
    report.reasons = quality.reasons;
    report.warnings = { ...quality.warnings };
    report.gate = gate;
    report.months = [...months].sort();
    this.mustBalance(report.counts, `run ${this.runId}`);

    const ingested = files.filter((file) => file.status === 'ingested');
    const batch: Batch = {
      status: gate.passed ? 'accepted' : 'blocked',
      version: this.state.version + 1,
      rows,
      files: ingested.flatMap((file) => file.sha256 ?? []),
    };
    const values: Record<string, unknown> = { [batchKey(this.runId)]: batch };
    for (const file of ingested)
      if (file.sha256) values[fileKey(file.sha256)] = { name: file.name, batch: this.runId };

    if (!gate.passed) {
      report.status = 'blocked';
      report.lake_counts = lakeCounts(this.state);
      return this.commit(report, tables, values, (table) => table === 'bronze_sales');
    }
    return this.publish(report, tables, transformation, months, values, rowsOfExcluded(this.state.values));
  }

  /** What clients wrote, from whatever request, in one go. It was judged line by line, and no gate looks at it. */
  private async write(inbox: WriteInbox): Promise<RunReport> {
    const tables = this.working(excludedBatches(this.state.values));
    const writes = new WriteIngestion(
      this.session,
      tables,
      await this.bronzeWriter(tables),
      this.models,
      this.state,
      this.runId,
    );
    const requests = await inbox.requests();
    const { outcomes, rows, months, values } = await this.stage(
      'bronze',
      () => writes.ingest(requests),
      (found) => ({ requests: requests.length, rows: found.rows }),
    );
    await inbox.planned(outcomes);
    const report = this.emptyReport('write', []);
    if (rows === 0) return this.finished(report);
    const transformation = this.transformation(tables);
    const quality = await this.stage(
      'silver',
      () => transformation.toSilver(months, this.runId),
      silverCounts,
    );
    report.counts = countsOf(quality);
    report.reasons = quality.reasons;
    report.warnings = { ...quality.warnings };
    this.mustBalance(report.counts, `run ${this.runId}`);
    return this.publish(report, tables, transformation, months, values, rowsOfExcluded(this.state.values));
  }

  private async approve(runId: string): Promise<RunReport> {
    const batch = this.mustBeBlocked(runId, 'approved');
    const tables = this.working(excludedBatches(this.state.values).filter((id) => id !== runId));
    const bronze = this.state.tables['bronze_sales'];
    const months = new Set(
      Object.values(bronze?.files ?? {})
        .filter((file) => file.path.includes(`/${runId}-`))
        .map((file) => file.partitionValues['invoice_month'] ?? UNKNOWN_MONTH),
    );
    const transformation = this.transformation(tables);
    const quality = await this.stage('silver', () => transformation.toSilver(months, runId), silverCounts);
    const report = this.emptyReport('approve', []);
    report.counts = countsOf(quality);
    this.mustBalance(report.counts, `run ${runId}`);
    const values = { [batchKey(runId)]: { ...batch, status: 'accepted' } };
    return this.publish(
      report,
      tables,
      transformation,
      months,
      values,
      rowsOfExcluded(this.state.values) - batch.rows,
    );
  }

  private async reject(runId: string): Promise<RunReport> {
    const batch = this.mustBeBlocked(runId, 'rejected');
    const report = this.emptyReport('reject', []);
    report.status = 'rejected';
    report.lake_counts = lakeCounts(this.state);
    const values: Record<string, unknown> = { [batchKey(runId)]: { ...batch, status: 'rejected' } };
    // A rejected file may be sent again.
    for (const hash of batch.files) values[fileKey(hash)] = null;
    return this.commit(report, this.working([]), values, () => false);
  }

  private async rebuild(): Promise<RunReport> {
    const tables = this.working(excludedBatches(this.state.values));
    const report = this.emptyReport('rebuild', []);
    if (!this.state.tables['bronze_sales']) return this.finished(report);
    const months = new Set([
      ...tables.rowsByMonth('bronze_sales').keys(),
      ...(await new OperationsRepository(this.session, tables).months()),
      ...(tables.isTable('silver_sales') ? tables.rowsByMonth('silver_sales').keys() : []),
    ]);
    const transformation = this.transformation(tables);
    await this.stage('silver', () => transformation.toSilver(months, null), silverCounts);
    return this.publish(report, tables, transformation, months, {}, rowsOfExcluded(this.state.values));
  }

  private async erase({ fingerprint, customer, by }: EraseRequest): Promise<RunReport> {
    if (customer === undefined) throw new Error('an erasure that is done cannot be done again');
    const name = unsealCustomer(customer, await this.openRing());
    // Of this customer alone: earlier ones have no lines left.
    const erased = await ErasedCustomers.of({}, this.openRing, fingerprint);
    const erasure = new BronzeErasure(
      this.session,
      this.lake,
      this.state,
      this.runId,
      this.model('bronze_sales'),
      new LineCheckRepository(this.session, this.models),
    );
    const tables = this.working(excludedBatches(this.state.values));
    const { lines, months } = await this.stage(
      'bronze',
      () => erasure.erase(tables, (text) => (customerOf(text) === name ? erased?.secretOf(text) : undefined)),
      (found) => ({ rows: found.lines }),
    );
    const report: RunReport = { ...this.emptyReport('erase', []), erasure: { fingerprint, lines } };
    const isKnown = erasureKey(fingerprint) in this.state.values;
    if (lines === 0 && isKnown) return this.finished(report);
    const erasureValue: Erasure = {
      run: this.runId,
      at: this.startedAt.toISOString(),
      by,
      version: this.state.version + 1,
      lines,
      cleaned_at: null,
    };
    const values = { [erasureKey(fingerprint)]: erasureValue };
    // Blocked and rejected batches are in no silver.
    if (months.size === 0) return this.commit(report, tables, values);
    const transformation = this.transformation(tables);
    await this.stage('silver', () => transformation.toSilver(months, null), silverCounts);
    return this.publish(report, tables, transformation, months, values, rowsOfExcluded(this.state.values));
  }

  private async publish(
    report: RunReport,
    tables: WorkingTables,
    transformation: Transformation,
    months: ReadonlySet<string>,
    values: Record<string, unknown>,
    excludedRows: number,
  ): Promise<RunReport> {
    this.observer.started('gold');
    const silverMonths = new Set([...months].filter(isMonth));
    const factMonths = await this.timed('gold', () => transformation.toGold(silverMonths));
    await this.timed('compact', () =>
      transformation.compactBronze(months, (path) => this.mustStay(path, values)),
    );
    report.months = [...new Set([...months, ...factMonths])].filter((month) => month !== OPERATIONS).sort();
    report.status = 'published';
    report.audits_passed = transformation.auditsPassed;
    report.lake_counts = {
      bronze: tables.rows('bronze_sales') - excludedRows,
      silver: tables.rows('silver_sales'),
      quarantined: tables.rows('quarantine'),
      duplicates: tables.rows('duplicates'),
      superseded: tables.rows('superseded'),
      operations: tables.rows('operations'),
    };
    this.mustBalance(report.lake_counts, 'the lake');
    if (tables.rows('fact_sale') !== report.lake_counts.silver) {
      throw new Error(
        `fact_sale has ${tables.rows('fact_sale')} rows and silver ${report.lake_counts.silver}`,
      );
    }
    await tables.bind('mart_sales_monthly', 'mart_sales_monthly');
    report.gold = { ...(await factTotals(this.session)), currency: this.settings.currency };
    for (const change of tables.changes()) {
      report.tables[change.spec.name] = {
        rows: tables.rows(change.spec.name),
        files_added: change.add.length,
        files_removed: change.remove.length,
      };
    }
    const committed = await this.commit(report, tables, values);
    this.observer.done('gold', { version: committed.version, facts: tables.rows('fact_sale') });
    return committed;
  }

  private async commit(
    report: RunReport,
    tables: WorkingTables,
    values: Record<string, unknown>,
    only?: (table: string) => boolean,
  ): Promise<RunReport> {
    await this.observer.beforeCommit?.();
    const committing = Date.now();
    const entry = await this.lake.commit(
      {
        base: this.state.version,
        operation: report.kind,
        changes: tables.changes(only),
        values,
        payload: (version) => ({ ...this.finished(report), version }),
      },
      this.session,
    );
    this.timings['commit'] = Date.now() - committing;
    return { ...this.finished(report), version: entry.version };
  }

  /** Files of batches that do not count must keep their names: they tell which months such a batch touches. */
  private mustStay(path: string, values: Record<string, unknown>): boolean {
    return excludedBatches(this.state.values).some(
      (id) => path.includes(`/${id}-`) && (values[batchKey(id)] as Batch | undefined)?.status !== 'accepted',
    );
  }

  private mustBeBlocked(runId: string, verb: string): Batch {
    const batch = batchOf(this.state.values, runId);
    if (!batch) {
      throw new AppError('not_found', `there is no run ${runId} with a batch`, {
        hint: '`tillhouse runs` lists the runs.',
      });
    }
    if (batch.status !== 'blocked') {
      throw new AppError('conflict', `run ${runId} is ${batch.status}; only a blocked run can be ${verb}`, {
        hint: `\`tillhouse runs show ${runId}\` shows it.`,
      });
    }
    return batch;
  }

  private mustBalance(counts: RunReport['counts'], of: string): void {
    if (!isBalanced(counts)) {
      throw new Error(
        `the rows of ${of} do not add up: bronze ${counts.bronze} ≠ silver ${counts.silver} + quarantined ${counts.quarantined} + duplicates ${counts.duplicates} + superseded ${counts.superseded} + operations ${counts.operations}; nothing was published`,
      );
    }
  }

  private async bronzeWriter(tables: WorkingTables): Promise<BronzeWriter> {
    const erased = await ErasedCustomers.of(this.state.values, this.openRing);
    return new BronzeWriter(this.session, tables, this.model('bronze_sales'), this.runId, erased);
  }

  private transformation(tables: WorkingTables): Transformation {
    return new Transformation(this.session, tables, this.models, this.observer.progress);
  }

  private working(excluded: readonly string[]): WorkingTables {
    return new WorkingTables(this.session, this.lake, this.state, this.runId, excluded);
  }

  /** A step that the run's record shows. */
  private async stage<T>(
    stage: Stage,
    work: () => Promise<T>,
    counts: (result: T) => Record<string, unknown>,
  ): Promise<T> {
    this.observer.started(stage);
    const result = await this.timed(stage, work);
    this.observer.done(stage, counts(result));
    return result;
  }

  private async timed<T>(stage: string, work: () => Promise<T>): Promise<T> {
    const start = Date.now();
    const result = await work();
    this.timings[stage] = Date.now() - start;
    return result;
  }

  private emptyReport(kind: RunReport['kind'], files: FileOutcome[]): RunReport {
    return {
      run_id: this.runId,
      kind,
      status: 'no_new_data',
      version: null,
      started_at: this.startedAt.toISOString(),
      finished_at: '',
      duration_ms: 0,
      files,
      counts: NO_ROWS,
      lake_counts: lakeCounts(this.state),
      quality: null,
      reasons: {},
      warnings: {},
      gate: null,
      months: [],
      tables: {},
      audits_passed: 0,
      gold: null,
      timings: this.timings,
    };
  }

  private finished(report: RunReport): RunReport {
    const now = new Date();
    return {
      ...report,
      finished_at: now.toISOString(),
      duration_ms: now.getTime() - this.startedAt.getTime(),
      timings: { ...this.timings },
    };
  }

  private model(name: string): Model {
    const model = this.models.get(name);
    if (!model) throw new Error(`there is no model ${name}`);
    return model;
  }
}

function lakeCounts(state: CatalogueState): RunReport['lake_counts'] {
  const rows = (name: string) => rowCount(state.tables[name]);
  return {
    bronze: rows('bronze_sales') - rowsOfExcluded(state.values),
    silver: rows('silver_sales'),
    quarantined: rows('quarantine'),
    duplicates: rows('duplicates'),
    superseded: rows('superseded'),
    operations: rows('operations'),
  };
}

function countsOf(quality: BatchQuality): RunReport['counts'] {
  const { rows: bronze, silver, quarantined, duplicates, superseded, operations } = quality;
  return { bronze, silver, quarantined, duplicates, superseded, operations };
}

function silverCounts(quality: BatchQuality | null): Record<string, unknown> {
  if (!quality) return {};
  const { silver, quarantined, duplicates } = quality;
  return { silver, quarantined, duplicates };
}
