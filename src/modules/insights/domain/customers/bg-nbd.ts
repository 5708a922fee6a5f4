import { hypergeometric, logGamma } from '../math/special.js';

/** What a customer bought, in the form that the models of Fader and Hardie take. */
export interface PurchaseHistory {
  /** Days with an order, less the first. */
  frequency: number;
  /** From the first to the last such day. */
  recency: number;
  /** From the first such day to the end of what is known. */
  age: number;
  /** Mean value of the orders after the first; 0 without one. */
  value: number;
}

/** Parameters of the BG/NBD model. */
export interface BgNbd {
  r: number;
  alpha: number;
  a: number;
  b: number;
}

/** Fader, Hardie and Lee (2005), Counting your customers the easy way, equation 6. */
export function bgNbdLogLikelihood(
  { r, alpha, a, b }: BgNbd,
  { frequency: x, recency, age }: PurchaseHistory,
): number {
  const first = logGamma(r + x) - logGamma(r) + r * Math.log(alpha);
  const second = logGamma(a + b) + logGamma(b + x) - logGamma(b) - logGamma(a + b + x);
  const alive = -(r + x) * Math.log(alpha + age);
  if (x === 0) return first + second + alive;
  const left = Math.log(a) - Math.log(b + x - 1) - (r + x) * Math.log(alpha + recency);
  const larger = Math.max(alive, left);
  return first + second + larger + Math.log(Math.exp(alive - larger) + Math.exp(left - larger));
}

/** That a customer still buys (Fader, Hardie and Lee 2008, Computing P(alive) using the BG/NBD model). */
export function aliveProbability(
  { r, alpha, a, b }: BgNbd,
  { frequency: x, recency, age }: PurchaseHistory,
): number {
  if (x === 0) return 1;
  const odds = Math.log(a / (b + x - 1)) + (r + x) * (Math.log(alpha + age) - Math.log(alpha + recency));
  return 1 / (1 + Math.exp(odds));
}

/** Orders expected in the time ahead (equation 10 of the same paper of 2005). */
export function expectedPurchases(
  { r, alpha, a, b }: BgNbd,
  history: PurchaseHistory,
  ahead: number,
): number {
  const { frequency: x, age } = history;
  if (Math.abs(a - 1) < 1e-9) return NaN;
  const z = ahead / (alpha + age + ahead);
  const series = hypergeometric(r + x, b + x, a + b + x - 1, z);
  const unconditional =
    ((a + b + x - 1) / (a - 1)) * (1 - ((alpha + age) / (alpha + age + ahead)) ** (r + x) * series);
  return unconditional * aliveProbability({ r, alpha, a, b }, history);
}

/**
 * That no order comes in the time ahead: the customer has left, or has not and does not buy. As one leaves only after an order, the
 * time to the next order of one who stayed follows the gamma-exponential mixture alone.
 */
export function noOrderProbability(parameters: BgNbd, history: PurchaseHistory, ahead: number): number {
  const { r, alpha } = parameters;
  const alive = aliveProbability(parameters, history);
  const { frequency: x, age } = history;
  return 1 - alive + alive * ((alpha + age) / (alpha + age + ahead)) ** (r + x);
}
