import { type DayNumber } from '../calendar/day.js';

/** What a day was made of. */
export interface DayFigures {
  day: DayNumber;
  net: number;
  gross: number;
  /** Negative. */
  returns: number;
  units: number;
  orders: number;
  largestInvoice: { number: string; amount: number } | null;
  /** Negative; the largest. */
  largestReturn: { number: string; amount: number } | null;
}

export const DAY_MEASURES = ['net_revenue', 'gross_revenue', 'units', 'orders'] as const;
export type DayMeasure = (typeof DAY_MEASURES)[number];

export function valueOf(figures: DayFigures, measure: DayMeasure): number {
  switch (measure) {
    case 'net_revenue':
      return figures.net;
    case 'gross_revenue':
      return figures.gross;
    case 'units':
      return figures.units;
    case 'orders':
      return figures.orders;
  }
}
