import { type Database, type Sql } from '../../../platform/database/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { type EventBus } from '../../../platform/events/index.js';
import { ShownGoldRepository } from '../data-access/shown-gold.repository.js';
import { type ShownGold } from '../domain/star-schema.js';

const STATEMENT_MS = 10_000;
/** Older knowledge of what is shown is not used. */
const FRESH_MS = 1_000;

/**
 * The door to the rows of the star schema. What is answered after an answer is of the same gold or a newer one, in this
 * process.
 */
export class WarehouseReader {
  private readonly repository: ShownGoldRepository;
  private known: { gold: ShownGold; learned: number; checkedAt: number } | undefined;
  private checking: Promise<ShownGold> | undefined;
  /** Counts what is asked and learned, to tell what was before what. */
  private clock = 0;

  constructor(database: Database, events: EventBus, currency: string) {
    this.repository = new ShownGoldRepository(database, currency);
    events.subscribe('WarehousePublished', () => {
      if (this.known) this.known.checkedAt = -Infinity;
      this.checking = undefined;
    });
  }

  /**
   * The gold that is shown, at most a second old; version 0 before the first publication. Cheap: most calls ask nobody.
   * Throws AppError.
   */
  async shown(): Promise<ShownGold> {
    if (this.known && Date.now() - this.known.checkedAt < FRESH_MS) return this.known.gold;
    if (!this.checking) {
      const asked = ++this.clock;
      const checking = told(this.repository.shown())
        .then((gold) => this.learn(gold, asked))
        .finally(() => {
          if (this.checking === checking) this.checking = undefined;
        });
      this.checking = checking;
    }
    return this.checking;
  }

  /**
   * Reads of one moment: the gold that is shown, and rows of it, over the given connection alone. No statement writes, and none
   * takes longer than ten seconds. Throws AppError where the database does not answer, and what the work throws.
   */
  async snapshot<T>(work: (gold: ShownGold, sql: Sql) => Promise<T>): Promise<T> {
    const asked = ++this.clock;
    return told(
      this.repository.snapshot(STATEMENT_MS, (gold, sql) => {
        this.learn(gold, asked);
        return work(gold, sql);
      }),
    );
  }

  /** Whatever was asked before something newer was learned may be older than that. */
  private learn(gold: ShownGold, asked: number): ShownGold {
    if (!this.known || asked > this.known.learned || gold.publishedAt > this.known.gold.publishedAt) {
      this.known = { gold, learned: ++this.clock, checkedAt: Date.now() };
    }
    return this.known.gold;
  }
}

const QUERY_CANCELED = '57014';
/** Connections that could not be made or broke, as PostgreSQL and Node call it. */
const AWAY = /^(08...|57P0[1-5]|53300|E(CONN|PIPE|HOSTUNREACH|NOTFOUND|TIMEDOUT|NOENT|AI_AGAIN).*)$/;

/** What a reader can be told when the database does not answer. */
async function told<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError) throw error;
    const { code = '', message } = error as Error & { code?: string };
    if (code === QUERY_CANCELED) {
      throw new AppError('unavailable', `the question takes longer than ${STATEMENT_MS / 1_000} s`, {
        hint: 'Narrow it: fewer days, one customer, another order.',
        cause: error,
      });
    }
    if (
      AWAY.test(code) ||
      /connect(ion)? (terminated|timeout|refused)|timeout exceeded when/i.test(message)
    ) {
      throw new AppError('unavailable', 'the database does not answer', {
        hint: 'Try again in a moment.',
        cause: error,
      });
    }
    throw error;
  }
}
