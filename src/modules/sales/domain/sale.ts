/** The span in which a version of a product or customer was valid, `valid_to` excluded. */
interface Version {
  valid_from: string;
  valid_to: string;
  is_current: boolean;
  version: number;
}

export interface SaleLink {
  sale_id: string;
  invoice_no: string;
  date: string;
  quantity: number;
  total_amount: number;
}

/** One sale with its dimensions. Keys are text, as they do not fit into a number. */
export interface Sale {
  sale_id: string;
  date: string;
  line_type: string;
  quantity: number;
  unit_price: number;
  total_amount: number;
  batch_id: string;
  created_at: string;
  product: Version & {
    product_key: string;
    stock_code: string;
    description: string | null;
    category: string | null;
    subcategory: string | null;
    brand: string | null;
    product_family: string | null;
  };
  /** Null on anonymous lines. */
  customer:
    | (Version & {
        customer_key: string;
        customer_id: string;
        country: string | null;
        registration_date: string | null;
        total_orders: number | null;
        total_spent: number | null;
        avg_order_value: number | null;
        lifetime_value: number | null;
        recency_score: number | null;
        frequency_score: number | null;
        monetary_score: number | null;
        rfm_segment: string | null;
      })
    | null;
  invoice: {
    invoice_key: string;
    invoice_no: string;
    invoice_date: string;
    is_cancelled: boolean;
    invoice_total: number;
  };
  country: {
    country_key: string;
    country: string;
    country_code: string | null;
    region: string | null;
    continent: string | null;
    is_eu_member: boolean | null;
  };
  /** On a return, the sale that it most likely returns. */
  returned_sale: SaleLink | null;
  /** Returns of this sale, the first hundred. */
  returns: SaleLink[];
  returns_total: number;
}
