/**
 * The named functions that models may call and each engine defines for itself, here as DuckDB macros.
 *
 * - clean_text(t): white space (Unicode's, and control characters) trimmed and collapsed; nothing left → null.
 * - plain_number(t, decimal, thousands): a number as a source writes it → with a decimal point and no thousands
 *   separators; null where the text does not follow the source's signs. Both signs null: the text as it is. The text is
 *   cleaned, so a no-break space as a separator is a blank.
 * - as_integer(t): `[+-]?digits[.000]` → BIGINT, else null.
 * - as_decimal(t): a plain decimal number → DECIMAL(18,4), half away from zero, else null.
 * - as_instant(t): ISO 8601 (`T` or blank, a date alone is midnight, no offset means UTC) → TIMESTAMPTZ, else null.
 * - utc_day(i): the day of an instant, UTC.
 * - month_of(i): the month of an instant, UTC, as YYYY-MM; `unknown` for null and outside 2000 to 2099.
 * - hash_uuid(t): md5 of a text as a UUID of version 8 (RFC 9562).
 * - as_uuid(t): the text of a UUID as `hash_uuid` makes them; a text that is none is an error.
 * - hash_key(t): the first 60 bits of md5 of a text as BIGINT.
 */
export const DUCKDB_FUNCTIONS = [
  // Most text needs nothing, and the rest mostly a trim: one pass over it tells.
  String.raw`CREATE MACRO clean_text(t) AS
    CASE WHEN regexp_full_match(t, '[!-~]+( [!-~]+)*') THEN t
         WHEN regexp_full_match(t, ' *[!-~]+( [!-~]+)* *') THEN trim(t)
         ELSE nullif(trim(regexp_replace(t, '[\p{Z}\x00-\x20\x{85}]+', ' ', 'g')), '') END`,
  String.raw`CREATE MACRO plain_number(t, decimal_sign, thousands_sign) AS
    CASE WHEN decimal_sign IS NULL AND thousands_sign IS NULL THEN t
         WHEN regexp_full_match(
           replace(replace(replace(t, '|', '!'), coalesce(replace(thousands_sign, chr(160), ' '), '|'), '|'), coalesce(decimal_sign, '.'), '.'),
           '[+-]?(\d+|\d{1,3}(\|\d{3})+)?(\.\d*)?')
          AND (decimal_sign IS NULL OR decimal_sign = '.' OR thousands_sign = '.' OR NOT contains(t, '.'))
         THEN replace(replace(t, coalesce(replace(thousands_sign, chr(160), ' '), '|'), ''), coalesce(decimal_sign, '.'), '.') END`,
  String.raw`CREATE MACRO as_integer(t) AS
    CASE WHEN regexp_full_match(t, '[+-]?\d+(\.0+)?') THEN TRY_CAST(t AS BIGINT) END`,
  String.raw`CREATE MACRO as_decimal(t) AS
    CASE WHEN regexp_full_match(t, '[+-]?(\d+(\.\d*)?|\.\d+)') THEN TRY_CAST(t AS DECIMAL(18, 4)) END`,
  String.raw`CREATE MACRO as_instant(t) AS
    CASE WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}([T ]([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)?)?')
         THEN make_timestamptz(epoch_us(TRY_CAST(t AS TIMESTAMP)))
         WHEN regexp_full_match(t, '\d{4}-\d{2}-\d{2}[T ]([01]\d|2[0-3]):\d{2}(:\d{2}(\.\d{1,9})?)? ?(Z|[+-]([01]\d|2[0-3])(:?[0-5]\d)?)')
         THEN make_timestamptz(epoch_us(TRY_CAST(regexp_replace(t, ' ?(Z|[+-]\d{2}(:?\d{2})?)$', '') AS TIMESTAMP)))
              - to_minutes(coalesce(
                  CASE WHEN regexp_matches(t, '-\d{2}(:?\d{2})?$') THEN -1 ELSE 1 END
                  * (60 * TRY_CAST(regexp_extract(t, '[+-](\d{2})(:?(\d{2}))?$', 1) AS INTEGER)
                     + coalesce(TRY_CAST(regexp_extract(t, '[+-](\d{2})(:?(\d{2}))?$', 3) AS INTEGER), 0)), 0))
    END`,
  // A cast would ask the time zone library row by row.
  `CREATE MACRO utc_day(i) AS CAST(make_timestamp(epoch_us(i)) AS DATE)`,
  `CREATE MACRO month_of(i) AS
    CASE WHEN i >= TIMESTAMPTZ '2000-01-01 00:00:00+00' AND i < TIMESTAMPTZ '2100-01-01 00:00:00+00'
         THEN strftime(utc_day(i), '%Y-%m') ELSE 'unknown' END`,
  `CREATE MACRO hash_uuid_of(m) AS
    CAST(concat(substr(m, 1, 12), '8', substr(m, 14, 3), '8', substr(m, 18, 15)) AS UUID)`,
  `CREATE MACRO hash_uuid(t) AS hash_uuid_of(md5(t))`,
  `CREATE MACRO as_uuid(t) AS CAST(t AS UUID)`,
  `CREATE MACRO hash_key(t) AS CAST('0x' || substr(md5(t), 1, 15) AS BIGINT)`,
];
