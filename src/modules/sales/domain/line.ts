/** A line of a list, with the attributes of its dimensions. Amounts are in the currency of the gold that it is of. */
export interface SalesLine {
  sale_id: string;
  invoice_no: string;
  /** Day of the line, UTC. */
  date: string;
  /** Time of the earliest line of the invoice, ISO 8601. */
  invoice_date: string;
  line_type: string;
  stock_code: string;
  description: string | null;
  category: string | null;
  subcategory: string | null;
  brand: string | null;
  product_family: string | null;
  quantity: number;
  unit_price: number;
  total_amount: number;
  customer_id: string | null;
  /** Of the customer; the line has its own. */
  customer_country: string | null;
  rfm_segment: string | null;
  country: string;
  country_code: string | null;
  /** On a return, the sale that it most likely returns. */
  returned_sale_id: string | null;
  /** When the line was ingested, ISO 8601. */
  created_at: string;
  /** Run that brought it. */
  batch_id: string;
}

/**
 * How the number of lines was found: the version of gold says so, or the daily figures do; counted by an index of few lines, by
 * the engine at the same version, or line by line; or the filter names something that is not there.
 */
export const TOTAL_SOURCES = ['version', 'daily_figures', 'index', 'gold', 'count', 'nothing'] as const;
export type TotalSource = (typeof TOTAL_SOURCES)[number];
