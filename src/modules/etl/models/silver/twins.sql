/* ---
kind: staging
description: Lines that stand more than once, with the copy that stays, the first by base file name, content hash and row.
grain: one row a sale_id with copies
keys: [_file_hash, _row]
inputs: { lines: staging }
columns:
  sale_id: the line that all copies say
  _file: base name of the file
  _file_hash: SHA-256 of the file
  _row: data row in the file, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the line
  copy_number: 1 for the copy that stays, then 2, 3, …
--- */
WITH copied AS (
  SELECT sale_id FROM lines WHERE _op IS NULL GROUP BY sale_id HAVING count(*) > 1
)
SELECT
  l.sale_id, l._file, l._file_hash, l._row, l._line, l._batch_id,
  row_number() OVER (PARTITION BY l.sale_id ORDER BY l._file, l._file_hash, l._row) AS copy_number
FROM lines AS l
JOIN copied AS c ON c.sale_id = l.sale_id
WHERE l._op IS NULL
