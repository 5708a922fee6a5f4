// The questions of bench/analytics.mjs as PostgreSQL is asked them: plain SQL over the star schema, indexes and statistics as published.
const SALE = "f.line_type = 'sale'";
const PERSON = `person AS (SELECT customer_key, customer_id, rfm_segment, registration_date,
  to_char(registration_date, 'YYYYMMDD')::int AS first_sale_key FROM dim_customer)`;
const MEASURES = `sum(f.total_amount) AS net_revenue, sum(f.total_amount) FILTER (WHERE ${SALE}) AS gross_revenue,
  sum(f.quantity) AS units, count(DISTINCT f.invoice_key) FILTER (WHERE ${SALE}) AS orders, count(DISTINCT c.customer_id) AS customers,
  count(DISTINCT c.customer_id) FILTER (WHERE ${SALE} AND f.date_key = c.first_sale_key) AS new_customers,
  count(DISTINCT c.customer_id) FILTER (WHERE ${SALE} AND f.date_key > c.first_sale_key) AS repeat_customers`;
const key = (day) => Number(day.replaceAll('-', ''));
const byQuarter = (
  condition,
) => `SELECT d.year, d.quarter, k.country_name, p.category, sum(f.total_amount) AS net_revenue, count(DISTINCT f.invoice_key) FILTER (WHERE ${SALE}) AS orders,
    count(DISTINCT c.customer_id) AS customers
  FROM fact_sale f JOIN dim_date d USING (date_key) JOIN dim_country k USING (country_key) JOIN dim_product p USING (product_key)
  JOIN dim_customer c USING (customer_key) WHERE ${condition} GROUP BY 1, 2, 3, 4 ORDER BY 5 DESC LIMIT 1000`;

/** Statements by question; each takes what differs from request to request. */
export const SQL = {
  overview: ({ from, to, beforeFrom, beforeTo }) => [
    ...[
      [from, to],
      [beforeFrom, beforeTo],
    ].map(
      ([first, last]) =>
        `WITH ${PERSON} SELECT ${MEASURES} FROM fact_sale f JOIN person c USING (customer_key) WHERE f.date_key BETWEEN ${key(first)} AND ${key(last)}`,
    ),
    `SELECT p.stock_code, sum(f.total_amount) AS net_revenue, sum(f.quantity) FROM fact_sale f JOIN dim_product p USING (product_key)
       WHERE f.date_key BETWEEN ${key(from)} AND ${key(to)} GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
    `SELECT k.country_name, sum(f.total_amount) AS net_revenue FROM fact_sale f JOIN dim_country k USING (country_key)
       WHERE f.date_key BETWEEN ${key(from)} AND ${key(to)} GROUP BY 1 ORDER BY 2 DESC LIMIT 10`,
    `SELECT f.date_key, sum(f.total_amount) AS net_revenue FROM fact_sale f WHERE f.date_key BETWEEN ${key(beforeFrom)} AND ${key(to)} GROUP BY 1`,
  ],
  monthly: ({ from, to }) => [
    `WITH ${PERSON} SELECT d.year, d.month, ${MEASURES} FROM fact_sale f JOIN dim_date d USING (date_key) JOIN person c USING (customer_key)
       WHERE f.date_key BETWEEN ${key(from)} AND ${key(to)} GROUP BY 1, 2 ORDER BY 1, 2`,
  ],
  top20: ({ from, to }) => [
    `SELECT p.stock_code, sum(f.total_amount) AS net_revenue, sum(f.quantity) AS units, count(DISTINCT f.invoice_key) FILTER (WHERE ${SALE}) AS orders
       FROM fact_sale f JOIN dim_product p USING (product_key) JOIN dim_country k USING (country_key)
       WHERE k.country_name = 'United Kingdom' AND p.category IS DISTINCT FROM 'Service' AND f.date_key BETWEEN ${key(from)} AND ${key(to)}
       GROUP BY 1 ORDER BY 2 DESC LIMIT 20`,
  ],
  segments: ({ day }) => [
    `WITH totals AS (
       SELECT c.customer_id, max(f.date_key) FILTER (WHERE ${SALE}) AS last_sale, min(f.date_key) FILTER (WHERE ${SALE}) AS first_sale,
         count(DISTINCT f.invoice_key) FILTER (WHERE ${SALE}) AS frequency, sum(f.total_amount) AS monetary
       FROM fact_sale f JOIN dim_customer c USING (customer_key) WHERE f.customer_key <> 0 AND f.date_key <= ${key(day)} GROUP BY 1),
     scored AS (
       SELECT *, ntile(5) OVER (ORDER BY last_sale, customer_id) AS r, ntile(5) OVER (ORDER BY frequency, customer_id) AS f,
         ntile(5) OVER (ORDER BY monetary, customer_id) AS m FROM totals WHERE frequency > 0)
     SELECT CASE WHEN r >= 4 AND f >= 4 AND m >= 4 THEN 'Champions' WHEN r >= 3 AND f >= 3 AND m >= 3 THEN 'Loyal Customers'
         WHEN r <= 2 AND f <= 2 THEN 'Hibernating' ELSE 'Others' END AS segment, count(*), sum(monetary) AS net_revenue FROM scored GROUP BY 1`,
  ],
  cohorts: () => [
    `WITH active AS (
       SELECT c.customer_id, min(c.registration_date) AS first_sale, f.date_key / 100 AS month, sum(f.total_amount) AS net_revenue, bool_or(${SALE}) AS bought
       FROM fact_sale f JOIN dim_customer c USING (customer_key) WHERE f.customer_key <> 0 AND c.registration_date IS NOT NULL GROUP BY 1, 3)
     SELECT to_char(first_sale, 'YYYY-MM') AS cohort, month, count(*) FILTER (WHERE bought), sum(net_revenue) AS net_revenue FROM active GROUP BY 1, 2`,
  ],
  adhoc: ({ from, to }) => [byQuarter(`f.date_key BETWEEN ${key(from)} AND ${key(to)}`)],
  lines: ({ above }) => [byQuarter(`f.total_amount >= ${above}`)],
};
