import { addDays } from './period.js';

/** When somebody buys. */
export interface Rhythm {
  /** YYYY-MM-DD. */
  lastPurchase: string;
  /** Mean days from one day with a sale to the next; null where there is but one. */
  ownGap: number | null;
}

export interface ChurnRisk {
  /** 0 to 1. */
  score: number;
  level: 'low' | 'medium' | 'high';
  days_since_last_purchase: number;
  typical_gap_days: number;
  based_on: 'customer' | 'all_customers';
  method: string;
}

export interface NextPurchase {
  /** YYYY-MM-DD: the last purchase and the typical gap. */
  estimated_date: string;
  /** Days by which it is overdue on the day of the figures; 0 where it lies ahead. */
  overdue_days: number;
}

const MEDIUM = 0.5;
const HIGH = 0.8;
const SHORTEST_GAP = 1;

const METHOD =
  'One less the chance that somebody who buys at random times, so many days apart on average, has not bought for so long: 1 − exp(−days since the last purchase ÷ typical gap).';

/** `othersGap` is the median of all who bought on several days; null where nobody did. Null where nothing tells a gap. */
export function churnRisk(rhythm: Rhythm, othersGap: number | null, asOf: string): ChurnRisk | null {
  const typical = rhythm.ownGap ?? othersGap;
  if (typical === null) return null;
  const gap = Math.max(typical, SHORTEST_GAP);
  const days = daysBetween(rhythm.lastPurchase, asOf);
  const score = 1 - Math.exp(-days / gap);
  return {
    score: Math.round(score * 10_000) / 10_000,
    level: score < MEDIUM ? 'low' : score < HIGH ? 'medium' : 'high',
    days_since_last_purchase: days,
    typical_gap_days: Math.round(gap * 10) / 10,
    based_on: rhythm.ownGap === null ? 'all_customers' : 'customer',
    method: METHOD,
  };
}

/** Null where nothing tells a gap. */
export function nextPurchase(rhythm: Rhythm, othersGap: number | null, asOf: string): NextPurchase | null {
  const typical = rhythm.ownGap ?? othersGap;
  if (typical === null) return null;
  const estimated = addDays(rhythm.lastPurchase, Math.round(Math.max(typical, SHORTEST_GAP)));
  return { estimated_date: estimated, overdue_days: Math.max(0, daysBetween(estimated, asOf)) };
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);
}
