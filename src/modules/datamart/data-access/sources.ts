import { type Need } from '../domain/metrics/declaration.js';
import { NOW } from '../domain/query.js';

/** Values of a statement, by the number that stands for them. */
export class Values {
  readonly list: (string | number | boolean | readonly string[])[] = [];

  /** `$n` for a value. */
  add(value: string | number | boolean | readonly string[]): string {
    return `$${this.list.push(value)}`;
  }
}

/**
 * Distinct invoices among rows of a grain. With `isAlone`, which says that rows that are alone have an invoice that no other row of
 * their group has, those are counted, which costs nothing.
 */
export function invoicesOf(condition: string, { isAlone }: { isAlone: boolean }): string {
  const among = (also: string) => `FILTER (WHERE (${condition})${also})`;
  if (!isAlone) return `count(DISTINCT f.invoice_key) ${among('')}`;
  return `count(*) ${among(' AND f.alone')} + count(DISTINCT f.invoice_key) ${among(' AND NOT f.alone')}`;
}

/** What is read beside the facts: relations of the statement, joins, tables of the lake. */
export interface Sources {
  relations: string[];
  joins: string[];
  tables: string[];
}

/** `asOf` is the day whose attributes of products and customers are asked for. */
export function sourcesOf(needs: ReadonlySet<Need>, asOf: string | undefined, values: Values): Sources {
  const sources: Sources = { relations: [], joins: [], tables: [] };
  const isNow = asOf !== undefined && asOf >= NOW;
  const day =
    asOf !== undefined && ((needs.has('product') && !isNow) || needs.has('customer'))
      ? `greatest(least(CAST(${values.add(asOf)} AS DATE), DATE '${NOW}'), DATE '1900-01-01')`
      : '';
  if (needs.has('country')) {
    sources.tables.push('dim_country');
    sources.joins.push('JOIN dim_country AS k ON k.country_key = f.country_key');
  }
  if (needs.has('product')) {
    const kept = isNow ? 'product_now' : 'dim_product';
    sources.tables.push(kept);
    if (asOf === undefined || isNow) sources.joins.push(`JOIN ${kept} AS p ON p.product_key = f.product_key`);
    else {
      sources.relations.push(
        `product_then AS (SELECT o.product_key, v.* EXCLUDE (product_key) FROM dim_product AS o JOIN dim_product AS v
    ON v.stock_code = o.stock_code AND v.valid_from <= ${day} AND v.valid_to > ${day})`,
      );
      sources.joins.push('JOIN product_then AS p ON p.product_key = f.product_key');
    }
  }
  if (needs.has('customer')) {
    sources.tables.push('person');
    if (asOf === undefined) sources.joins.push('JOIN person AS c ON c.customer_key = f.customer_key');
    else {
      sources.tables.push('dim_customer');
      sources.relations.push(
        `person_then AS (SELECT o.customer_key, o.customer_id, o.person_key, o.first_sale_key, o.registration_date, o.rfm_segment, v.country
    FROM person AS o JOIN dim_customer AS v
    ON v.customer_id IS NOT DISTINCT FROM o.customer_id AND v.valid_from <= ${day} AND v.valid_to > ${day})`,
      );
      sources.joins.push('JOIN person_then AS c ON c.customer_key = f.customer_key');
    }
  }
  if (needs.has('invoice')) {
    sources.tables.push('dim_invoice');
    sources.joins.push('JOIN dim_invoice AS i ON i.invoice_key = f.invoice_key');
  }
  return sources;
}
