import { type ShownGold } from '../../warehouse/index.js';
import { type Period } from '../domain/period.js';
import { share } from '../domain/numbers.js';
import { NOW } from '../domain/query.js';
import { filtersOf, maybeOf, maybeTextOf, type Narrowing, numberOf, textOf } from './dashboard.js';
import { type SemanticService } from './semantic.service.js';

/** What products and countries are ranked by, and the measure that it is. */
export const RANKINGS = {
  revenue: 'net_revenue',
  gross_revenue: 'gross_revenue',
  returns: 'returns_value',
  return_rate: 'return_rate',
  units: 'units',
  orders: 'orders',
  customers: 'customers',
  avg_order_value: 'avg_order_value',
} as const;

export type Ranking = keyof typeof RANKINGS;
export const RANKING_NAMES = Object.keys(RANKINGS) as Ranking[];

interface Figures {
  rank: number;
  revenue: number;
  gross_revenue: number;
  returns_value: number;
  return_rate: number;
  units: number;
  orders: number;
  customers: number;
  avg_order_value: number;
  /** Of the net revenue of all that fit, 0 to 1. */
  revenue_share: number;
  /** To the period before; null where there was nothing. */
  revenue_change: number | null;
}

export interface ProductPerformance extends Figures {
  stock_code: string;
  description: string | null;
  category: string | null;
}

export interface CountryPerformance extends Figures {
  country: string;
  country_code: string | null;
  region: string | null;
  continent: string | null;
}

export interface Ranked<T> {
  gold: ShownGold;
  period: Period | null;
  compared: Period | null;
  total_revenue: number;
  rows: T[];
}

const MEASURES = [
  ...['net_revenue', 'gross_revenue', 'returns_value', 'return_rate', 'units', 'orders', 'customers'],
  'avg_order_value',
];

/** Products and countries, ranked. */
export class PerformanceService {
  constructor(private readonly semantic: SemanticService) {}

  /** Throws AppError. */
  products(narrowing: Narrowing, metric: Ranking, most: number): Promise<Ranked<ProductPerformance>> {
    return this.ranked(['product', 'product_name', 'category'], narrowing, metric, most, (row) => ({
      stock_code: textOf(row, 'product'),
      description: maybeTextOf(row, 'product_name'),
      category: maybeTextOf(row, 'category'),
    }));
  }

  /** Throws AppError. */
  countries(narrowing: Narrowing, metric: Ranking, most: number): Promise<Ranked<CountryPerformance>> {
    return this.ranked(
      ['country', 'country_code', 'region', 'continent'],
      narrowing,
      metric,
      most,
      (row) => ({
        country: textOf(row, 'country'),
        country_code: maybeTextOf(row, 'country_code'),
        region: maybeTextOf(row, 'region'),
        continent: maybeTextOf(row, 'continent'),
      }),
    );
  }

  private async ranked<T extends object>(
    dimensions: string[],
    narrowing: Narrowing,
    metric: Ranking,
    most: number,
    names: (row: Record<string, string | number | boolean | null>) => T,
  ): Promise<Ranked<T & Figures>> {
    const { from, to } = narrowing;
    const filters = filtersOf(narrowing);
    const gold = await this.semantic.goldOf();
    const by = RANKINGS[metric];
    // Returns are negative: the most of them are the least of the measure.
    const direction = metric === 'returns' ? ('asc' as const) : ('desc' as const);
    const common = { from, to, filters, asOf: NOW };
    const compare = from === undefined && to === undefined ? undefined : ('previous_period' as const);
    const [all, found] = await Promise.all([
      this.semantic.run({ ...common, measures: ['net_revenue'] }, gold),
      this.semantic.run(
        { ...common, measures: MEASURES, dimensions, compare, order: [{ by, direction }], limit: most },
        gold,
      ),
    ]);
    const total = numberOf(all.rows[0], 'net_revenue');
    return {
      gold,
      period: found.period,
      compared: found.compared && { from: found.compared.from, to: found.compared.to },
      total_revenue: total,
      rows: found.rows.map((row, at) => ({
        rank: at + 1,
        ...names(row),
        revenue: numberOf(row, 'net_revenue'),
        gross_revenue: numberOf(row, 'gross_revenue'),
        returns_value: numberOf(row, 'returns_value'),
        return_rate: numberOf(row, 'return_rate'),
        units: numberOf(row, 'units'),
        orders: numberOf(row, 'orders'),
        customers: numberOf(row, 'customers'),
        avg_order_value: numberOf(row, 'avg_order_value'),
        revenue_share: share(numberOf(row, 'net_revenue'), total),
        revenue_change: maybeOf(row, 'net_revenue_change'),
      })),
    };
  }
}
