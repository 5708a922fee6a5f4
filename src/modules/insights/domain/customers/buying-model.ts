import { minimise } from '../math/minimise.js';
import {
  aliveProbability,
  type BgNbd,
  bgNbdLogLikelihood,
  expectedPurchases,
  noOrderProbability,
  type PurchaseHistory,
} from './bg-nbd.js';
import { expectedValue, type GammaGamma, gammaGammaLogLikelihood } from './gamma-gamma.js';

export interface BuyingQuestion {
  ids: readonly string[];
  histories: readonly PurchaseHistory[];
  /** Days that are looked ahead. */
  days: number;
}

export interface CustomerOutlook {
  id: string;
  /** That the customer still buys at all; 1 of one who bought once, as the model has it. */
  alive: number;
  /** That no order comes in the days ahead. */
  noOrder: number;
  /** Days with an order that are expected. */
  purchases: number;
  /** Value of an order; null of a customer who bought once or whose orders have no value. */
  orderValue: number | null;
  value: number | null;
}

export interface BuyingModel {
  bgNbd: BgNbd & { logLikelihood: number; isConverged: boolean };
  /** Undefined where too few customers came back. */
  gammaGamma?: GammaGamma & { logLikelihood: number; isConverged: boolean; correlation: number };
  /** In the order of the question. */
  customers: CustomerOutlook[];
}

const LEAST_CUSTOMERS = 50;
/** Weeks: numbers of the size of one make the search easy. */
const UNIT_DAYS = 7;

/** Parameters by maximum likelihood, and what they say of each customer. Undefined of too few customers. */
export function buyingModel({ ids, histories, days }: BuyingQuestion): BuyingModel | undefined {
  const returning = histories.filter(({ frequency }) => frequency > 0);
  if (histories.length < LEAST_CUSTOMERS || returning.length < LEAST_CUSTOMERS / 2) return undefined;
  const bgNbd = fitBgNbd(histories);
  const gammaGamma = fitGammaGamma(histories);
  const ahead = days / UNIT_DAYS;
  return {
    bgNbd,
    gammaGamma,
    customers: histories.map((history, at) => {
      const inWeeks = weeks(history);
      const purchases = expectedPurchases(bgNbd, inWeeks, ahead);
      const orderValue =
        gammaGamma && history.frequency > 0 && history.value > 0 ? expectedValue(gammaGamma, history) : null;
      return {
        id: ids[at] ?? '',
        alive: aliveProbability(bgNbd, inWeeks),
        noOrder: noOrderProbability(bgNbd, inWeeks, ahead),
        purchases,
        orderValue,
        value: orderValue === null ? null : purchases * orderValue,
      };
    }),
  };
}

function weeks(history: PurchaseHistory): PurchaseHistory {
  return { ...history, recency: history.recency / UNIT_DAYS, age: history.age / UNIT_DAYS };
}

/** Times in weeks. Customers with the same history are weighed, not repeated. */
export function fitBgNbd(histories: readonly PurchaseHistory[]): BuyingModel['bgNbd'] {
  const groups = new Map<string, { history: PurchaseHistory; count: number }>();
  for (const history of histories) {
    const key = `${history.frequency}|${history.recency}|${history.age}`;
    const group = groups.get(key);
    if (group) group.count++;
    else groups.set(key, { history: weeks(history), count: 1 });
  }
  const all = [...groups.values()];
  const of = (x: readonly number[]): BgNbd => ({
    r: Math.exp(x[0] ?? 0),
    alpha: Math.exp(x[1] ?? 0),
    a: Math.exp(x[2] ?? 0),
    b: Math.exp(x[3] ?? 0),
  });
  const lost = (x: readonly number[]) => {
    if (x.some((value) => Math.abs(value) > 12)) return Infinity;
    const parameters = of(x);
    let total = 0;
    for (const { history, count } of all) total += count * bgNbdLogLikelihood(parameters, history);
    return -total / histories.length;
  };
  // From two places, in case one leads nowhere.
  const found = [
    [0, 1.5, -0.5, 0.5],
    [-0.5, 1, 0, 2],
  ]
    .map((start) => minimise(lost, start))
    .sort((one, other) => one.value - other.value)[0] ?? { x: [0, 0, 0, 0], value: NaN, isConverged: false };
  return {
    ...of(found.x),
    logLikelihood: -found.value * histories.length,
    isConverged: found.isConverged,
  };
}

/** Of customers who came back, with orders of positive value. */
export function fitGammaGamma(histories: readonly PurchaseHistory[]): BuyingModel['gammaGamma'] {
  const known = histories.filter(({ frequency, value }) => frequency > 0 && value > 0);
  if (known.length < LEAST_CUSTOMERS / 2) return undefined;
  const scale = known.reduce((sum, { value }) => sum + value, 0) / known.length;
  const scaled = known.map((history) => ({ ...history, value: history.value / scale }));
  const of = (x: readonly number[]): GammaGamma => ({
    p: Math.exp(x[0] ?? 0),
    q: Math.exp(x[1] ?? 0),
    v: Math.exp(x[2] ?? 0),
  });
  const lost = (x: readonly number[]) => {
    if (x.some((value) => Math.abs(value) > 12)) return Infinity;
    const parameters = of(x);
    let total = 0;
    for (const history of scaled) total += gammaGammaLogLikelihood(parameters, history);
    return -total / scaled.length;
  };
  const found = minimise(lost, [1, 1, 0]);
  const { p, q, v } = of(found.x);
  return {
    p,
    q,
    v: v * scale,
    logLikelihood: -found.value * known.length - known.length * Math.log(scale),
    isConverged: found.isConverged,
    correlation: correlation(
      known.map(({ frequency }) => frequency),
      known.map(({ value }) => value),
    ),
  };
}

function correlation(x: readonly number[], y: readonly number[]): number {
  const n = x.length;
  const mx = x.reduce((sum, value) => sum + value, 0) / n;
  const my = y.reduce((sum, value) => sum + value, 0) / n;
  let xy = 0;
  let xx = 0;
  let yy = 0;
  x.forEach((value, at) => {
    const dx = value - mx;
    const dy = (y[at] ?? 0) - my;
    xy += dx * dy;
    xx += dx * dx;
    yy += dy * dy;
  });
  return xx === 0 || yy === 0 ? 0 : xy / Math.sqrt(xx * yy);
}
