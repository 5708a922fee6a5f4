import { mean, sum } from '../math/statistics.js';
import { type CustomerOutlook } from './buying-model.js';

/** How well a model foretold the days that it did not know. */
export interface Calibration {
  purchases_expected: number;
  purchases_actual: number;
  /** Of the probability that a customer does not come back: 0 is perfect, 0.25 a coin (Brier 1950). */
  brier: number;
  /** Brier score of giving everybody the share of all. */
  brier_of_share: number;
  /** That one who stayed away had a higher probability of it than one who came; null where all did the same. */
  auc: number | null;
  /** Customers by their probability of staying away, in fifths: what was said and what came. */
  fifths: { expected: number; actual: number; customers: number }[];
}

export function calibrationOf(
  customers: readonly CustomerOutlook[],
  purchases: readonly number[],
): Omit<Calibration, 'auc'> {
  const stayed = purchases.map((count) => (count === 0 ? 1 : 0));
  const share = mean(stayed);
  const order = customers
    .map((_, at) => at)
    .sort((a, b) => (customers[a]?.noOrder ?? 0) - (customers[b]?.noOrder ?? 0));
  const fifths = [0, 1, 2, 3, 4].map((part) => {
    const own = order.slice(
      Math.floor((part * order.length) / 5),
      Math.floor(((part + 1) * order.length) / 5),
    );
    return {
      expected: mean(own.map((at) => customers[at]?.noOrder ?? 0)),
      actual: mean(own.map((at) => stayed[at] ?? 0)),
      customers: own.length,
    };
  });
  return {
    purchases_expected: sum(customers.map((one) => one.purchases)),
    purchases_actual: sum(purchases),
    brier: mean(customers.map(({ noOrder }, at) => (noOrder - (stayed[at] ?? 0)) ** 2)),
    brier_of_share: share * (1 - share),
    fifths,
  };
}

/** By ranks (Mann and Whitney); ties count half. */
export function areaUnderCurve(scores: readonly number[], isPositive: readonly boolean[]): number | null {
  const order = scores.map((_, at) => at).sort((a, b) => (scores[a] ?? 0) - (scores[b] ?? 0));
  const positives = isPositive.filter(Boolean).length;
  const negatives = isPositive.length - positives;
  if (positives === 0 || negatives === 0) return null;
  let ranks = 0;
  for (let from = 0; from < order.length;) {
    let to = from;
    while (to < order.length && scores[order[to] ?? 0] === scores[order[from] ?? 0]) to++;
    const rank = (from + to + 1) / 2;
    for (let at = from; at < to; at++) if (isPositive[order[at] ?? 0]) ranks += rank;
    from = to;
  }
  return (ranks - (positives * (positives + 1)) / 2) / (positives * negatives);
}
