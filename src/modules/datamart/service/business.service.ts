import { type ShownGold } from '../../warehouse/index.js';
import { type RfmRepository } from '../data-access/rfm.repository.js';
import { measureOf } from '../domain/metrics/catalogue.js';
import { round } from '../domain/numbers.js';
import { type Period } from '../domain/period.js';
import { filtersOf, type Narrowing } from './dashboard.js';
import { type Kpi, kpiOf } from './kpi.js';
import { type SemanticService } from './semantic.service.js';

export interface BusinessMetric extends Kpi {
  name: string;
  description: string;
}

export interface BusinessMetrics {
  gold: ShownGold;
  period: Period | null;
  compared: Period | null;
  metrics: BusinessMetric[];
}

const MEASURES = [
  ...['net_revenue', 'gross_revenue', 'returns_value', 'return_rate', 'profit', 'margin', 'orders', 'units'],
  ...[
    'avg_order_value',
    'items_per_order',
    'customers',
    'buyers',
    'new_customers',
    'repeat_customers',
    'repeat_rate',
  ],
  ...['revenue_per_customer', 'identified_share', 'products', 'trading_days', 'revenue_per_trading_day'],
];

/** The numbers by which the business is run. */
export class BusinessService {
  constructor(
    private readonly semantic: SemanticService,
    private readonly rfm: RfmRepository,
  ) {}

  /** Beside those of the period before. Throws AppError. */
  async metrics(narrowing: Narrowing): Promise<BusinessMetrics> {
    const gold = await this.semantic.goldOf();
    const { rows, period, compared } = await this.semantic.run(
      {
        ...{ measures: MEASURES, from: narrowing.from, to: narrowing.to, filters: filtersOf(narrowing) },
        compare: 'previous_period',
      },
      gold,
    );
    const metrics = MEASURES.map((name): BusinessMetric => {
      const { description } = measureOf(name);
      return { name, description, ...kpiOf(name, rows[0]) };
    });
    return {
      gold,
      period,
      compared: compared && { from: compared.from, to: compared.to },
      metrics: [...metrics, await this.lifetimeValue(gold)],
    };
  }

  private async lifetimeValue(gold: ShownGold): Promise<BusinessMetric> {
    const segments = gold.version < 1 ? [] : await this.rfm.segments(gold, undefined);
    const customers = segments.reduce((all, { customers: some }) => all + some, 0);
    const value = segments.reduce(
      (all, { customers: some, avgLifetimeValue }) => all + some * avgLifetimeValue,
      0,
    );
    return {
      name: 'avg_lifetime_value',
      label: 'Average lifetime value',
      description: 'Mean of the historic lifetime values of all customers with a sale, whatever the period.',
      unit: 'currency',
      value: customers === 0 ? 0 : round(value / customers),
      compared: null,
      change: null,
    };
  }
}
