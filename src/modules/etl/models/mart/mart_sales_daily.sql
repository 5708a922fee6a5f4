/* ---
kind: partitioned
partition: invoice_month
description: Sales by day and country. Counts of orders and customers are distinct within the row and do not add up over rows.
grain: one row a day and country
keys: [date_key, country_key]
inputs: { invoice_sums: staging, dim_country: all }
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
SELECT
  i.date_key, i.country_key, k.country_name,
  CAST(sum(i.net_revenue) AS DECIMAL(18, 4)) AS net_revenue,
  CAST(sum(i.gross_revenue) AS DECIMAL(18, 4)) AS gross_revenue,
  CAST(sum(i.net_revenue - i.gross_revenue) AS DECIMAL(18, 4)) AS returns_value,
  CAST(sum(i.units) AS BIGINT) AS units,
  CAST(sum(i.sale_lines) AS BIGINT) AS sale_lines,
  CAST(sum(i.return_lines) AS BIGINT) AS return_lines,
  count(DISTINCT CASE WHEN i.sale_lines > 0 THEN i.invoice_key END) AS orders,
  count(DISTINCT i.person_key) AS customers,
  i.invoice_month
FROM invoice_sums AS i
JOIN dim_country AS k ON k.country_key = i.country_key
GROUP BY i.date_key, i.country_key, k.country_name, i.invoice_month
