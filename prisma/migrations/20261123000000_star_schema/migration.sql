-- The star schema and its marts: gold, row for row, as src/modules/etl/models/{gold,mart} compute it.

CREATE TABLE dim_country (
  country_key bigint NOT NULL,
  country_code text,
  country_name text NOT NULL,
  region text,
  continent text,
  currency_code text,
  gdp_per_capita numeric(18, 4),
  population bigint,
  timezone text,
  latitude double precision,
  longitude double precision,
  is_eu_member boolean,
  tax_rate numeric(5, 4),
  CONSTRAINT dim_country_pkey PRIMARY KEY (country_key)
);

CREATE TABLE dim_date (
  date_key integer NOT NULL,
  date date NOT NULL,
  year integer NOT NULL,
  quarter integer NOT NULL,
  month integer NOT NULL,
  week integer NOT NULL,
  day integer NOT NULL,
  month_name text NOT NULL,
  day_name text NOT NULL,
  day_of_week integer NOT NULL,
  is_weekend boolean NOT NULL,
  is_holiday boolean NOT NULL,
  holiday_name text,
  fiscal_year integer NOT NULL,
  fiscal_quarter integer NOT NULL,
  CONSTRAINT dim_date_pkey PRIMARY KEY (date_key)
);

CREATE TABLE dim_product (
  product_key bigint NOT NULL,
  stock_code text NOT NULL,
  description text,
  category text,
  subcategory text,
  brand text,
  product_family text,
  unit_cost numeric(18, 4),
  recommended_price numeric(18, 4),
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  is_current boolean NOT NULL,
  version integer NOT NULL,
  CONSTRAINT dim_product_pkey PRIMARY KEY (product_key)
);

CREATE TABLE dim_customer (
  customer_key bigint NOT NULL,
  customer_id text,
  country text,
  customer_segment text,
  registration_date date,
  lifetime_value numeric(18, 4),
  total_orders integer,
  total_spent numeric(18, 4),
  avg_order_value numeric(18, 4),
  recency_score integer,
  frequency_score integer,
  monetary_score integer,
  rfm_segment text,
  valid_from date NOT NULL,
  valid_to date NOT NULL,
  is_current boolean NOT NULL,
  version integer NOT NULL,
  CONSTRAINT dim_customer_pkey PRIMARY KEY (customer_key)
);

CREATE TABLE dim_invoice (
  invoice_key bigint NOT NULL,
  invoice_no text NOT NULL,
  invoice_date timestamptz(6) NOT NULL,
  is_cancelled boolean NOT NULL,
  payment_method text,
  payment_status text,
  payment_date date,
  invoice_total numeric(18, 4) NOT NULL,
  tax_amount numeric(18, 4),
  channel text,
  sales_rep_id text,
  CONSTRAINT dim_invoice_pkey PRIMARY KEY (invoice_key)
);

CREATE TABLE fact_sale (
  sale_id uuid NOT NULL,
  product_key bigint NOT NULL,
  customer_key bigint NOT NULL,
  date_key integer NOT NULL,
  invoice_key bigint NOT NULL,
  country_key bigint NOT NULL,
  quantity integer NOT NULL,
  unit_price numeric(18, 4) NOT NULL,
  total_amount numeric(18, 4) NOT NULL,
  discount_amount numeric(18, 4),
  tax_amount numeric(18, 4),
  profit_amount numeric(18, 4),
  margin_percentage numeric(9, 4),
  line_type text NOT NULL,
  returned_sale_id uuid,
  created_at timestamptz(6) NOT NULL,
  batch_id text NOT NULL,
  CONSTRAINT fact_sale_pkey PRIMARY KEY (sale_id)
);

CREATE TABLE mart_customer_rfm (
  customer_id text NOT NULL,
  as_of date NOT NULL,
  first_sale_date date NOT NULL,
  last_sale_date date NOT NULL,
  recency_days integer NOT NULL,
  frequency integer NOT NULL,
  monetary numeric(18, 4) NOT NULL,
  recency_score integer NOT NULL,
  frequency_score integer NOT NULL,
  monetary_score integer NOT NULL,
  rfm_segment text NOT NULL,
  avg_order_value numeric(18, 4) NOT NULL,
  lifetime_value numeric(18, 4) NOT NULL,
  CONSTRAINT mart_customer_rfm_pkey PRIMARY KEY (customer_id)
);

