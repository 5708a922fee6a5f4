import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { type Row } from '../../../platform/engine/engine.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { removeForsaken, scratchFolder } from '../../../platform/files/scratch.js';
import { type Lake } from '../../../platform/lake/index.js';
import { type Metrics } from '../../../platform/metrics/index.js';
import { GoldEngine, type GoldQuery } from '../data-access/gold-engine.js';
import { stateOf, VersionGoneError } from './gold-state.js';
import { nameOf, type ShownGold } from '../domain/star-schema.js';
import { type OpenSession } from './publication.service.js';

/** Questions that are answered at the same time. */
const GOLD_QUERIES = 2;
/** Versions that an engine is open for at the same time; the memory of each is bounded. */
const MOST_ENGINES = 2;
const QUERY_MS = 15_000;
/** How long a caller waits while others ask. */
const WAIT_MS = 10_000;
const MOST_WAITING = 100;
const IDLE_MS = 60_000;
const CLOSE_MS = 10_000;

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
  /** Once it is open. */
  started?: GoldEngine;
  users: number;
  /** Nobody gets it any more; those who have it may end. */
  isForgotten: boolean;
  isClosing: boolean;
  idle?: NodeJS.Timeout;
}

/** Gold of a given version, read by the engine from the lake's files: what PostgreSQL shows, or what it did a moment ago. */
export class GoldReader {
  private readonly engines: Opened[] = [];
  private readonly waiting: (() => void)[] = [];
  private readonly log = new Logger('Warehouse');
  private readonly going = new Set<AbortController>();
  private readonly closings = new Set<Promise<void>>();
  private tidied: Promise<void> | undefined;
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
      void this.copy(opened, engine);
      return rows;
    } catch (error) {
      this.failures++;
      if (opened && !isLate && !(await this.isWell(opened, gold))) opened.isForgotten = true;
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
      open: this.engines.filter(({ isForgotten }) => !isForgotten).length,
      busy: this.busy,
      waiting: this.waiting.length,
      queries: this.queries,
      failures: this.failures,
      copies: this.engines.filter(({ started }) => started?.hasCopy).length,
    };
  }

  /** What is asked now is interrupted. Answers when all engines are closed. */
  async close(): Promise<void> {
    this.isClosed = true;
    for (const stop of this.going) stop.abort();
    this.wakeAll();
    for (const opened of this.engines) this.discard(opened);
    await Promise.all(this.closings);
    // Those in use close with their last user, who has been stopped.
    for (const deadline = Date.now() + CLOSE_MS; this.engines.length > 0 && Date.now() < deadline;)
      await sleep(20);
  }

  private async acquire(gold: ShownGold): Promise<Opened> {
    const of = nameOf(gold);
    if (!this.newest || gold.publishedAt > this.newest.publishedAt) {
      this.newest = { of, publishedAt: gold.publishedAt };
      for (const old of this.engines.filter((one) => one.of !== of)) this.discard(old);
    }
    const deadline = Date.now() + this.limits.waitMs;
    for (;;) {
      if (this.isClosed) throw new AppError('unavailable', 'the server is going down');
      if (this.busy < this.limits.queries) {
        const opened =
          this.engines.find((one) => one.of === of && !one.isForgotten) ?? this.openFor(gold, of);
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

  /** Undefined while as many are open, and in use or of the newest version. */
  private openFor(gold: ShownGold, of: string): Opened | undefined {
    if (this.engines.length >= MOST_ENGINES) {
      const other = this.engines.find(
        (one) => one.users === 0 && !one.isForgotten && one.of !== this.newest?.of,
      );
      if (other) this.discard(other);
      return undefined;
    }
    const opened: Opened = {
      ...{ of, version: gold.version, users: 0, isForgotten: false, isClosing: false },
      engine: this.start(gold),
    };
    opened.engine.then(
      (engine) => (opened.started = engine),
      () => (opened.isForgotten = true),
    );
    this.engines.push(opened);
    return opened;
  }

  private async start(gold: ShownGold): Promise<GoldEngine> {
    const folder = join(this.home, 'tmp', 'warehouse');
    await (this.tidied ??= removeForsaken(folder));
    const state = await stateOf(this.lake, gold);
    const tempDir = scratchFolder(folder);
    return new GoldEngine(state, await this.open(tempDir), this.lake, tempDir);
  }

  private async copy(opened: Opened, engine: GoldEngine): Promise<void> {
    if (this.isClosed || opened.isForgotten || opened.of !== this.newest?.of) return;
    try {
      await engine.copyWhereDue();
    } catch (error) {
      if (this.isClosed || opened.isForgotten) return;
      this.failures++;
      this.log.warn(`gold is answered from files, as it cannot be copied: ${(error as Error).message}`);
    }
  }

  /** Whether others may use an engine after an error. */
  private async isWell({ started }: Opened, gold: ShownGold): Promise<boolean> {
    return started !== undefined && (await started.isWell()) && (await this.isKept(gold).catch(() => true));
  }

  private release(opened: Opened): void {
    this.busy--;
    opened.users--;
    if (opened.users === 0) {
      if (this.isClosed || opened.isForgotten || opened.of !== this.newest?.of) this.discard(opened);
      else this.discardWhenIdle(opened);
    }
    this.wakeAll();
  }

  private discardWhenIdle(opened: Opened): void {
    opened.idle = setTimeout(() => {
      // Who asks next would pay for it all again.
      if (opened.started?.isCopying) this.discardWhenIdle(opened);
      else this.discard(opened);
    }, IDLE_MS);
    opened.idle.unref();
  }

  /** Closes it, once its last user has ended. Until then its files and its place are kept. */
  private discard(opened: Opened): void {
    clearTimeout(opened.idle);
    opened.isForgotten = true;
    if (opened.users > 0 || opened.isClosing) return;
    opened.isClosing = true;
    const closing = opened.engine
      .then(
        (engine) => engine.close(),
        () => undefined,
      )
      .catch((error: Error) => this.log.warn(`an engine did not close well: ${error.message}`))
      .then(() => {
        this.engines.splice(this.engines.indexOf(opened), 1);
        this.closings.delete(closing);
        this.wakeAll();
      });
    this.closings.add(closing);
  }

  private wakeAll(): void {
    for (const wake of this.waiting.splice(0)) wake();
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

export function registerGoldMetrics(metrics: Metrics, gold: Pick<GoldReader, 'numbers'>): void {
  const of = (name: keyof GoldReaderNumbers) => () => gold.numbers()[name];
  metrics.counter('tillhouse_gold_questions_total', 'Questions that the engine was asked', of('queries'));
  metrics.counter('tillhouse_gold_failures_total', 'Questions and copies that failed', of('failures'));
  metrics.gauge('tillhouse_gold_questions_waiting', 'Questions that wait for others', of('waiting'));
  metrics.gauge('tillhouse_gold_engines', 'Engines that are open', of('open'));
  metrics.gauge('tillhouse_gold_copies', 'Engines that answer from a copy', of('copies'));
}
