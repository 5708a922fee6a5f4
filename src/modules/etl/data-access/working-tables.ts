import {
  type Column,
  type EngineSession,
  identifier,
  literal,
  type WrittenFile,
} from '../../../platform/engine/engine.js';
import {
  type CatalogueState,
  type Lake,
  recordCount,
  type TableChange,
  type TableSpec,
} from '../../../platform/lake/index.js';
import { personalColumns } from '../domain/erasure.js';
import { OPERATIONS } from '../domain/months.js';
import { LATER_COLUMNS, OF_FILES } from './bronze-columns.js';
import { type Model, type Take } from './model.js';

/** Rows; a few thousand lines are written sooner than their files' names are looked up. */
const LARGE = 200_000;

interface Work {
  spec: TableSpec;
  added: WrittenFile[];
  removed: Set<string>;
}

/** The part of the tables that a step works on. */
export interface Scope {
  months: ReadonlySet<string>;
}

/**
 * The lake as one run sees it: a committed version and the run's own uncommitted changes on top. Models read their
 * inputs through it and write their rows into it; `changes` is what a commit makes of it.
 */
export class WorkingTables {
  private readonly work = new Map<string, Work>();
  private readonly bound = new Map<string, string>();

  constructor(
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly base: CatalogueState,
    private readonly prefix: string,
    /** Batches whose bronze rows do not count. */
    private readonly excludedBatches: readonly string[],
  ) {}

  /** Paths of a table's files for the engine, this run's changes included. */
  files(table: string, months?: ReadonlySet<string>): string[] {
    const state = this.base.tables[table];
    const work = this.work.get(table);
    const kept = state ? this.lake.select(state, months).filter((path) => !work?.removed.has(path)) : [];
    const column = (work?.spec ?? state?.spec)?.partitionBy;
    const added = (work?.added ?? []).filter(
      (f) => !months || (column !== undefined && months.has(f.partition[column] ?? '')),
    );
    const directory = this.directory(table);
    return [...kept.map((path) => decodeURIComponent(path)), ...added.map((f) => f.path)].map(
      (p) => `${directory}/${p}`,
    );
  }

  /** Months (partition values) that a table has, this run's changes included, with the rows of each. */
  rowsByMonth(table: string): Map<string, number> {
    const rows = new Map<string, number>();
    const state = this.base.tables[table];
    const work = this.work.get(table);
    const column = (work?.spec ?? state?.spec)?.partitionBy ?? '';
    const count = (month: string | undefined, n: number) =>
      rows.set(month ?? '', (rows.get(month ?? '') ?? 0) + n);
    for (const [path, file] of Object.entries(state?.files ?? {})) {
      if (work?.removed.has(path)) continue;
      count(file.partitionValues[column], recordCount(file));
    }
    for (const file of work?.added ?? []) count(file.partition[column], file.rows);
    return rows;
  }

  rows(table: string): number {
    return [...this.rowsByMonth(table).values()].reduce((sum, n) => sum + n, 0);
  }

  /** Names a model's inputs in the session; reference data and staging relations are there already. */
  async bindInputs(model: Model, scope: Scope): Promise<void> {
    for (const { name, table, take } of model.inputs) {
      if (this.isTable(table))
        await this.bind(name, table, take === 'all' ? undefined : this.monthsOf(table, take, scope));
    }
  }

  /** Names a table, or some months of it, in the session. */
  async bind(name: string, table: string, months?: ReadonlySet<string>): Promise<void> {
    const spec = this.spec(table);
    const files = this.files(table, months);
    const key = [table, ...files].join('\n');
    if (this.bound.get(name) === key) return;
    const raw = table === 'bronze_sales' && this.excludedBatches.length > 0 ? `${name}__all` : name;
    await this.lake.fetch(files);
    await this.session.bindFiles(raw, files, spec.columns, {
      partition: spec.partitionBy,
      grown: this.hasGrown(table),
      few: this.isLarge(table, months) ? OF_FILES : [],
    });
    if (raw !== name) {
      await this.session.bindSql(
        name,
        `SELECT * FROM ${identifier(raw)} WHERE _batch_id NOT IN (${this.excludedBatches.map(literal).join(', ')})`,
      );
    }
    this.bound.set(name, key);
  }

  /** Whether so many lines are read that what their files have in common is worth a look beforehand. */
  private isLarge(table: string, months: ReadonlySet<string> | undefined): boolean {
    if (table !== 'bronze_sales') return false;
    const rows = [...this.rowsByMonth(table)].filter(([month]) => !months || months.has(month));
    return rows.reduce((sum, [, n]) => sum + n, 0) >= LARGE;
  }

