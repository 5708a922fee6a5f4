import { rm } from 'node:fs/promises';
import { type EngineSession, type EngineValue, inlined, type Row } from '../../../platform/engine/engine.js';
import { type ExportFormat } from '../../../platform/engine/export-format.js';
import { interruptOn } from '../../../platform/engine/interruption.js';
import { type CatalogueState, type Lake, rowCount } from '../../../platform/lake/index.js';
import { COPIED, fitsCopy, keepStar } from './gold-copy.js';

/** A statement over tables of the lake. */
export interface GoldQuery {
  /** Tables of the lake that the statement reads. */
  tables: readonly string[];
  /** In the engine's dialect, with `$1`, `$2`, … for the values. */
  sql: string;
  values?: readonly EngineValue[];
  /** Keys join and are not shown, and what tells lines apart is not read: a copy with other keys and fewer columns answers the same. */
  copyable?: boolean;
}

/** Names of an engine's relations. */
interface Relations {
  session: EngineSession;
  bound: Set<string>;
}

/** Who asks one statement after the other. The copy has the names of the files, so each has a session of its own. */
interface Lane {
  files: Relations;
  copy?: Relations;
}

/** Time that a copy of one fact takes. */
const COPY_MS = 0.000_25;
/** A copy of so many takes half a gigabyte of disk. */
const MOST_COPIED = 40_000_000;

/** An engine over the tables of one version of the lake, which are bound as they are asked for. */
export class GoldEngine {
  private readonly lanes: Lane[] = [];
  private readonly free: Lane[] = [];
  private spentMs = 0;
  private copying: Promise<void> | undefined;
  private copied: Readonly<Record<string, string>> | undefined;

  constructor(
    readonly state: CatalogueState,
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly tempDir: string,
  ) {}

  /** Several at a time. Throws where a table's files are gone, or the signal comes. */
  async query<T extends object = Row>(query: GoldQuery, signal?: AbortSignal): Promise<T[]> {
    return this.inLane(signal, query, async ({ session }, { sql, values }) => {
      const started = performance.now();
      const rows = await session.query<T>(sql, values);
      if (isCopyable(query) && !this.copied && query.tables.includes('fact_sale'))
        this.spentMs += performance.now() - started;
      return rows;
    });
  }

  /** Writes a query's rows to a file. Answers their number. */
  async exportFile(
    query: GoldQuery,
    target: string,
    format: ExportFormat,
    signal?: AbortSignal,
  ): Promise<number> {
    return this.inLane(signal, query, ({ session }, { sql, values = [] }) =>
      session.exportFile(inlined(sql, values), target, format),
    );
  }

  /**
   * Once files have been read for as long as it takes to copy the star schema, it is copied, and what is copyable is answered from
   * the copy. Nobody waits for it.
   */
  copyWhereDue(): Promise<void> {
    const facts = rowCount(this.state.tables['fact_sale']);
    if (facts <= MOST_COPIED && this.spentMs > facts * COPY_MS) this.copying ??= this.makeCopy();
    return this.copying ?? Promise.resolve();
  }

  get hasCopy(): boolean {
    return this.copied !== undefined;
  }

  /** When nobody asks any more. */
  async close(): Promise<void> {
    this.session.interrupt();
    await this.copying?.catch(() => undefined);
    for (const { files, copy } of this.lanes) {
      await copy?.session.close();
      await files.session.close();
    }
    await this.session.close();
    await rm(this.tempDir, { recursive: true, force: true });
  }

  private async inLane<T>(
    signal: AbortSignal | undefined,
    query: GoldQuery,
    work: (relations: Relations, query: GoldQuery) => Promise<T>,
  ): Promise<T> {
    const lane = this.free.pop() ?? (await this.addLane());
    let unwatch = () => undefined as void;
    try {
      const copied = isCopyable(query) ? this.copied : undefined;
      const relations = copied ? (lane.copy ??= await this.copyOf(copied)) : lane.files;
      unwatch = interruptOn(signal, relations.session);
      for (const name of query.tables) await this.bind(relations, name);
      return await work(relations, query);
    } finally {
      unwatch();
      this.free.push(lane);
    }
  }

  private async addLane(): Promise<Lane> {
    const lane: Lane = { files: { session: await this.session.fork(), bound: new Set() } };
    this.lanes.push(lane);
    return lane;
  }

  private async makeCopy(): Promise<void> {
    const relations = { session: this.session, bound: new Set<string>() };
    for (const name of COPIED) await this.bind(relations, name);
    this.copied = await keepStar(this.session);
  }

  private async copyOf(copied: Readonly<Record<string, string>>): Promise<Relations> {
    const session = await this.session.fork();
    for (const [name, kept] of Object.entries(copied)) await session.bindSql(name, `SELECT * FROM ${kept}`);
    return { session, bound: new Set(Object.keys(copied)) };
  }

  private async bind({ session, bound }: Relations, name: string): Promise<void> {
    if (bound.has(name)) return;
    const table = this.state.tables[name];
    if (!table) throw new Error(`version ${this.state.version} has no table ${name}`);
    const files = this.lake.paths(table);
    await this.lake.fetch(files);
    await session.bindFiles(name, files, table.spec.columns, {
      partition: table.spec.partitionBy,
      grown: table.grown || table.spec.growing === true,
    });
    bound.add(name);
  }
}

function isCopyable({ copyable, tables }: GoldQuery): boolean {
  return copyable === true && fitsCopy(tables);
}
