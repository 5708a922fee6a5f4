/* ---
kind: full
description: Customers, a version for each run of days in the same country (SCD type 2); totals and scores are overwritten on all versions (type 1). The row with key 0 stands for anonymous lines.
grain: one row a customer and version
keys: [customer_key]
inputs: { obs_customer: all, mart_customer_rfm: all }
columns:
  customer_key: surrogate key, 60 bits of md5 of customer and valid_from; 0 for the Unknown customer
  customer_id: natural key, as the source names it; null for the Unknown customer
  country: country of this version; null when none is known
  customer_segment: the RFM segment, as long as the source brings no segment of its own
  registration_date: date of the first sale; the source has no registrations
  lifetime_value: customer lifetime value, see mart_customer_rfm
  total_orders: number of sale invoices
  total_spent: net amount, returns included
  avg_order_value: net amount per sale invoice
  recency_score: 1 to 5, 5 is best; null without a sale
  frequency_score: 1 to 5, 5 is best; null without a sale
  monetary_score: 1 to 5, 5 is best; null without a sale
  rfm_segment: segment by domain rule; null without a sale
  valid_from: first day of the version; 1900-01-01 for the first one
  valid_to: first day of the next version; 9999-12-31 for the current one
  is_current: true on exactly one version
  version: 1, 2, …
audits:
  unique_key: SELECT customer_key FROM dim_customer GROUP BY customer_key HAVING count(*) > 1
  one_current: SELECT customer_id FROM dim_customer GROUP BY customer_id HAVING sum(CASE WHEN is_current THEN 1 ELSE 0 END) <> 1
  no_gap_or_overlap: SELECT customer_id FROM (SELECT customer_id, valid_from, valid_to, lead(valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY customer_id ORDER BY valid_from) AS next_from FROM dim_customer) AS v WHERE valid_to <> next_from OR valid_from >= valid_to
  starts_open: SELECT customer_id FROM dim_customer GROUP BY customer_id HAVING min(valid_from) <> DATE '1900-01-01'
--- */
-- Nearly all have had one country ever, or none; only the others are followed through time.
WITH seen AS (
  SELECT customer_id, min(country) AS first_country, max(country) AS last_country, min(from_day) AS from_day
  FROM obs_customer
  GROUP BY customer_id
),
marked AS (
  SELECT o.customer_id, o.country, o.from_day,
    lag(o.country) OVER (PARTITION BY o.customer_id ORDER BY o.from_day) AS former
  FROM obs_customer AS o
  JOIN seen AS s ON s.customer_id = o.customer_id AND s.first_country <> s.last_country
  WHERE o.country IS NOT NULL
),
starts AS (
  SELECT customer_id, country, from_day FROM marked WHERE former IS NULL OR former <> country
  UNION ALL
  SELECT customer_id, first_country AS country, from_day FROM seen WHERE first_country IS NULL OR first_country = last_country
),
versions AS (
  SELECT
    customer_id, country,
    row_number() OVER (PARTITION BY customer_id ORDER BY from_day) AS version,
    from_day,
    lead(from_day) OVER (PARTITION BY customer_id ORDER BY from_day) AS next_from
  FROM starts
),
dated AS (
  SELECT *, CASE WHEN version = 1 THEN DATE '1900-01-01' ELSE from_day END AS valid_from FROM versions
)
SELECT
  hash_key(v.customer_id || '|' || CAST(v.valid_from AS VARCHAR)) AS customer_key,
  v.customer_id, v.country,
  r.rfm_segment AS customer_segment,
  r.first_sale_date AS registration_date,
  r.lifetime_value,
  r.frequency AS total_orders,
  r.monetary AS total_spent,
  r.avg_order_value,
  r.recency_score, r.frequency_score, r.monetary_score, r.rfm_segment,
  v.valid_from,
  coalesce(v.next_from, DATE '9999-12-31') AS valid_to,
  v.next_from IS NULL AS is_current,
  CAST(v.version AS INTEGER) AS version
FROM dated AS v
LEFT JOIN mart_customer_rfm AS r ON r.customer_id = v.customer_id
UNION ALL
SELECT
  0, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
  DATE '1900-01-01', DATE '9999-12-31', true, 1