CREATE TABLE mart_product_performance (
  stock_code text NOT NULL,
  net_revenue numeric(18, 4) NOT NULL,
  gross_revenue numeric(18, 4) NOT NULL,
  returns_value numeric(18, 4) NOT NULL,
  units_sold bigint NOT NULL,
  units_returned bigint NOT NULL,
  orders bigint NOT NULL,
  customers bigint NOT NULL,
  invoice_month text NOT NULL,
  CONSTRAINT mart_product_performance_pkey PRIMARY KEY (stock_code, invoice_month)
);

CREATE TABLE mart_sales_daily (
  date_key integer NOT NULL,
  country_key bigint NOT NULL,
  country_name text NOT NULL,
  net_revenue numeric(18, 4) NOT NULL,
  gross_revenue numeric(18, 4) NOT NULL,
  returns_value numeric(18, 4) NOT NULL,
  units bigint NOT NULL,
  sale_lines bigint NOT NULL,
  return_lines bigint NOT NULL,
  orders bigint NOT NULL,
  customers bigint NOT NULL,
  invoice_month text NOT NULL,
  CONSTRAINT mart_sales_daily_pkey PRIMARY KEY (date_key, country_key)
);

CREATE TABLE mart_sales_monthly (
  row_key text NOT NULL GENERATED ALWAYS AS (invoice_month || ':' || coalesce(country_key::text, 'all')) STORED,
  country_key bigint,
  country_name text,
  net_revenue numeric(18, 4) NOT NULL,
  gross_revenue numeric(18, 4) NOT NULL,
  returns_value numeric(18, 4) NOT NULL,
  units bigint NOT NULL,
  sale_lines bigint NOT NULL,
  return_lines bigint NOT NULL,
  orders bigint NOT NULL,
  customers bigint NOT NULL,
  invoice_month text NOT NULL,
  CONSTRAINT mart_sales_monthly_pkey PRIMARY KEY (row_key)
);

CREATE UNIQUE INDEX dim_country_country_name_key ON dim_country (country_name);
CREATE UNIQUE INDEX dim_date_date_key ON dim_date (date);
CREATE UNIQUE INDEX dim_product_stock_code_valid_from_key ON dim_product (stock_code, valid_from);
CREATE INDEX dim_product_category_idx ON dim_product (category);
CREATE UNIQUE INDEX dim_customer_customer_id_valid_from_key ON dim_customer (customer_id, valid_from);
CREATE INDEX dim_customer_rfm_segment_idx ON dim_customer (rfm_segment);
CREATE UNIQUE INDEX dim_invoice_invoice_no_key ON dim_invoice (invoice_no);
CREATE INDEX dim_invoice_invoice_date_idx ON dim_invoice (invoice_date);
CREATE INDEX fact_sale_returned_sale_id_idx ON fact_sale (returned_sale_id) WHERE returned_sale_id IS NOT NULL;
CREATE INDEX fact_sale_date_key_sale_id_idx ON fact_sale (date_key, sale_id);
CREATE INDEX fact_sale_country_key_date_key_idx ON fact_sale (country_key, date_key);
CREATE INDEX fact_sale_customer_key_date_key_idx ON fact_sale (customer_key, date_key);
CREATE INDEX fact_sale_product_key_date_key_idx ON fact_sale (product_key, date_key);
CREATE INDEX fact_sale_invoice_key_idx ON fact_sale (invoice_key);
CREATE INDEX fact_sale_total_amount_sale_id_idx ON fact_sale (total_amount DESC, sale_id);
CREATE INDEX mart_customer_rfm_rfm_segment_idx ON mart_customer_rfm (rfm_segment);
CREATE INDEX mart_customer_rfm_monetary_customer_id_idx ON mart_customer_rfm (monetary DESC, customer_id);
CREATE INDEX mart_product_performance_invoice_month_net_revenue_idx ON mart_product_performance (invoice_month, net_revenue DESC);
CREATE INDEX mart_sales_daily_country_key_date_key_idx ON mart_sales_daily (country_key, date_key);
CREATE INDEX mart_sales_monthly_country_key_invoice_month_idx ON mart_sales_monthly (country_key, invoice_month);

ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_product_key_fkey FOREIGN KEY (product_key) REFERENCES dim_product (product_key);
ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_customer_key_fkey FOREIGN KEY (customer_key) REFERENCES dim_customer (customer_key);
ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_date_key_fkey FOREIGN KEY (date_key) REFERENCES dim_date (date_key);
ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_invoice_key_fkey FOREIGN KEY (invoice_key) REFERENCES dim_invoice (invoice_key);
ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_country_key_fkey FOREIGN KEY (country_key) REFERENCES dim_country (country_key);
ALTER TABLE fact_sale ADD CONSTRAINT fact_sale_returned_sale_id_fkey FOREIGN KEY (returned_sale_id) REFERENCES fact_sale (sale_id);
ALTER TABLE mart_sales_daily ADD CONSTRAINT mart_sales_daily_date_key_fkey FOREIGN KEY (date_key) REFERENCES dim_date (date_key);
ALTER TABLE mart_sales_daily ADD CONSTRAINT mart_sales_daily_country_key_fkey FOREIGN KEY (country_key) REFERENCES dim_country (country_key);
ALTER TABLE mart_sales_monthly ADD CONSTRAINT mart_sales_monthly_country_key_fkey FOREIGN KEY (country_key) REFERENCES dim_country (country_key);

