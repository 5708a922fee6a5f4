/* ---
kind: full
description: Recency, frequency, monetary value, their quintiles (5 is best) and the segment of each identified customer with at least one sale.
grain: one row a customer
keys: [customer_id]
inputs: { obs_invoice: all, setting: all }
columns:
  customer_id: customer as the source names it
  as_of: last date of the facts, from which recency counts
  first_sale_date: date of the first sale invoice
  last_sale_date: date of the last sale invoice
  recency_days: calendar days from the last sale to as_of
  frequency: number of sale invoices
  monetary: net amount, returns included
  recency_score: quintile of recency, 5 is the most recent
  frequency_score: quintile of frequency, 5 is the most frequent
  monetary_score: quintile of the net amount, 5 is the highest
  rfm_segment: segment, the first rule that fits
  avg_order_value: net amount per sale invoice
  lifetime_value: average order value × orders a year × expected lifespan
audits:
  unique_customer: SELECT customer_id FROM mart_customer_rfm GROUP BY customer_id HAVING count(*) > 1
  scores_in_range: SELECT customer_id FROM mart_customer_rfm WHERE least(recency_score, frequency_score, monetary_score) < 1 OR greatest(recency_score, frequency_score, monetary_score) > 5
--- */
WITH last_fact AS (
  SELECT utc_day(max(last_at)) AS as_of FROM obs_invoice
),
totals AS (
  SELECT
    customer_id,
    utc_day(min(CASE WHEN line_type = 'sale' THEN first_at END)) AS first_sale_date,
    utc_day(max(CASE WHEN line_type = 'sale' THEN last_at END)) AS last_sale_date,
    count(DISTINCT CASE WHEN line_type = 'sale' THEN invoice_no END) AS frequency,
    CAST(sum(net_amount) AS DECIMAL(18, 4)) AS monetary
  FROM obs_invoice
  WHERE customer_id IS NOT NULL
  GROUP BY customer_id
),
measured AS (
  SELECT t.*, f.as_of, date_diff('day', t.last_sale_date, f.as_of) AS recency_days
  FROM totals AS t
  CROSS JOIN last_fact AS f
  WHERE t.frequency > 0
),
scored AS (
  SELECT
    *,
    CAST(ntile(5) OVER (ORDER BY recency_days DESC, customer_id) AS INTEGER) AS r,
    CAST(ntile(5) OVER (ORDER BY frequency, customer_id) AS INTEGER) AS f,
    CAST(ntile(5) OVER (ORDER BY monetary, customer_id) AS INTEGER) AS m
  FROM measured
)
SELECT
  customer_id, as_of, first_sale_date, last_sale_date,
  CAST(recency_days AS INTEGER) AS recency_days,
  CAST(frequency AS INTEGER) AS frequency,
  monetary,
  r AS recency_score, f AS frequency_score, m AS monetary_score,
  CASE
    WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'Champions'
    WHEN r >= 3 AND f >= 3 AND m >= 3 THEN 'Loyal Customers'
    WHEN r >= 4 AND f <= 2 AND m >= 4 THEN 'Big Spenders'
    WHEN r >= 4 AND f <= 3 AND m <= 2 THEN 'New Customers'
    WHEN r >= 3 AND f <= 2 THEN 'Potential Loyalists'
    WHEN r <= 2 AND f <= 2 AND m >= 4 THEN 'Cannot Lose Them'
    WHEN r <= 2 AND f >= 3 AND m >= 3 THEN 'At Risk'
    WHEN r <= 2 AND f <= 2 THEN 'Hibernating'
    ELSE 'Others'
  END AS rfm_segment,
  -- Whole ten-thousandths, half away from zero; a division of decimals would be floating point.
  CAST(sign(monetary) * ((2 * CAST(CAST(abs(monetary) AS DECIMAL(30, 4)) * CAST(10000 AS DECIMAL(5, 0)) AS BIGINT) + frequency) // (2 * frequency))
    * CAST(0.0001 AS DECIMAL(9, 4)) AS DECIMAL(18, 4)) AS avg_order_value,
  -- orders ÷ active days × 365, at least 30 active days; the order count cancels out of net ÷ orders × orders.
  CAST(CAST(monetary AS DOUBLE) / greatest(date_diff('day', first_sale_date, last_sale_date) + 1, 30) * 365
    * (SELECT clv_lifespan_years FROM setting) AS DECIMAL(18, 4)) AS lifetime_value
FROM scored
