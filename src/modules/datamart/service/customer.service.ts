import { AppError } from '../../../platform/errors/app-error.js';
import { nameOf, type ShownGold } from '../../warehouse/index.js';
import { type CustomerRepository } from '../data-access/customer.repository.js';
import { activeDays, lifetimeValue, ordersAYear } from '../domain/clv.js';
import { type CustomerFigures, type CustomerOrder, type FavouriteProduct } from '../domain/customer.js';
import { round, share } from '../domain/numbers.js';
import { type ChurnRisk, churnRisk, type NextPurchase, nextPurchase } from '../domain/rhythm.js';
import { type SemanticService } from './semantic.service.js';

export interface CustomerAnalytics {
  customer_id: string;
  country: string | null;
  as_of: string;
  totals: {
    net_revenue: number;
    returns_value: number;
    return_rate: number;
    orders: number;
    units_sold: number;
    avg_order_value: number;
    first_purchase: string | null;
    last_purchase: string | null;
  };
  rfm: {
    recency_days: number;
    frequency: number;
    monetary: number;
    recency_score: number;
    frequency_score: number;
    monetary_score: number;
    segment: string;
  } | null;
  lifetime_value: {
    value: number;
    avg_order_value: number;
    orders_per_year: number;
    active_days: number;
    lifespan_years: number;
    method: string;
  } | null;
  churn_risk: ChurnRisk | null;
  next_purchase: NextPurchase | null;
  recent_orders: CustomerOrder[];
  favourite_products: FavouriteProduct[];
}

const MOST_ORDERS = 10;
const MOST_FAVOURITES = 10;
const CLV_METHOD =
  'Average order value × orders a year × expected lifespan; orders a year are orders ÷ active days × 365, at least 30 days.';

/** One customer: what was bought, RFM, lifetime value, rhythm. */
export class CustomerService {
  private gap: { of: string; value: Promise<number | null> } | undefined;

  constructor(
    private readonly semantic: SemanticService,
    private readonly customers: CustomerRepository,
    private readonly lifespanYears: number,
  ) {}

  /** Throws AppError: `not_found` where nobody has that id. */
  async analytics(id: string): Promise<{ gold: ShownGold; customer: CustomerAnalytics }> {
    const gold = await this.semantic.goldOf();
    const figures = gold.version < 1 ? undefined : await this.customers.figures(gold, id);
    if (!figures) throw new AppError('not_found', `there is no customer ${id}`);
    const [recent, favourites] = await Promise.all([
      this.customers.orders(gold, id, MOST_ORDERS),
      this.customers.favourites(gold, id, MOST_FAVOURITES),
    ]);
    const rhythm = rhythmOf(figures);
    const othersGap = rhythm?.ownGap === null ? await this.medianGap(gold) : null;
    return {
      gold,
      customer: {
        customer_id: figures.customerId,
        country: figures.country,
        as_of: figures.asOf,
        totals: totalsOf(figures),
        rfm: rfmOf(figures),
        lifetime_value: this.lifetimeValueOf(figures),
        churn_risk: rhythm && churnRisk(rhythm, othersGap, figures.asOf),
        next_purchase: rhythm && nextPurchase(rhythm, othersGap, figures.asOf),
        recent_orders: recent,
        favourite_products: favourites,
      },
    };
  }

  private lifetimeValueOf({
    netRevenue,
    orders,
    firstSale,
    lastSale,
  }: CustomerFigures): CustomerAnalytics['lifetime_value'] {
    if (firstSale === null || lastSale === null) return null;
    const history = { netRevenue, orders, firstSale, lastSale };
    return {
      value: lifetimeValue(history, this.lifespanYears),
      avg_order_value: round(netRevenue / orders),
      orders_per_year: ordersAYear(history),
      active_days: activeDays(history),
      lifespan_years: this.lifespanYears,
      method: CLV_METHOD,
    };
  }

  /** Asked once a version. */
  private medianGap(gold: ShownGold): Promise<number | null> {
    const of = nameOf(gold);
    if (this.gap?.of !== of) {
      const value = this.customers.medianGap(gold);
      this.gap = { of, value };
      value.catch(() => (this.gap = undefined));
    }
    return this.gap.value;
  }
}

function totalsOf(figures: CustomerFigures): CustomerAnalytics['totals'] {
  const { netRevenue, returnsValue, orders } = figures;
  return {
    net_revenue: netRevenue,
    returns_value: returnsValue,
    return_rate: share(-returnsValue, netRevenue - returnsValue),
    orders,
    units_sold: figures.unitsSold,
    avg_order_value: orders === 0 ? 0 : round(netRevenue / orders),
    first_purchase: figures.firstSale,
    last_purchase: figures.lastSale,
  };
}

function rfmOf(figures: CustomerFigures): CustomerAnalytics['rfm'] {
  const { recencyDays, recencyScore, frequencyScore, monetaryScore, segment } = figures;
  if (recencyDays === null || recencyScore === null || frequencyScore === null || monetaryScore === null)
    return null;
  return {
    recency_days: recencyDays,
    frequency: figures.orders,
    monetary: figures.netRevenue,
    recency_score: recencyScore,
    frequency_score: frequencyScore,
    monetary_score: monetaryScore,
    segment: segment ?? '',
  };
}

function rhythmOf({ firstSale, lastSale, purchaseDays }: CustomerFigures) {
  if (firstSale === null || lastSale === null) return null;
  const length = Math.round((Date.parse(lastSale) - Date.parse(firstSale)) / 86_400_000);
  return {
    lastPurchase: lastSale,
    ownGap: purchaseDays > 1 ? length / (purchaseDays - 1) : null,
  };
}
