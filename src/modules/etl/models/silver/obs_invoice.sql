/* ---
kind: partitioned
partition: invoice_month
description: What each month says of each invoice and customer; invoices, customer totals and RFM are derived from it without reading lines.
grain: one row an invoice, customer and month
inputs: { silver_sales: months }
columns:
  invoice_no: invoice
  customer_id: customer, null for anonymous lines
  line_type: sale or return
  first_at: earliest line, UTC
  last_at: latest line, UTC
  lines: number of lines
  net_amount: sum of total_amount
  invoice_month: month, YYYY-MM
--- */
SELECT
  invoice_no, customer_id, line_type,
  min(invoice_date) AS first_at,
  max(invoice_date) AS last_at,
  count(*) AS lines,
  CAST(sum(total_amount) AS DECIMAL(18, 4)) AS net_amount,
  invoice_month
FROM silver_sales
GROUP BY invoice_no, customer_id, line_type, invoice_month
