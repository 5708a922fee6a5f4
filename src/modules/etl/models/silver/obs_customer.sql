/* ---
kind: partitioned
partition: invoice_month
description: What each month says of each customer's country, small enough to derive versions without reading history.
grain: one row a customer, month and run of days with the same known country (the day's most frequent; ties, the first by alphabet), and one row a customer and month without country that says the customer was there
inputs: { silver_sales: months }
columns:
  customer_id: customer
  country: country of these days; null in the row that says the customer was there
  from_day: first day
  to_day: last day
  invoice_month: month, YYYY-MM
--- */
WITH counted AS (
  SELECT invoice_month, customer_id, CAST(invoice_date AS DATE) AS day, nullif(country, 'Unknown') AS country, count(*) AS n
  FROM silver_sales
  WHERE customer_id IS NOT NULL
  GROUP BY invoice_month, customer_id, CAST(invoice_date AS DATE), nullif(country, 'Unknown')
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY customer_id, day ORDER BY n DESC, country) AS place
  FROM counted
  WHERE country IS NOT NULL
),
marked AS (
  SELECT *, lag(country) OVER (PARTITION BY invoice_month, customer_id ORDER BY day) AS former
  FROM ranked
  WHERE place = 1
),
numbered AS (
  SELECT *, sum(CASE WHEN former = country THEN 0 ELSE 1 END)
    OVER (PARTITION BY invoice_month, customer_id ORDER BY day ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
)
SELECT customer_id, country, min(day) AS from_day, max(day) AS to_day, invoice_month
FROM numbered
GROUP BY customer_id, country, run, invoice_month
UNION ALL
SELECT customer_id, CAST(NULL AS VARCHAR) AS country, min(day) AS from_day, max(day) AS to_day, invoice_month
FROM counted
GROUP BY customer_id, invoice_month
