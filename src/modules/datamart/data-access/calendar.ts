import { RETAIL_YEAR_SQL } from '../domain/metrics/granularities.js';
import { type Period, type Shift } from '../domain/period.js';
import { type Values } from './sources.js';

/** The days compared with. */
export interface ComparedDays extends Period {
  shift: Shift;
  /** Where days are set beside each other one by one: the day of the period, and the day that is read for it. */
  pairs?: ReadonlyMap<string, string>;
}

const DAYS = (from: string, to: string) =>
  `range(CAST(${from} AS TIMESTAMP), CAST(${to} AS TIMESTAMP) + INTERVAL 1 DAY, INTERVAL 1 DAY)`;

/**
 * The relation `calendar`: a row a day and side. `date` is the day itself, whose facts have `source_key`; `bucket` is that of the day
 * of the period which it is set beside (on the side `now`, of itself).
 */
export function calendarRelations(
  { from, to }: Period,
  compared: ComparedDays | undefined,
  { bucket, isRetail, withHolidays }: { bucket: string; isRetail: boolean; withHolidays: boolean },
  values: Values,
): string[] {
  const sides = [
    `SELECT 'now' AS side, CAST(day AS DATE) AS date, CAST(day AS DATE) AS source FROM ${DAYS(values.add(from), values.add(to))} AS r(day)`,
  ];
  if (compared?.pairs) {
    const days = values.add([...compared.pairs.keys()]);
    const sources = values.add([...compared.pairs.values()]);
    sides.push(
      `SELECT 'then', CAST(unnest(CAST(${days} AS VARCHAR[])) AS DATE), CAST(unnest(CAST(${sources} AS VARCHAR[])) AS DATE)`,
    );
  } else if (compared) {
    const { unit, count } = compared.shift;
    sides.push(
      `SELECT 'then', CAST(day + to_${unit}s(${count}) AS DATE), CAST(day AS DATE) FROM ${DAYS(values.add(compared.from), values.add(compared.to))} AS r(day)`,
    );
  }
  const relations = [`days AS (${sides.join('\n  UNION ALL ')})`];
  const start = RETAIL_YEAR_SQL.start;
  if (isRetail)
    relations.push(
      `retail_years AS (SELECT *, year(date) - CASE WHEN date < ${start('year(date)')} THEN 1 ELSE 0 END AS retail_year FROM days)`,
      `retail AS (SELECT *, (date - ${start('retail_year')}) // 7 + 1 AS retail_week FROM retail_years)`,
    );
  relations.push(
    `calendar AS MATERIALIZED (SELECT d.side, d.source AS date, CAST(strftime(d.source, '%Y%m%d') AS INTEGER) AS source_key,
    ${bucket} AS bucket${withHolidays ? ', coalesce(h.is_holiday, false) AS is_holiday, h.holiday_name' : ''}
  FROM ${isRetail ? 'retail' : 'days'} AS d${withHolidays ? ' LEFT JOIN dim_date AS h ON h.date = d.source' : ''})`,
  );
  return relations;
}
