/** Quintiles, 5 is best. */
export interface RfmScores {
  recency: number;
  frequency: number;
  monetary: number;
}

type Range = readonly [least: number, most: number];

interface SegmentRule {
  name: string;
  description: string;
  r: Range;
  f: Range;
  m: Range;
}

const ANY: Range = [1, 5];
const rule = (name: string, description: string, r: Range, f: Range, m: Range): SegmentRule => ({
  ...{ name, description, r, f, m },
});

/** The first that fits; what none fits is Others. mart_customer_rfm has the same rules. */
export const SEGMENT_RULES: readonly SegmentRule[] = [
  rule('Champions', 'Bought lately, often, and for much.', [4, 5], [4, 5], [4, 5]),
  rule('Loyal Customers', 'Buy regularly and well.', [3, 5], [3, 5], [3, 5]),
  rule('Big Spenders', 'Bought lately, seldom, and for much.', [4, 5], [1, 2], [4, 5]),
  rule('New Customers', 'Bought lately, little so far.', [4, 5], [1, 3], [1, 2]),
  rule('Potential Loyalists', 'Bought not long ago, seldom so far.', [3, 5], [1, 2], ANY),
  rule('Cannot Lose Them', 'Spent much, seldom, long ago.', [1, 2], [1, 2], [4, 5]),
  rule('At Risk', 'Bought often and well, and have stayed away.', [1, 2], [3, 5], [3, 5]),
  rule('Hibernating', 'Bought seldom, long ago.', [1, 2], [1, 2], ANY),
];

export const OTHERS = 'Others';

export const SEGMENT_NAMES: readonly string[] = [...SEGMENT_RULES.map(({ name }) => name), OTHERS];

export function segmentOf({ recency, frequency, monetary }: RfmScores): string {
  const within = (score: number, [least, most]: Range) => score >= least && score <= most;
  const found = SEGMENT_RULES.find(
    ({ r, f, m }) => within(recency, r) && within(frequency, f) && within(monetary, m),
  );
  return found?.name ?? OTHERS;
}

export interface Segment {
  segment_name: string;
  description: string;
  customer_count: number;
  /** Of all scored customers, 0 to 1. */
  customer_share: number;
  /** Net of all time, returns included. */
  total_revenue: number;
  revenue_share: number;
  avg_lifetime_value: number;
  avg_order_value: number;
  avg_recency_days: number;
  avg_frequency: number;
  avg_monetary: number;
}

export function describeSegment(name: string): string {
  return SEGMENT_RULES.find((one) => one.name === name)?.description ?? 'Fit none of the other segments.';
}
