import { logGamma } from '../math/special.js';
import { type PurchaseHistory } from './bg-nbd.js';

/** Parameters of the Gamma-Gamma model of the value of orders. */
export interface GammaGamma {
  p: number;
  q: number;
  v: number;
}

/** Fader and Hardie (2013), The Gamma-Gamma model of monetary value, equation 1a. */
export function gammaGammaLogLikelihood(
  { p, q, v }: GammaGamma,
  { frequency: x, value: z }: PurchaseHistory,
): number {
  return (
    logGamma(p * x + q) -
    logGamma(p * x) -
    logGamma(q) +
    q * Math.log(v) +
    (p * x - 1) * Math.log(z) +
    p * x * Math.log(x) -
    (p * x + q) * Math.log(x * z + v)
  );
}

/** Value of an order to come: between the customer's mean and that of all (equation 5). */
export function expectedValue({ p, q, v }: GammaGamma, { frequency: x, value: z }: PurchaseHistory): number {
  return (p * (v + x * z)) / (p * x + q - 1);
}
