/* ---
kind: partitioned
partition: invoice_month
description: Sales by month, in all and by country. Counts of orders and customers are distinct within the row and do not add up over rows.
grain: one row a month and country, and one a month for all countries
keys: [invoice_month, country_key]
inputs: { invoice_sums: staging, fact_sale: months, dim_country: all }
columns:
  country_key: country; null in the row for all countries
  country_name: its name; null in the row for all countries
  net_revenue: sales less returns
  gross_revenue: sales alone
  returns_value: returns alone, negative
  units: net units
  sale_lines: lines that are sales
  return_lines: lines that are returns
  orders: distinct sale invoices
  customers: distinct identified customers
  invoice_month: month, YYYY-MM
audits:
  net_as_facts: SELECT invoice_month FROM (SELECT invoice_month, net_revenue AS amount FROM mart_sales_monthly WHERE country_key IS NULL UNION ALL SELECT invoice_month, -total_amount FROM fact_sale) AS b GROUP BY invoice_month HAVING sum(amount) <> 0
--- */
SELECT
  i.country_key, k.country_name,
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
GROUP BY GROUPING SETS ((i.invoice_month), (i.invoice_month, i.country_key, k.country_name))
