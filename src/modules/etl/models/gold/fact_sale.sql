/* ---
kind: partitioned
partition: invoice_month
description: Sales and returns. Anonymous lines belong to the Unknown customer.
grain: one row a sales line
keys: [sale_id]
inputs: { silver_sales: months, dim_product: all, dim_customer: all, dim_invoice: all, dim_country: all, return_link: staging }
columns:
  sale_id: UUID (text) computed from the cast line
  product_key: version of the product that was valid at the invoice date
  customer_key: version of the customer that was valid at the invoice date; 0 for anonymous lines
  date_key: yyyymmdd of the invoice date, UTC
  invoice_key: invoice
  country_key: country of the line; 0 for Unknown
  quantity: units; negative on returns
  unit_price: price of one unit
  total_amount: quantity × unit_price
  discount_amount: not in the source, null
  tax_amount: not in the source, null
  profit_amount: needs a cost, null
  margin_percentage: needs a cost, null
  line_type: sale or return
  returned_sale_id: on a return, the sale that it most likely returns; null where there is none
  created_at: when the line was ingested
  batch_id: run that brought the line
  invoice_month: month of the invoice date, YYYY-MM
audits:
  no_orphan_product: SELECT f.sale_id FROM fact_sale AS f JOIN (SELECT DISTINCT o.product_key FROM fact_sale AS o LEFT JOIN dim_product AS d ON d.product_key = o.product_key WHERE d.product_key IS NULL) AS m ON coalesce(m.product_key, -1) = coalesce(f.product_key, -1)
  no_orphan_customer: SELECT f.sale_id FROM fact_sale AS f JOIN (SELECT DISTINCT o.customer_key FROM fact_sale AS o LEFT JOIN dim_customer AS d ON d.customer_key = o.customer_key WHERE d.customer_key IS NULL) AS m ON coalesce(m.customer_key, -1) = coalesce(f.customer_key, -1)
  no_orphan_date: SELECT f.sale_id FROM fact_sale AS f JOIN (SELECT DISTINCT o.date_key FROM fact_sale AS o LEFT JOIN dim_date AS d ON d.date_key = o.date_key WHERE d.date_key IS NULL) AS m ON coalesce(m.date_key, -1) = coalesce(f.date_key, -1)
  no_orphan_invoice: SELECT f.sale_id FROM fact_sale AS f JOIN (SELECT DISTINCT o.invoice_key FROM fact_sale AS o LEFT JOIN dim_invoice AS d ON d.invoice_key = o.invoice_key WHERE d.invoice_key IS NULL) AS m ON coalesce(m.invoice_key, -1) = coalesce(f.invoice_key, -1)
  no_orphan_country: SELECT f.sale_id FROM fact_sale AS f JOIN (SELECT DISTINCT o.country_key FROM fact_sale AS o LEFT JOIN dim_country AS d ON d.country_key = o.country_key WHERE d.country_key IS NULL) AS m ON coalesce(m.country_key, -1) = coalesce(f.country_key, -1)
  rows_as_silver: SELECT invoice_month FROM (SELECT invoice_month, 1 AS n FROM fact_sale UNION ALL SELECT invoice_month, -1 FROM silver_sales) AS b GROUP BY invoice_month HAVING sum(n) <> 0
  revenue_as_silver: SELECT invoice_month FROM (SELECT invoice_month, total_amount AS amount FROM fact_sale UNION ALL SELECT invoice_month, -total_amount FROM silver_sales) AS b GROUP BY invoice_month HAVING sum(amount) <> 0
--- */
WITH dated AS (
  SELECT *, utc_day(invoice_date) AS day FROM silver_sales
)
SELECT
  s.sale_id,
  p.product_key,
  CASE WHEN s.customer_id IS NULL THEN 0 ELSE c.customer_key END AS customer_key,
  CAST(year(s.day) * 10000 + month(s.day) * 100 + day(s.day) AS INTEGER) AS date_key,
  i.invoice_key,
  k.country_key,
  s.quantity, s.unit_price, s.total_amount,
  CAST(NULL AS DECIMAL(18, 4)) AS discount_amount,
  CAST(NULL AS DECIMAL(18, 4)) AS tax_amount,
  CAST(NULL AS DECIMAL(18, 4)) AS profit_amount,
  CAST(NULL AS DECIMAL(9, 4)) AS margin_percentage,
  s.line_type,
  r.returned_sale_id,
  s._ingested_at AS created_at,
  s._batch_id AS batch_id,
  s.invoice_month
FROM dated AS s
LEFT JOIN dim_product AS p
  ON p.stock_code = s.stock_code AND s.day >= p.valid_from AND s.day < p.valid_to
LEFT JOIN dim_customer AS c
  ON c.customer_id = s.customer_id AND s.day >= c.valid_from AND s.day < c.valid_to
LEFT JOIN dim_invoice AS i ON i.invoice_no = s.invoice_no
LEFT JOIN dim_country AS k ON k.country_name = s.country
LEFT JOIN return_link AS r ON r.sale_id = s.sale_id
