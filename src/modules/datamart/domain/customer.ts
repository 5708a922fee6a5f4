/** What gold tells of a customer; scores are null without a sale. */
export interface CustomerFigures {
  customerId: string;
  country: string | null;
  /** Last day of the facts, from which recency counts. */
  asOf: string;
  orders: number;
  purchaseDays: number;
  unitsSold: number;
  netRevenue: number;
  /** Negative. */
  returnsValue: number;
  returnLines: number;
  firstSale: string | null;
  lastSale: string | null;
  recencyDays: number | null;
  recencyScore: number | null;
  frequencyScore: number | null;
  monetaryScore: number | null;
  segment: string | null;
  avgOrderValue: number | null;
  lifetimeValue: number | null;
}

export interface CustomerOrder {
  invoice_no: string;
  date: string;
  lines: number;
  units: number;
  amount: number;
}

export interface FavouriteProduct {
  stock_code: string;
  description: string | null;
  category: string | null;
  /** Orders that hold it. */
  orders: number;
  units: number;
  amount: number;
}