COMMENT ON COLUMN dim_country.country_key IS 'surrogate key, 60 bits of md5 of the name; 0 for Unknown';
COMMENT ON COLUMN dim_country.country_code IS 'ISO 3166-1 alpha-2; null for Unknown';
COMMENT ON COLUMN dim_country.country_name IS 'common short name';
COMMENT ON COLUMN dim_country.region IS 'United Nations subregion';
COMMENT ON COLUMN dim_country.continent IS 'continent';
COMMENT ON COLUMN dim_country.currency_code IS 'ISO 4217';
COMMENT ON COLUMN dim_country.gdp_per_capita IS 'not in the reference data, null';
COMMENT ON COLUMN dim_country.population IS 'not in the reference data, null';
COMMENT ON COLUMN dim_country.timezone IS 'IANA time zone of the capital';
COMMENT ON COLUMN dim_country.latitude IS 'degrees north';
COMMENT ON COLUMN dim_country.longitude IS 'degrees east';
COMMENT ON COLUMN dim_country.is_eu_member IS 'member of the European Union';
COMMENT ON COLUMN dim_country.tax_rate IS 'standard VAT rate as a fraction; null where the reference data has none';
COMMENT ON TABLE dim_country IS 'Countries of data/reference/countries.csv. The row with key 0 stands for countries that are not known. Grain: one row a country.';

COMMENT ON COLUMN dim_date.date_key IS 'yyyymmdd';
COMMENT ON COLUMN dim_date.date IS 'the day';
COMMENT ON COLUMN dim_date.year IS 'calendar year';
COMMENT ON COLUMN dim_date.quarter IS '1 to 4';
COMMENT ON COLUMN dim_date.month IS '1 to 12';
COMMENT ON COLUMN dim_date.week IS 'ISO 8601 week';
COMMENT ON COLUMN dim_date.day IS 'day of the month';
COMMENT ON COLUMN dim_date.month_name IS 'English name';
COMMENT ON COLUMN dim_date.day_name IS 'English name';
COMMENT ON COLUMN dim_date.day_of_week IS '1 is Monday, 7 is Sunday';
COMMENT ON COLUMN dim_date.is_weekend IS 'Saturday or Sunday';
COMMENT ON COLUMN dim_date.is_holiday IS 'public holiday of the home country';
COMMENT ON COLUMN dim_date.holiday_name IS 'its name';
COMMENT ON COLUMN dim_date.fiscal_year IS 'calendar year in which the fiscal year ends';
COMMENT ON COLUMN dim_date.fiscal_quarter IS '1 to 4';
COMMENT ON TABLE dim_date IS 'Calendar of the whole years that the invoices span. Grain: one row a day.';

