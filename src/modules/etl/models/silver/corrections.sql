/* ---
kind: staging
description: The operation that counts on each sale that somebody updated or deleted.
grain: one row a sale with operations
keys: [sale_id]
inputs: { bronze_operations: { table: bronze_sales, take: operations } }
columns:
  sale_id: the sale that the operation is on
  _file_hash: SHA-256 of what brought the operation
  _row: its row there
--- */
SELECT as_uuid(_target_sale_id) AS sale_id, _file_hash, _row
FROM (
  SELECT _target_sale_id, _file_hash, _row,
    row_number() OVER (PARTITION BY _target_sale_id ORDER BY _seq DESC, _file_hash, _row) AS place
  FROM bronze_operations
  WHERE _op IS NOT NULL
) AS ranked
WHERE place = 1
