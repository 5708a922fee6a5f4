/* ---
kind: partitioned
partition: invoice_month
description: Bronze rows whose place a later operation has taken. They stay in bronze, and bronze has the operation too.
grain: one row a bronze row that no longer says what its sale is
keys: [_file_hash, _row]
inputs: { lines: staging, extra_copies: staging }
columns:
  sale_id: the sale that the row was of
  op: update or delete, where the row is an operation itself; null for a line
  _file: base name of the file, or name of the API write
  _file_hash: SHA-256 of it
  _row: data row there, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the row
  _ingested_at: when that was
  invoice_month: month of the line, or unknown; operations where the row is an operation
--- */
SELECT
  CAST(l.sale_id AS VARCHAR) AS sale_id, l._op AS op,
  l._file, l._file_hash, l._row, l._line, l._batch_id, l._ingested_at, l.invoice_month
FROM lines AS l
LEFT JOIN extra_copies AS x ON x._row = l._row AND x._file_hash = l._file_hash
WHERE l.fate = 'superseded' AND x._row IS NULL
