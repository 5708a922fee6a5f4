/** Counts over the lines that fit a filter. */
export interface Summary {
  lines: number;
  /** Anonymous ones. */
  without_customer: number;
  without_country: number;
  returns: number;
  /** Returns for which no sale was found. */
  unlinked_returns: number;
}

/** Sums and counts; amounts in the currency of gold. */
export interface Figures {
  /** Sales less returns. */
  net_revenue: number;
  gross_revenue: number;
  /** Negative. */
  returns_value: number;
  /** Returned ones taken off. */
  units: number;
  lines: number;
  return_lines: number;
  /** Distinct sale invoices. */
  orders: number;
  /** Distinct identified customers. */
  customers: number;
  /** Net revenue an order; null without an order. */
  avg_order_value: number | null;
}

export interface Aggregations extends Figures {
  /** By net revenue, highest first. */
  by_country: (Figures & { country: string; country_code: string | null })[];
  by_month: (Figures & { month: string })[];
}

export const NOTHING: Aggregations = {
  net_revenue: 0,
  gross_revenue: 0,
  returns_value: 0,
  units: 0,
  lines: 0,
  return_lines: 0,
  orders: 0,
  customers: 0,
  avg_order_value: null,
  by_country: [],
  by_month: [],
};

/** The line of a file that a sale is. */
export interface Origin {
  file: string;
  file_sha256: string;
  /** Data row in the file, from 1. */
  row: number;
  /** Line of the text, or row of the sheet, where there is one. */
  line: number | null;
  batch_id: string;
  ingested_at: string;
  /** The time that the line itself names. */
  line_date: string;
  /** The line's own description. */
  description: string | null;
  line_no: string | null;
  /** What said before what the sale is, newest first; only of lines that a client wrote. */
  former: FormerLine[];
}

/** A row of bronze whose place a correction has taken. */
export interface FormerLine {
  /** `update` where it was a correction itself; null for a line. */
  operation: string | null;
  file: string;
  row: number;
  line: number | null;
  batch_id: string;
  ingested_at: string;
}
