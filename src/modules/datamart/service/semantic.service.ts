import { AppError } from '../../../platform/errors/app-error.js';
import { type CountryService, type ShownGold, type WarehouseReader } from '../../warehouse/index.js';
import { type SettledQuery, type Statement } from '../data-access/compile.js';
import { type ComparedDays } from '../data-access/calendar.js';
import { type GoldDays, type SemanticRepository } from '../data-access/semantic.repository.js';
import { measureOf } from '../domain/metrics/catalogue.js';
import { DATE } from '../domain/metrics/dimensions.js';
import {
  alignedDays,
  comparedPeriod,
  COMPARISONS,
  type Comparison,
  intersection,
  type Period,
} from '../domain/period.js';
import {
  DEFAULT_ROWS,
  MOST_SERIES,
  type Result,
  type SemanticQuery,
  type SeriesQuery,
  type SeriesResult,
  type Value,
} from '../domain/query.js';
import { columnsOf, rowOf } from './result.js';
import { checkPeriod, mustBeShort, readFilters, settledNames } from './settle.js';

export interface Answered extends Result {
  gold: ShownGold;
  statement: Statement;
}

/** The semantic layer: questions in names of the catalogue, answered from one version of gold. */
export class SemanticService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly semantic: SemanticRepository,
    private readonly countries: CountryService,
  ) {}

  /** The version of gold that a question is of. */
  async goldOf({ atVersion }: Pick<SemanticQuery, 'atVersion'> = {}): Promise<ShownGold> {
    const shown = await this.reader.shown();
    if (atVersion === undefined || atVersion === shown.version) return shown;
    if (atVersion > shown.version) {
      throw new AppError('not_found', `there is no version ${atVersion} of gold yet`, {
        hint: `The newest one is ${shown.version}.`,
      });
    }
    const gold = { ...shown, version: atVersion, publishedAt: 0, committedAt: null };
    if (!(await this.semantic.isKept(gold))) {
      throw new AppError('not_found', `version ${atVersion} of gold is kept no longer`, {
        hint: 'GET /api/v1/etl/tables tells which versions there are.',
      });
    }
    return gold;
  }

  /** The statement of an answer, as the tables of the lake answer it. */
  explain({ statement }: Pick<Answered, 'statement'>): string {
    return this.semantic.explain(statement);
  }

  /** First and last day of the facts. */
  daysOf(gold: ShownGold): Promise<GoldDays> {
    if (gold.version < 1) return Promise.resolve({ first: null, last: null, holidays: [] });
    return this.semantic.daysOf(gold);
  }

  /**
   * Rows of a question; the same gold for several questions of one answer is given by `of`. Throws AppError: `invalid` where a name or
   * value is not known, `unavailable` where that version cannot be read or takes too long.
   */
  async run(query: SemanticQuery, of?: ShownGold): Promise<Answered> {
    const { gold, settled, period, compared } = await this.settle(query, of);
    const statement = this.semantic.compile(settled);
    const columns = columnsOf(settled);
    const found =
      gold.version < 1
        ? nothing(settled)
        : (await this.semantic.run(gold, statement)).map((row) => rowOf(columns, row));
    return {
      gold,
      statement,
      columns,
      rows: found.slice(0, settled.limit),
      truncated: found.length > settled.limit,
      period,
      compared:
        compared && query.compare
          ? {
              from: compared.from,
              to: compared.to,
              mode: query.compare,
              description: COMPARISONS[query.compare],
            }
          : null,
      granularity: settled.granularity ?? null,
    };
  }

  /** A measure from period to period without gaps, of the whole or by a dimension. Throws AppError as `run` does. */
  async series(query: SeriesQuery, of?: ShownGold): Promise<SeriesResult & { gold: ShownGold }> {
    const { measure, by, granularity = 'day', most = USUAL_SERIES, ...rest } = query;
    if (most < 1 || most > MOST_SERIES)
      throw new AppError('invalid', `most must be from 1 to ${MOST_SERIES}`);
    if (by === DATE) throw new AppError('invalid', 'a series is along the date; by is another dimension');
    const dimensions = by === undefined ? [DATE] : [DATE, by];
    const { gold, settled, period } = await this.settle(
      { ...rest, measures: [measure], dimensions, granularity, fillGaps: true },
      of,
    );
    if (gold.version < 1 || period === null) return { gold, periods: [], series: [], period };
    const rows = await this.semantic.series(gold, { ...settled, measures: [measure] }, most);
    return {
      gold,
      period,
      periods: rows[0]?.periods.split(',') ?? [],
      series: rows.map(({ key, values }) => ({
        key,
        values: values.split(',').map((text) => (text === '' ? null : Number(text))),
      })),
    };
  }

  private async settle(query: SemanticQuery, of: ShownGold | undefined) {
    const names = settledNames(query);
    const filters = readFilters(query.filters ?? [], this.countries);
    const gold = of ?? (await this.goldOf(query));
    const days = await this.daysOf(gold);
    const { period, isWhole } = periodOf(query, days);
    const compared = query.compare && period ? this.compared(period, query.compare, days) : undefined;
    if (period && query.fillGaps) mustBeShort(period);
    const settled: SettledQuery = {
      measures: query.measures,
      dimensions: names.dimensions,
      granularity: names.granularity,
      filters,
      period: (period && (query.fillGaps ? period : readDays(period, days))) ?? NO_DAYS,
      isWhole,
      compared: compared && { ...compared, ...readDays(compared, days) },
      order: names.order,
      limit: query.limit ?? DEFAULT_ROWS,
      fillGaps: query.fillGaps ?? false,
      asOf: query.asOf,
    };
    return { gold, settled, period, compared };
  }

  /** The days that are asked for; null where there are none. Throws AppError. */
  async periodOf(query: SemanticQueryDays, gold: ShownGold): Promise<AskedDays & { read: Period }> {
    const days = await this.daysOf(gold);
    const asked = periodOf(query, days);
    return { ...asked, read: asked.period ? readDays(asked.period, days) : NO_DAYS };
  }

  private compared(period: Period, mode: Comparison, { holidays }: GoldDays): ComparedDays {
    const compared = comparedPeriod(period, mode);
    if (mode !== 'same_period_last_year_aligned') return compared;
    mustBeShort(period);
    return { ...compared, pairs: alignedDays(period, holidays) };
  }
}

