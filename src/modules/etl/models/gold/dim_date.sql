/* ---
kind: full
description: Calendar of the whole years that the invoices span.
grain: one row a day
keys: [date_key]
inputs: { obs_invoice: all, holiday: all, setting: all }
columns:
  date_key: yyyymmdd
  date: the day
  year: calendar year
  quarter: 1 to 4
  month: 1 to 12
  week: ISO 8601 week
  day: day of the month
  month_name: English name
  day_name: English name
  day_of_week: 1 is Monday, 7 is Sunday
  is_weekend: Saturday or Sunday
  is_holiday: public holiday of the home country
  holiday_name: its name
  fiscal_year: calendar year in which the fiscal year ends
  fiscal_quarter: 1 to 4
audits:
  unique_key: SELECT date_key FROM dim_date GROUP BY date_key HAVING count(*) > 1
--- */
WITH span AS (
  SELECT
    CAST(date_trunc('year', utc_day(min(first_at))) AS DATE) AS first_day,
    CAST(date_trunc('year', utc_day(max(last_at))) AS DATE) AS last_year
  FROM obs_invoice
),
days AS (
  SELECT CAST(unnest(generate_series(first_day, CAST(last_year + INTERVAL 1 YEAR - INTERVAL 1 DAY AS DATE), INTERVAL 1 DAY)) AS DATE) AS date
  FROM span
  WHERE first_day IS NOT NULL
),
named AS (
  SELECT date, min(name) AS holiday_name
  FROM holiday
  WHERE country_code = (SELECT holiday_country FROM setting)
  GROUP BY date
),
placed AS (
  SELECT d.date, h.holiday_name,
    (month(d.date) - (SELECT fiscal_year_start_month FROM setting) + 12) % 12 AS fiscal_month
  FROM days AS d
  LEFT JOIN named AS h ON h.date = d.date
)
SELECT
  CAST(year(date) * 10000 + month(date) * 100 + day(date) AS INTEGER) AS date_key,
  date,
  CAST(year(date) AS INTEGER) AS year,
  CAST(quarter(date) AS INTEGER) AS quarter,
  CAST(month(date) AS INTEGER) AS month,
  CAST(weekofyear(date) AS INTEGER) AS week,
  CAST(day(date) AS INTEGER) AS day,
  monthname(date) AS month_name,
  dayname(date) AS day_name,
  CAST(isodow(date) AS INTEGER) AS day_of_week,
  isodow(date) >= 6 AS is_weekend,
  holiday_name IS NOT NULL AS is_holiday,
  holiday_name,
  CAST(year(date) + CASE WHEN (SELECT fiscal_year_start_month FROM setting) > 1
    AND month(date) >= (SELECT fiscal_year_start_month FROM setting) THEN 1 ELSE 0 END AS INTEGER) AS fiscal_year,
  CAST(fiscal_month // 3 + 1 AS INTEGER) AS fiscal_quarter
FROM placed
