import { type Filter, type Value } from '../domain/query.js';

/** What dashboards are narrowed by. */
export interface Narrowing {
  /** YYYY-MM-DD. */
  from?: string;
  to?: string;
  /** A name, ISO code or alias. */
  country?: string;
  category?: string;
}

export function filtersOf({ country, category }: Narrowing): Filter[] {
  return [
    ...(country === undefined ? [] : [{ dimension: 'country', values: [country] }]),
    ...(category === undefined ? [] : [{ dimension: 'category', values: [category] }]),
  ];
}

export function numberOf(row: Readonly<Record<string, Value>> | undefined, name: string): number {
  return Number(row?.[name] ?? 0);
}

export function maybeOf(row: Readonly<Record<string, Value>> | undefined, name: string): number | null {
  const value = row?.[name] ?? null;
  return value === null ? null : Number(value);
}

export function textOf(row: Readonly<Record<string, Value>>, name: string): string {
  return String(row[name] ?? '');
}

export function maybeTextOf(row: Readonly<Record<string, Value>>, name: string): string | null {
  const value = row[name] ?? null;
  return value === null ? null : String(value);
}
