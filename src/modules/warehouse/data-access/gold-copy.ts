import { type EngineSession } from '../../../platform/engine/engine.js';

const KEYS = ['product_key', 'customer_key', 'country_key', 'invoice_key'] as const;
type Key = (typeof KEYS)[number];

/** Tables that are copied, with the keys that they have. */
const TABLES: Record<string, readonly Key[]> = {
  dim_product: ['product_key'],
  dim_customer: ['customer_key'],
  dim_country: ['country_key'],
  dim_invoice: ['invoice_key'],
  mart_sales_daily: ['country_key'],
  fact_sale: KEYS,
};
/** Of the facts only what figures are made of: no line is told from another. */
const FACT = `date_key, invoice_month, quantity, unit_price, total_amount, profit_amount, CAST(line_type AS ENUM ('return', 'sale')) AS line_type`;
/** Tables without such keys, which stay files. */
const KEYLESS = ['dim_date', 'mart_customer_rfm'];

export const COPIED: readonly string[] = Object.keys(TABLES);

/** Whether the copy holds all of these, or what fits it. */
export function fitsCopy(tables: readonly string[]): boolean {
  return tables.every((name) => name in TABLES || KEYLESS.includes(name));
}

/**
 * A copy of the star schema whose keys are small numbers without gaps, in the order of the keys that they stand for: joins, groups and
 * distinct counts take a third of the time that hashes of 60 bits take. The key 0 stays 0. Answers what the engine calls the copy of
 * each table.
 */
export async function keepStar(session: EngineSession): Promise<Readonly<Record<string, string>>> {
  for (const key of KEYS) {
    await session.materialise(
      `numbers_${key}`,
      `SELECT ${key} AS key, CAST(CASE WHEN ${key} = 0 THEN 0 ELSE row_number() OVER (ORDER BY ${key}) END AS INTEGER) AS number
       FROM ${key.replace(/^(.*)_key$/, 'dim_$1')}`,
    );
  }
  const kept: Record<string, string> = {};
  for (const [table, keys] of Object.entries(TABLES)) {
    const rest = table === 'fact_sale' ? FACT : `t.* EXCLUDE (${keys.join(', ')})`;
    const numbers = keys.map((key) => `numbers_${key}.number AS ${key}`);
    const joins = keys.map((key) => `JOIN numbers_${key} ON numbers_${key}.key = t.${key}`);
    kept[table] = await session.keep(
      table,
      `SELECT ${[rest, ...numbers].join(', ')} FROM ${table} AS t ${joins.join(' ')}`,
    );
  }
  for (const key of KEYS) await session.drop(`numbers_${key}`);
  return kept;
}
