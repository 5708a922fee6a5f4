/** A gold row behind a figure. */
export interface DrilledRow {
  sale_id: string;
  /** YYYY-MM-DD. */
  date: string;
  invoice_no: string;
  stock_code: string;
  description: string | null;
  customer_id: string | null;
  country: string;
  line_type: string;
  quantity: number;
  unit_price: number;
  total_amount: number;
  /** The line that it came from; null where silver does not tell (any more). */
  source: { file: string; row: number; line: number | null; batch_id: string } | null;
}

/** No page reaches further. */
export const DEEPEST_ROW = 100_000;
