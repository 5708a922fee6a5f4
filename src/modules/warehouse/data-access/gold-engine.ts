import { rm, statfs } from 'node:fs/promises';
import { type EngineSession, type EngineValue, inlined, type Row } from '../../../platform/engine/engine.js';
import { type ExportFormat } from '../../../platform/engine/export-format.js';
import { interruptOn } from '../../../platform/engine/interruption.js';
import { type CatalogueState, type Lake, rowCount } from '../../../platform/lake/index.js';
import { derivedOf, isSaleGrain, SALE_GRAINS } from './derived-tables.js';
import { COPIED, fitsCopy, keepStar } from './gold-copy.js';

/** A statement over tables of the lake. */
export interface GoldQuery {
  /** Tables of the lake that the statement reads, and what is derived from them. */
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

/** Time that a copy of one fact takes, and room on the disk, with some to spare. */
const COPY_MS = 0.001;
const COPY_BYTES = 40;
const MOST_COPIED = 40_000_000;
/** What a copy leaves free on the disk. */
const SPARE_BYTES = 1024 * 1024 * 1024;

/** An engine over the tables of one version of the lake, which are bound as they are asked for. */
export class GoldEngine {
  private readonly lanes = new Set<Lane>();
  private readonly free: Lane[] = [];
  private readonly end = new AbortController();
  private readonly facts: number;
  private spentMs = 0;
  /** Whether a copy is being made. */
  isCopying = false;
  private copying: Promise<void> | undefined;
  private copied: Readonly<Record<string, string>> | undefined;

  constructor(
    readonly state: CatalogueState,
    private readonly session: EngineSession,
    private readonly lake: Lake,
    private readonly tempDir: string,
  ) {
    this.facts = rowCount(state.tables['fact_sale']);
  }

  /** Several at a time. Throws where a table's files are gone, or the signal comes. */
  async query<T extends object = Row>(query: GoldQuery, signal?: AbortSignal): Promise<T[]> {
    return this.inLane(signal, query, async (session) => {
      const started = performance.now();
      const rows = await session.query<T>(query.sql, query.values);
      if (isCopyable(query) && !this.copied && query.tables.some(isOfFacts))
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
    return this.inLane(signal, query, (session) =>
      session.exportFile(inlined(query.sql, query.values ?? []), target, format),
    );
  }

  /**
   * Once files have been read for as long as it takes to copy the star schema, it is copied, and what is copyable is answered from
   * the copy. Nobody needs to wait for it. Tried once; throws where it cannot be made, and questions are answered from files still.
   */
  copyWhereDue(): Promise<void> | undefined {
    if (this.copying || this.facts === 0 || this.facts > MOST_COPIED || this.spentMs <= this.facts * COPY_MS)
      return undefined;
    this.isCopying = true;
    return (this.copying = this.makeCopy().finally(() => (this.isCopying = false)));
  }

  get hasCopy(): boolean {
    return this.copied !== undefined;
  }

  /** Whether it answers at all. */
  async isWell(): Promise<boolean> {
    try {
      // Of its own, as a copy may be made in the other one.
      const session = await this.session.fork();
      await session.query('SELECT 1').finally(() => session.close());
      return true;
    } catch {
      return false;
    }
  }

  /** When nobody asks any more. */
  async close(): Promise<void> {
    this.end.abort();
    await this.copying?.catch(() => undefined);
    try {
      for (const lane of this.lanes) await this.drop(lane);
      await this.session.close();
    } finally {
      await rm(this.tempDir, { recursive: true, force: true });
    }
  }

  private async inLane<T>(
    signal: AbortSignal | undefined,
    query: GoldQuery,
    work: (session: EngineSession) => Promise<T>,
  ): Promise<T> {
    const lane = this.free.pop() ?? (await this.addLane());
    let unwatch = () => undefined as void;
    try {
      const copied = isCopyable(query) ? this.copied : undefined;
      const relations = copied ? (lane.copy ??= await this.copyOf(copied)) : lane.files;
      unwatch = interruptOn(signal, relations.session);
      for (const name of query.tables) await this.bind(relations, name);
      const answer = await work(relations.session);
      this.free.push(lane);
      return answer;
    } catch (error) {
      // Whatever it was, the next one gets a session that is well.
      await this.drop(lane);
      throw error;
    } finally {
      unwatch();
    }
  }

  private async addLane(): Promise<Lane> {
    const lane: Lane = { files: { session: await this.session.fork(), bound: new Set() } };
    this.lanes.add(lane);
    return lane;
  }

  private async drop(lane: Lane): Promise<void> {
    this.lanes.delete(lane);
    await lane.copy?.session.close();
    await lane.files.session.close();
  }

  private async makeCopy(): Promise<void> {
    const { signal } = this.end;
    const unwatch = interruptOn(signal, this.session);
    try {
      const { bavail, bsize } = await statfs(this.tempDir);
      if (bavail * bsize < this.facts * COPY_BYTES + SPARE_BYTES)
        throw new Error('the disk has too little room');
      const relations = { session: this.session, bound: new Set<string>() };
      for (const name of COPIED) await this.bind(relations, name);
      const copied = await keepStar(this.session, signal);
      for (const name of SALE_GRAINS) {
        const [kept] = await this.session.query<{ n: string }>(
          `SELECT CAST(coalesce(sum(lines), 0) AS BIGINT) AS n FROM ${copied[name] ?? ''}`,
        );
        if (Number(kept?.n) !== this.facts)
          throw new Error(`${kept?.n ?? 'none'} of ${this.facts} facts are in ${name}`);
      }
      this.copied = copied;
    } catch (error) {
      await this.session.dropKept().catch(() => undefined);
      throw error;
    } finally {
      unwatch();
    }
  }

  private async copyOf(copied: Readonly<Record<string, string>>): Promise<Relations> {
    const session = await this.session.fork();
    try {
      for (const [name, kept] of Object.entries(copied)) await session.bindSql(name, `SELECT * FROM ${kept}`);
      return { session, bound: new Set(Object.keys(copied)) };
    } catch (error) {
      await session.close();
      throw error;
    }
  }

  private async bind(relations: Relations, name: string): Promise<void> {
    const { session, bound } = relations;
    if (bound.has(name)) return;
    const derived = derivedOf(name);
    if (derived) {
      await this.bind(relations, derived.of);
      await session.bindSql(name, derived.sql);
      bound.add(name);
      return;
    }
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

function isOfFacts(table: string): boolean {
  return table === 'fact_sale' || isSaleGrain(table);
}

function isCopyable({ copyable, tables }: GoldQuery): boolean {
  return copyable === true && fitsCopy(tables);
}
