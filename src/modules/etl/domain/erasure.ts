import { isExtra } from './columns.js';
import { type Values } from './batches.js';

/** What the catalogue keeps of an erased customer, under `erased/<fingerprint>`. */
export interface Erasure {
  run: string;
  at: string;
  /** Who asked: id of a principal. */
  by: string | null;
  /** The first version of the lake without the customer. */
  version: number;
  lines: number;
  /** When the former versions were gone. */
  cleaned_at: string | null;
}

export type KnownErasure = Erasure & { fingerprint: string };

/** Longer texts are no customer in silver. */
export const LONGEST_CUSTOMER = 200;

const PREFIX = 'erased/';

export const erasureKey = (fingerprint: string) => `${PREFIX}${fingerprint}`;

export function erasuresOf(values: Values): KnownErasure[] {
  return Object.entries(values).flatMap(([key, value]) =>
    key.startsWith(PREFIX) ? [{ fingerprint: key.slice(PREFIX.length), ...(value as Erasure) }] : [],
  );
}

/** A customer as the model `lines` reads the text; null for none. */
export function customerOf(text: string): string | null {
  const clean = text.replace(/[\p{Z}\x00-\x20\x85]+/gu, ' ').replace(/^ | $/g, '');
  const [, number] = /^(\d+)\.0+$/.exec(clean) ?? [];
  return number ?? (clean === '' ? null : clean);
}

/** Columns that may name a customer. An unknown column of a source may hold anything, and so may a reason. */
export function personalColumns(table: string, columns: readonly { name: string }[]): string[] {
  return columns
    .map(({ name }) => name)
    .filter(
      (name) =>
        name === 'customer_id' || (table === 'bronze_sales' && (isExtra(name) || name === '_op_reason')),
    );
}
