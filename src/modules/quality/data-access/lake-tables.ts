import { type EngineOptions, type Row } from '../../../platform/engine/engine.js';
import { openQuerySession } from '../../../platform/engine/duckdb/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type Lake, type TableState } from '../../../platform/lake/index.js';

/** Asks the table that was bound, by its name; at most so many rows are answered. */
export type Ask = <T extends object = Row>(sql: string, limit?: number) => Promise<T[]>;

export interface Bounds {
  /** Questions that are worked on at once. */
  atOnce: number;
  timeMs: number;
}

const MOST_ROWS = 10_000;

/** Reads of tables of the lake by DuckDB: read only, fenced to the lake, bounded in memory, in number and in time. */
export class LakeTables {
  private busy = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly lake: Lake,
    private readonly engine: EngineOptions,
    private readonly bounds: Bounds,
  ) {}

  /** Throws AppError `unavailable` where it takes too long, waiting for others included. */
  async read<T>(table: TableState, work: (ask: Ask) => Promise<T>): Promise<T> {
    const deadline = Date.now() + this.bounds.timeMs;
    await this.turn(deadline);
    try {
      return await this.bound(table, deadline, work);
    } finally {
      this.busy--;
      this.waiting.shift()?.();
    }
  }

  private async bound<T>(table: TableState, deadline: number, work: (ask: Ask) => Promise<T>): Promise<T> {
    const { spec, grown } = table;
    const files = this.lake.paths(table);
    await this.lake.fetch(files);
    const session = await openQuerySession(this.engine);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      session.interrupt();
    }, deadline - Date.now());
    try {
      await session.bindFiles(spec.name, files, spec.columns, {
        partition: spec.partitionBy,
        grown: grown || spec.growing === true,
      });
      await session.seal([this.lake.root]);
      return await work(async <R extends object>(sql: string, limit = MOST_ROWS) => {
        if (isLate) throw late();
        return (await session.select(sql, limit)).rows as R[];
      });
    } catch (error) {
      if (isLate) throw late(error);
      throw error;
    } finally {
      clearTimeout(timer);
      await session.close();
    }
  }

  private async turn(deadline: number): Promise<void> {
    while (this.busy >= this.bounds.atOnce) {
      let timer: NodeJS.Timeout | undefined;
      let wake: () => void = () => undefined;
      const isFree = await Promise.race([
        new Promise<true>((done) => {
          wake = () => done(true);
          this.waiting.push(wake);
        }),
        new Promise<false>((done) => (timer = setTimeout(() => done(false), deadline - Date.now()))),
      ]);
      clearTimeout(timer);
      if (isFree) continue;
      const at = this.waiting.indexOf(wake);
      if (at >= 0) this.waiting.splice(at, 1);
      throw late();
    }
    this.busy++;
  }
}

function late(cause?: unknown): AppError {
  return new AppError('unavailable', 'the lake did not answer in time', {
    hint: 'Ask again when less is going on, or ask for less.',
    cause,
  });
}
