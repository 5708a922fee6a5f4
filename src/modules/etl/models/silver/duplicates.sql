/* ---
kind: partitioned
partition: invoice_month
description: Bronze lines that say again what another line says, and which line that is.
grain: one row a bronze line that is a copy
keys: [_file_hash, _row]
inputs: { lines: staging, twins: staging }
columns:
  sale_id: the line that both say
  _file: base name of the file of the copy
  _file_hash: SHA-256 of that file
  _row: data row of the copy
  _line: line of the text, or row of the sheet
  _batch_id: run that brought the copy
  twin_file: base name of the file of the line that stays
  twin_file_hash: SHA-256 of that file
  twin_row: data row of the line that stays
  twin_batch_id: run that brought the line that stays
  invoice_month: month of the line, or unknown
--- */
SELECT
  CAST(l.sale_id AS VARCHAR) AS sale_id,
  l._file, l._file_hash, l._row, l._line, l._batch_id,
  first._file AS twin_file, first._file_hash AS twin_file_hash, first._row AS twin_row, first._batch_id AS twin_batch_id,
  l.invoice_month
FROM twins AS t
JOIN lines AS l ON l._row = t._row AND l._file_hash = t._file_hash
JOIN twins AS first ON first.sale_id = t.sale_id AND first.copy_number = 1
WHERE t.copy_number > 1
