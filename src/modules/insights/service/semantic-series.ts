import { type Filter, type SemanticService } from '../../datamart/index.js';
import { type ShownGold } from '../../warehouse/index.js';
import { dayNumber } from '../domain/calendar/day.js';
import { type NamedSeries, type SeriesRequest, type SeriesSource } from './series-source.js';

/** Values, where none were named. */
const USUAL = 5;

/** Daily series as the semantic layer defines their measures and dimensions. */
export class SemanticSeries implements SeriesSource {
  constructor(private readonly semantic: SemanticService) {}

  async daily(gold: ShownGold, request: SeriesRequest): Promise<NamedSeries[]> {
    const { measure, dimension, values, dateTo, filters = [] } = request;
    const { first, last } = await this.semantic.daysOf(gold);
    if (first === null || last === null) return [];
    // Days after the last fact are not days without sales.
    const to = dateTo !== undefined && dateTo < last ? dateTo : last;
    if (to < first) return [];
    const period = { from: first, to };
    // Chosen first: series of all values, to keep a few, would be many rows.
    const chosen =
      dimension === undefined ? undefined : (values ?? (await this.largest(gold, request, period)));
    if (chosen?.length === 0) return [];
    const own: Filter[] = dimension === undefined || !chosen ? [] : [{ dimension, values: chosen }];
    const { series } = await this.semantic.series(
      { measure, by: dimension, filters: [...filters, ...own], ...period, most: chosen?.length },
      gold,
    );
    const codes =
      dimension === 'country'
        ? await this.codesOf(
            gold,
            series.map(({ key }) => String(key)),
          )
        : new Map<string, string>();
    return series.map(({ key, values: found }) => ({
      value: key === null ? null : String(key),
      series: { first: dayNumber(first), values: found.map((value) => value ?? 0) },
      countryCode: key === null ? undefined : codes.get(String(key)),
    }));
  }

  private async largest(
    gold: ShownGold,
    { measure, dimension = '', top, filters = [] }: SeriesRequest,
    period: { from: string; to: string },
  ): Promise<string[]> {
    const { rows } = await this.semantic.run(
      {
        measures: [measure],
        dimensions: [dimension],
        filters: [...filters, { dimension, operator: 'is_not_null' }],
        order: [{ by: measure, direction: measure === 'returns_value' ? 'asc' : 'desc' }],
        limit: top ?? USUAL,
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