COMMENT ON COLUMN dim_product.product_key IS 'surrogate key, 60 bits of md5 of stock code and valid_from';
COMMENT ON COLUMN dim_product.stock_code IS 'natural key';
COMMENT ON COLUMN dim_product.description IS 'description of this version; null when none was ever given';
COMMENT ON COLUMN dim_product.category IS 'derived from the description by data/reference/product_rules.csv; Service for postage, fees and adjustments';
COMMENT ON COLUMN dim_product.subcategory IS 'derived as category is';
COMMENT ON COLUMN dim_product.brand IS 'derived as category is; null where no brand is named';
COMMENT ON COLUMN dim_product.product_family IS 'derived as category is';
COMMENT ON COLUMN dim_product.unit_cost IS 'not in the source, null';
COMMENT ON COLUMN dim_product.recommended_price IS 'not in the source, null';
COMMENT ON COLUMN dim_product.valid_from IS 'first day of the version; 1900-01-01 for the first one';
COMMENT ON COLUMN dim_product.valid_to IS 'first day of the next version; 9999-12-31 for the current one';
COMMENT ON COLUMN dim_product.is_current IS 'true on exactly one version';
COMMENT ON COLUMN dim_product.version IS '1, 2, …';
COMMENT ON TABLE dim_product IS 'Products, a version for each run of days with the same description (SCD type 2). Grain: one row a product and version.';

COMMENT ON COLUMN dim_customer.customer_key IS 'surrogate key, 60 bits of md5 of customer and valid_from; 0 for the Unknown customer';
COMMENT ON COLUMN dim_customer.customer_id IS 'natural key, as the source names it; null for the Unknown customer';
COMMENT ON COLUMN dim_customer.country IS 'country of this version; null when none is known';
COMMENT ON COLUMN dim_customer.customer_segment IS 'the RFM segment, as long as the source brings no segment of its own';
COMMENT ON COLUMN dim_customer.registration_date IS 'date of the first sale; the source has no registrations';
COMMENT ON COLUMN dim_customer.lifetime_value IS 'customer lifetime value, see mart_customer_rfm';
COMMENT ON COLUMN dim_customer.total_orders IS 'number of sale invoices';
COMMENT ON COLUMN dim_customer.total_spent IS 'net amount, returns included';
COMMENT ON COLUMN dim_customer.avg_order_value IS 'net amount per sale invoice';
COMMENT ON COLUMN dim_customer.recency_score IS '1 to 5, 5 is best; null without a sale';
COMMENT ON COLUMN dim_customer.frequency_score IS '1 to 5, 5 is best; null without a sale';
COMMENT ON COLUMN dim_customer.monetary_score IS '1 to 5, 5 is best; null without a sale';
COMMENT ON COLUMN dim_customer.rfm_segment IS 'segment by domain rule; null without a sale';
COMMENT ON COLUMN dim_customer.valid_from IS 'first day of the version; 1900-01-01 for the first one';
COMMENT ON COLUMN dim_customer.valid_to IS 'first day of the next version; 9999-12-31 for the current one';
COMMENT ON COLUMN dim_customer.is_current IS 'true on exactly one version';
COMMENT ON COLUMN dim_customer.version IS '1, 2, …';
COMMENT ON TABLE dim_customer IS 'Customers, a version for each run of days in the same country (SCD type 2); totals and scores are overwritten on all versions (type 1). The row with key 0 stands for anonymous lines. Grain: one row a customer and version.';

COMMENT ON COLUMN dim_invoice.invoice_key IS 'surrogate key, 60 bits of md5 of the invoice number';
COMMENT ON COLUMN dim_invoice.invoice_no IS 'natural key, upper case';
COMMENT ON COLUMN dim_invoice.invoice_date IS 'time of its earliest line, UTC';
COMMENT ON COLUMN dim_invoice.is_cancelled IS 'a cancellation (C…)';
COMMENT ON COLUMN dim_invoice.payment_method IS 'not in the source, null';
COMMENT ON COLUMN dim_invoice.payment_status IS 'not in the source, null';
COMMENT ON COLUMN dim_invoice.payment_date IS 'not in the source, null';
COMMENT ON COLUMN dim_invoice.invoice_total IS 'net amount of its valid lines';
COMMENT ON COLUMN dim_invoice.tax_amount IS 'not in the source, null';
COMMENT ON COLUMN dim_invoice.channel IS 'not in the source, null';
COMMENT ON COLUMN dim_invoice.sales_rep_id IS 'not in the source, null';
COMMENT ON TABLE dim_invoice IS 'Invoices and cancellations. Grain: one row an invoice.';

