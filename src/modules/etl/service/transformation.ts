import { AppError } from '../../../platform/errors/app-error.js';
import { type EngineSession } from '../../../platform/engine/engine.js';
import { type BatchQuality, BatchQualityRepository } from '../../quality/index.js';
import { type Model } from '../data-access/model.js';
import { RestatedMonthsRepository } from '../data-access/restated-months.repository.js';
import { type Scope, type WorkingTables } from '../data-access/working-tables.js';
import { groupMonths } from '../domain/months.js';
import { type Progress } from '../domain/run-request.js';

/** Computed for each group of months, in this order. */
const SILVER_STAGING = ['lines', 'twins', 'extra_copies'];
const SILVER_TABLES = ['silver_sales', 'quarantine', 'duplicates', 'superseded', 'operations'];
const OBSERVATIONS = ['obs_product', 'obs_customer', 'obs_invoice'];
/** Small enough to be computed whole on every run. */
const DIMENSIONS = ['mart_customer_rfm', 'dim_product', 'dim_customer', 'dim_country', 'dim_date'];
const MARTS_OF_INVOICES = ['mart_sales_daily', 'mart_sales_monthly'];

const ROWS_PER_GROUP = 600_000;
/** A month of bronze with as many files is rewritten as one. */
const COMPACT_FROM_FILES = 16;

/**
 * Bronze → silver → gold for some months, into working tables. Gold is a function of the accepted bronze rows: a month is
 * computed whole from them, and the months that its lines restate elsewhere are computed too.
 */
export class Transformation {
  auditsPassed = 0;

  constructor(
    private readonly session: EngineSession,
    private readonly tables: WorkingTables,
    private readonly models: ReadonlyMap<string, Model>,
    private readonly progress: Progress,
  ) {}

  /** Silver of the months, whole; with a batch, its quality is counted on the way. */
  async toSilver(months: ReadonlySet<string>, batchId: string): Promise<BatchQuality>;
  async toSilver(months: ReadonlySet<string>, batchId: null): Promise<null>;
  async toSilver(months: ReadonlySet<string>, batchId: string | null): Promise<BatchQuality | null> {
    const rows = this.tables.rowsByMonth('bronze_sales');
    // A corrected line may stand in a month that brought none.
    const groups = groupMonths(
      new Map([...months].map((month) => [month, rows.get(month) ?? 0])),
      ROWS_PER_GROUP,
    );
    const quality = batchId === null ? null : new BatchQualityRepository(this.session, batchId);
    await this.stage('corrections', { months });
    for (const [at, group] of groups.entries()) {
      this.progress('silver', at, groups.length);
      const scope = { months: group };
      await this.bindMonths(group);
      for (const name of SILVER_STAGING) await this.stage(name, scope);
      await quality?.observe();
      for (const name of SILVER_TABLES) await this.compute(name, scope);
      for (const name of SILVER_STAGING.toReversed()) await this.session.drop(name);
      for (const name of OBSERVATIONS) await this.compute(name, scope);
    }
    this.progress('silver', groups.length, groups.length);
    if (!quality) return null;
    await this.tables.bind('silver_of_run', 'silver_sales', months);
    return quality.result('silver_of_run');
  }

  /** Dimensions whole, invoices and facts and marts of the months and of those that they restate; answers all of these. */
  async toGold(months: ReadonlySet<string>): Promise<Set<string>> {
    this.progress('dimensions', 0, DIMENSIONS.length);
    for (const [at, name] of DIMENSIONS.entries()) {
      await this.compute(name, { months });
      this.progress('dimensions', at + 1, DIMENSIONS.length);
    }
    const restated = new RestatedMonthsRepository(this.session, this.tables);
    const invoiceMonths = new Set([...months, ...(await restated.byInvoice(months))]);
    await this.bindMonths(invoiceMonths);
    await this.compute('dim_invoice', { months: invoiceMonths });

    await this.stage('return_link', { months });
    const factMonths = new Set([
      ...months,
      ...(await restated.byDimension('product')),
      ...(await restated.byDimension('customer')),
      ...(await restated.byReturnLink(months)),
    ]);
    // A restated month before the first computed one needs links too, which were not looked up above.
    const first = [...factMonths].sort()[0] ?? '';
    if (first < ([...months].sort()[0] ?? '')) {
      await this.stage('return_link', { months: factMonths });
    }

    const groups = groupMonths(pick(this.tables.rowsByMonth('silver_sales'), factMonths), ROWS_PER_GROUP);
    const removed = new Set([...factMonths].filter((month) => !groups.some((group) => group.has(month))));
    // Without any valid line the tables are made too, empty.
    if (removed.size > 0 || !this.tables.isTable('fact_sale')) groups.push(removed);
    for (const [at, group] of groups.entries()) {
      this.progress('facts', at, groups.length);
      const scope = { months: group };
      await this.compute('fact_sale', scope, ['dim_date']);
      await this.compute('mart_product_performance', scope);
      await this.stage('invoice_sums', scope);
      for (const name of MARTS_OF_INVOICES) await this.compute(name, scope);
      await this.session.drop('invoice_sums');
    }
    this.progress('facts', groups.length, groups.length);
    await this.session.drop('return_link');
    return factMonths;
  }

  /** Puts the bronze of the months into few files; `keep` names files that must stay as they are. */
  async compactBronze(months: ReadonlySet<string>, keep: (path: string) => boolean): Promise<void> {
    const model = this.model('bronze_sales');
    const crowded = new Set(
      [...months].filter(
        (month) => this.tables.files('bronze_sales', new Set([month])).length >= COMPACT_FROM_FILES,
      ),
    );
    if (crowded.size === 0) return;
    await this.tables.bind('bronze_sales', 'bronze_sales', crowded);
    await this.tables.compact(model, crowded, keep);
  }

  private async compute(name: string, scope: Scope, alsoForAudits: string[] = []): Promise<void> {
    const model = this.model(name);
    await this.tables.bindInputs(model, scope);
    await this.tables.replace(model, scope);
    if (model.audits.length === 0) return;
    await this.tables.bind(name, name, model.partition ? scope.months : undefined);
    for (const table of alsoForAudits) await this.tables.bind(table, table);
    for (const audit of model.audits) await this.audit(model, audit.name, audit.sql);
  }

  private async audit(model: Model, audit: string, sql: string): Promise<void> {
    const violations = await this.session.query(`SELECT * FROM (${sql}) AS audit LIMIT 5`);
    if (violations.length > 0) {
      throw new AppError('refused', `audit ${audit} of ${model.name} failed; nothing was published`, {
        hint: `The first rows that violate it: ${JSON.stringify(violations)}. Nothing has changed; please report this with the run's files.`,
        details: { model: model.name, audit, violations },
      });
    }
    this.auditsPassed++;
  }

  private async stage(name: string, scope: Scope): Promise<void> {
    const model = this.model(name);
    await this.tables.bindInputs(model, scope);
    await this.session.materialise(name, model.sql);
  }

  private async bindMonths(months: ReadonlySet<string>): Promise<void> {
    await this.session.bindRows(
      'target_month',
      [{ name: 'invoice_month', type: 'string' }],
      [...months].map((month) => ({ invoice_month: month })),
    );
  }

  private model(name: string): Model {
    const model = this.models.get(name);
    if (!model) throw new Error(`there is no model ${name}`);
    return model;
  }
}

function pick(rows: ReadonlyMap<string, number>, months: ReadonlySet<string>): Map<string, number> {
  return new Map([...rows].filter(([month]) => months.has(month)));
}
