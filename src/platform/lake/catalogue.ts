import { type Storage } from '../storage/storage.js';
import { type Column } from '../engine/engine.js';
import { type DeltaAction, type DeltaAdd, type DeltaMetaData } from './delta.js';

/** What a lake table is; the schema may grow, the partition column may not change. */
export interface TableSpec {
  name: string;
  /** Folder below the lake: `bronze`, `silver`, `gold`, `mart`. */
  layer: string;
  columns: Column[];
  partitionBy?: string;
  comments?: Record<string, string>;
  /** Files of one commit may have different columns. */
  growing?: boolean;
  /** Columns whose lowest and highest values may not stand in the logs, which are never rewritten. */
  unbounded?: string[];
}

/** A table at one version of the catalogue. */
export interface TableState {
  spec: TableSpec;
  deltaVersion: number;
  metaData: DeltaMetaData;
  files: Record<string, DeltaAdd>;
  /** Columns came later than the first files, which lack them. */
  grown: boolean;
}

/** The whole lake at one version. */
export interface CatalogueState {
  version: number;
  timestamp: string;
  tables: Record<string, TableState>;
  /** What the application keeps from version to version, by key. */
  values: Record<string, unknown>;
}

/** One commit: the redo log of every table that it changes, and what it was for. */
export interface CatalogueEntry {
  format: 1;
  version: number;
  timestamp: string;
  operation: string;
  tables: Record<string, { spec: TableSpec; deltaVersion: number; actions: DeltaAction[] }>;
  /** Merged into the state's values; null removes a key. */
  values: Record<string, unknown>;
  /** What the application says of the commit (a run's report). */
  payload: unknown;
}

const FOLDER = '_catalog';
const CHECKPOINT_EVERY = 10;
const NAME = /^(\d{20})\.json$/;
const CHECKPOINT_NAME = /^(\d{20})\.checkpoint\.json$/;

export class CatalogueFormatError extends Error {}

/** The numbered commits `_catalog/<n>.json`: before one exists nothing has happened, after it everything has. */
export class Catalogue {
  private cached: CatalogueState | undefined;

  constructor(private readonly storage: Storage) {}

  /** The newest version; 0 when nothing was ever committed. */
  async head(): Promise<number> {
    const newest = this.cached?.version ?? 0;
    // Commits are consecutive, so a warm reader asks only for the next one.
    if (newest > 0) {
      let at = newest;
      while (await this.storage.exists(entryPath(at + 1))) at++;
      return at;
    }
    return Math.max(0, ...numbers(await this.storage.names(FOLDER), NAME));
  }

  async entry(version: number): Promise<CatalogueEntry | undefined> {
    const bytes = await this.storage.read(entryPath(version));
    if (!bytes) return undefined;
    const entry = JSON.parse(bytes.toString('utf8')) as CatalogueEntry;
    if (entry.format !== 1) {
      throw new CatalogueFormatError(
        `version ${version} of this lake was written in format ${String(entry.format)}, and this program knows format 1`,
      );
    }
    return entry;
  }

  /** The state at a version (default: the newest). */
  async state(version?: number): Promise<CatalogueState> {
    const wanted = version ?? (await this.head());
    let state =
      this.cached && this.cached.version <= wanted ? this.cached : await this.nearestCheckpoint(wanted);
    while (state.version < wanted) {
      const entry = await this.entry(state.version + 1);
      if (!entry) throw new CatalogueFormatError(`version ${state.version + 1} of the catalogue is missing`);
      state = applyEntry(state, entry);
    }
    if (version === undefined) this.cached = state;
    return state;
  }

  /** What has to be there for a version to be read: the entries up to it, newest first, and the newest checkpoint among them. */
  async objects(version: number): Promise<string[]> {
    const names = await this.storage.names(FOLDER);
    const upTo = (pattern: RegExp) =>
      numbers(names, pattern)
        .filter((n) => n <= version)
        .sort((a, b) => b - a);
    return [...upTo(NAME).map(entryPath), ...upTo(CHECKPOINT_NAME).slice(0, 1).map(checkpointPath)];
  }

  /** False when another commit took the number. */
  async append(entry: CatalogueEntry): Promise<boolean> {
    return this.storage.putIfAbsent(entryPath(entry.version), JSON.stringify(entry));
  }

  async writeCheckpointIfDue(state: CatalogueState): Promise<void> {
    if (state.version % CHECKPOINT_EVERY === 0) {
      await this.storage.put(checkpointPath(state.version), JSON.stringify(state));
    }
  }

  /** Removes checkpoints older than a version, but for the newest of them: later ones are reached from it. */
  async dropCheckpointsBefore(version: number): Promise<void> {
    const old = numbers(await this.storage.names(FOLDER), CHECKPOINT_NAME)
      .filter((n) => n <= version)
      .sort((a, b) => b - a);
    for (const n of old.slice(1)) await this.storage.delete(checkpointPath(n));
  }

  private async nearestCheckpoint(version: number): Promise<CatalogueState> {
    const known = numbers(await this.storage.names(FOLDER), CHECKPOINT_NAME).filter((n) => n <= version);
    const newest = Math.max(0, ...known);
    const bytes = newest > 0 ? await this.storage.read(checkpointPath(newest)) : undefined;
    if (!bytes) return { version: 0, timestamp: new Date(0).toISOString(), tables: {}, values: {} };
    return JSON.parse(bytes.toString('utf8')) as CatalogueState;
  }
}

/** The state after a commit; the given state is left as it was. */
export function applyEntry(state: CatalogueState, entry: CatalogueEntry): CatalogueState {
  const tables = { ...state.tables };
  for (const [name, change] of Object.entries(entry.tables)) {
    const files = { ...tables[name]?.files };
    let metaData = tables[name]?.metaData;
    let grown = tables[name]?.grown ?? false;
    for (const action of change.actions) {
      if ('remove' in action) delete files[action.remove.path];
      else if ('add' in action) files[action.add.path] = action.add;
      else if ('metaData' in action) {
        grown ||= metaData !== undefined;
        metaData = action.metaData;
      }
    }
    if (!metaData)
      throw new CatalogueFormatError(`version ${entry.version} adds to table ${name} before making it`);
    tables[name] = { spec: change.spec, deltaVersion: change.deltaVersion, metaData, files, grown };
  }
  const values = { ...state.values };
  for (const [key, value] of Object.entries(entry.values)) {
    if (value === null) delete values[key];
    else values[key] = value;
  }
  return { version: entry.version, timestamp: entry.timestamp, tables, values };
}

function entryPath(version: number): string {
  return `${FOLDER}/${String(version).padStart(20, '0')}.json`;
}

function checkpointPath(version: number): string {
  return `${FOLDER}/${String(version).padStart(20, '0')}.checkpoint.json`;
}

function numbers(names: string[], pattern: RegExp): number[] {
  return names.flatMap((name) => {
    const found = pattern.exec(name);
    return found ? [Number(found[1])] : [];
  });
}
