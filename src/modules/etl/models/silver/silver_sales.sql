/* ---
kind: partitioned
partition: invoice_month
description: Valid sales lines, typed, each once.
grain: one row a sales line
keys: [sale_id]
inputs: { lines: staging, extra_copies: staging }
columns:
  sale_id: UUID (text) computed from the cast line; a corrected line keeps that of the former one
  invoice_no: invoice number, upper case
  stock_code: stock code, upper case
  description: description, white space collapsed; null when empty
  quantity: units; negative on returns
  unit_price: price of one unit, in the currency of the source
  invoice_date: time stamp of the line, UTC
  customer_id: customer as the source names it; null for anonymous lines
  country: common short name, or Unknown
  line_no: line number, where the source has one
  line_type: sale or return
  code_kind: product, service (postage, fees, adjustments) or other, by the shape of the stock code
  total_amount: quantity × unit_price
  _file: base name of the file that brought the line
  _file_hash: SHA-256 of that file
  _row: data row in that file, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the line
  _ingested_at: when that was
  invoice_month: month of invoice_date, UTC, YYYY-MM
audits:
  unique_sale_id: SELECT sale_id FROM silver_sales GROUP BY sale_id HAVING count(*) > 1
--- */
SELECT
  CAST(l.sale_id AS VARCHAR) AS sale_id,
  l.invoice_no, l.stock_code, l.description,
  CAST(l.quantity AS INTEGER) AS quantity,
  l.unit_price, l.invoice_date, l.customer_id, l.country, l.line_no,
  CASE WHEN starts_with(l.invoice_no, 'C') THEN 'return' ELSE 'sale' END AS line_type,
  CASE WHEN regexp_full_match(l.stock_code, '\d{5}[A-Z]{0,2}') THEN 'product'
       WHEN l.stock_code IN ('POST', 'DOT', 'M', 'D', 'S', 'BANK CHARGES', 'AMAZONFEE', 'CRUK', 'PADS', 'C2')
            OR starts_with(l.stock_code, 'GIFT_') THEN 'service'
       ELSE 'other' END AS code_kind,
  CAST(l.quantity * l.unit_price AS DECIMAL(18, 4)) AS total_amount,
  l._file, l._file_hash, l._row, l._line, l._batch_id, l._ingested_at, l.invoice_month
FROM lines AS l
LEFT JOIN extra_copies AS x ON x._row = l._row AND x._file_hash = l._file_hash
WHERE l.fate = 'line' AND l.errors = 0 AND x._row IS NULL
