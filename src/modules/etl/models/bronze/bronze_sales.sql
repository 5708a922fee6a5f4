/* ---
kind: append
partition: invoice_month
description: Every line of every file and API write as it came (text), with its origin. Columns that are not known are kept under their own names.
grain: one row a line of a source, or an operation on an earlier sale
keys: [_file_hash, _row]
inputs: { source: staging }
columns:
  invoice_no: text as it came
  stock_code: text as it came
  description: text as it came
  quantity: text as it came
  invoice_date: text as it came
  unit_price: text as it came
  customer_id: text as it came
  country: text as it came
  line_no: text as it came
  _row: data row in the file, from 1
  _line: line of the text, or row of the sheet, where there is one
  _iso_date: invoice date in ISO 8601, where the file writes dates another way or names a time zone
  _decimal_sign: decimal sign of the file, where it is not a point
  _thousands_sign: thousands separator of the file, where it has one
  _file: base name of the file
  _file_hash: SHA-256 of the file
  _batch_id: run that brought the file
  _ingested_at: when that was
  _erased: where the customer was erased, a keyed hash of customer and invoice, that of no other line
  _op: update or delete, where the row is an operation; null for a line
  _target_sale_id: the sale that the operation is on
  _seq: operations in their order; of those on one sale the highest counts
  _op_reason: why, where somebody said so
  invoice_month: month of the invoice date, UTC, YYYY-MM; unknown where it cannot be read or lies outside 2000 to 2099; operations for an operation, whatever its date
--- */
SELECT
  s.* EXCLUDE (_date_text, _instant),
  CASE WHEN s._op IS NULL THEN month_of(s._instant) ELSE 'operations' END AS invoice_month
FROM (
  SELECT d.*, as_instant(_date_text) AS _instant
  FROM (SELECT source.*, coalesce(_iso_date, clean_text(invoice_date)) AS _date_text FROM source) AS d
) AS s
