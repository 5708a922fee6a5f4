/** What the index holds. Sales lines are found by these and joined, not copied. */
export const DOCUMENT_KINDS = ['product', 'customer', 'invoice'] as const;
export type DocumentKind = (typeof DOCUMENT_KINDS)[number];

/** What can be found. */
export const KINDS = [...DOCUMENT_KINDS, 'sale'] as const;
export type Kind = (typeof KINDS)[number];

/** A product, customer or invoice as it is indexed and shown. */
export interface SearchDocument {
  kind: DocumentKind;
  /** Stock code, customer id or invoice number. */
  id: string;
  title: string;
  category: string | null;
  subcategory: string | null;
  brand: string | null;
  product_family: string | null;
  /** Where a product was sold; the country of a customer or invoice. Sorted, without Unknown. */
  country: string[];
  customer_segment: string | null;
  /** The customer, and whose invoice it is. */
  customer_id: string | null;
  /** Mean price of one unit sold. */
  price: number | null;
  /** Net amount of the product's sales, of the customer, or of the invoice. */
  total: number | null;
  /** Sale invoices of a product or customer. */
  orders: number | null;
  /** Net units of a product. */
  units: number | null;
  /** Days of the first and the last sale (ISO 8601). */
  first_date: string | null;
  last_date: string | null;
  is_cancelled: boolean | null;
  /** 0 to 1, of equal matches the higher comes first: log10(1 + orders) / 6, or of the amount for invoices. */
  popularity: number;
}

/** Which document. */
export interface DocumentKey {
  kind: DocumentKind;
  id: string;
}

export function keyOf({ kind, id }: DocumentKey): string {
  return `${kind}:${id}`;
}
