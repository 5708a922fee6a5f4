/* ---
kind: partitioned
partition: invoice_month
description: Invoices and cancellations.
grain: one row an invoice
keys: [invoice_key]
inputs: { obs_invoice: all, target_month: all }
columns:
  invoice_key: surrogate key, 60 bits of md5 of the invoice number
  invoice_no: natural key, upper case
  invoice_date: time of its earliest line, UTC
  is_cancelled: a cancellation (C…)
  payment_method: not in the source, null
  payment_status: not in the source, null
  payment_date: not in the source, null
  invoice_total: net amount of its valid lines
  tax_amount: not in the source, null
  channel: not in the source, null
  sales_rep_id: not in the source, null
  invoice_month: month of the earliest line, YYYY-MM
audits:
  unique_key: SELECT invoice_key FROM dim_invoice GROUP BY invoice_key HAVING count(*) > 1
--- */
SELECT
  hash_key(invoice_no) AS invoice_key,
  invoice_no,
  min(first_at) AS invoice_date,
  starts_with(invoice_no, 'C') AS is_cancelled,
  CAST(NULL AS VARCHAR) AS payment_method,
  CAST(NULL AS VARCHAR) AS payment_status,
  CAST(NULL AS DATE) AS payment_date,
  CAST(sum(net_amount) AS DECIMAL(18, 4)) AS invoice_total,
  CAST(NULL AS DECIMAL(18, 4)) AS tax_amount,
  CAST(NULL AS VARCHAR) AS channel,
  CAST(NULL AS VARCHAR) AS sales_rep_id,
  min(invoice_month) AS invoice_month
FROM obs_invoice
WHERE invoice_no IN (
  SELECT invoice_no FROM obs_invoice WHERE invoice_month IN (SELECT invoice_month FROM target_month))
GROUP BY invoice_no
HAVING min(invoice_month) IN (SELECT invoice_month FROM target_month)
