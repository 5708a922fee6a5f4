import {
  type Answered,
  type Comparison,
  type Filter,
  type Order,
  type SemanticQuery,
  type SemanticService,
} from '../../datamart/index.js';
import { AppError } from '../../../platform/errors/app-error.js';
import { FORECAST_MEASURES, type ForecastService } from '../../insights/index.js';
import { type ShownGold, type WarehouseReader } from '../../warehouse/index.js';
import { resolveFilter } from '../data-access/fact-filter.js';
import { type SalesFilter } from '../domain/sales-query.js';

export interface AnalyticsRequest {
  filter: SalesFilter;
  measures: readonly string[];
  dimensions: readonly string[];
  granularity: string;
  compare?: Comparison;
  order: readonly Order[];
  limit: number;
  /** Days ahead that the forecast beside it has; none where it is absent. */
  horizon?: number;
}

export interface Analysed {
  gold: ShownGold;
  series: Answered;
  /** The same measures over all lines that fit. */
  totals: Answered;
  /** Of the first measure that days have of their own; null where there is none or the days do not do. */
  forecast: Awaited<ReturnType<ForecastService['forecast']>>['body'] | null;
  /** Why there is no forecast, where one was asked for. */
  noForecast: string | null;
}

/** Figures over the lines that a list of sales would show, by the semantic layer. */
export class AnalyticsService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly semantic: SemanticService,
    private readonly forecasts: ForecastService,
  ) {}

  /** Throws AppError. */
  async analyse({ filter, ...asked }: AnalyticsRequest): Promise<Analysed> {
    const filters = await this.filtersOf(filter);
    const gold = await this.semantic.goldOf();
    const common: SemanticQuery = {
      measures: asked.measures,
      filters,
      from: filter.dateFrom,
      to: filter.dateTo,
      compare: asked.compare,
      asOf: filter.asOf,
    };
    const [series, totals] = await Promise.all([
      this.semantic.run(
        {
          ...common,
          dimensions: asked.dimensions,
          granularity: asked.granularity,
          order: asked.order,
          limit: asked.limit,
          fillGaps: asked.dimensions.length === 0,
        },
        gold,
      ),
      this.semantic.run(common, gold),
    ]);
    return { gold, series, totals, ...(await this.foreseen(asked, filter, filters, gold)) };
  }

  private async foreseen(
    { measures, horizon }: Pick<AnalyticsRequest, 'measures' | 'horizon'>,
    filter: SalesFilter,
    filters: Filter[],
    of: ShownGold,
  ): Promise<Pick<Analysed, 'forecast' | 'noForecast'>> {
    if (horizon === undefined) return { forecast: null, noForecast: null };
    const measure = measures.find((name) => name in FORECAST_MEASURES);
    if (measure === undefined)
      return { forecast: null, noForecast: 'none of the measures is foreseen by days' };
    try {
      const { body } = await this.forecasts.forecast(
        { measure, horizon, date_to: filter.dateTo },
        { filters, of },
      );
      return { forecast: body, noForecast: null };
    } catch (error) {
      if (error instanceof AppError && (error.kind === 'refused' || error.kind === 'conflict'))
        return { forecast: null, noForecast: error.message };
      throw error;
    }
  }

  private async filtersOf(filter: SalesFilter): Promise<Filter[]> {
    const one = (dimension: string, values: readonly string[] | undefined): Filter[] =>
      values ? [{ dimension, values }] : [];
    const bound = (operator: 'gte' | 'lte', value: number | undefined): Filter[] =>
      value === undefined ? [] : [{ dimension: 'line_amount', operator, values: [decimal(value)] }];
    return [
      ...one('country', filter.countries),
      ...one('customer', filter.customerIds),
      ...one('invoice', filter.invoiceNos),
      ...one('line_type', filter.lineType && [filter.lineType]),
      ...bound('gte', filter.minAmount),
      ...bound('lte', filter.maxAmount),
      ...(filter.products ? await this.products(filter) : []),
    ];
  }

  /** The versions of products that the texts name, as a list of sales finds them. */
  private async products({ products, asOf }: SalesFilter): Promise<Filter[]> {
    const keys = await this.reader.snapshot(
      async (_, sql) => (await resolveFilter(sql, { products, asOf }, undefined)).productKeys ?? [],
    );
    return [{ dimension: 'product_key', values: keys.length > 0 ? keys : [NO_KEY] }];
  }
}

/** No product has it. */
const NO_KEY = '-1';

/** No exponent, at most ten decimals. */
function decimal(value: number): string {
  return value.toFixed(10);
}
