/** Facts, summed at most to a grain; their columns are those of fact_sale that the grain keeps, `lines` and `alone`. */
export const SALE_GRAINS = ['sale_by_invoice', 'sale_by_category', 'sale_by_line'] as const;
export type SaleGrain = (typeof SALE_GRAINS)[number];

export function isSaleGrain(name: string): name is SaleGrain {
  return (SALE_GRAINS as readonly string[]).includes(name);
}

/**
 * What each of them is where nothing was summed: lines. `lines` is how many a row stands for. `alone` tells that no other row has the
 * invoice of the row (sale_by_invoice), nor the same category (sale_by_category) or stock code (sale_by_line) in it; false where nobody has looked.
 */
export const UNSUMMED = 'SELECT *, CAST(1 AS BIGINT) AS lines, false AS alone FROM fact_sale';

const WITH = 'WITH ';

/** A statement that begins with WITH, as tables of the lake alone answer it. */
export function overLake({ sql, tables }: { sql: string; tables: readonly string[] }): string {
  const [before, relations] = [sql.slice(0, WITH.length), sql.slice(WITH.length)];
  if (before !== WITH) throw new Error('the statement does not begin with WITH');
  const unsummed = tables.filter(isSaleGrain).map((name) => `${name} AS (${UNSUMMED})`);
  return WITH + [...unsummed, relations].join(',\n');
}
