import { type Column } from '../../../platform/engine/engine.js';
import { CANONICAL } from '../domain/columns.js';

const text = (name: string): Column => ({ name, type: 'string' });

/** What only API writes and erasures fill. These columns came later: a lake may be older than them. */
export const LATER_COLUMNS: readonly Column[] = [
  text('_erased'),
  text('_op'),
  text('_target_sale_id'),
  { name: '_seq', type: 'long' },
  text('_op_reason'),
];

/** What every row of bronze has beside its values: where it comes from, how it is to be read, and what it is. */
const ORIGIN: Column[] = [
  { name: '_row', type: 'long' },
  { name: '_line', type: 'long' },
  ...['_iso_date', '_decimal_sign', '_thousands_sign', '_file', '_file_hash', '_batch_id'].map(text),
  { name: '_ingested_at', type: 'timestamp' },
  ...LATER_COLUMNS,
];

/** Columns that all rows of a file have in common. */
export const OF_FILES: readonly string[] = ['_file', '_file_hash', '_batch_id'];

/** Columns of the relation `source`, from which the model of bronze makes its rows. */
export function sourceColumns(extras: readonly string[]): Column[] {
  return [...[...CANONICAL, ...extras].map(text), ...ORIGIN];
}

export function bronzeColumns(extras: readonly string[]): Column[] {
  return [...sourceColumns(extras), text('invoice_month')];
}
