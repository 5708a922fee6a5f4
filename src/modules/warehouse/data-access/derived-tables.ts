/** Facts, summed at most to a grain; their columns are those of fact_sale that the grain keeps, `lines` and `alone`. */
export const SALE_GRAINS = ['sale_by_invoice', 'sale_by_category', 'sale_by_line'] as const;
export type SaleGrain = (typeof SALE_GRAINS)[number];

/**
 * `lines` is how many lines a row stands for, here one. `alone` tells that no other row has the invoice of the row (sale_by_invoice),
 * nor the same category (sale_by_category) or stock code (sale_by_line) in it; false where nobody has looked.
 */
const UNSUMMED = {
  of: 'fact_sale',
  sql: (facts: string) => `SELECT *, CAST(1 AS BIGINT) AS lines, false AS alone FROM ${facts}`,
};

/** Dimensions as figures need them, of a table with its name as in the statement. */
export const DERIVED_DIMENSIONS = {
  /**
   * A customer is a person, whatever versions the facts point to: `person_key` tells persons apart, `first_sale_key` is the day of the
   * very first sale as facts write days. Anonymous lines have neither.
   */
  person: {
    of: 'dim_customer',
    sql: (customers: string) => `SELECT customer_key, customer_id,
      CASE WHEN customer_id IS NOT NULL THEN min(customer_key) OVER (PARTITION BY customer_id) END AS person_key,
      CAST(strftime(registration_date, '%Y%m%d') AS INTEGER) AS first_sale_key, registration_date, rfm_segment, country
    FROM ${customers}`,
  },
  /** By the key of any version of a product its attributes as they are now. */
  product_now: {
    of: 'dim_product',
    sql: (products: string) => `SELECT o.product_key, v.* EXCLUDE (product_key)
    FROM ${products} AS o JOIN ${products} AS v ON v.stock_code = o.stock_code AND v.is_current`,
  },
};

/** What statements may read beside the tables of the lake, and what each is over the table that it is of. */
const DERIVED: Readonly<Record<string, { of: string; sql: (table: string) => string }>> = {
  sale_by_invoice: UNSUMMED,
  sale_by_category: UNSUMMED,
  sale_by_line: UNSUMMED,
  ...DERIVED_DIMENSIONS,
};

export function isSaleGrain(name: string): name is SaleGrain {
  return (SALE_GRAINS as readonly string[]).includes(name);
}

/** The table that a derived one is of, and its statement; undefined for tables of the lake. */
export function derivedOf(name: string): { of: string; sql: string } | undefined {
  const derived = DERIVED[name];
  return derived && { of: derived.of, sql: derived.sql(derived.of) };
}

const WITH = 'WITH ';

/** A statement that begins with WITH, as tables of the lake alone answer it. */
export function overLake({ sql, tables }: { sql: string; tables: readonly string[] }): string {
  const [before, relations] = [sql.slice(0, WITH.length), sql.slice(WITH.length)];
  if (before !== WITH) throw new Error('the statement does not begin with WITH');
  const derived = tables.flatMap((name) => {
    const one = derivedOf(name);
    return one ? [`${name} AS (${one.sql})`] : [];
  });
  return WITH + [...derived, relations].join(',\n');
}
