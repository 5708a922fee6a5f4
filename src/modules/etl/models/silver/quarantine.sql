/* ---
kind: partitioned
partition: invoice_month
description: Lines that break a rule, with their text as it came and the reasons.
grain: one row a sales line that breaks at least one rule
keys: [sale_id]
inputs: { lines: staging, extra_copies: staging, rule: all, bronze_sales: months }
columns:
  sale_id: UUID (text) computed from the cast line, an unreadable cell as its text
  reasons: names of the rules that the line breaks
  invoice_no: text as it came
  stock_code: text as it came
  description: text as it came
  quantity: text as it came
  invoice_date: text as it came
  unit_price: text as it came
  customer_id: text as it came
  country: text as it came
  line_no: text as it came
  _file: base name of the file that brought the line
  _file_hash: SHA-256 of that file
  _row: data row in that file, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the line
  _ingested_at: when that was
  invoice_month: month of the line, or unknown where the date cannot be read
--- */
WITH failing AS (
  SELECT l.*
  FROM lines AS l
  LEFT JOIN extra_copies AS x ON x._row = l._row AND x._file_hash = l._file_hash
  WHERE l.fate = 'line' AND l.errors <> 0 AND x._row IS NULL
),
reasoned AS (
  SELECT f._file_hash, f._row, list(r.name ORDER BY r.bit) AS reasons
  FROM failing AS f
  JOIN rule AS r ON (f.errors & r.bit) <> 0
  GROUP BY f._file_hash, f._row
)
SELECT
  CAST(f.sale_id AS VARCHAR) AS sale_id,
  r.reasons,
  b.invoice_no, b.stock_code, b.description, b.quantity, b.invoice_date, b.unit_price, b.customer_id, b.country, b.line_no,
  f._file, f._file_hash, f._row, f._line, f._batch_id, f._ingested_at, f.invoice_month
FROM failing AS f
JOIN reasoned AS r ON r._file_hash = f._file_hash AND r._row = f._row
JOIN bronze_sales AS b ON b._file_hash = f._file_hash AND b._row = f._row
