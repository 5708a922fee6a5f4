import { invertSymmetric } from '../math/linear.js';
import { deviation } from '../math/statistics.js';

/** A week of a product. */
export interface PriceWeek {
  /** Mean price that was paid, and units that were sold; both above zero. */
  price: number;
  units: number;
  /** Units of all other goods in that week: how busy it was. */
  market: number;
}

/** elastic: units fall by more than the price rises; unclear: the interval holds −1 or 0. */
export const VERDICTS = ['elastic', 'inelastic', 'unclear', 'positive'] as const;

export type Elasticity =
  | {
      is_estimable: true;
      /** Per cent that units change where the price rises by one per cent. */
      elasticity: number;
      standard_error: number;
      lower_95: number;
      upper_95: number;
      r_squared: number;
      weeks: number;
      price_variation: number;
      verdict: (typeof VERDICTS)[number];
    }
  | { is_estimable: false; reason: string; weeks: number; price_variation: number };

export const LEAST_WEEKS = 10;
/** Standard deviation of the logarithm of the price. */
export const LEAST_VARIATION = 0.03;

/**
 * Log-log regression ln(units) = a + b·ln(price) + c·ln(market), b the elasticity, its standard error robust to unequal variance
 * (HC1, MacKinnon and White 1985). Not estimable where the price hardly moved or weeks are few.
 */
export function elasticityOf(weeks: readonly PriceWeek[]): Elasticity {
  const n = weeks.length;
  const prices = weeks.map(({ price }) => Math.log(price));
  const variation = deviation(prices);
  const none = (reason: string): Elasticity => ({
    is_estimable: false,
    reason,
    weeks: n,
    price_variation: variation,
  });
  if (n < LEAST_WEEKS) return none(`sold in ${n} weeks; ${LEAST_WEEKS} are needed`);
  if (variation < LEAST_VARIATION) return none('the price hardly moved');
  const markets = weeks.map(({ market }) => Math.log(Math.max(market, 1)));
  const hasMarket = deviation(markets) > 1e-9;
  // Around their means: the matrix stays well conditioned.
  const centre = (values: number[]) => {
    const middle = values.reduce((sum, value) => sum + value, 0) / n;
    return values.map((value) => value - middle);
  };
  const columns = [new Array<number>(n).fill(1), centre(prices), ...(hasMarket ? [centre(markets)] : [])];
  const y = weeks.map(({ units }) => Math.log(units));
  const width = columns.length;
  const dot = (one: number[], other: number[]) =>
    one.reduce((sum, value, at) => sum + value * (other[at] ?? 0), 0);
  let inverse: number[][];
  try {
    inverse = invertSymmetric(columns.map((one) => columns.map((other) => dot(one, other))));
  } catch {
    return none('price and demand of the shop moved together');
  }
  const moments = columns.map((column) => dot(column, y));
  const beta = inverse.map((row) => dot(row, moments));
  const residuals = y.map(
    (value, at) => value - columns.reduce((sum, column, j) => sum + (beta[j] ?? 0) * (column[at] ?? 0), 0),
  );
  // (X'X)⁻¹ X' diag(e²) X (X'X)⁻¹ · n/(n−k), its element of the price.
  const leverage = residuals.map((_, at) =>
    columns.reduce((sum, column, j) => sum + (inverse[1]?.[j] ?? 0) * (column[at] ?? 0), 0),
  );
  const error = Math.sqrt(
    (n / (n - width)) * residuals.reduce((sum, e, at) => sum + (e * (leverage[at] ?? 0)) ** 2, 0),
  );
  const elasticity = beta[1] ?? 0;
  const total = centre(y).reduce((sum, value) => sum + value ** 2, 0);
  const lower = elasticity - 1.96 * error;
  const upper = elasticity + 1.96 * error;
  return {
    is_estimable: true,
    elasticity,
    standard_error: error,
    lower_95: lower,
    upper_95: upper,
    r_squared: total === 0 ? 0 : 1 - residuals.reduce((sum, e) => sum + e * e, 0) / total,
    weeks: n,
    price_variation: variation,
    verdict:
      upper < -1 ? 'elastic' : lower > 0 ? 'positive' : lower > -1 && upper < 0 ? 'inelastic' : 'unclear',
  };
}
