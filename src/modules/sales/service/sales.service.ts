import { createHash } from 'node:crypto';
import { AppError } from '../../../platform/errors/app-error.js';
import {
  type AnswerCache,
  type CountryService,
  type ShownGold,
  type WarehouseReader,
} from '../../warehouse/index.js';
import { type FactFilter, isEmpty, resolveFilter } from '../data-access/fact-filter.js';
import { type GoldSalesRepository } from '../data-access/gold-sales.repository.js';
import {
  type PlacedLine,
  type SalesRepository,
  type Total,
  type Window,
} from '../data-access/sales.repository.js';
import { type Aggregations, NOTHING, type Summary } from '../domain/aggregations.js';
import { type Cursor, cursorText, readCursor } from '../domain/cursor.js';
import { type SalesLine } from '../domain/line.js';
import { filterText, type SalesFilter, type Sort, SORT_FIELDS } from '../domain/sales-query.js';

export interface SalesPage extends Total {
  gold: ShownGold;
  lines: SalesLine[];
}

export interface SalesStretch extends SalesPage {
  /** Of each line, where the list goes on behind it. */
  cursors: string[];
  hasNext: boolean;
  /** Where the next stretch begins; null where there is none. */
  endCursor: string | null;
  /** The cursor that was given is of this other version of gold; null where it is of the same, or none was given. */
  cursorVersion: number | null;
  /** Of all lines that fit; null where gold cannot be read by the engine now. */
  summary: Summary | null;
  aggregations: Aggregations | null;
  /** Milliseconds by step. */
  steps: { rows: number; summary: number; aggregations: number };
}

interface Reading {
  gold: ShownGold;
  lines: PlacedLine[];
  filter: FactFilter;
  total: Total | undefined;
}

/** Lists of sales. A list, its total and its figures are of the same version of gold. */
export class SalesService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly sales: SalesRepository,
    private readonly gold: GoldSalesRepository,
    private readonly countries: CountryService,
    private readonly answers: AnswerCache,
  ) {}

  /** Throws AppError. */
  async page(filter: SalesFilter, sort: Sort, page: number, size: number): Promise<SalesPage> {
    const window = { limit: size, offset: (page - 1) * size };
    let reading = await this.read(filter, sort, window);
    if (!reading.total) {
      const lines = await this.lines(reading, filter);
      if (lines !== null) reading.total = { total: lines, source: 'gold' };
      else reading = await this.read(filter, sort, window, { countsAll: true });
    }
    return { gold: reading.gold, lines: reading.lines.map(({ line }) => line), ...totalOf(reading) };
  }

  /** The lines after a cursor; the text of one that is of another query, or no cursor at all, is refused with an AppError. */
  async stretch(
    filter: SalesFilter,
    sort: Sort,
    first: number,
    after: string | undefined,
    withAggregations: boolean,
  ): Promise<SalesStretch> {
    const query = queryName(filter, sort);
    const cursor = after === undefined ? undefined : cursorOf(after, query, sort);
    // One more tells whether there are more.
    const window = { limit: first + 1, after: cursor };
    const clock = stopwatch();
    let reading = await this.read(filter, sort, window);
    const rows = clock();
    const summary = await this.summary(reading, filter);
    if (!reading.total) {
      if (summary) reading.total = { total: summary.lines, source: 'gold' };
      else reading = await this.read(filter, sort, window, { countsAll: true });
    }
    const summarised = clock();
    const aggregations = withAggregations ? await this.aggregations(reading, filter) : null;
    const lines = reading.lines.slice(0, first);
    const hasNext = reading.lines.length > first;
    const { version } = reading.gold;
    const cursors = lines.map(({ place }) => encode({ ...place, version, query }));
    return {
      gold: reading.gold,
      lines: lines.map(({ line }) => line),
      cursors,
      ...totalOf(reading),
      hasNext,
      endCursor: (hasNext ? cursors.at(-1) : undefined) ?? null,
      cursorVersion: cursor === undefined || cursor.version === version ? null : cursor.version,
      summary,
      aggregations,
      steps: { rows, summary: summarised, aggregations: clock() },
    };
  }

  private read(
    filter: SalesFilter,
    sort: Sort,
    window: Window,
    { countsAll = false } = {},
  ): Promise<Reading> {
    const names = this.countries.resolve(filter.countries);
    return this.reader.snapshot(async (gold, sql) => {
      const resolved = await resolveFilter(sql, filter, names);
      if (isEmpty(resolved)) {
        return { gold, lines: [], filter: resolved, total: { total: 0, source: 'nothing' } };
      }
      const lines = await this.sales.lines(sql, resolved, sort, window, filter.asOf);
      const total = await this.sales.total(sql, gold, filter, resolved);
      if (total || !countsAll) return { gold, lines, filter: resolved, total };
      return {
        gold,
        lines,
        filter: resolved,
        total: { total: await this.sales.count(sql, resolved), source: 'count' },
      };
    });
  }

  private async lines({ gold, filter }: Reading, asked: SalesFilter): Promise<number | null> {
    const counted = await ifReadable(
      this.answers.part(gold, 'lines', filterText(asked), async () => ({
        lines: await this.gold.count(gold, filter),
      })),
    );
    return counted?.lines ?? null;
  }

  private async summary({ gold, filter, total }: Reading, asked: SalesFilter): Promise<Summary | null> {
    if (total?.total === 0) return NO_LINES;
    return ifReadable(
      this.answers.part(gold, 'summary', filterText(asked), () => this.gold.summary(gold, filter)),
    );
  }

  private async aggregations({ gold, filter, total }: Reading, asked: SalesFilter): Promise<Aggregations> {
    if (total?.total === 0) return NOTHING;
    return this.answers.part(gold, 'aggregations', filterText(asked), () =>
      this.gold.aggregations(gold, filter),
    );
  }
}

/** Null where the engine cannot read this version; everything else is told. */
async function ifReadable<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof AppError && error.kind === 'unavailable') return null;
    throw error;
  }
}

const NO_LINES: Summary = {
  lines: 0,
  without_customer: 0,
  without_country: 0,
  returns: 0,
  unlinked_returns: 0,
};

function totalOf({ total }: Reading): Total {
  if (!total) throw new Error('a list without a total');
  return total;
}

/** A cursor is good for this filter and order alone. */
function queryName(filter: SalesFilter, sort: Sort): string {
  return createHash('sha256')
    .update(`${sort.field}:${sort.direction} ${filterText(filter)}`)
    .digest('base64url')
    .slice(0, 22);
}

function encode(cursor: Cursor): string {
  return Buffer.from(cursorText(cursor)).toString('base64url');
}

function cursorOf(text: string, query: string, { field }: Sort): Cursor {
  const cursor = readCursor(Buffer.from(text, 'base64url').toString('utf8'), SORT_FIELDS[field].values);
  if (cursor?.query === query) return cursor;
  throw new AppError(
    'invalid',
    cursor ? 'the cursor is of another filter or order' : 'after is no cursor of ours',
    {
      hint: 'Give pagination.end_cursor of the page before, with the same filters and the same sort.',
    },
  );
}

function stopwatch(): () => number {
  let last = performance.now();
  return () => {
    const now = performance.now();
    const passed = Math.round((now - last) * 10) / 10;
    last = now;
    return passed;
  };
}
