import { enumType } from '../../../platform/engine/duckdb/enum-type.js';
import { type EngineSession, literal } from '../../../platform/engine/engine.js';
import { derivedOf, DERIVED_DIMENSIONS, SALE_GRAINS, type SaleGrain } from './derived-tables.js';

/** Keys that are numbered, and where each is once. */
const KEYS = {
  product_key: 'dim_product',
  customer_key: 'dim_customer',
  country_key: 'dim_country',
  invoice_key: 'dim_invoice',
};
type Key = keyof typeof KEYS;

/** Tables that are copied as they are, with the keys that they have. */
const TABLES: Record<string, readonly Key[]> = {
  dim_product: ['product_key'],
  dim_customer: ['customer_key'],
  dim_country: ['country_key'],
  dim_invoice: ['invoice_key'],
  mart_sales_daily: ['country_key'],
};
const FACT_KEYS: readonly Key[] = ['product_key', 'customer_key', 'country_key', 'invoice_key'];
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
/** Tables without such keys, which stay files. */
const KEYLESS = ['dim_date', 'mart_customer_rfm'];
/** Facts that are numbered and summed at a time, in whole months. */
const FACTS_AT_ONCE = 1_000_000;

const INVOICE = 'l.invoice_key, l.date_key, l.invoice_month, l.customer_key, l.country_key, l.line_type';
const SUMS = `CAST(sum(l.quantity) AS BIGINT) AS quantity, CAST(sum(l.total_amount) AS DECIMAL(18, 4)) AS total_amount`;
/** Of `lines`. Any product of a category stands for it: what differs between them is of a finer grain. */
const CATEGORIES = `SELECT ${INVOICE}, l.category, min(l.product_key) AS product_key, ${SUMS}, count(*) AS lines
  FROM lines AS l GROUP BY ${INVOICE}, l.category`;

/** Invoices that go on in another month: what is seen of them in one part of the facts is not all. */
const OPEN_INVOICES = `SELECT invoice_key FROM (SELECT t.invoice_month, n.number AS invoice_key
  FROM fact_sale AS t JOIN numbers_invoice_key AS n ON n.key = t.invoice_key)
  GROUP BY invoice_key HAVING min(invoice_month) <> max(invoice_month)`;
const isWhole = 'l.invoice_key NOT IN (SELECT invoice_key FROM open_invoices)';

/** Of some months of the facts, as `lines` and as `categories`. Sums are in the order of days, so that a question of some days reads few others. */
const ROWS: Record<SaleGrain, string> = {
  sale_by_line: `SELECT l.* EXCLUDE (stock_code, category), m.invoice_key IS NULL AND ${isWhole} AS alone FROM lines AS l LEFT JOIN (
    SELECT invoice_key, stock_code FROM lines GROUP BY invoice_key, stock_code HAVING count(*) > 1
    ) AS m ON m.invoice_key = l.invoice_key AND m.stock_code IS NOT DISTINCT FROM l.stock_code`,
  sale_by_category: `SELECT l.* EXCLUDE (category), count(*) OVER (PARTITION BY l.invoice_key, l.category) = 1 AND ${isWhole} AS alone
    FROM categories AS l ORDER BY l.date_key`,
  sale_by_invoice: `SELECT l.*, count(*) OVER (PARTITION BY l.invoice_key) = 1 AND ${isWhole} AS alone FROM (
    SELECT ${INVOICE}, ${SUMS}, CAST(sum(l.lines) AS BIGINT) AS lines FROM categories AS l GROUP BY ${INVOICE}) AS l ORDER BY l.date_key`,
};

/** What is made on the way. */
const WORKING = [...Object.keys(KEYS).map((key) => `numbers_${key}`), 'open_invoices', 'lines', 'categories'];

/** What has to be bound to copy it. */
export const COPIED: readonly string[] = [...Object.keys(TABLES), 'fact_sale'];

/** Whether the copy holds all of these, or what fits it. */
export function fitsCopy(tables: readonly string[]): boolean {
  return tables.every(
    (name) => COPIED.includes(name) || derivedOf(name) !== undefined || KEYLESS.includes(name),
  );
}