COMMENT ON COLUMN fact_sale.sale_id IS 'UUID (text) computed from the cast line';
COMMENT ON COLUMN fact_sale.product_key IS 'version of the product that was valid at the invoice date';
COMMENT ON COLUMN fact_sale.customer_key IS 'version of the customer that was valid at the invoice date; 0 for anonymous lines';
COMMENT ON COLUMN fact_sale.date_key IS 'yyyymmdd of the invoice date, UTC';
COMMENT ON COLUMN fact_sale.invoice_key IS 'invoice';
COMMENT ON COLUMN fact_sale.country_key IS 'country of the line; 0 for Unknown';
COMMENT ON COLUMN fact_sale.quantity IS 'units; negative on returns';
COMMENT ON COLUMN fact_sale.unit_price IS 'price of one unit';
COMMENT ON COLUMN fact_sale.total_amount IS 'quantity × unit_price';
COMMENT ON COLUMN fact_sale.discount_amount IS 'not in the source, null';
COMMENT ON COLUMN fact_sale.tax_amount IS 'not in the source, null';
COMMENT ON COLUMN fact_sale.profit_amount IS 'needs a cost, null';
COMMENT ON COLUMN fact_sale.margin_percentage IS 'needs a cost, null';
COMMENT ON COLUMN fact_sale.line_type IS 'sale or return';
COMMENT ON COLUMN fact_sale.returned_sale_id IS 'on a return, the sale that it most likely returns; null where there is none';
COMMENT ON COLUMN fact_sale.created_at IS 'when the line was ingested';
COMMENT ON COLUMN fact_sale.batch_id IS 'run that brought the line';
COMMENT ON TABLE fact_sale IS 'Sales and returns. Anonymous lines belong to the Unknown customer. Grain: one row a sales line.';

COMMENT ON COLUMN mart_customer_rfm.customer_id IS 'customer as the source names it';
COMMENT ON COLUMN mart_customer_rfm.as_of IS 'last date of the facts, from which recency counts';
COMMENT ON COLUMN mart_customer_rfm.first_sale_date IS 'date of the first sale invoice';
COMMENT ON COLUMN mart_customer_rfm.last_sale_date IS 'date of the last sale invoice';
COMMENT ON COLUMN mart_customer_rfm.recency_days IS 'calendar days from the last sale to as_of';
COMMENT ON COLUMN mart_customer_rfm.frequency IS 'number of sale invoices';
COMMENT ON COLUMN mart_customer_rfm.monetary IS 'net amount, returns included';
COMMENT ON COLUMN mart_customer_rfm.recency_score IS 'quintile of recency, 5 is the most recent';
COMMENT ON COLUMN mart_customer_rfm.frequency_score IS 'quintile of frequency, 5 is the most frequent';
COMMENT ON COLUMN mart_customer_rfm.monetary_score IS 'quintile of the net amount, 5 is the highest';
COMMENT ON COLUMN mart_customer_rfm.rfm_segment IS 'segment, the first rule that fits';
COMMENT ON COLUMN mart_customer_rfm.avg_order_value IS 'net amount per sale invoice';
COMMENT ON COLUMN mart_customer_rfm.lifetime_value IS 'average order value × orders a year × expected lifespan';
COMMENT ON TABLE mart_customer_rfm IS 'Recency, frequency, monetary value, their quintiles (5 is best) and the segment of each identified customer with at least one sale. Grain: one row a customer.';

COMMENT ON COLUMN mart_product_performance.stock_code IS 'product';
COMMENT ON COLUMN mart_product_performance.net_revenue IS 'sales less returns';
COMMENT ON COLUMN mart_product_performance.gross_revenue IS 'sales alone';
COMMENT ON COLUMN mart_product_performance.returns_value IS 'returns alone, negative';
COMMENT ON COLUMN mart_product_performance.units_sold IS 'units of the sales';
COMMENT ON COLUMN mart_product_performance.units_returned IS 'units of the returns, positive';
COMMENT ON COLUMN mart_product_performance.orders IS 'distinct sale invoices';
COMMENT ON COLUMN mart_product_performance.customers IS 'distinct identified customers';
COMMENT ON COLUMN mart_product_performance.invoice_month IS 'month, YYYY-MM';
COMMENT ON TABLE mart_product_performance IS 'Products by month. Counts of orders and customers are distinct within the row and do not add up over rows. Grain: one row a product and month.';

