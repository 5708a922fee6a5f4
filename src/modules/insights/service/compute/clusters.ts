import { kmeans } from 'ml-kmeans';
import { deviation, mean, median, round } from '../../domain/math/statistics.js';

export interface ClusterQuestion {
  /** JSON `[[id, recency days, orders, net amount, products, returned share, units an order], …]`. */
  profiles: string;
  /** Undefined: two to eight, the one with the largest silhouette. */
  k?: number;
  seed: number;
}

export const PROFILE = [
  'recency_days',
  'orders',
  'net_revenue',
  'products',
  'returned_share',
  'units_per_order',
] as const;

export interface Cluster {
  customers: number;
  share: number;
  /** Means and medians of the features, as they are. */
  means: Record<(typeof PROFILE)[number], number>;
  medians: Record<(typeof PROFILE)[number], number>;
  /** Where it differs most from all, in words. */
  traits: string[];
  /** The customers nearest to its middle. */
  examples: string[];
}

export interface Clusters {
  k: number;
  silhouette: number;
  tried: { k: number; silhouette: number }[];
  customers: number;
  /** Largest first. */
  clusters: Cluster[];
}

const SILHOUETTE_SAMPLE = 600;
/** K-means looks at no more; of more customers an even part. */
const MOST_CUSTOMERS = 50_000;

/**
 * K-means (Lloyd, with k-means++ starts) on features that are brought to one scale, amounts and counts by their logarithm; seeded:
 * the same question has the same answer. Undefined of too few customers.
 */
export function clusterCustomers({ profiles, k, seed }: ClusterQuestion): Clusters | undefined {
  const all = JSON.parse(profiles) as [string, ...number[]][];
  const stride = Math.ceil(all.length / MOST_CUSTOMERS);
  const chosen = all.filter((_, at) => at % stride === 0);
  if (chosen.length < 20) return undefined;
  const rows = chosen.map(([, ...features]) => features);
  const points = standardised(rows.map(onOneScale));
  const sample = points
    .map((_, at) => at)
    .filter((at) => at % Math.ceil(points.length / SILHOUETTE_SAMPLE) === 0);
  const tried = (k === undefined ? [2, 3, 4, 5, 6, 7, 8] : [k]).map((count) => {
    const { clusters, centroids } = kmeans(points, count, {
      seed,
      initialization: 'kmeans++',
      maxIterations: 100,
    });
    return { k: count, labels: clusters, centroids, silhouette: silhouetteOf(points, clusters, sample) };
  });
  const best = tried.reduce((one, other) => (other.silhouette > one.silhouette ? other : one));
  const clusters = best.centroids.map((centroid, label) => {
    const own = best.labels.flatMap((of, at) => (of === label ? [at] : []));
    const nearest = [...own].sort(
      (a, b) => distance(points[a] ?? [], centroid) - distance(points[b] ?? [], centroid),
    );
    return {
      customers: own.length,
      share: own.length / rows.length,
      means: featuresOf(
        own.map((at) => rows[at] ?? []),
        mean,
      ),
      medians: featuresOf(
        own.map((at) => rows[at] ?? []),
        median,
      ),
      traits: traitsOf(centroid),
      examples: nearest.slice(0, 5).map((at) => chosen[at]?.[0] ?? ''),
    };
  });
  return {
    k: best.k,
    silhouette: best.silhouette,
    tried: tried.map(({ k: count, silhouette }) => ({ k: count, silhouette })),
    customers: rows.length,
    clusters: clusters.sort((a, b) => b.customers - a.customers),
  };
}

function featuresOf(rows: number[][], of: (values: number[]) => number): Cluster['means'] {
  return Object.fromEntries(
    PROFILE.map((name, column) => [name, round(of(rows.map((row) => row[column] ?? 0)))]),
  ) as Cluster['means'];
}

/** Amounts are skewed: their logarithm, with its sign. */
function onOneScale(row: number[]): number[] {
  return row.map((value, column) => (column === 4 ? value : Math.sign(value) * Math.log1p(Math.abs(value))));
}

const WORDS: Record<(typeof PROFILE)[number], [low: string, high: string]> = {
  recency_days: ['bought recently', 'have not bought for long'],
  orders: ['few orders', 'many orders'],
  net_revenue: ['spend little', 'spend much'],
  products: ['few products', 'many products'],
  returned_share: ['return little', 'return much'],
  units_per_order: ['small orders', 'large orders'],
};

function traitsOf(centroid: number[]): string[] {
  return PROFILE.map((name, column) => ({ words: WORDS[name], by: centroid[column] ?? 0 }))
    .filter(({ by }) => Math.abs(by) >= 0.5)
    .sort((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .map(({ words: [low, high], by }) => (by < 0 ? low : high));
}

function standardised(rows: number[][]): number[][] {
  const width = rows[0]?.length ?? 0;
  const scales = Array.from({ length: width }, (_, column) => {
    const values = rows.map((row) => row[column] ?? 0);
    return { middle: mean(values), width: deviation(values) || 1 };
  });
  return rows.map((row) =>
    row.map((value, at) => (value - (scales[at]?.middle ?? 0)) / (scales[at]?.width ?? 1)),
  );
}

/** Rousseeuw (1987), of a sample against the sample. */
function silhouetteOf(points: number[][], labels: number[], sample: number[]): number {
  const scores = sample.map((at) => {
    const sums = new Map<number, { total: number; count: number }>();
    for (const other of sample) {
      if (other === at) continue;
      const label = labels[other] ?? 0;
      const entry = sums.get(label) ?? { total: 0, count: 0 };
      entry.total += distance(points[at] ?? [], points[other] ?? []);
      entry.count++;
      sums.set(label, entry);
    }
    const own = sums.get(labels[at] ?? 0);
    const others = [...sums]
      .filter(([label]) => label !== labels[at])
      .map(([, { total, count }]) => total / count);
    if (!own || others.length === 0) return 0;
    const inner = own.total / own.count;
    const outer = Math.min(...others);
    return (outer - inner) / Math.max(inner, outer);
  });
  return mean(scores);
}

function distance(one: number[], other: number[]): number {
  return Math.hypot(...one.map((value, at) => value - (other[at] ?? 0)));
}
