import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EngineSession, type WrittenFile } from '../engine/engine.js';
import { type Storage } from '../storage/storage.js';
import {
  applyEntry,
  Catalogue,
  type CatalogueEntry,
  type CatalogueState,
  type TableSpec,
  type TableState,
} from './catalogue.js';
import {
  DELTA_CHECKPOINT_COLUMNS,
  DELTA_PROTOCOL,
  type DeltaAction,
  deltaLogName,
  type DeltaMetaData,
  recordCount,
  toDeltaAdd,
  toDeltaSchema,
} from './delta.js';

/** What a commit does to one table. */
export interface TableChange {
  spec: TableSpec;
  add: WrittenFile[];
  /** Paths as the table's state has them. */
  remove: string[];
  /** False where the same rows only move to other files (compaction). */
  dataChange?: boolean;
}

export interface LakeCommit {
  /** The version that the change was computed from. */
  base: number;
  operation: string;
  changes: TableChange[];
  values?: Record<string, unknown>;
  /** Gets the version and the time of the commit. */
  payload: (version: number, timestamp: string) => unknown;
}

/** Another writer committed first; compute the change again from the newest state. */
export class CommitConflictError extends Error {
  constructor(readonly version: number) {
    super(`another commit took version ${version}`);
  }
}

const DELTA_CHECKPOINT_EVERY = 10;
/** The oldest version whose files are all kept, in the state's values. */
const OLDEST_READABLE = 'lake/oldest_readable';
/** The commit that ends a restore. */
const RESTORED = 'restore';

/**
 * Delta tables whose common commit point is one catalogue file. The Delta logs are rolled forward from the catalogue,
 * by the committer or by whoever opens the lake next, so they never run ahead of it.
 */
export class Lake {
  private readonly catalogue: Catalogue;
  private readonly inUse: (() => Promise<number | undefined>)[] = [];
  private readonly held = new Set<{ version: number }>();

  constructor(private readonly storage: Storage) {
    this.catalogue = new Catalogue(storage);
  }

  /** Finishes what a commit that was cut short had left to do. Safe to call at any time. */
  async recover(parquet: Pick<EngineSession, 'jsonToParquet'>): Promise<void> {
    const head = await this.catalogue.head();
    let from = head;
    while (from > 0 && !(await this.isRolledForward(from))) from--;
    for (let version = from + 1; version <= head; version++) {
      const entry = await this.catalogue.entry(version);
      if (entry) await this.rollForward(entry);
    }
    if (from < head) await this.checkpoint(await this.catalogue.state(), parquet);
  }

  state(version?: number): Promise<CatalogueState> {
    return this.catalogue.state(version);
  }

  head(): Promise<number> {
    return this.catalogue.head();
  }

  entry(version: number): Promise<CatalogueEntry | undefined> {
    return this.catalogue.entry(version);
  }

  /** A reader that stays at a version names it here, so that its files are kept. */
  protect(versionInUse: () => Promise<number | undefined>): void {
    this.inUse.push(versionInUse);
  }

  /** Keeps the files of a version until what is answered is called. */
  hold(version: number): () => void {
    const held = { version };
    this.held.add(held);
    return () => this.held.delete(held);
  }

  /** The oldest version that a reader of this process stays at; Infinity where there is none. */
  async oldestInUse(): Promise<number> {
    const used = await Promise.all(this.inUse.map((version) => version()));
    const held = [...this.held].map(({ version }) => version);
    return Math.min(...held, ...used.map((version) => version ?? Infinity));
  }

  /** Versions older than this have been vacuumed. */
  oldestReadable(state: CatalogueState): number {
    return Number(state.values[OLDEST_READABLE] ?? 1);
  }

  /** Where an engine writes a table's files, before they are committed. */
  directory(spec: Pick<TableSpec, 'layer' | 'name'>): string {
    return `${this.storage.root}/${spec.layer}/${spec.name}`;
  }

  /** The files of a table as an engine reads them, all or those of some partitions. */
  paths(table: TableState, partitions?: ReadonlySet<string>): string[] {
    return this.select(table, partitions).map(
      (path) => `${this.directory(table.spec)}/${decodeURIComponent(path)}`,
    );
  }

  /** Makes files readable that `paths` names. */
  fetch(files: readonly string[]): Promise<void> {
    return this.storage.fetch(files);
  }

  /** Where engines find the files. */
  get root(): string {
    return this.storage.root;
  }

  /** The files of a table as its state names them, all or those of some partitions. */
  select(table: TableState, partitions?: ReadonlySet<string>): string[] {
    const column = table.spec.partitionBy;
    return Object.values(table.files)
      .filter(
        (file) => !partitions || (column !== undefined && partitions.has(file.partitionValues[column] ?? '')),
      )
      .map((file) => file.path);
  }

