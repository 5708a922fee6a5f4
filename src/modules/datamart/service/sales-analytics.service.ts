import { type ShownGold } from '../../warehouse/index.js';
import { change } from '../domain/numbers.js';
import { type Period } from '../domain/period.js';
import { filtersOf, type Narrowing, numberOf, textOf } from './dashboard.js';
import { MOST_ROWS, type Value } from '../domain/query.js';
import { type SemanticService } from './semantic.service.js';

/** Granularities in the words of the routes, and those of the catalogue that they are. */
export const PERIODS = {
  daily: 'day',
  weekly: 'week',
  monthly: 'month',
  quarterly: 'quarter',
  yearly: 'year',
} as const;

export type PeriodWord = keyof typeof PERIODS;
export const PERIOD_WORDS = Object.keys(PERIODS) as PeriodWord[];

export interface SalesFigures {
  /** Net, returns included. */
  total_revenue: number;
  gross_revenue: number;
  returns_value: number;
  total_orders: number;
  total_units: number;
  unique_customers: number;
  new_customers: number;
  repeat_customers: number;
  avg_order_value: number;
}

export interface SalesPeriod extends SalesFigures {
  /** As the granularity writes it. */
  period: string;
  /** Of the total revenue to the period before; null in the first one and after nothing. */
  revenue_change: number | null;
}

export interface SalesAnalytics {
  gold: ShownGold;
  days: Period | null;
  periods: SalesPeriod[];
  totals: SalesFigures;
}

const MEASURES = [
  ...['net_revenue', 'gross_revenue', 'returns_value', 'orders', 'units', 'customers', 'new_customers'],
  ...['repeat_customers', 'avg_order_value'],
];

/** Sales from period to period, without gaps. */
export class SalesAnalyticsService {
  constructor(private readonly semantic: SemanticService) {}

  /** Throws AppError. */
  async periods(narrowing: Narrowing, word: PeriodWord): Promise<SalesAnalytics> {
    const { from, to } = narrowing;
    const gold = await this.semantic.goldOf();
    const common = { measures: MEASURES, filters: filtersOf(narrowing), from, to };
    const [rows, all] = await Promise.all([
      this.semantic.run({ ...common, granularity: PERIODS[word], fillGaps: true, limit: MOST_ROWS }, gold),
      this.semantic.run(common, gold),
    ]);
    return {
      gold,
      days: rows.period,
      periods: rows.rows.map((row, at) => {
        const former = rows.rows[at - 1];
        return {
          period: textOf(row, 'date'),
          ...figuresOf(row),
          revenue_change: former
            ? change(numberOf(row, 'net_revenue'), numberOf(former, 'net_revenue'))
            : null,
        };
      }),
      totals: figuresOf(all.rows[0]),
    };
  }
}

function figuresOf(row: Record<string, Value> | undefined): SalesFigures {
  return {
    total_revenue: numberOf(row, 'net_revenue'),
    gross_revenue: numberOf(row, 'gross_revenue'),
    returns_value: numberOf(row, 'returns_value'),
    total_orders: numberOf(row, 'orders'),
    total_units: numberOf(row, 'units'),
    unique_customers: numberOf(row, 'customers'),
    new_customers: numberOf(row, 'new_customers'),
    repeat_customers: numberOf(row, 'repeat_customers'),
    avg_order_value: numberOf(row, 'avg_order_value'),
  };
}