const USUAL_SERIES = 100;
const NO_DAYS: Period = { from: '1970-01-01', to: '1970-01-01' };

type SemanticQueryDays = Pick<SemanticQuery, 'from' | 'to'>;

interface AskedDays {
  period: Period | null;
  /** The facts have no days outside it. */
  isWhole: boolean;
}

/** Where a bound is left out, it is that of the facts. */
function periodOf({ from, to }: SemanticQueryDays, { first, last }: GoldDays): AskedDays {
  const begin = from ?? first ?? to;
  const end = to ?? last ?? from;
  if (begin === undefined || end === undefined) return { period: null, isWhole: true };
  let period = { from: begin, to: end };
  // One bound beyond the facts leaves nothing, which is no error.
  if (begin > end && from === undefined) period = { from: end, to: end };
  if (begin > end && to === undefined) period = { from: begin, to: begin };
  checkPeriod(period);
  return { period, isWhole: first !== null && last !== null && period.from <= first && period.to >= last };
}

/** A long period has no more days to look at than the facts have. Where it has none of theirs, one is as good as many. */
function readDays(period: Period, { first, last }: GoldDays): Period {
  const facts = first !== null && last !== null ? { from: first, to: last } : period;
  return intersection(period, facts) ?? { from: period.from, to: period.from };
}

/** Before anything was published: nothing, and zeros where one row is always there. */
function nothing({ dimensions, measures }: SettledQuery): Record<string, Value>[] {
  if (dimensions.length > 0) return [];
  return [Object.fromEntries(measures.map((name) => [name, measureOf(name).nullable ? null : 0]))];
}
