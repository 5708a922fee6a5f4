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
-- Nearly always one country a customer and month; only where there are several are days looked at.
WITH counted AS (
  SELECT invoice_month, customer_id, country,
    min(utc_day(invoice_date)) AS from_day, max(utc_day(invoice_date)) AS to_day
  FROM silver_sales
  WHERE customer_id IS NOT NULL
  GROUP BY invoice_month, customer_id, country
),
present AS (
  SELECT invoice_month, customer_id, min(from_day) AS from_day, max(to_day) AS to_day, count(nullif(country, 'Unknown')) AS variants
  FROM counted
  GROUP BY invoice_month, customer_id
),
daily AS (
  SELECT s.invoice_month, s.customer_id, utc_day(s.invoice_date) AS day, s.country, count(*) AS n
  FROM silver_sales AS s
  JOIN present AS p ON p.invoice_month = s.invoice_month AND p.customer_id = s.customer_id AND p.variants > 1
  WHERE s.country <> 'Unknown'
  GROUP BY s.invoice_month, s.customer_id, utc_day(s.invoice_date), s.country
),
ranked AS (
  SELECT *, row_number() OVER (PARTITION BY customer_id, day ORDER BY n DESC, country) AS place FROM daily
),
marked AS (
  SELECT *, lag(country) OVER (PARTITION BY invoice_month, customer_id ORDER BY day) AS former FROM ranked WHERE place = 1
),
numbered AS (
  SELECT *, sum(CASE WHEN former = country THEN 0 ELSE 1 END)
    OVER (PARTITION BY invoice_month, customer_id ORDER BY day ROWS UNBOUNDED PRECEDING) AS run
  FROM marked
),
runs AS (
  SELECT invoice_month, customer_id, country, min(day) AS from_day, max(day) AS to_day
  FROM numbered
  GROUP BY invoice_month, customer_id, country, run
)
SELECT customer_id, country, from_day, to_day, invoice_month FROM runs
UNION ALL
SELECT c.customer_id, c.country, c.from_day, c.to_day, c.invoice_month
FROM counted AS c
JOIN present AS p ON p.invoice_month = c.invoice_month AND p.customer_id = c.customer_id AND p.variants = 1
WHERE c.country <> 'Unknown'
UNION ALL
SELECT customer_id, CAST(NULL AS VARCHAR) AS country, from_day, to_day, invoice_month FROM present
