/* ---
kind: staging
description: For each return of an identified customer, the latest strictly earlier sale of the same stock code at the same price.
grain: one row a return that has such a sale
keys: [sale_id]
inputs: { silver_sales: all, later_sales: { table: silver_sales, take: since } }
columns:
  sale_id: the return
  invoice_month: its month
  returned_sale_id: the sale that it most likely returns
--- */
WITH returns AS (
  SELECT sale_id, customer_id, stock_code, unit_price, invoice_date, invoice_month
  FROM later_sales
  WHERE line_type = 'return' AND customer_id IS NOT NULL
),
candidates AS (
  SELECT
    r.sale_id, r.invoice_month, s.sale_id AS returned_sale_id,
    row_number() OVER (PARTITION BY r.sale_id ORDER BY s.invoice_date DESC, s.invoice_no DESC, s.sale_id DESC) AS place
  FROM returns AS r
  JOIN silver_sales AS s
    ON s.customer_id = r.customer_id AND s.stock_code = r.stock_code AND s.unit_price = r.unit_price
   AND s.invoice_date < r.invoice_date
  WHERE s.line_type = 'sale'
)
SELECT sale_id, invoice_month, returned_sale_id FROM candidates WHERE place = 1
