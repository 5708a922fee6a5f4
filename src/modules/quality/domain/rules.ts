/** A rule that sends a line to quarantine. `bit` is its place in the `errors` of the model `lines`. */
export interface Rule {
  name: string;
  bit: number;
  dimension: 'accuracy' | 'validity';
  /** The column that it is about. */
  field: string;
  means: string;
  fix: string;
}

export const RULES: readonly Rule[] = [
  {
    name: 'missing_invoice',
    bit: 1,
    dimension: 'validity',
    field: 'invoice_no',
    means: 'no invoice number',
    fix: 'fill InvoiceNo',
  },
  {
    name: 'missing_stock_code',
    bit: 2,
    dimension: 'validity',
    field: 'stock_code',
    means: 'no stock code',
    fix: 'fill StockCode',
  },
  {
    name: 'invalid_quantity',
    bit: 4,
    dimension: 'validity',
    field: 'quantity',
    means: 'quantity is not a whole number, is 0 or is beyond ±100,000',
    fix: 'give a whole number of units; map a decimal or thousands sign if the source has one',
  },
  {
    name: 'invalid_price',
    bit: 8,
    dimension: 'validity',
    field: 'unit_price',
    means: 'unit price cannot be read, is negative or is above 1,000,000',
    fix: 'give a plain decimal number; map a decimal or thousands sign if the source has one',
  },
  {
    name: 'zero_price',
    bit: 16,
    dimension: 'accuracy',
    field: 'unit_price',
    means: 'unit price is 0',
    fix: 'give the price, or discard the line',
  },
  {
    name: 'invalid_date',
    bit: 32,
    dimension: 'validity',
    field: 'invoice_date',
    means: 'invoice date cannot be read, is before 2000-01-01 or more than 24 hours ahead of its ingestion',
    fix: 'give an ISO 8601 date, or map the date format of the source',
  },
  {
    name: 'negative_quantity_without_cancellation',
    bit: 64,
    dimension: 'accuracy',
    field: 'quantity',
    means: 'negative quantity on an invoice that is no cancellation (C…)',
    fix: 'correct the sign, or book it on a cancellation',
  },
  {
    name: 'positive_quantity_on_cancellation',
    bit: 128,
    dimension: 'accuracy',
    field: 'quantity',
    means: 'positive quantity on a cancellation (C…)',
    fix: 'correct the sign, or book it on an invoice',
  },
  {
    name: 'accounting_adjustment',
    bit: 256,
    dimension: 'accuracy',
    field: 'invoice_no',
    means: 'accounting entry (A…), not a sale',
    fix: 'discard it; it belongs in the ledger',
  },
];

/** Bits of all rules of a dimension. */
export function bitsOf(dimension: Rule['dimension']): number {
  return RULES.filter((rule) => rule.dimension === dimension).reduce((bits, rule) => bits | rule.bit, 0);
}
