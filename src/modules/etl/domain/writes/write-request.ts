import { CANONICAL, type CanonicalColumn } from '../columns.js';

/** A sales line as a client writes it; what is not given is null. */
export type LineValues = Record<CanonicalColumn, string | null>;

export type WriteItem =
  /** A new line; the same line once more changes nothing. */
  | { op: 'create'; values: LineValues }
  /** The line of that id, or else the one of that invoice, stock code and line number, or else a new one. */
  | { op: 'upsert'; sale_id: string | null; values: LineValues }
  /** New values of a line; those that are absent stay. Without any the line is judged again. */
  | { op: 'update'; sale_id: string; values: Partial<LineValues>; upsert: boolean; quarantined?: true }
  /** With `quarantined`, as with an update: only where it is a quarantined line. */
  | { op: 'delete'; sale_id: string; reason: string | null; quarantined?: true };

/** What one request asks to write, in the order of its items. */
export interface WriteRequest {
  id: string;
  /** When it was accepted; a line may not be dated much later. */
  acceptedAt: Date;
  /** Nothing of it is written where an item fails. */
  allOrNothing: boolean;
  /** Whether lines that break a rule are refused; else they go to quarantine. */
  validate: boolean;
  /** Null for what was refused when it came. */
  items: readonly (WriteItem | null)[];
}

export type ItemStatus = 'created' | 'updated' | 'unchanged' | 'deleted' | 'quarantined';

export interface ItemResult {
  index: number;
  sale_id: string;
  status: ItemStatus;
}

export interface ItemError {
  index: number;
  /** The field that it is about; null where it is about the whole item. */
  field: string | null;
  /** A rule of quality, or `not_found`, `ambiguous_key`, `deleted`, `missing_value`, `not_quarantined`. */
  reason: string;
  message: string;
}

/** What became of a request: each item has a result or an error, or none where another item's error kept it out. */
export interface WriteOutcome {
  results: ItemResult[];
  errors: ItemError[];
}

export const NO_VALUES = Object.fromEntries(CANONICAL.map((name) => [name, null])) as LineValues;

/** Columns without which there is no line. */
export const REQUIRED_VALUES = [
  'invoice_no',
  'stock_code',
  'quantity',
  'invoice_date',
  'unit_price',
] as const satisfies CanonicalColumn[];

/** The line that an item gives whole. */
export function wholeLine(item: WriteItem): LineValues | undefined {
  if (item.op === 'delete') return undefined;
  if (item.op !== 'update') return item.values;
  const values = { ...NO_VALUES, ...item.values };
  return item.upsert && REQUIRED_VALUES.every((name) => values[name] !== null) ? values : undefined;
}
