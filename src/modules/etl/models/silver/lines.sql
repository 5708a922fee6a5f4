/* ---
kind: staging
description: Bronze rows standardised and cast, with the rules that each one breaks and what becomes of it. One line may still stand several times.
grain: one row a bronze row
keys: [_file_hash, _row]
inputs: { bronze_sales: months, country_alias: all, corrections: staging, target_month: staging }
columns:
  sale_id: UUID computed from the cast line, an unreadable cell as its text; of an operation, the sale that it is on
  invoice_no: upper case, white space collapsed
  stock_code: upper case, white space collapsed
  description: white space collapsed; null when empty
  quantity: units; null where they cannot be read
  unit_price: price of one unit; null where it cannot be read
  invoice_date: time stamp, UTC; null where it cannot be read
  customer_id: customer as the source names it; null above 200 characters
  country: common short name, or Unknown
  line_no: line number, where the source has one
  filled_values: how many of quantity, price and date are filled, readable or not
  errors: a bit for each rule that the line breaks
  fate: line where the row says what a sale is; superseded where an operation that counts more is on its sale; operation where it is the delete that counts
  _op: update or delete; null for a line
  _file: base name of the file
  _file_hash: SHA-256 of the file
  _row: data row in the file, from 1
  _line: line of the text, or row of the sheet, where there is one
  _batch_id: run that brought the line
  _ingested_at: when that was
  invoice_month: month of the line, or unknown; operations where the row is an operation and does not say what a sale is
--- */
WITH standardised AS (
  SELECT
    b.*,
    upper(clean_text(b.invoice_no)) AS invoice_no_text,
    upper(clean_text(b.stock_code)) AS stock_code_text,
    clean_text(b.description) AS description_text,
    clean_text(b.quantity) AS quantity_text,
    clean_text(b.unit_price) AS unit_price_text,
    clean_text(b.invoice_date) AS invoice_date_text,
    clean_text(b.customer_id) AS customer_id_text,
    clean_text(b.country) AS country_text,
    clean_text(b.line_no) AS line_no_text
  FROM bronze_sales AS b
),
typed AS (
  SELECT
    s.*,
    as_integer(plain_number(s.quantity_text, s._decimal_sign, s._thousands_sign)) AS quantity_value,
    as_decimal(plain_number(s.unit_price_text, s._decimal_sign, s._thousands_sign)) AS unit_price_value,
    as_instant(coalesce(s._iso_date, s.invoice_date_text)) AS invoice_date_value,
    -- Longer than any code is; a database could not index it.
    CASE WHEN length(s.customer_id_text) > 200 THEN NULL
         WHEN regexp_full_match(s.customer_id_text, '\d+\.0+') THEN split_part(s.customer_id_text, '.', 1)
         ELSE s.customer_id_text END AS customer_id_value,
    coalesce(a.country_name, 'Unknown') AS country_value
  FROM standardised AS s
  LEFT JOIN country_alias AS a ON a.alias = lower(s.country_text)
),
-- A column of its own: inside a CASE the engine would compute the digest each time that hash_uuid needs it.
digested AS (
  SELECT
    t.*,
    -- An unreadable cell counts as its text, marked, so that it never equals a readable value. What stands for an erased customer
    -- keeps the line apart from anonymous ones.
    hash_uuid(concat(
      coalesce(invoice_no_text, ''), chr(31), coalesce(stock_code_text, ''), chr(31), coalesce(description_text, ''), chr(31),
      coalesce(CAST(quantity_value AS VARCHAR), '?' || quantity_text, ''), chr(31),
      coalesce(CAST(epoch_us(invoice_date_value) AS VARCHAR), '?' || invoice_date_text, ''), chr(31),
      coalesce(CAST(unit_price_value AS VARCHAR), '?' || unit_price_text, ''), chr(31),
      coalesce('!' || _erased, customer_id_value, '?' || customer_id_text, ''), chr(31), country_value, chr(31), coalesce(line_no_text, '')
    )) AS line_id
  FROM typed AS t
),
identified AS (
  SELECT d.*, CASE WHEN _op IS NOT NULL THEN as_uuid(_target_sale_id) ELSE line_id END AS sale_id
  FROM digested AS d
),
fated AS (
  SELECT
    i.*,
    -- With the operation that counts: a line is what the sale is where there is none, and an operation where it is that one.
    CASE WHEN c.sale_id IS NULL OR i._op = 'update' AND c._row = i._row AND c._file_hash = i._file_hash THEN 'line'
         WHEN i._op = 'delete' AND c._row = i._row AND c._file_hash = i._file_hash THEN 'operation'
         ELSE 'superseded' END AS fate
  FROM identified AS i
  LEFT JOIN corrections AS c ON c.sale_id = i.sale_id
),
placed AS (
  SELECT
    f.*,
    CASE WHEN f._op IS NULL THEN f.invoice_month WHEN f.fate = 'line' THEN month_of(f.invoice_date_value) ELSE 'operations' END AS line_month
  FROM fated AS f
)
SELECT
  sale_id,
  invoice_no_text AS invoice_no,
  stock_code_text AS stock_code,
  description_text AS description,
  quantity_value AS quantity,
  unit_price_value AS unit_price,
  invoice_date_value AS invoice_date,
  customer_id_value AS customer_id,
  country_value AS country,
  line_no_text AS line_no,
  CASE WHEN quantity_text IS NULL THEN 0 ELSE 1 END + CASE WHEN unit_price_text IS NULL THEN 0 ELSE 1 END
  + CASE WHEN invoice_date_text IS NULL THEN 0 ELSE 1 END AS filled_values,
  -- One bit a rule; quality's domain/rules.ts names the bits, and a test holds the two together.
  CASE WHEN invoice_no_text IS NULL OR length(invoice_no_text) > 200 THEN 1 ELSE 0 END
  | CASE WHEN stock_code_text IS NULL OR length(stock_code_text) > 200 THEN 2 ELSE 0 END
  | CASE WHEN quantity_value IS NULL OR quantity_value = 0 OR quantity_value NOT BETWEEN -100000 AND 100000 THEN 4 ELSE 0 END
  | CASE WHEN unit_price_value IS NULL OR unit_price_value < 0 OR unit_price_value > 1000000 THEN 8 ELSE 0 END
  | CASE WHEN unit_price_value = 0 THEN 16 ELSE 0 END
  | CASE WHEN invoice_date_value IS NULL OR invoice_date_value < TIMESTAMPTZ '2000-01-01 00:00:00+00'
              OR invoice_date_value > _ingested_at + INTERVAL 24 HOUR THEN 32 ELSE 0 END
  | CASE WHEN quantity_value < 0 AND NOT starts_with(invoice_no_text, 'C') THEN 64 ELSE 0 END
  | CASE WHEN quantity_value > 0 AND starts_with(invoice_no_text, 'C') THEN 128 ELSE 0 END
  | CASE WHEN starts_with(invoice_no_text, 'A') THEN 256 ELSE 0 END AS errors,
  fate, _op,
  _file, _file_hash, _row, _line, _batch_id, _ingested_at, line_month AS invoice_month
FROM placed
WHERE _op IS NULL OR line_month IN (SELECT invoice_month FROM target_month)
