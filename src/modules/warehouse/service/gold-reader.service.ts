import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type Row } from '../../../platform/engine/engine.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Lake } from '../../../platform/lake/index.js';
import { GoldEngine, type GoldQuery } from '../data-access/gold-engine.js';
import { stateOf, VersionGoneError } from './gold-state.js';
import { nameOf, type ShownGold } from '../domain/star-schema.js';
import { type OpenSession } from './publication.service.js';

/** Questions that are answered at the same time. */
export const GOLD_QUERIES = 2;
/** Versions that an engine is open for at the same time; the memory of each is bounded. */
const MOST_ENGINES = 2;
const QUERY_MS = 15_000;
/** How long a caller waits while others ask. */
const WAIT_MS = 10_000;
const MOST_WAITING = 100;
const IDLE_MS = 60_000;

interface GoldReaderNumbers {
  open: number;
  busy: number;
  waiting: number;
  queries: number;
  failures: number;
  /** Engines that answer from a copy. */
  copies: number;
}

/** An engine that is open, or about to be. */
interface Opened {
  /** Names the gold that it reads. */
  of: string;
  version: number;
  engine: Promise<GoldEngine>;
  hasCopy: boolean;
  users: number;
  idle?: NodeJS.Timeout;
}

/** Gold of a given version, read by the engine from the lake's files: what PostgreSQL shows, or what it did a moment ago. */
export class GoldReader {
  private readonly engines: Opened[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly going = new Set<AbortController>();
  private isClosed = false;
  private newest: { of: string; publishedAt: number } | undefined;
  private busy = 0;
  private queries = 0;
  private failures = 0;

  constructor(
    private readonly lake: Lake,
    private readonly open: OpenSession,
    private readonly home: string,
    private readonly limits = { queries: GOLD_QUERIES, queryMs: QUERY_MS, waitMs: WAIT_MS },
  ) {
    // Files that are read must not be vacuumed.
    lake.protect(() =>
      Promise.resolve(
        this.engines.length === 0 ? undefined : Math.min(...this.engines.map(({ version }) => version)),
      ),
    );
  }

  /**
   * A small answer, whole. Throws AppError of kind `unavailable` where the version cannot be read (any more), others ask for too
   * long, or the statement takes too long.
   */
  async query<T extends object = Row>(gold: ShownGold, query: GoldQuery): Promise<T[]> {
    this.queries++;
    const stop = new AbortController();
    this.going.add(stop);
    let opened: Opened | undefined;
    let timer: NodeJS.Timeout | undefined;
    let isLate = false;
    try {
      opened = await this.acquire(gold);
      const engine = await opened.engine;
      timer = setTimeout(() => {
        isLate = true;
        stop.abort();
      }, this.limits.queryMs);
      const rows = await engine.query<T>(query, stop.signal);
      if (!opened.hasCopy) void this.copy(opened, engine);
      return rows;
    } catch (error) {
      this.failures++;
      // Whatever it was, the next caller gets an engine that is well.
      if (opened && !isLate) this.forget(opened);
      if (error instanceof AppError) throw error;
      throw new AppError(
        'unavailable',
        isLate
          ? `the question takes longer than ${this.limits.queryMs / 1_000} s`
          : `version ${gold.version} of gold cannot be read`,
        {
          hint: isLate ? 'Narrow it: fewer days, one country.' : 'Try again in a moment.',
          cause: error,
        },
      );
    } finally {
      clearTimeout(timer);
      this.going.delete(stop);
      if (opened) this.release(opened);
    }
  }

  /** Whether a version is kept still. */
  async isKept(gold: ShownGold): Promise<boolean> {
    try {
      await stateOf(this.lake, gold);
      return true;
    } catch (error) {
      if (error instanceof VersionGoneError) return false;
      throw error;
    }
  }

  numbers(): GoldReaderNumbers {
    return {
      open: this.engines.length,
      busy: this.busy,
      waiting: this.waiting.length,
      queries: this.queries,
      failures: this.failures,
      copies: this.engines.filter(({ hasCopy }) => hasCopy).length,
    };
  }

  /** What is asked now is interrupted, and closes its engine when it ends. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.going) stop.abort();
    for (const wake of this.waiting.splice(0)) wake();
    await Promise.all(this.engines.filter(({ users }) => users === 0).map((opened) => this.discard(opened)));
  }

  private async acquire(gold: ShownGold): Promise<Opened> {
    const of = nameOf(gold);
    if (!this.newest || gold.publishedAt > this.newest.publishedAt) {
      this.newest = { of, publishedAt: gold.publishedAt };
      for (const old of this.engines.filter((one) => one.users === 0 && one.of !== of))
        void this.discard(old);
    }
    const deadline = Date.now() + this.limits.waitMs;
    for (;;) {
      if (this.isClosed) throw new AppError('unavailable', 'the server is going down');
      if (this.busy < this.limits.queries) {
        const opened = this.engines.find((one) => one.of === of) ?? this.openFor(gold, of);
        if (opened) {
          clearTimeout(opened.idle);
          this.busy++;
          opened.users++;
          return opened;
        }
      }
      await this.turn(deadline);
    }
  }

  /** Undefined where engines of other versions are in use. */
  private openFor(gold: ShownGold, of: string): Opened | undefined {
    if (this.engines.length >= MOST_ENGINES) {
      const other = this.engines.find(({ users }) => users === 0);
      if (!other) return undefined;
      void this.discard(other);
    }
    const opened: Opened = {
      ...{ of, version: gold.version, hasCopy: false, users: 0 },
      engine: this.start(gold),
    };
    this.engines.push(opened);
    return opened;
  }

  private async start(gold: ShownGold): Promise<GoldEngine> {
    const state = await stateOf(this.lake, gold);
    const tempDir = join(this.home, 'tmp', 'warehouse', randomUUID());
    return new GoldEngine(state, await this.open(tempDir), this.lake, tempDir);
  }

  private async copy(opened: Opened, engine: GoldEngine): Promise<void> {
    try {
      await engine.copyWhereDue();
      opened.hasCopy = engine.hasCopy;
    } catch {
      if (!this.engines.includes(opened)) return;
      this.failures++;
      this.forget(opened);
      if (opened.users === 0) await this.shut(opened);
    }
  }

  private release(opened: Opened): void {
    this.busy--;
    opened.users--;
    if (opened.users === 0) {
      if (!this.engines.includes(opened)) void this.shut(opened);
      else if (this.isClosed || opened.of !== this.newest?.of) void this.discard(opened);
      else {
        opened.idle = setTimeout(() => void this.discard(opened), IDLE_MS);
        opened.idle.unref();
      }
    }
    this.waiting.shift()?.();
  }

  private async discard(opened: Opened): Promise<void> {
    if (!this.engines.includes(opened)) return;
    this.forget(opened);
    await this.shut(opened);
  }

  /** Nobody gets it any more; those who have it may end. */
  private forget(opened: Opened): void {
    clearTimeout(opened.idle);
    const at = this.engines.indexOf(opened);
    if (at >= 0) this.engines.splice(at, 1);
  }

  private async shut({ engine }: Opened): Promise<void> {
    const started = await engine.catch(() => undefined);
    await started?.close();
  }

  /** Waits until somebody has ended. */
  private async turn(deadline: number): Promise<void> {
    const left = deadline - Date.now();
    if (left <= 0 || this.waiting.length >= MOST_WAITING) {
      throw new AppError('unavailable', 'too many questions are asked at the same time', {
        hint: 'Try again in a moment.',
      });
    }
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((wake) => {
      this.waiting.push(wake);
      timer = setTimeout(() => {
        const at = this.waiting.indexOf(wake);
        if (at >= 0) this.waiting.splice(at, 1);
        wake();
      }, left);
    });
    clearTimeout(timer);
  }
}
