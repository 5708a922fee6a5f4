import { type EngineValue } from '../../../platform/engine/engine.js';
import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type Scope } from '../domain/scope.js';

/** Tables that a scope's condition reads. */
export const SCOPE_TABLES = ['fact_sale', 'dim_country'] as const;

/** `WHERE …` on the facts `f`, for a scope and other conditions; its values are added to those given. */
export function whereOf(scope: Scope, values: EngineValue[], ...conditions: string[]): string {
  const all = [...conditions];
  const bound = (value: EngineValue) => `$${values.push(value)}`;
  if (scope.dateFrom !== undefined)
    all.push(`f.date_key >= CAST(${bound(dateKeyOf(scope.dateFrom))} AS INTEGER)`);
  if (scope.dateTo !== undefined)
    all.push(`f.date_key <= CAST(${bound(dateKeyOf(scope.dateTo))} AS INTEGER)`);
  if (scope.country !== undefined) {
    all.push(
      `f.country_key IN (SELECT country_key FROM dim_country WHERE country_name = CAST(${bound(scope.country)} AS VARCHAR))`,
    );
  }
  return all.length === 0 ? '' : `WHERE ${all.join(' AND ')}`;
}

export function dateKeyOf(day: string): number {
  return Number(day.replaceAll('-', ''));
}

/** The day of a fact. */
export const DAY = `make_date(f.date_key // 10000, f.date_key // 100 % 100, f.date_key % 100)`;

/** Goods, and not postage, fees and adjustments. */
export const IS_GOODS = `p.category IS DISTINCT FROM 'Service'`;

export interface Extent {
  rows: number;
  date_from: string | null;
  date_to: string | null;
}

/** How many facts a scope holds, and from when to when. */
export async function extentOf(reader: GoldReader, gold: ShownGold, scope: Scope): Promise<Extent> {
  const values: EngineValue[] = [];
  const where = whereOf(scope, values);
  const [row] = await reader.query<{ rows: string; date_from: string | null; date_to: string | null }>(gold, {
    tables: SCOPE_TABLES,
    copyable: true,
    sql: `SELECT count(*) AS rows, strftime(min(${DAY}), '%Y-%m-%d') AS date_from, strftime(max(${DAY}), '%Y-%m-%d') AS date_to
          FROM fact_sale AS f ${where}`,
    values,
  });
  return { rows: Number(row?.rows ?? 0), date_from: row?.date_from ?? null, date_to: row?.date_to ?? null };
}
