/** What a customer has bought. Money in the currency of the facts. */
export interface PurchaseHistory {
  /** Returns included. */
  netRevenue: number;
  /** Sale invoices, at least 1. */
  orders: number;
  /** YYYY-MM-DD. */
  firstSale: string;
  lastSale: string;
}

/** Fewer days would make a year of a first week. */
export const LEAST_ACTIVE_DAYS = 30;
const YEAR_DAYS = 365;

/** Days from the first to the last sale, both included, and at least 30. */
export function activeDays({ firstSale, lastSale }: Pick<PurchaseHistory, 'firstSale' | 'lastSale'>): number {
  const days = Math.round((Date.parse(lastSale) - Date.parse(firstSale)) / 86_400_000) + 1;
  return Math.max(days, LEAST_ACTIVE_DAYS);
}

/**
 * Historic customer lifetime value: average order value × orders a year × expected lifespan in years, where orders a year are
 * orders ÷ active days × 365. In the currency of the history, to four decimals. mart_customer_rfm has the same formula.
 */
export function lifetimeValue(history: PurchaseHistory, lifespanYears: number): number {
  const value = (history.netRevenue / activeDays(history)) * YEAR_DAYS * lifespanYears;
  return Math.round(value * 10_000) / 10_000;
}

export function ordersAYear(history: PurchaseHistory): number {
  return Math.round((history.orders / activeDays(history)) * YEAR_DAYS * 10_000) / 10_000;
}
