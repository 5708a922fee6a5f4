/* ---
kind: staging
description: Sums of the invoices of the months, which the marts of sales add up; an invoice has some twenty lines.
grain: one row an invoice, day, country and version of the customer
keys: [invoice_key, date_key, country_key, customer_key]
inputs: { fact_sale: months, dim_customer: all }
columns:
  invoice_key: invoice
  date_key: yyyymmdd
  country_key: country
  customer_key: version of the customer; 0 for anonymous lines
  person_key: the customer, whatever versions the facts point to; null for anonymous lines
  net_revenue: sales less returns
  gross_revenue: sales alone
  units: net units
  sale_lines: lines that are sales
  return_lines: lines that are returns
  invoice_month: month, YYYY-MM
--- */
WITH person AS (
  SELECT customer_key, min(customer_key) OVER (PARTITION BY customer_id) AS person_key
  FROM dim_customer
  WHERE customer_id IS NOT NULL
),
summed AS (
  SELECT
    invoice_key, date_key, country_key, customer_key,
    CAST(sum(total_amount) AS DECIMAL(18, 4)) AS net_revenue,
    CAST(sum(CASE WHEN line_type = 'sale' THEN total_amount ELSE 0 END) AS DECIMAL(18, 4)) AS gross_revenue,
    CAST(sum(quantity) AS BIGINT) AS units,
    CAST(sum(CASE WHEN line_type = 'sale' THEN 1 ELSE 0 END) AS BIGINT) AS sale_lines,
    CAST(sum(CASE WHEN line_type = 'return' THEN 1 ELSE 0 END) AS BIGINT) AS return_lines,
    invoice_month
  FROM fact_sale
  GROUP BY invoice_key, date_key, country_key, customer_key, invoice_month
)
SELECT
  s.invoice_key, s.date_key, s.country_key, s.customer_key,
  p.person_key,
  s.net_revenue, s.gross_revenue, s.units, s.sale_lines, s.return_lines,
  s.invoice_month
FROM summed AS s
LEFT JOIN person AS p ON p.customer_key = s.customer_key