  /** Names a table as it was before this run. */
  async bindFormer(name: string, table: string, months?: ReadonlySet<string>): Promise<boolean> {
    const state = this.base.tables[table];
    if (!state) return false;
    const files = this.lake.paths(state, months);
    await this.lake.fetch(files);
    await this.session.bindFiles(name, files, state.spec.columns, {
      partition: state.spec.partitionBy,
      grown: state.grown || state.spec.growing === true,
    });
    this.bound.delete(name);
    return true;
  }

  /** Computes a model for some months (or whole) and puts its rows in the place of what was there. */
  async replace(model: Model, scope?: Scope): Promise<void> {
    const columns = await this.session.describe(model.sql);
    const work = this.workOn(model, columns);
    const state = this.base.tables[model.name];
    if (state)
      for (const path of this.lake.select(state, model.partition ? scope?.months : undefined))
        work.removed.add(path);
    const written = await this.session.write(model.sql, {
      dir: this.directory(model.name),
      partitionBy: model.partition,
      prefix: this.prefix,
    });
    work.added.push(...written);
  }

  /** Adds files that were written to the table's directory. */
  add(model: Model, columns: Column[], files: WrittenFile[]): void {
    this.workOn(model, columns).added.push(...files);
  }

  /** Rewrites the given months of a table as one file each (as the engine sees fit), leaving out excluded batches' files. */
  async compact(model: Model, months: ReadonlySet<string>, keep: (path: string) => boolean): Promise<void> {
    const { columns, partitionBy = '' } = this.spec(model.name);
    const list = [...months].map(literal).join(', ');
    const sql = `SELECT * FROM ${identifier(model.name)} WHERE ${identifier(partitionBy)} IN (${list})`;
    await this.rewrite(model, columns, months, { sql, prefix: `${this.prefix}-compacted`, keep });
  }

  /** Puts the rows of a query in the place of the given months' files, but for those to keep. */
  async rewrite(
    model: Model,
    columns: Column[],
    months: ReadonlySet<string>,
    { sql, prefix, keep }: { sql: string; prefix: string; keep: (path: string) => boolean },
  ): Promise<void> {
    const work = this.workOn(model, columns);
    const column = model.partition ?? '';
    const written = await this.session.write(sql, {
      dir: this.directory(model.name),
      partitionBy: model.partition,
      prefix,
    });
    const state = this.base.tables[model.name];
    if (state) for (const path of this.lake.select(state, months)) if (!keep(path)) work.removed.add(path);
    work.added = [
      ...work.added.filter((f) => !months.has(f.partition[column] ?? '') || keep(f.path)),
      ...written,
    ];
  }

  columns(table: string): Column[] {
    return this.spec(table).columns;
  }

  directory(table: string): string {
    return this.lake.directory(this.spec(table));
  }

  directoryOf(model: Model): string {
    return this.lake.directory(model);
  }

  isTable(table: string): boolean {
    return this.work.has(table) || this.base.tables[table] !== undefined;
  }

  changes(only?: (table: string) => boolean): TableChange[] {
    return [...this.work.values()]
      .filter(({ spec }) => !only || only(spec.name))
      .map(({ spec, added, removed }) => ({ spec, add: added, remove: [...removed] }));
  }

  /** Some files may lack columns that others have. */
  private hasGrown(table: string): boolean {
    const { growing, columns } = this.spec(table);
    const state = this.base.tables[table];
    if (growing === true || state?.grown === true) return true;
    return state !== undefined && JSON.stringify(state.spec.columns) !== JSON.stringify(columns);
  }

  private monthsOf(table: string, take: Exclude<Take, 'all'>, scope: Scope): ReadonlySet<string> {
    if (take === 'operations') return new Set([OPERATIONS]);
    if (take !== 'since')
      return table === 'bronze_sales' ? new Set([...scope.months, OPERATIONS]) : scope.months;
    const first = [...scope.months].sort()[0] ?? '';
    return new Set([...this.rowsByMonth(table).keys()].filter((month) => month >= first));
  }

  private spec(table: string): TableSpec {
    const spec = this.work.get(table)?.spec ?? this.base.tables[table]?.spec;
    if (!spec) throw new Error(`there is no table ${table}`);
    if (table !== 'bronze_sales') return spec;
    const missing = LATER_COLUMNS.filter(({ name }) => !spec.columns.some((column) => column.name === name));
    return missing.length > 0 ? { ...spec, columns: [...spec.columns, ...missing] } : spec;
  }

  private workOn(model: Model, columns: Column[]): Work {
    const spec = {
      name: model.name,
      layer: model.layer,
      columns,
      partitionBy: model.partition,
      comments: model.columns,
      growing: model.kind === 'append',
      unbounded: personalColumns(model.name, columns),
    };
    const known = this.work.get(model.name);
    if (known) {
      known.spec = spec;
      return known;
    }
    const work = { spec, added: [], removed: new Set<string>() };
    this.work.set(model.name, work);
    return work;
  }
}
