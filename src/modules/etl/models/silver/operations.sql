/* ---
kind: partitioned
partition: invoice_month
description: Deletions that are in force. What they took out is in superseded.
grain: one row a deleted sale
keys: [sale_id]
inputs: { lines: staging }
columns:
  sale_id: the sale that is deleted
  op: delete
  _file: base name of the file, or name of the API write
  _file_hash: SHA-256 of it
  _row: data row there, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the row
  _ingested_at: when that was
  invoice_month: operations
--- */
SELECT
  CAST(sale_id AS VARCHAR) AS sale_id, _op AS op,
  _file, _file_hash, _row, _line, _batch_id, _ingested_at, invoice_month
FROM lines
WHERE fate = 'operation'
