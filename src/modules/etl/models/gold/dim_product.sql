/* ---
kind: full
description: Products, a version for each run of days with the same description (SCD type 2).
grain: one row a product and version
keys: [product_key]
inputs: { obs_product: all, product_rule: all }
columns:
  product_key: surrogate key, 60 bits of md5 of stock code and valid_from
  stock_code: natural key
  description: description of this version; null when none was ever given
  category: derived from the description by data/reference/product_rules.csv; Service for postage, fees and adjustments
  subcategory: derived as category is
  brand: derived as category is; null where no brand is named
  product_family: derived as category is
  unit_cost: not in the source, null
  recommended_price: not in the source, null
  valid_from: first day of the version; 1900-01-01 for the first one
  valid_to: first day of the next version; 9999-12-31 for the current one
  is_current: true on exactly one version
  version: 1, 2, …
audits:
  unique_key: SELECT product_key FROM dim_product GROUP BY product_key HAVING count(*) > 1
  one_current: SELECT stock_code FROM dim_product GROUP BY stock_code HAVING sum(CASE WHEN is_current THEN 1 ELSE 0 END) <> 1
  no_gap_or_overlap: SELECT stock_code FROM (SELECT stock_code, valid_from, valid_to, lead(valid_from, 1, DATE '9999-12-31') OVER (PARTITION BY stock_code ORDER BY valid_from) AS next_from FROM dim_product) AS v WHERE valid_to <> next_from OR valid_from >= valid_to
  starts_open: SELECT stock_code FROM dim_product GROUP BY stock_code HAVING min(valid_from) <> DATE '1900-01-01'
--- */
-- Nearly all have had one description ever, or none; only the others are followed through time.
WITH seen AS (
  SELECT stock_code, min(code_kind) AS code_kind, min(description) AS first_description, max(description) AS last_description,
    min(from_day) AS from_day
  FROM obs_product
  GROUP BY stock_code
),
marked AS (
  SELECT o.stock_code, o.description, o.from_day,
    lag(o.description) OVER (PARTITION BY o.stock_code ORDER BY o.from_day) AS former
  FROM obs_product AS o
  JOIN seen AS s ON s.stock_code = o.stock_code AND s.first_description <> s.last_description
  WHERE o.description IS NOT NULL
),
starts AS (
  SELECT stock_code, description, from_day FROM marked WHERE former IS NULL OR former <> description
  UNION ALL
  SELECT stock_code, first_description AS description, from_day FROM seen WHERE first_description IS NULL OR first_description = last_description
),
versions AS (
  SELECT
    stock_code, description,
    row_number() OVER (PARTITION BY stock_code ORDER BY from_day) AS version,
    from_day,
    lead(from_day) OVER (PARTITION BY stock_code ORDER BY from_day) AS next_from
  FROM starts
),
words AS (
  SELECT DISTINCT description, ' ' || regexp_replace(upper(description), '[^A-Z0-9]+', ' ', 'g') || ' ' AS text
  FROM versions
  WHERE description IS NOT NULL
),
-- Each attribute comes from the first rule that fits and says something of it.
matched AS (
  SELECT w.description, r.category, r.subcategory, r.product_family, r.brand,
    row_number() OVER (PARTITION BY w.description ORDER BY r.category IS NULL, r.priority, r.keyword) AS category_place,
    row_number() OVER (PARTITION BY w.description ORDER BY r.product_family IS NULL, r.priority, r.keyword) AS family_place,
    row_number() OVER (PARTITION BY w.description ORDER BY r.brand IS NULL, r.priority, r.keyword) AS brand_place
  FROM words AS w
  JOIN product_rule AS r ON contains(w.text, ' ' || r.keyword || ' ')
),
derived AS (
  SELECT
    description,
    max(CASE WHEN category_place = 1 THEN category END) AS category,
    max(CASE WHEN category_place = 1 THEN subcategory END) AS subcategory,
    max(CASE WHEN family_place = 1 THEN product_family END) AS product_family,
    max(CASE WHEN brand_place = 1 THEN brand END) AS brand
  FROM matched
  GROUP BY description
),
dated AS (
  SELECT *, CASE WHEN version = 1 THEN DATE '1900-01-01' ELSE from_day END AS valid_from FROM versions
)
SELECT
  hash_key(v.stock_code || '|' || CAST(v.valid_from AS VARCHAR)) AS product_key,
  v.stock_code, v.description,
  CASE WHEN k.code_kind = 'service' THEN 'Service' ELSE m.category END AS category,
  CASE WHEN k.code_kind = 'service' THEN NULL ELSE m.subcategory END AS subcategory,
  CASE WHEN k.code_kind = 'service' THEN NULL ELSE m.brand END AS brand,
  CASE WHEN k.code_kind = 'service' THEN NULL ELSE m.product_family END AS product_family,
  CAST(NULL AS DECIMAL(18, 4)) AS unit_cost,
  CAST(NULL AS DECIMAL(18, 4)) AS recommended_price,
  v.valid_from,
  coalesce(v.next_from, DATE '9999-12-31') AS valid_to,
  v.next_from IS NULL AS is_current,
  CAST(v.version AS INTEGER) AS version
FROM dated AS v
JOIN seen AS k ON k.stock_code = v.stock_code
LEFT JOIN derived AS m ON m.description = v.description