COMMENT ON COLUMN mart_sales_daily.date_key IS 'yyyymmdd';
COMMENT ON COLUMN mart_sales_daily.country_key IS 'country';
COMMENT ON COLUMN mart_sales_daily.country_name IS 'its name';
COMMENT ON COLUMN mart_sales_daily.net_revenue IS 'sales less returns';
COMMENT ON COLUMN mart_sales_daily.gross_revenue IS 'sales alone';
COMMENT ON COLUMN mart_sales_daily.returns_value IS 'returns alone, negative';
COMMENT ON COLUMN mart_sales_daily.units IS 'net units';
COMMENT ON COLUMN mart_sales_daily.sale_lines IS 'lines that are sales';
COMMENT ON COLUMN mart_sales_daily.return_lines IS 'lines that are returns';
COMMENT ON COLUMN mart_sales_daily.orders IS 'distinct sale invoices';
COMMENT ON COLUMN mart_sales_daily.customers IS 'distinct identified customers';
COMMENT ON COLUMN mart_sales_daily.invoice_month IS 'month, YYYY-MM';
COMMENT ON TABLE mart_sales_daily IS 'Sales by day and country. Counts of orders and customers are distinct within the row and do not add up over rows. Grain: one row a day and country.';

COMMENT ON COLUMN mart_sales_monthly.row_key IS 'invoice_month:country_key, or invoice_month:all; a primary key cannot hold the null of the row for all countries';
COMMENT ON COLUMN mart_sales_monthly.country_key IS 'country; null in the row for all countries';
COMMENT ON COLUMN mart_sales_monthly.country_name IS 'its name; null in the row for all countries';
COMMENT ON COLUMN mart_sales_monthly.net_revenue IS 'sales less returns';
COMMENT ON COLUMN mart_sales_monthly.gross_revenue IS 'sales alone';
COMMENT ON COLUMN mart_sales_monthly.returns_value IS 'returns alone, negative';
COMMENT ON COLUMN mart_sales_monthly.units IS 'net units';
COMMENT ON COLUMN mart_sales_monthly.sale_lines IS 'lines that are sales';
COMMENT ON COLUMN mart_sales_monthly.return_lines IS 'lines that are returns';
COMMENT ON COLUMN mart_sales_monthly.orders IS 'distinct sale invoices';
COMMENT ON COLUMN mart_sales_monthly.customers IS 'distinct identified customers';
COMMENT ON COLUMN mart_sales_monthly.invoice_month IS 'month, YYYY-MM';
COMMENT ON TABLE mart_sales_monthly IS 'Sales by month, in all and by country. Counts of orders and customers are distinct within the row and do not add up over rows. Grain: one row a month and country, and one a month for all countries.';

CREATE TABLE gold_version (
  is_shown boolean NOT NULL DEFAULT true,
  version integer NOT NULL,
  lake_id text NOT NULL,
  committed_at timestamptz(6) NOT NULL,
  published_at timestamptz(6) NOT NULL,
  fact_rows bigint NOT NULL,
  net_revenue numeric(18, 4) NOT NULL,
  currency text NOT NULL,
  CONSTRAINT gold_version_pkey PRIMARY KEY (is_shown),
  CONSTRAINT gold_version_one_row CHECK (is_shown)
);

COMMENT ON TABLE gold_version IS 'The version of gold that the tables of this schema show, changed in the transaction that changes them. Grain: one row, or none before the first publication.';
COMMENT ON COLUMN gold_version.is_shown IS 'always true; keeps the table at one row';
COMMENT ON COLUMN gold_version.version IS 'number of the commit in the catalogue of the lake';
COMMENT ON COLUMN gold_version.lake_id IS 'the lake that the version is of';
COMMENT ON COLUMN gold_version.committed_at IS 'when the lake committed it';
COMMENT ON COLUMN gold_version.published_at IS 'when these tables were brought to it';
COMMENT ON COLUMN gold_version.fact_rows IS 'rows of fact_sale by the report of the run';
COMMENT ON COLUMN gold_version.net_revenue IS 'sum of fact_sale.total_amount by the report of the run';
COMMENT ON COLUMN gold_version.currency IS 'ISO 4217 code of all amounts';
