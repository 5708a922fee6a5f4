/** A sales line, found by its product, customer or invoice. */
export interface SaleLine {
  sale_id: string;
  date: string;
  invoice_no: string;
  stock_code: string;
  description: string | null;
  category: string | null;
  customer_id: string | null;
  country: string | null;
  quantity: number;
  unit_price: number;
  total_amount: number;
  line_type: string;
}

/** What lines are asked for. Amounts and prices are those of the line. */
export interface SaleLineFilter {
  /** Lines of any of these; all lines where none is given. */
  of?: { products: string[]; customers: string[]; invoices: string[] };
  countries?: readonly string[];
  priceMin?: number;
  priceMax?: number;
  totalMin?: number;
  totalMax?: number;
  dateFrom?: string;
  dateTo?: string;
}
