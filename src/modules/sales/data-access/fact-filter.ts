import { type Sql } from '../../../platform/database/index.js';
import { dateKeyOf, type LineType, type SalesFilter } from '../domain/sales-query.js';

/** A filter in the keys of one version of the star schema; keys are text, as they do not fit into a number. */
export interface FactFilter {
  countryKeys?: string[];
  productKeys?: string[];
  customerKeys?: string[];
  invoiceKeys?: string[];
  fromKey?: number;
  toKey?: number;
  minAmount?: number;
  maxAmount?: number;
  lineType?: LineType;
}

/** More keys than these are no narrow filter. */
const NARROW_KEYS = 20;

/** Few enough lines to count them by an index. */
export function isNarrow({ customerKeys, invoiceKeys, productKeys }: FactFilter): boolean {
  return [customerKeys, invoiceKeys, productKeys].some((keys) => keys && keys.length <= NARROW_KEYS);
}

/** It names something that is not there. */
export function isEmpty({ countryKeys, productKeys, customerKeys, invoiceKeys }: FactFilter): boolean {
  return [countryKeys, productKeys, customerKeys, invoiceKeys].some((keys) => keys?.length === 0);
}

/** The filter with its dimensions as keys. `countryNames` are its countries as dim_country names them. */
export async function resolveFilter(
  sql: Sql,
  filter: SalesFilter,
  countryNames: readonly string[] | undefined,
): Promise<FactFilter> {
  const resolved: FactFilter = {
    fromKey: filter.dateFrom === undefined ? undefined : dateKeyOf(filter.dateFrom),
    toKey: filter.dateTo === undefined ? undefined : dateKeyOf(filter.dateTo),
    minAmount: filter.minAmount,
    maxAmount: filter.maxAmount,
    lineType: filter.lineType,
  };
  const keys = async (text: string, values: unknown[]) => {
    const { rows } = await sql.query<{ key: string }>(text, values);
    return rows.map(({ key }) => key);
  };
  if (countryNames) {
    resolved.countryKeys = await keys(
      'SELECT country_key::text AS key FROM dim_country WHERE country_name = ANY ($1::text[])',
      [countryNames],
    );
  }
  if (filter.customerIds) {
    resolved.customerKeys = await keys(
      'SELECT customer_key::text AS key FROM dim_customer WHERE customer_id = ANY ($1::text[])',
      [filter.customerIds],
    );
  }
  if (filter.invoiceNos) {
    resolved.invoiceKeys = await keys(
      'SELECT invoice_key::text AS key FROM dim_invoice WHERE invoice_no = ANY ($1::text[])',
      [filter.invoiceNos.map((number) => number.toUpperCase())],
    );
  }
  if (filter.products) resolved.productKeys = await productKeys(sql, filter.products, filter.asOf);
  return resolved;
}

/** Of each text the product with that code; where there is none, those whose description contains it, as the answer shows it. */
async function productKeys(sql: Sql, products: readonly string[], asOf?: string): Promise<string[]> {
  const { rows: coded } = await sql.query<{ key: string; code: string }>(
    'SELECT product_key::text AS key, stock_code AS code FROM dim_product WHERE stock_code = ANY ($1::text[])',
    [products.map((text) => text.toUpperCase())],
  );
  const codes = new Set(coded.map(({ code }) => code));
  const patterns = products.filter((text) => !codes.has(text.toUpperCase())).map(containing);
  const keys = new Set(coded.map(({ key }) => key));
  if (patterns.length > 0) {
    const { rows } =
      asOf === undefined
        ? await sql.query<{ key: string }>(
            'SELECT product_key::text AS key FROM dim_product WHERE description ILIKE ANY ($1::text[])',
            [patterns],
          )
        : await sql.query<{ key: string }>(
            `SELECT product_key::text AS key FROM dim_product WHERE stock_code IN (
               SELECT stock_code FROM dim_product
               WHERE description ILIKE ANY ($1::text[]) AND valid_from <= $2::date AND valid_to > $2::date)`,
            [patterns, asOf],
          );
    for (const { key } of rows) keys.add(key);
  }
  return [...keys];
}

function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, String.raw`\$&`)}%`;
}

type Dialect = 'postgres' | 'engine';

/** Conditions on fact_sale AS f; what stands for their `$n` is put at the end of the values. */
export function conditionsOf<V>(
  filter: FactFilter,
  dialect: Dialect,
  values: (V | string | number | readonly string[])[],
): string[] {
  const conditions: string[] = [];
  const value = (of: string | number | readonly string[]) => `$${values.push(of)}`;
  const keys = (column: string, list: readonly string[] | undefined) => {
    if (!list) return;
    const [only] = list;
    if (list.length === 1 && only !== undefined) {
      conditions.push(`f.${column} = CAST(${value(only)} AS bigint)`);
    } else if (dialect === 'postgres') {
      conditions.push(`f.${column} = ANY (${value(list)}::bigint[])`);
    } else {
      conditions.push(`f.${column} IN (SELECT unnest(CAST(${value(list)} AS BIGINT[])))`);
    }
  };
  keys('country_key', filter.countryKeys);
  keys('product_key', filter.productKeys);
  keys('customer_key', filter.customerKeys);
  keys('invoice_key', filter.invoiceKeys);
  if (filter.fromKey !== undefined)
    conditions.push(`f.date_key >= CAST(${value(filter.fromKey)} AS integer)`);
  if (filter.toKey !== undefined) conditions.push(`f.date_key <= CAST(${value(filter.toKey)} AS integer)`);
  // As text, so that no digit is lost on the way to a decimal.
  const amount = (of: number) => `CAST(${value(String(of))} AS decimal(38, 18))`;
  if (filter.minAmount !== undefined) conditions.push(`f.total_amount >= ${amount(filter.minAmount)}`);
  if (filter.maxAmount !== undefined) conditions.push(`f.total_amount <= ${amount(filter.maxAmount)}`);
  if (filter.lineType !== undefined) conditions.push(`f.line_type = CAST(${value(filter.lineType)} AS text)`);
  return conditions;
}

export function whereOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? '' : `WHERE ${conditions.join(' AND ')}`;
}
