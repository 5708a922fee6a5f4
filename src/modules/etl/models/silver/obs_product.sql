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
WITH counted AS (
  SELECT invoice_month, stock_code, code_kind, CAST(invoice_date AS DATE) AS day, description, count(*) AS n
  FROM silver_sales
  GROUP BY invoice_month, stock_code, code_kind, CAST(invoice_date AS DATE), description
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY stock_code, day ORDER BY n DESC, description) AS place
  FROM counted
  WHERE description IS NOT NULL
),
marked AS (
  SELECT *, lag(description) OVER (PARTITION BY invoice_month, stock_code ORDER BY day) AS former
  FROM ranked
  WHERE place = 1
),
numbered AS (
  SELECT *, sum(CASE WHEN former = description THEN 0 ELSE 1 END)
    OVER (PARTITION BY invoice_month, stock_code ORDER BY day ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
)
SELECT stock_code, code_kind, description, min(day) AS from_day, max(day) AS to_day, invoice_month
FROM numbered
GROUP BY stock_code, code_kind, description, run, invoice_month
UNION ALL
SELECT stock_code, code_kind, CAST(NULL AS VARCHAR) AS description, min(day) AS from_day, max(day) AS to_day, invoice_month
FROM counted
GROUP BY stock_code, code_kind, invoice_month
