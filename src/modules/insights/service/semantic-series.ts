import { type SemanticService } from '../../datamart/index.js';
import { type ShownGold } from '../../warehouse/index.js';
import { dayNumber } from '../domain/calendar/day.js';
import { type NamedSeries, type SeriesRequest, type SeriesSource } from './series-source.js';

/** Rows of one question: more would hold the event loop while they are made. */
const ROWS = 3_000;

/** Daily series as the semantic layer defines their measures and dimensions. */
export class SemanticSeries implements SeriesSource {
  constructor(private readonly semantic: SemanticService) {}

  async daily(gold: ShownGold, request: SeriesRequest): Promise<NamedSeries[]> {
    const { first, last } = await this.semantic.daysOf(gold);
    if (first === null || last === null) return [];
    const to = request.dateTo !== undefined && request.dateTo < last ? request.dateTo : last;
    if (to < first) return [];
    const days = dayNumber(to) - dayNumber(first) + 1;
    const period = { from: first, to };
    if (request.dimension === undefined) return [await this.one(gold, request.measure, period, days)];
    const { dimension } = request;
    const values = await this.valuesOf(gold, dimension, request, period);
    const codes = dimension === 'country' ? await this.codesOf(gold, values) : new Map<string, string>();
    const found = new Map<string, number[]>();
    // Some values at a time, so that each answer stays small.
    const size = Math.max(1, Math.floor(ROWS / days));
    for (let at = 0; at < values.length; at += size) {
      for (let from = first; from <= to; from = later(from, ROWS)) {
        const end = later(from, ROWS - 1);
        const { rows } = await this.semantic.run(
          {
            measures: [request.measure],
            dimensions: [dimension],
            filters: [{ dimension, values: values.slice(at, at + size) }],
            granularity: 'day',
            from,
            to: end < to ? end : to,
            limit: 10_000,
          },
          gold,
        );
        for (const row of rows) {
          const value = String(row[dimension]);
          const series = found.get(value) ?? new Array<number>(days).fill(0);
          series[dayNumber(String(row['date'])) - dayNumber(first)] = Number(row[request.measure] ?? 0);
          found.set(value, series);
        }
      }
    }
    return values.flatMap((value) => {
      const series = found.get(value);
      if (!series) return [];
      return [{ value, series: { first: dayNumber(first), values: series }, countryCode: codes.get(value) }];
    });
  }

  private async one(gold: ShownGold, measure: string, period: { from: string; to: string }, days: number) {
    const values = new Array<number>(days).fill(0);
    const { rows } = await this.semantic.run(
      { measures: [measure], granularity: 'day', ...period, limit: 10_000 },
      gold,
    );
    for (const row of rows)
      values[dayNumber(String(row['date'])) - dayNumber(period.from)] = Number(row[measure] ?? 0);
    return { value: null, series: { first: dayNumber(period.from), values } };
  }

  /** As gold writes them: those that were asked for, or those with the most. */
  private async valuesOf(
    gold: ShownGold,
    dimension: string,
    { measure, values, top }: SeriesRequest,
    period: { from: string; to: string },
  ): Promise<string[]> {
    const { rows } = await this.semantic.run(
      {
        measures: [measure],
        dimensions: [dimension],
        filters: values ? [{ dimension, values }] : [{ dimension, operator: 'is_not_null' }],
        order: [{ by: measure, direction: measure === 'returns_value' ? 'asc' : 'desc' }],
        limit: values ? values.length : (top ?? 10),
        ...period,
      },
      gold,
    );
    return rows.map((row) => String(row[dimension]));
  }

  private async codesOf(gold: ShownGold, countries: readonly string[]): Promise<Map<string, string>> {
    if (countries.length === 0) return new Map();
    const { rows } = await this.semantic.run(
      {
        measures: ['lines'],
        dimensions: ['country', 'country_code'],
        filters: [{ dimension: 'country', values: countries }],
      },
      gold,
    );
    return new Map(
      rows.flatMap((row) =>
        typeof row['country_code'] === 'string' ? [[String(row['country']), row['country_code']]] : [],
      ),
    );
  }
}

function later(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
