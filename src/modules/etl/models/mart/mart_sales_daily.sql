/* ---
kind: partitioned
partition: invoice_month
description: Sales by day and country. Counts of orders and customers are distinct within the row and do not add up over rows.
grain: one row a day and country
keys: [date_key, country_key]
inputs: { fact_sale: months, dim_country: all, dim_customer: all }
columns:
  date_key: yyyymmdd
  country_key: country
  country_name: its name
  net_revenue: sales less returns
  gross_revenue: sales alone
  returns_value: returns alone, negative
  units: net units
  sale_lines: lines that are sales
  return_lines: lines that are returns
  orders: distinct sale invoices
  customers: distinct identified customers
  invoice_month: month, YYYY-MM
--- */
-- A customer is counted once, whatever versions the facts point to.
WITH person AS (
  SELECT customer_key, min(customer_key) OVER (PARTITION BY customer_id) AS person_key
  FROM dim_customer
  WHERE customer_id IS NOT NULL
)
SELECT
  f.date_key, f.country_key, k.country_name,
  CAST(sum(f.total_amount) AS DECIMAL(18, 4)) AS net_revenue,
  CAST(sum(CASE WHEN f.line_type = 'sale' THEN f.total_amount ELSE 0 END) AS DECIMAL(18, 4)) AS gross_revenue,
  CAST(sum(CASE WHEN f.line_type = 'return' THEN f.total_amount ELSE 0 END) AS DECIMAL(18, 4)) AS returns_value,
  CAST(sum(f.quantity) AS BIGINT) AS units,
  CAST(sum(CASE WHEN f.line_type = 'sale' THEN 1 ELSE 0 END) AS BIGINT) AS sale_lines,
  CAST(sum(CASE WHEN f.line_type = 'return' THEN 1 ELSE 0 END) AS BIGINT) AS return_lines,
  count(DISTINCT CASE WHEN f.line_type = 'sale' THEN f.invoice_key END) AS orders,
  count(DISTINCT c.person_key) AS customers,
  f.invoice_month
FROM fact_sale AS f
JOIN dim_country AS k ON k.country_key = f.country_key
LEFT JOIN person AS c ON c.customer_key = f.customer_key
GROUP BY f.date_key, f.country_key, k.country_name, f.invoice_month
