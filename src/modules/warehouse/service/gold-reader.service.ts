import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { type EngineValue, type Row } from '../../../platform/engine/engine.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Lake } from '../../../platform/lake/index.js';
import { GoldSession } from '../data-access/gold-session.js';
import { stateOf, VersionGoneError } from './gold-state.js';
import { nameOf, type ShownGold } from '../domain/star-schema.js';
import { type OpenSession } from './publication.service.js';

/** Engines that are open at the same time; the memory of each is bounded. */
export const GOLD_SESSIONS = 2;
const QUERY_MS = 15_000;
/** How long a caller waits for an engine that others use. */
const WAIT_MS = 10_000;
const MOST_WAITING = 100;
const IDLE_MS = 60_000;

export interface GoldQuery {
  /** Tables of the lake that the statement reads. */
  tables: readonly string[];
  /** In the engine's dialect, with `$1`, `$2`, … for the values. */
  sql: string;
  values?: readonly EngineValue[];
}

interface Slot {
  /** Names the gold that it reads. */
  of: string;
  session: GoldSession;
  busy: boolean;
  idle?: NodeJS.Timeout;
}

/** Gold of a given version, read by the engine from the lake's files: what PostgreSQL shows, or what it did a moment ago. */
export class GoldReader {
  private readonly slots: Slot[] = [];
  private readonly waiting: (() => void)[] = [];
  private opening = 0;
  private newest: { of: string; publishedAt: number } | undefined;
  private closed = false;
  private queries = 0;
  private failures = 0;

  constructor(
    private readonly lake: Lake,
    private readonly open: OpenSession,
    private readonly home: string,
    private readonly limits = { sessions: GOLD_SESSIONS, queryMs: QUERY_MS, waitMs: WAIT_MS },
  ) {
    // Files that are read must not be vacuumed.
    lake.protect(() =>
      Promise.resolve(
        this.slots.length === 0
          ? undefined
          : Math.min(...this.slots.map(({ session }) => session.state.version)),
      ),
    );
  }

  /**
   * A small answer, whole. Throws AppError of kind `unavailable` where the version cannot be read (any more), all engines are
   * busy for too long, or the statement takes too long.
   */
  async query<T extends object = Row>(
    gold: ShownGold,
    { tables, sql, values = [] }: GoldQuery,
  ): Promise<T[]> {
    this.queries++;
    let slot: Slot | undefined;
    let isLate = false;
    try {
      slot = await this.acquire(gold);
      const { session } = slot;
      const timer = setTimeout(() => {
        isLate = true;
        session.interrupt();
      }, this.limits.queryMs);
      try {
        return await session.query<T>(tables, sql, values);
      } finally {
        clearTimeout(timer);
      }
    } catch (error) {
      this.failures++;
      // Whatever it was, the next caller gets an engine that is well.
      if (slot && !isLate) await this.discard(slot);
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
      if (slot) this.release(slot);
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

  numbers(): { open: number; busy: number; waiting: number; queries: number; failures: number } {
    return {
      open: this.slots.length,
      busy: this.slots.filter(({ busy }) => busy).length,
      waiting: this.waiting.length,
      queries: this.queries,
      failures: this.failures,
    };
  }

  async close(): Promise<void> {
    this.closed = true;
    for (const wake of this.waiting.splice(0)) wake();
    for (const slot of this.slots.filter(({ busy }) => busy)) slot.session.interrupt();
    // One that is in use is closed by its release.
    for (const slot of this.slots.filter(({ busy }) => !busy)) await this.discard(slot);
  }

  private async acquire(gold: ShownGold): Promise<Slot> {
    const of = nameOf(gold);
    if (!this.newest || gold.publishedAt > this.newest.publishedAt) {
      this.newest = { of, publishedAt: gold.publishedAt };
      for (const slot of this.slots.filter((old) => !old.busy && old.of !== of)) await this.discard(slot);
    }
    const deadline = Date.now() + this.limits.waitMs;
    for (;;) {
      if (this.closed) throw new AppError('unavailable', 'the server is going down');
      const idle = this.slots.find((slot) => !slot.busy && slot.of === of);
      if (idle) return this.take(idle);
      if (this.slots.length + this.opening >= this.limits.sessions) {
        const other = this.slots.find((slot) => !slot.busy);
        if (other) await this.discard(other);
      }
      if (this.slots.length + this.opening < this.limits.sessions) return this.openSlot(gold, of);
      await this.turn(deadline);
    }
  }

  private take(slot: Slot): Slot {
    clearTimeout(slot.idle);
    slot.busy = true;
    return slot;
  }

  private async openSlot(gold: ShownGold, of: string): Promise<Slot> {
    this.opening++;
    try {
      const state = await stateOf(this.lake, gold);
      const tempDir = join(this.home, 'tmp', 'warehouse', randomUUID());
      const session = new GoldSession(state, await this.open(tempDir), this.lake, tempDir);
      const slot = { of, session, busy: true };
      this.slots.push(slot);
      return slot;
    } finally {
      this.opening--;
      this.waiting.shift()?.();
    }
  }

  private release(slot: Slot): void {
    slot.busy = false;
    if (this.closed || slot.of !== this.newest?.of) void this.discard(slot);
    else {
      slot.idle = setTimeout(() => void this.discard(slot), IDLE_MS);
      slot.idle.unref();
    }
    this.waiting.shift()?.();
  }

  private async discard(slot: Slot): Promise<void> {
    clearTimeout(slot.idle);
    const at = this.slots.indexOf(slot);
    if (at < 0) return;
    this.slots.splice(at, 1);
    await slot.session.close();
  }

  /** Waits until an engine may be free. */
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