/**
 * A copy of the star schema whose keys and texts are small numbers, in the order of what they stand for: joins, groups and distinct
 * counts take a third to a half of the time that hashes of 60 bits and texts take. The key 0 stays 0. Beside the facts their sums by
 * invoice and by category, and beside the dimensions what is derived from them. Once a session, which has facts. Answers what the engine calls the copy of each table in queries.
 */
export async function keepStar(
  session: EngineSession,
  signal: AbortSignal,
  factsAtOnce = FACTS_AT_ONCE,
): Promise<Readonly<Record<string, string>>> {
  try {
    const dimensions = await keepTables(session, signal);
    const grains = await keepGrains(session, dimensions['dim_product'] ?? '', factsAtOnce, signal);
    return {
      ...dimensions,
      ...grains,
      sale_by_line: `(SELECT *, CAST(1 AS BIGINT) AS lines FROM ${grains.sale_by_line})`,
      fact_sale: `(SELECT * EXCLUDE (alone) FROM ${grains.sale_by_line})`,
    };
  } finally {
    // Whatever happened: the engine goes on from files, and needs its memory for that.
    for (const name of WORKING) await session.drop(name).catch(() => undefined);
  }
}

async function keepTables(session: EngineSession, signal: AbortSignal): Promise<Record<string, string>> {
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
    const texts: string[] = [];
    for (const column of TEXTS[table] ?? []) texts.push(...(await enumerated(session, table, column)));
    const rest = `t.* EXCLUDE (${keys.join(', ')})${texts.length === 0 ? '' : ` REPLACE (${texts.join(', ')})`}`;
    kept[table] = await session.keep(table, numbered(table, rest, keys));
  }
  for (const [name, { of, sql }] of Object.entries(DERIVED_DIMENSIONS)) {
    signal.throwIfAborted();
    kept[name] = await session.keep(name, sql(kept[of] ?? of));
  }
  return kept;
}

async function keepGrains(
  session: EngineSession,
  products: string,
  factsAtOnce: number,
  signal: AbortSignal,
): Promise<Record<SaleGrain, string>> {
  const kept: Record<SaleGrain, string> = { sale_by_invoice: '', sale_by_category: '', sale_by_line: '' };
  await session.materialise('open_invoices', OPEN_INVOICES);
  for (const months of await monthsInParts(session, factsAtOnce)) {
    signal.throwIfAborted();
    await session.materialise(
      'lines',
      `SELECT l.*, p.stock_code, p.category FROM (${numbered('fact_sale', FACT, FACT_KEYS)}
       WHERE t.invoice_month IN (${months.map(literal).join(', ')})) AS l JOIN ${products} AS p ON p.product_key = l.product_key`,
    );
    await session.materialise('categories', CATEGORIES);
    for (const name of SALE_GRAINS) kept[name] = await session.keepMore(name, ROWS[name]);
  }
  return kept;
}

/** The months of the facts, as many together as are copied at a time. */
async function monthsInParts(session: EngineSession, factsAtOnce: number): Promise<string[][]> {
  const months = await session.query<{ month: string; lines: string }>(
    'SELECT invoice_month AS month, count(*) AS lines FROM fact_sale GROUP BY 1 ORDER BY 1',
  );
  const parts: string[][] = [];
  let room = 0;
  for (const { month, lines } of months) {
    if (room < Number(lines)) {
      parts.push([]);
      room = factsAtOnce;
    }
    parts.at(-1)?.push(month);
    room -= Number(lines);
  }
  return parts;
}

function numbered(table: string, columns: string, keys: readonly Key[]): string {
  const numbers = keys.map((key) => `numbers_${key}.number AS ${key}`);
  const joins = keys.map((key) => `JOIN numbers_${key} ON numbers_${key}.key = t.${key}`);
  return `SELECT ${[columns, ...numbers].join(', ')} FROM ${table} AS t ${joins.join(' ')}`;
}

/** The column as a type of its texts; none where it has too many. */
async function enumerated(session: EngineSession, table: string, column: string): Promise<string[]> {
  const type = await enumType(session, table, column, MOST_VALUES);
  return type === undefined ? [] : [`CAST(t.${column} AS ${type}) AS ${column}`];
}
