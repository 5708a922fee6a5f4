/** A table that the warehouse shows, as gold has it. */
export interface StarTable {
  name: string;
  /** What tells its rows apart: columns, or one made of them (the SQL is the engine's). */
  key: readonly { column: string; sql: string }[];
  /** Columns that only the lake has, for its partitions. */
  lakeOnly: readonly string[];
}

function table(name: string, key: string[], lakeOnly: string[] = []): StarTable {
  return { name, key: key.map((column) => ({ column, sql: column })), lakeOnly };
}

/** In the order in which rows may be written: what is referred to comes first. */
export const STAR_TABLES: readonly StarTable[] = [
  table('dim_country', ['country_key']),
  table('dim_date', ['date_key']),
  table('dim_product', ['product_key']),
  table('dim_customer', ['customer_key']),
  table('dim_invoice', ['invoice_key'], ['invoice_month']),
  table('fact_sale', ['sale_id'], ['invoice_month']),
  table('mart_customer_rfm', ['customer_id']),
  table('mart_product_performance', ['stock_code', 'invoice_month']),
  table('mart_sales_daily', ['date_key', 'country_key']),
  {
    name: 'mart_sales_monthly',
    // The row for all countries has no country_key, and a primary key takes no null.
    key: [
      { column: 'row_key', sql: `invoice_month || ':' || coalesce(CAST(country_key AS VARCHAR), 'all')` },
    ],
    lakeOnly: [],
  },
];

/** The version of gold that the warehouse shows. */
export interface ShownVersion {
  version: number;
  lakeId: string;
}

/** What a version of gold says of itself. */
export interface GoldVersion extends ShownVersion {
  committedAt: string;
  factRows: number;
  netRevenue: string;
  currency: string;
}

/** The gold that readers see: a version of it, as it was brought to the warehouse. */
export interface ShownGold extends ShownVersion {
  /** ISO 8601; null before the first publication. */
  committedAt: string | null;
  /** Microseconds since 1970; 0 before the first publication. */
  publishedAt: number;
  factRows: number;
  /** ISO 4217 code of all amounts. */
  currency: string;
}

/** Names what a reader sees: equal text means equal rows. */
export function nameOf({ lakeId, version, publishedAt }: ShownGold): string {
  return `${lakeId}-${version}-${publishedAt}`;
}

/** How the warehouse was brought to a version. */
export interface Publication {
  version: number;
  from_version: number | null;
  /** load: all rows anew; change: those that differ from the version shown before; none: it showed that one already. */
  method: 'load' | 'change' | 'none';
  rows_written: number;
  rows_deleted: number;
  duration_ms: number;
  tables: Record<string, { written: number; deleted: number }>;
}
