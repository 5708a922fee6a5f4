/* ---
kind: partitioned
partition: invoice_month
description: Products by month. Counts of orders and customers are distinct within the row and do not add up over rows.
grain: one row a product and month
keys: [stock_code, invoice_month]
inputs: { fact_sale: months, dim_product: all, dim_customer: all }
columns:
  stock_code: product
  net_revenue: sales less returns
  gross_revenue: sales alone
  returns_value: returns alone, negative
  units_sold: units of the sales
  units_returned: units of the returns, positive
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
  p.stock_code,
  CAST(sum(f.total_amount) AS DECIMAL(18, 4)) AS net_revenue,
  CAST(sum(CASE WHEN f.line_type = 'sale' THEN f.total_amount ELSE 0 END) AS DECIMAL(18, 4)) AS gross_revenue,
  CAST(sum(CASE WHEN f.line_type = 'return' THEN f.total_amount ELSE 0 END) AS DECIMAL(18, 4)) AS returns_value,
  CAST(sum(CASE WHEN f.line_type = 'sale' THEN f.quantity ELSE 0 END) AS BIGINT) AS units_sold,
  CAST(sum(CASE WHEN f.line_type = 'return' THEN -f.quantity ELSE 0 END) AS BIGINT) AS units_returned,
  count(DISTINCT CASE WHEN f.line_type = 'sale' THEN f.invoice_key END) AS orders,
  count(DISTINCT c.person_key) AS customers,
  f.invoice_month
FROM fact_sale AS f
JOIN dim_product AS p ON p.product_key = f.product_key
LEFT JOIN person AS c ON c.customer_key = f.customer_key
GROUP BY p.stock_code, f.invoice_month
