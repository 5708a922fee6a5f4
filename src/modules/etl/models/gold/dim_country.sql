/* ---
kind: full
description: Countries of data/reference/countries.csv. The row with key 0 stands for countries that are not known.
grain: one row a country
keys: [country_key]
inputs: { country: all }
columns:
  country_key: surrogate key, 60 bits of md5 of the name; 0 for Unknown
  country_code: ISO 3166-1 alpha-2; null for Unknown
  country_name: common short name
  region: United Nations subregion
  continent: continent
  currency_code: ISO 4217
  gdp_per_capita: not in the reference data, null
  population: not in the reference data, null
  timezone: IANA time zone of the capital
  latitude: degrees north
  longitude: degrees east
  is_eu_member: member of the European Union
  tax_rate: standard VAT rate as a fraction; null where the reference data has none
audits:
  unique_key: SELECT country_key FROM dim_country GROUP BY country_key HAVING count(*) > 1
  unique_name: SELECT country_name FROM dim_country GROUP BY country_name HAVING count(*) > 1
--- */
SELECT
  CASE WHEN country_name = 'Unknown' THEN 0 ELSE hash_key(country_name) END AS country_key,
  country_code, country_name, region, continent, currency_code,
  CAST(gdp_per_capita AS DECIMAL(18, 4)) AS gdp_per_capita,
  CAST(population AS BIGINT) AS population,
  timezone,
  CAST(latitude AS DOUBLE) AS latitude,
  CAST(longitude AS DOUBLE) AS longitude,
  CAST(is_eu_member AS BOOLEAN) AS is_eu_member,
  CAST(tax_rate AS DECIMAL(5, 4)) AS tax_rate
FROM country
