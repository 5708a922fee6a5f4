// The same rules as a bare DuckDB script: bronze, silver, quarantine, duplicates, facts, dimensions, RFM as plain Parquet;
// no Delta, no SCD type 2, no marts, no increments, no audits, no quality score.
import { DuckDBInstance } from '@duckdb/node-api';
import { join } from 'node:path';
import { DUCKDB_FUNCTIONS } from '../dist/platform/engine/duckdb/functions.js';

const [csv, out] = process.argv.slice(2);
const reference = join(import.meta.dirname, '..', 'data', 'reference');
const connection = await (
  await DuckDBInstance.create(':memory:', { memory_limit: '1GiB', temp_directory: join(out, 'tmp') })
).connect();
const run = (sql) => connection.run(sql);
const write = (name, sql) =>
  run(`COPY (${sql}) TO '${out}/${name}.parquet' (FORMAT parquet, COMPRESSION zstd)`);
const read = (name) => `read_parquet('${out}/${name}.parquet')`;

await run("SET TimeZone = 'UTC'");
for (const definition of DUCKDB_FUNCTIONS) await run(definition);
await run(
  `CREATE TEMP TABLE alias AS FROM read_csv('${reference}/country_aliases.csv', all_varchar = true, header = true)`,
);
await run(
  `CREATE TEMP TABLE country AS FROM read_csv('${reference}/countries.csv', all_varchar = true, header = true)`,
);

await write(
  'bronze',
  `SELECT *, row_number() OVER () AS row, '${csv}' AS file, now() AS ingested_at FROM read_csv('${csv}', header = true, all_varchar = true)`,
);
await write(
  'lines',
  `WITH cleaned AS (
     SELECT upper(clean_text(InvoiceNo)) AS invoice_no, upper(clean_text(StockCode)) AS stock_code, clean_text(Description) AS description,
       clean_text(Quantity) AS q, clean_text(UnitPrice) AS p, clean_text(InvoiceDate) AS d,
       regexp_replace(clean_text(CustomerID), '\\.0+$', '') AS customer_id, clean_text(Country) AS c, row, file, ingested_at
     FROM ${read('bronze')}),
   typed AS (
     SELECT cleaned.* EXCLUDE (c), as_integer(q) AS quantity, as_decimal(p) AS unit_price, as_instant(d) AS invoice_date,
       coalesce(a.country_name, 'Unknown') AS country
     FROM cleaned LEFT JOIN alias AS a ON a.alias = lower(c))
   SELECT * EXCLUDE (q, p, d), q AS quantity_text, p AS unit_price_text, d AS invoice_date_text,
     CAST(hash_uuid(concat_ws(chr(31), coalesce(invoice_no, ''), coalesce(stock_code, ''), coalesce(description, ''), coalesce(CAST(quantity AS VARCHAR), q, ''),
       coalesce(CAST(epoch_us(invoice_date) AS VARCHAR), d, ''), coalesce(CAST(unit_price AS VARCHAR), p, ''), coalesce(customer_id, ''), country)) AS VARCHAR) AS sale_id,
     invoice_no IS NULL OR stock_code IS NULL OR quantity IS NULL OR quantity = 0 OR abs(quantity) > 100000
       OR unit_price IS NULL OR unit_price <= 0 OR unit_price > 1000000
       OR invoice_date IS NULL OR invoice_date < TIMESTAMPTZ '2000-01-01' OR invoice_date > ingested_at + INTERVAL 24 HOUR
       OR (quantity < 0 AND NOT starts_with(invoice_no, 'C')) OR (quantity > 0 AND starts_with(invoice_no, 'C')) OR starts_with(invoice_no, 'A') AS bad
   FROM typed`,
);
await run(
  `CREATE TEMP TABLE twin AS SELECT l.sale_id, l.row, row_number() OVER (PARTITION BY l.sale_id ORDER BY l.row) AS copy
   FROM ${read('lines')} AS l JOIN (SELECT sale_id FROM ${read('lines')} GROUP BY sale_id HAVING count(*) > 1) AS c USING (sale_id)`,
);
await write('duplicates', 'SELECT * FROM twin WHERE copy > 1');
await write(
  'silver',
  `SELECT l.*, CASE WHEN starts_with(invoice_no, 'C') THEN 'return' ELSE 'sale' END AS line_type, CAST(quantity * unit_price AS DECIMAL(18, 4)) AS total_amount
   FROM ${read('lines')} AS l LEFT JOIN twin AS t ON t.row = l.row AND t.copy > 1 WHERE NOT bad AND t.row IS NULL`,
);
await write(
  'quarantine',
  `SELECT l.* FROM ${read('lines')} AS l LEFT JOIN twin AS t ON t.row = l.row AND t.copy > 1 WHERE bad AND t.row IS NULL`,
);
await write(
  'dim_product',
  `SELECT hash_key(stock_code) AS product_key, stock_code, arg_max(description, invoice_date) AS description FROM ${read('silver')} GROUP BY stock_code`,
);
await write(
  'dim_invoice',
  `SELECT hash_key(invoice_no) AS invoice_key, invoice_no, min(invoice_date) AS invoice_date, sum(total_amount) AS invoice_total FROM ${read('silver')} GROUP BY invoice_no`,
);
await write(
  'rfm',
  `WITH totals AS (SELECT customer_id, max(invoice_date) FILTER (WHERE line_type = 'sale') AS last, count(DISTINCT invoice_no) FILTER (WHERE line_type = 'sale') AS f, sum(total_amount) AS m
     FROM ${read('silver')} WHERE customer_id IS NOT NULL GROUP BY customer_id)
   SELECT *, ntile(5) OVER (ORDER BY last, customer_id) AS r5, ntile(5) OVER (ORDER BY f, customer_id) AS f5, ntile(5) OVER (ORDER BY m, customer_id) AS m5 FROM totals WHERE f > 0`,
);
await write(
  'dim_customer',
  `SELECT hash_key(customer_id) AS customer_key, customer_id, arg_max(country, invoice_date) AS country FROM ${read('silver')} WHERE customer_id IS NOT NULL GROUP BY customer_id`,
);
await run(
  `CREATE TEMP TABLE link AS SELECT r.sale_id, arg_max(s.sale_id, (s.invoice_date, s.invoice_no, s.sale_id)) AS returned_sale_id
   FROM ${read('silver')} AS r JOIN ${read('silver')} AS s
     ON s.customer_id = r.customer_id AND s.stock_code = r.stock_code AND s.unit_price = r.unit_price AND s.invoice_date < r.invoice_date
   WHERE r.line_type = 'return' AND s.line_type = 'sale' GROUP BY r.sale_id`,
);
await write(
  'fact_sale',
  `SELECT s.sale_id, p.product_key, coalesce(c.customer_key, 0) AS customer_key, CAST(strftime(utc_day(s.invoice_date), '%Y%m%d') AS INTEGER) AS date_key,
     i.invoice_key, k.country_code, s.quantity, s.unit_price, s.total_amount, s.line_type, l.returned_sale_id, s.ingested_at
   FROM ${read('silver')} AS s JOIN ${read('dim_product')} AS p USING (stock_code) LEFT JOIN ${read('dim_customer')} AS c USING (customer_id)
   JOIN ${read('dim_invoice')} AS i USING (invoice_no) JOIN country AS k ON k.country_name = s.country LEFT JOIN link AS l ON l.sale_id = s.sale_id`,
);
