import { type ShownGold } from '../../warehouse/index.js';
import { round, share } from '../domain/numbers.js';
import { type Period } from '../domain/period.js';
import { filtersOf, type Narrowing, numberOf } from './dashboard.js';
import { type SemanticService } from './semantic.service.js';

export interface SeasonalClass {
  /** Month 1–12, quarter 1–4, weekday 1–7 from Monday, hour 0–23. */
  value: number;
  label: string;
  revenue: number;
  orders: number;
  /** Days with a sale in it. */
  trading_days: number;
  revenue_per_trading_day: number;
  revenue_share: number;
  /** Revenue a trading day by that of all trading days: 1 is usual. Of hours: revenue by that of the mean hour of trade. */
  index: number;
}

export interface Seasonal {
  gold: ShownGold;
  period: Period | null;
  month_of_year: SeasonalClass[];
  quarter_of_year: SeasonalClass[];
  weekday: SeasonalClass[];
  hour: SeasonalClass[];
}

const WEEKDAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const MONTHS = [
  ...['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October'],
  ...['November', 'December'],
];

const LABELS: Record<string, (value: number) => string> = {
  month_of_year: (value) => MONTHS[value - 1] ?? '',
  quarter_of_year: (value) => `Q${value}`,
  weekday: (value) => WEEKDAYS[value - 1] ?? '',
  hour: (value) => `${String(value).padStart(2, '0')}:00`,
};

const MEASURES = ['net_revenue', 'orders', 'trading_days', 'revenue_per_trading_day'];

/** What of the sales comes again with month, quarter, weekday and hour. */
export class SeasonalService {
  constructor(private readonly semantic: SemanticService) {}

  /** Throws AppError. */
  async trends(narrowing: Narrowing): Promise<Seasonal> {
    const gold = await this.semantic.goldOf();
    const common = {
      from: narrowing.from,
      to: narrowing.to,
      filters: filtersOf(narrowing),
      measures: MEASURES,
    };
    const all = await this.semantic.run(common, gold);
    const classes = async (dimension: string): Promise<SeasonalClass[]> => {
      const { rows } = await this.semantic.run({ ...common, dimensions: [dimension] }, gold);
      const total = numberOf(all.rows[0], 'net_revenue');
      const usual = numberOf(all.rows[0], 'revenue_per_trading_day');
      return rows.map((row) => {
        const revenue = numberOf(row, 'net_revenue');
        const daily = numberOf(row, 'revenue_per_trading_day');
        const value = numberOf(row, dimension);
        return {
          value,
          label: LABELS[dimension]?.(value) ?? '',
          revenue,
          orders: numberOf(row, 'orders'),
          trading_days: numberOf(row, 'trading_days'),
          revenue_per_trading_day: daily,
          revenue_share: share(revenue, total),
          index:
            dimension === 'hour' ? round(share(revenue * rows.length, total)) : round(share(daily, usual)),
        };
      });
    };
    const [months, quarters, weekdays, hours] = await Promise.all(
      ['month_of_year', 'quarter_of_year', 'weekday', 'hour'].map(classes),
    );
    return {
      gold,
      period: all.period,
      month_of_year: months ?? [],
      quarter_of_year: quarters ?? [],
      weekday: weekdays ?? [],
      hour: hours ?? [],
    };
  }
}
