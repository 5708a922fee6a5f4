/* ---
kind: partitioned
partition: invoice_month
description: What each month says of each product, small enough to derive versions without reading history.
grain: one row a product, month and run of days with the same description (the day's most frequent; ties, the first by alphabet), and one row a product and month without description that says the product was there
inputs: { silver_sales: months }
columns:
  stock_code: product
  code_kind: product, service or other
  description: description of these days; null in the row that says the product was there
  from_day: first day
  to_day: last day
  invoice_month: month, YYYY-MM
--- */
-- Nearly always one description a product and month; only where there are several are days looked at.
WITH counted AS (
  SELECT invoice_month, stock_code, min(code_kind) AS code_kind, description,
    min(utc_day(invoice_date)) AS from_day, max(utc_day(invoice_date)) AS to_day
  FROM silver_sales
  WHERE stock_code IS NOT NULL
  GROUP BY invoice_month, stock_code, description
),
present AS (
  SELECT invoice_month, stock_code, min(code_kind) AS code_kind, min(from_day) AS from_day, max(to_day) AS to_day, count(description) AS variants
  FROM counted
  GROUP BY invoice_month, stock_code
),
daily AS (
  SELECT s.invoice_month, s.stock_code, utc_day(s.invoice_date) AS day, s.description, count(*) AS n
  FROM silver_sales AS s
  JOIN present AS p ON p.invoice_month = s.invoice_month AND p.stock_code = s.stock_code AND p.variants > 1
  WHERE s.description IS NOT NULL
  GROUP BY s.invoice_month, s.stock_code, utc_day(s.invoice_date), s.description
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY stock_code, day ORDER BY n DESC, description) AS place FROM daily
),
marked AS (
  SELECT *, lag(description) OVER (PARTITION BY invoice_month, stock_code ORDER BY day) AS former FROM ranked WHERE place = 1
),
numbered AS (
  SELECT *, sum(CASE WHEN former = description THEN 0 ELSE 1 END)
    OVER (PARTITION BY invoice_month, stock_code ORDER BY day ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
),
runs AS (
  SELECT invoice_month, stock_code, description, min(day) AS from_day, max(day) AS to_day
  FROM numbered
  GROUP BY invoice_month, stock_code, description, run
)
SELECT r.stock_code, p.code_kind, r.description, r.from_day, r.to_day, r.invoice_month
FROM runs AS r
JOIN present AS p ON p.invoice_month = r.invoice_month AND p.stock_code = r.stock_code
UNION ALL
SELECT c.stock_code, c.code_kind, c.description, c.from_day, c.to_day, c.invoice_month
FROM counted AS c
JOIN present AS p ON p.invoice_month = c.invoice_month AND p.stock_code = c.stock_code AND p.variants = 1
WHERE c.description IS NOT NULL
UNION ALL
SELECT stock_code, code_kind, CAST(NULL AS VARCHAR) AS description, from_day, to_day, invoice_month FROM present
