import { type EngineSession, literal } from '../../../platform/engine/engine.js';

/** Keys that are numbered, and where each is once. */
const KEYS = {
  product_key: 'dim_product',
  customer_key: 'dim_customer',
  country_key: 'dim_country',
  invoice_key: 'dim_invoice',
};
type Key = keyof typeof KEYS;

/** Tables that are copied, with the keys that they have. */
const TABLES: Record<string, readonly Key[]> = {
  dim_product: ['product_key'],
  dim_customer: ['customer_key'],
  dim_country: ['country_key'],
  dim_invoice: ['invoice_key'],
  mart_sales_daily: ['country_key'],
  fact_sale: ['product_key', 'customer_key', 'country_key', 'invoice_key'],
};
/** Of the facts only what figures are made of: no line is told from another. */
const FACT = `date_key, invoice_month, quantity, unit_price, total_amount, profit_amount, CAST(line_type AS ENUM ('return', 'sale')) AS line_type`;
/** Texts that figures are grouped by. */
const TEXTS: Record<string, readonly string[]> = {
  dim_product: ['stock_code', 'category', 'subcategory', 'brand', 'product_family'],
  dim_customer: ['country', 'rfm_segment'],
  dim_country: ['country_name', 'region', 'continent'],
};
/** A type with more values takes longer to make than it saves. */
const MOST_VALUES = 20_000;
const MOST_CHARACTERS = 1_000_000;
/** Tables without such keys, which stay files. */
const KEYLESS = ['dim_date', 'mart_customer_rfm'];

export const COPIED: readonly string[] = Object.keys(TABLES);

/** Whether the copy holds all of these, or what fits it. */
export function fitsCopy(tables: readonly string[]): boolean {
  return tables.every((name) => name in TABLES || KEYLESS.includes(name));
}

/**
 * A copy of the star schema whose keys and texts are small numbers, in the order of what they stand for: joins, groups and distinct
 * counts take a third to a half of the time that hashes of 60 bits and texts take. The key 0 stays 0. Answers what the engine calls the copy of
 * each table.
 */
export async function keepStar(
  session: EngineSession,
  signal: AbortSignal,
): Promise<Readonly<Record<string, string>>> {
  for (const [key, dimension] of Object.entries(KEYS)) {
    signal.throwIfAborted();
    await session.materialise(
      `numbers_${key}`,
      `SELECT ${key} AS key, CAST(CASE WHEN ${key} = 0 THEN 0 ELSE row_number() OVER (ORDER BY ${key}) END AS INTEGER) AS number
       FROM ${dimension}`,
    );
  }
  const kept: Record<string, string> = {};
  for (const [table, keys] of Object.entries(TABLES)) {
    signal.throwIfAborted();
    const numbers = keys.map((key) => `numbers_${key}.number AS ${key}`);
    const joins = keys.map((key) => `JOIN numbers_${key} ON numbers_${key}.key = t.${key}`);
    const texts: string[] = [];
    for (const column of TEXTS[table] ?? []) texts.push(...(await enumerated(session, table, column)));
    const rest = `t.* EXCLUDE (${keys.join(', ')})${texts.length === 0 ? '' : ` REPLACE (${texts.join(', ')})`}`;
    kept[table] = await session.keep(
      table,
      `SELECT ${[table === 'fact_sale' ? FACT : rest, ...numbers].join(', ')} FROM ${table} AS t ${joins.join(' ')}`,
    );
  }
  for (const key of Object.keys(KEYS)) await session.drop(`numbers_${key}`);
  return kept;
}

/** A column as numbers of its sorted texts, which compare, sort and read as the texts do; none where it has too many. */
async function enumerated(session: EngineSession, table: string, column: string): Promise<string[]> {
  const values = await session.query<{ text: string }>(
    `SELECT DISTINCT ${column} AS text FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1 LIMIT ${MOST_VALUES + 1}`,
  );
  const characters = values.reduce((sum, { text }) => sum + text.length, 0);
  if (values.length === 0 || values.length > MOST_VALUES || characters > MOST_CHARACTERS) return [];
  return [`CAST(t.${column} AS ENUM (${values.map(({ text }) => literal(text)).join(', ')})) AS ${column}`];
}
