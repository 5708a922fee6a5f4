import { identifier } from '../../../platform/engine/engine.js';
import { type CalendarSettings } from '../domain/metrics/declaration.js';
import { DATE } from '../domain/metrics/dimensions.js';
import { type Holiday } from '../domain/period.js';
import { type GoldReader, nameOf, overLake, type ShownGold } from '../../warehouse/index.js';
import { compile, type SettledQuery, type Statement } from './compile.js';

/** What a version of gold says of its days. */
export interface GoldDays {
  /** Days of the first and last fact; null where there is none. */
  first: string | null;
  last: string | null;
  /** Public holidays of the home country, by day. */
  holidays: readonly Holiday[];
}

const KEPT = 4;
/** More than any bounded series has. */
const MOST_POINTS = 100_000_000;

/** Questions of the semantic layer, asked of the engine at one version of gold. */
export class SemanticRepository {
  private readonly days = new Map<string, Promise<GoldDays>>();

  constructor(
    private readonly gold: GoldReader,
    private readonly calendar: CalendarSettings,
  ) {}

  compile(query: SettledQuery): Statement {
    return compile(query, this.calendar);
  }

  /** For people: the statement over tables of the lake, which need not be what answers it fastest. */
  explain(statement: Statement): string {
    return overLake(statement);
  }

  /** Whether a version of gold is kept still. */
  isKept(gold: ShownGold): Promise<boolean> {
    return this.gold.isKept(gold);
  }

  run(gold: ShownGold, statement: Statement): Promise<Record<string, string | number | boolean | null>[]> {
    return this.gold.query(gold, statement);
  }

  /**
   * Series of a question of one measure by the date and at most one dimension more, gaps filled: the date's texts and the values of
   * each key as text with commas between, as a row a day and key would block the event loop.
   */
  async series(
    gold: ShownGold,
    query: SettledQuery & { measures: readonly [string] },
    most: number,
  ): Promise<{ key: string | number | boolean | null; periods: string; values: string }[]> {
    const { sql, ...statement } = compile({ ...query, limit: MOST_POINTS }, this.calendar);
    const [measure] = query.measures;
    const by = query.dimensions.find((name) => name !== DATE);
    const key = by === undefined ? 'NULL' : identifier(by);
    return this.gold.query(gold, {
      ...statement,
      sql: `SELECT ${key} AS key, string_agg(${identifier(DATE)}, ',' ORDER BY ${identifier(DATE)}) AS periods,
  string_agg(coalesce(CAST(${identifier(measure)} AS VARCHAR), ''), ',' ORDER BY ${identifier(DATE)}) AS "values"
FROM (${sql}) AS points GROUP BY ${key} ORDER BY sum(${identifier(measure)}) DESC NULLS LAST, key LIMIT ${most}`,
    });
  }

  /** Asked once a version. */
  daysOf(gold: ShownGold): Promise<GoldDays> {
    const name = nameOf(gold);
    let days = this.days.get(name);
    if (!days) {
      days = this.readDays(gold);
      // What failed is asked again.
      days.catch(() => this.days.delete(name));
      for (const old of [...this.days.keys()].slice(0, -KEPT + 1)) this.days.delete(old);
      this.days.set(name, days);
    }
    return days;
  }

  private async readDays(gold: ShownGold): Promise<GoldDays> {
    const [span] = await this.gold.query<{ first: string | null; last: string | null }>(gold, {
      tables: ['mart_sales_daily'],
      sql: `SELECT strftime(strptime(CAST(min(date_key) AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS first,
        strftime(strptime(CAST(max(date_key) AS VARCHAR), '%Y%m%d'), '%Y-%m-%d') AS last FROM mart_sales_daily`,
    });
    const holidays = await this.gold.query<{ day: string; name: string }>(gold, {
      tables: ['dim_date'],
      sql: `SELECT strftime(date, '%Y-%m-%d') AS day, holiday_name AS name FROM dim_date WHERE is_holiday ORDER BY date`,
    });
    return { first: span?.first ?? null, last: span?.last ?? null, holidays };
  }
}
