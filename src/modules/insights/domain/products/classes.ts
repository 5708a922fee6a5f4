import { round } from '../math/statistics.js';

/** Shares of the revenue at which class A and class B end. */
export const ABC = { a: 0.8, b: 0.95 } as const;
/** Coefficients of variation of weekly units at which X and Y end. */
export const XYZ = { x: 0.5, y: 1 } as const;

/** z of the share of weeks in which stock should last. */
const SERVICE_Z = 1.645;
export const SERVICE_LEVEL = 0.95;

export const ABC_CLASSES = ['A', 'B', 'C'] as const;
export const XYZ_CLASSES = ['X', 'Y', 'Z'] as const;
export const ABC_XYZ_CLASSES = ABC_CLASSES.flatMap((abc) =>
  XYZ_CLASSES.map((xyz): `${Demand['abc']}${Demand['xyz']}` => `${abc}${xyz}`),
);

export interface Demand {
  abc: (typeof ABC_CLASSES)[number];
  xyz: (typeof XYZ_CLASSES)[number];
  /** Units a week, and their standard deviation over weeks. */
  weekly: number;
  deviation: number;
}

export interface InventoryHint {
  /** Units; what is left on the shelf when a new order should go out. */
  reorder_point: number;
  safety_stock: number;
  policy: string;
}

/** What to do about stock: the reorder point covers demand in the lead time and its variation (normal approximation). */
export function inventoryHint({ abc, xyz, weekly, deviation }: Demand, leadWeeks: number): InventoryHint {
  const safety = SERVICE_Z * deviation * Math.sqrt(leadWeeks);
  return {
    reorder_point: Math.ceil(round(weekly * leadWeeks + safety, 6)),
    safety_stock: Math.ceil(round(safety, 6)),
    policy: POLICIES[abc][xyz],
  };
}

const POLICIES: Record<Demand['abc'], Record<Demand['xyz'], string>> = {
  A: {
    X: 'Steady and important: small orders often, little safety stock.',
    Y: 'Important and moving: watch weekly, adjust the reorder point to the season.',
    Z: 'Important and erratic: a few large orders make it; buy on order where that is possible.',
  },
  B: {
    X: 'Steady: automatic reordering at the reorder point.',
    Y: 'Moving: review the reorder point monthly.',
    Z: 'Erratic: keep little, reorder on demand.',
  },
  C: {
    X: 'Small and steady: large orders seldom.',
    Y: 'Small and moving: reorder together with others.',
    Z: 'Small and erratic: a candidate for delisting or for selling on order only.',
  },
};
