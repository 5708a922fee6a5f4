/* ---
kind: staging
description: Lines that stand more than once, with the copy that stays, the first by base file name, content hash and row.
grain: one row a sale_id with copies
inputs: { lines: staging }
--- */
WITH copied AS (
  SELECT sale_id FROM lines GROUP BY sale_id HAVING count(*) > 1
)
SELECT
  l.sale_id, l._file, l._file_hash, l._row, l._line, l._batch_id,
  row_number() OVER (PARTITION BY l.sale_id ORDER BY l._file, l._file_hash, l._row) AS copy_number
FROM lines AS l
JOIN copied AS c ON c.sale_id = l.sale_id