  /** The objects that a version consists of: its data, and the way to it in the catalogue, newest first. */
  async objects(version: number): Promise<{ data: string[]; catalogue: string[] }> {
    if (version === 0) return { data: [], catalogue: [] };
    const { tables } = await this.catalogue.state(version);
    const data = Object.values(tables).flatMap((table) =>
      this.select(table).map((path) => `${table.spec.layer}/${table.spec.name}/${decodeURIComponent(path)}`),
    );
    return { data, catalogue: await this.catalogue.objects(version) };
  }

  /** Bytes of an object that `objects` names. */
  async object(path: string): Promise<Buffer> {
    const bytes = await this.storage.read(path);
    if (!bytes) throw new Error(`the lake has no ${path}`);
    return bytes;
  }

  /** Says that no version before the newest one is readable: a restored lake has no other files. Said once only. */
  async forgetHistory(parquet: Pick<EngineSession, 'jsonToParquet'>): Promise<void> {
    const head = await this.catalogue.state();
    if (this.oldestReadable(head) >= head.version) return;
    // The commit that says so is a version too, of the same files.
    if ((await this.catalogue.entry(head.version))?.operation === RESTORED) return;
    await this.commit(
      {
        base: head.version,
        operation: RESTORED,
        changes: [],
        values: { [OLDEST_READABLE]: head.version },
        payload: () => ({ kind: 'vacuum', oldest_readable: head.version }),
      },
      parquet,
    );
  }

  /** Throws CommitConflictError when the base is no longer the newest version. */
  async commit(commit: LakeCommit, parquet: Pick<EngineSession, 'jsonToParquet'>): Promise<CatalogueEntry> {
    const before = await this.catalogue.state();
    if (before.version !== commit.base) throw new CommitConflictError(before.version);
    const version = commit.base + 1;
    const now = new Date();
    const timestamp = now.toISOString();
    const entry: CatalogueEntry = {
      format: 1,
      version,
      timestamp,
      operation: commit.operation,
      tables: {},
      values: commit.values ?? {},
      payload: commit.payload(version, timestamp),
    };
    for (const change of commit.changes) {
      const tableEntry = toTableEntry(
        change,
        before.tables[change.spec.name],
        commit.operation,
        now.getTime(),
      );
      if (tableEntry) entry.tables[change.spec.name] = tableEntry;
    }
    await this.storage.persist(
      commit.changes.flatMap(({ spec, add }) => add.map(({ path }) => `${spec.layer}/${spec.name}/${path}`)),
    );
    if (!(await this.catalogue.append(entry))) throw new CommitConflictError(version);
    await this.rollForward(entry);
    await this.checkpoint(applyEntry(before, entry), parquet, entry);
    return entry;
  }

  /**
   * Deletes files that no version since the given time refers to, and leftovers of unfinished work as old as that.
   * The newest version always stays readable, and so does one that is in use.
   */
  async vacuum(keepSince: Date, parquet: Pick<EngineSession, 'jsonToParquet'>): Promise<VacuumReport> {
    const oldestUsed = await this.oldestInUse();
    const head = await this.catalogue.state();
    let oldest = head.version;
    while (oldest > this.oldestReadable(head)) {
      const entry = await this.catalogue.entry(oldest);
      if (entry && new Date(entry.timestamp) < keepSince && oldest <= oldestUsed) break;
      oldest--;
    }
    if (head.version > 0 && oldest > this.oldestReadable(head)) {
      // Said before it is done: a reader must never find a version half gone.
      await this.commit(
        {
          base: head.version,
          operation: 'vacuum',
          changes: [],
          values: { [OLDEST_READABLE]: oldest },
          payload: () => ({ kind: 'vacuum', oldest_readable: oldest }),
        },
        parquet,
      );
    }
    const kept = await this.filesSince(oldest);
    const report: VacuumReport = {
      oldestReadable: oldest,
      deletedFiles: 0,
      deletedBytes: 0,
      keptFiles: kept.size,
    };
    for (const layer of new Set(Object.values(head.tables).map((t) => t.spec.layer))) {
      for await (const object of this.storage.list(layer)) {
        if (object.path.includes('/_delta_log/') || kept.has(object.path) || object.modified >= keepSince)
          continue;
        await this.storage.delete(object.path);
        report.deletedFiles++;
        report.deletedBytes += object.bytes;
      }
    }
    await this.catalogue.dropCheckpointsBefore(oldest);
    await this.storage.tidy();
    return report;
  }

  private async filesSince(oldest: number): Promise<Set<string>> {
    const kept = new Set<string>();
    if (oldest < 1) return kept;
    let state = await this.catalogue.state(oldest);
    const head = await this.catalogue.head();
    for (;;) {
      for (const table of Object.values(state.tables)) {
        for (const path of Object.keys(table.files)) {
          kept.add(`${table.spec.layer}/${table.spec.name}/${decodeURIComponent(path)}`);
        }
      }
      const next = state.version < head ? await this.catalogue.entry(state.version + 1) : undefined;
      if (!next) return kept;
      state = applyEntry(state, next);
    }
  }

