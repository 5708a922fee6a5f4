import { type ShownGold } from '../../warehouse/index.js';
import { share } from '../domain/numbers.js';
import { addDays, lengthOf, type Period } from '../domain/period.js';
import { NOW } from '../domain/query.js';
import { filtersOf, maybeOf, maybeTextOf, type Narrowing, numberOf, textOf } from './dashboard.js';
import { type Kpi, kpiOf } from './kpi.js';
import { type Answered, type SemanticService } from './semantic.service.js';

/** KPIs by the names of dashboards, and the measures that they are. */
export const KPIS = {
  total_revenue: 'net_revenue',
  gross_revenue: 'gross_revenue',
  return_rate: 'return_rate',
  total_orders: 'orders',
  total_units: 'units',
  unique_customers: 'customers',
  new_customers: 'new_customers',
  repeat_customers: 'repeat_customers',
  avg_order_value: 'avg_order_value',
  items_per_order: 'items_per_order',
} as const;

export type KpiName = keyof typeof KPIS;

export interface Overview {
  gold: ShownGold;
  period: Period | null;
  compared: Period | null;
  kpis: Record<KpiName, Kpi>;
  top_products: {
    stock_code: string;
    description: string | null;
    revenue: number;
    units: number;
    revenue_share: number;
  }[];
  top_countries: { country: string; country_code: string | null; revenue: number; revenue_share: number }[];
  trend: {
    granularity: 'day' | 'week' | 'month';
    points: { period: string; revenue: number; compared: number | null }[];
  };
}

const USUAL_DAYS = 30;
const TOP = 10;

/** The whole shop at a glance. */
export class OverviewService {
  constructor(private readonly semantic: SemanticService) {}

  /** Without days, of the last thirty of the facts. Throws AppError. */
  async overview(narrowing: Narrowing): Promise<Overview> {
    const gold = await this.semantic.goldOf();
    const days = await this.daysOf(narrowing, gold);
    const filters = filtersOf(narrowing);
    const common = { ...days, filters, compare: 'previous_period' as const };
    const granularity = trendOf(days);
    const run = (query: Parameters<SemanticService['run']>[0]) => this.semantic.run(query, gold);
    const [kpis, products, countries, trend] = await Promise.all([
      run({ ...common, measures: Object.values(KPIS) }),
      run({
        ...{
          ...days,
          filters,
          asOf: NOW,
          measures: ['net_revenue', 'units'],
          dimensions: ['product', 'product_name'],
        },
        order: [{ by: 'net_revenue', direction: 'desc' }],
        limit: TOP,
      }),
      run({
        ...{ ...days, filters, measures: ['net_revenue'], dimensions: ['country', 'country_code'] },
        order: [{ by: 'net_revenue', direction: 'desc' }],
        limit: TOP,
      }),
      run({ ...common, measures: ['net_revenue'], granularity, fillGaps: true }),
    ]);
    return { gold, ...shape(kpis, products, countries), trend: { granularity, points: pointsOf(trend) } };
  }

  private async daysOf({ from, to }: Narrowing, gold: ShownGold): Promise<Partial<Period>> {
    if (from !== undefined || to !== undefined) return { from, to };
    const { last } = await this.semantic.daysOf(gold);
    return last === null ? {} : { from: addDays(last, 1 - USUAL_DAYS), to: last };
  }
}

function trendOf({ from, to }: Partial<Period>): Overview['trend']['granularity'] {
  if (from === undefined || to === undefined) return 'month';
  const days = lengthOf({ from, to });
  return days <= 92 ? 'day' : days <= 731 ? 'week' : 'month';
}

function shape(kpis: Answered, products: Answered, countries: Answered) {
  const [row] = kpis.rows;
  const total = numberOf(row, 'net_revenue');
  return {
    period: kpis.period,
    compared: kpis.compared && { from: kpis.compared.from, to: kpis.compared.to },
    kpis: Object.fromEntries(
      Object.entries(KPIS).map(([name, measure]) => [name, kpiOf(measure, row)]),
    ) as Overview['kpis'],
    top_products: products.rows.map((one) => ({
      stock_code: textOf(one, 'product'),
      description: maybeTextOf(one, 'product_name'),
      revenue: numberOf(one, 'net_revenue'),
      units: numberOf(one, 'units'),
      revenue_share: share(numberOf(one, 'net_revenue'), total),
    })),
    top_countries: countries.rows.map((one) => ({
      country: textOf(one, 'country'),
      country_code: maybeTextOf(one, 'country_code'),
      revenue: numberOf(one, 'net_revenue'),
      revenue_share: share(numberOf(one, 'net_revenue'), total),
    })),
  };
}

function pointsOf({ rows }: Answered): Overview['trend']['points'] {
  return rows.map((row) => ({
    period: textOf(row, 'date'),
    revenue: numberOf(row, 'net_revenue'),
    compared: maybeOf(row, 'net_revenue_compared'),
  }));
}