  private async isRolledForward(version: number): Promise<boolean> {
    const entry = await this.catalogue.entry(version);
    if (!entry) return true;
    for (const { spec, deltaVersion } of Object.values(entry.tables)) {
      if (!(await this.storage.exists(deltaLogPath(spec, deltaVersion)))) return false;
    }
    return true;
  }

  private async rollForward(entry: CatalogueEntry): Promise<void> {
    await Promise.all(
      Object.values(entry.tables).map(({ spec, deltaVersion, actions }) =>
        this.storage.putIfAbsent(
          deltaLogPath(spec, deltaVersion),
          actions.map((a) => JSON.stringify(a)).join('\n') + '\n',
        ),
      ),
    );
  }

  private async checkpoint(
    state: CatalogueState,
    parquet: Pick<EngineSession, 'jsonToParquet'>,
    entry?: CatalogueEntry,
  ): Promise<void> {
    await this.catalogue.writeCheckpointIfDue(state);
    for (const name of Object.keys(entry?.tables ?? state.tables)) {
      const table = state.tables[name];
      if (table && table.deltaVersion > 0 && table.deltaVersion % DELTA_CHECKPOINT_EVERY === 0) {
        await this.writeDeltaCheckpoint(table, parquet);
      }
    }
  }

  private async writeDeltaCheckpoint(
    table: TableState,
    parquet: Pick<EngineSession, 'jsonToParquet'>,
  ): Promise<void> {
    const lines = [
      { protocol: DELTA_PROTOCOL },
      { metaData: table.metaData },
      ...Object.values(table.files).map((add) => ({ add: { ...add, dataChange: false } })),
    ].map((action) => JSON.stringify(action));
    const folder = await mkdtemp(join(tmpdir(), 'checkpoint-'));
    try {
      const json = join(folder, 'actions.json');
      const target = join(folder, 'checkpoint.parquet');
      await writeFile(json, lines.join('\n') + '\n');
      await parquet.jsonToParquet(json, DELTA_CHECKPOINT_COLUMNS, target);
      const log = `${table.spec.layer}/${table.spec.name}/_delta_log`;
      const name = `${String(table.deltaVersion).padStart(20, '0')}.checkpoint.parquet`;
      await this.storage.put(`${log}/${name}`, await readFile(target));
      await this.storage.put(
        `${log}/_last_checkpoint`,
        JSON.stringify({ version: table.deltaVersion, size: lines.length }),
      );
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }
}

export interface VacuumReport {
  oldestReadable: number;
  deletedFiles: number;
  deletedBytes: number;
  keptFiles: number;
}

function deltaLogPath(spec: TableSpec, version: number): string {
  return `${spec.layer}/${spec.name}/_delta_log/${deltaLogName(version)}`;
}

function toTableEntry(
  change: TableChange,
  before: TableState | undefined,
  operation: string,
  now: number,
): CatalogueEntry['tables'][string] | undefined {
  const dataChange = change.dataChange ?? true;
  const actions: DeltaAction[] = [];
  const schemaString = toDeltaSchema(change.spec.columns, change.spec.comments);
  if (!before) actions.push({ protocol: DELTA_PROTOCOL });
  if (before?.metaData.schemaString !== schemaString) {
    actions.push({ metaData: toMetaData(change.spec, schemaString, before?.metaData, now) });
  }
  for (const path of change.remove) {
    const file = before?.files[path];
    if (!file) throw new Error(`${change.spec.name} has no file ${path} to remove`);
    const { partitionValues, size } = file;
    actions.push({
      remove: { path, deletionTimestamp: now, dataChange, extendedFileMetadata: true, partitionValues, size },
    });
  }
  for (const file of change.add) actions.push({ add: toDeltaAdd(file, change.spec, now, dataChange) });
  if (actions.length === 0) return undefined;
  actions.unshift({ commitInfo: { timestamp: now, operation, engineInfo: 'tillhouse' } });
  return { spec: change.spec, deltaVersion: before ? before.deltaVersion + 1 : 0, actions };
}

function toMetaData(
  spec: TableSpec,
  schemaString: string,
  before: DeltaMetaData | undefined,
  now: number,
): DeltaMetaData {
  return {
    id: before?.id ?? randomUUID(),
    name: spec.name,
    format: { provider: 'parquet', options: {} },
    schemaString,
    partitionColumns: spec.partitionBy ? [spec.partitionBy] : [],
    configuration: {},
    createdTime: before?.createdTime ?? now,
  };
}

/** The number of rows of a table, from the log alone. */
export function rowCount(table: TableState | undefined): number {
  return Object.values(table?.files ?? {}).reduce((rows, file) => rows + recordCount(file), 0);
}
