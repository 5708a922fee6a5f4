import { type CalendarSettings, type Granularity } from './declaration.js';

const two = (sql: string) => `lpad(CAST(${sql} AS VARCHAR), 2, '0')`;
const text = (sql: string) => `CAST(${sql} AS VARCHAR)`;

/** Months since the fiscal year began, 0 to 11. */
const fiscalMonth = ({ fiscalYearStartMonth: start }: CalendarSettings) =>
  `((month(d.date) - ${start} + 12) % 12)`;
/** It has the name of the calendar year in which it ends, as in dim_date. */
const fiscalYear = ({ fiscalYearStartMonth: start }: CalendarSettings) =>
  start === 1 ? 'year(d.date)' : `(year(d.date) + CASE WHEN month(d.date) >= ${start} THEN 1 ELSE 0 END)`;

/**
 * The retail year of the National Retail Federation: weeks begin on Sunday, the year on the Sunday between 29 January and
 * 4 February; it has 52 weeks, or 53. (https://nrf.com/resources/4-5-4-calendar)
 */
export const RETAIL_YEAR_SQL = {
  start: (year: string) =>
    `(make_date(${year}, 1, 29) + CAST((7 - dayofweek(make_date(${year}, 1, 29))) % 7 AS INTEGER))`,
};

/** The period of a retail week: quarters of three periods of so many weeks; week 53 is of the last one. */
function retailPeriod(weeks: readonly [number, number, number]): string {
  let end = 0;
  const ends = Array.from({ length: 11 }, (_, at) => (end += weeks[at % 3] ?? 0));
  return `(CASE ${ends.map((week, at) => `WHEN d.retail_week <= ${week} THEN ${at + 1}`).join(' ')} ELSE 12 END)`;
}

const RETAIL_YEAR = "'RY' || CAST(d.retail_year AS VARCHAR)";

/** Every granularity of the date, each once. Their texts sort as time does. */
export const GRANULARITIES: readonly Granularity[] = [
  {
    name: 'day',
    label: 'Day',
    description: 'Day, UTC.',
    example: '2011-05-03',
    sql: () => "strftime(d.date, '%Y-%m-%d')",
  },
  {
    name: 'week',
    label: 'Week',
    description: 'ISO 8601 week, from Monday; the year is that of its Thursday.',
    example: '2011-W18',
    sql: () => `${text('isoyear(d.date)')} || '-W' || ${two('weekofyear(d.date)')}`,
  },
  {
    name: 'month',
    label: 'Month',
    description: 'Calendar month.',
    example: '2011-05',
    sql: () => "strftime(d.date, '%Y-%m')",
  },
  {
    name: 'quarter',
    label: 'Quarter',
    description: 'Calendar quarter.',
    example: '2011-Q2',
    sql: () => `${text('year(d.date)')} || '-Q' || ${text('quarter(d.date)')}`,
  },
  {
    name: 'year',
    label: 'Year',
    description: 'Calendar year.',
    example: '2011',
    sql: () => text('year(d.date)'),
  },
  {
    name: 'fiscal_quarter',
    label: 'Fiscal quarter',
    description: 'Quarter of the fiscal year, which begins in TILLHOUSE_FISCAL_YEAR_START_MONTH.',
    example: 'FY2011-Q2',
    sql: (calendar) =>
      `'FY' || ${text(fiscalYear(calendar))} || '-Q' || ${text(`(${fiscalMonth(calendar)} // 3 + 1)`)}`,
  },
  {
    name: 'fiscal_year',
    label: 'Fiscal year',
    description: 'Named by the calendar year in which it ends.',
    example: 'FY2011',
    sql: (calendar) => `'FY' || ${text(fiscalYear(calendar))}`,
  },
  {
    name: 'retail_week',
    label: 'Retail week',
    description: 'Week of the retail year, from Sunday.',
    example: 'RY2011-W14',
    isRetail: true,
    sql: () => `${RETAIL_YEAR} || '-W' || ${two('d.retail_week')}`,
  },
  {
    name: 'period_445',
    label: 'Period, 4-4-5',
    description: 'Retail quarters of 4, 4 and 5 weeks; a 53rd week is of the last period.',
    example: 'RY2011-P04',
    isRetail: true,
    sql: () => `${RETAIL_YEAR} || '-P' || ${two(retailPeriod([4, 4, 5]))}`,
  },
  {
    name: 'period_454',
    label: 'Period, 4-5-4',
    description: 'Retail quarters of 4, 5 and 4 weeks; a 53rd week is of the last period.',
    example: 'RY2011-P04',
    isRetail: true,
    sql: () => `${RETAIL_YEAR} || '-P' || ${two(retailPeriod([4, 5, 4]))}`,
  },
  {
    name: 'retail_quarter',
    label: 'Retail quarter',
    description: 'Thirteen retail weeks; a 53rd is of the last quarter.',
    example: 'RY2011-Q2',
    isRetail: true,
    sql: () => `${RETAIL_YEAR} || '-Q' || ${text('least((d.retail_week - 1) // 13 + 1, 4)')}`,
  },
  {
    name: 'retail_year',
    label: 'Retail year',
    description: 'From the Sunday between 29 January and 4 February.',
    example: 'RY2011',
    isRetail: true,
    sql: () => RETAIL_YEAR,
  },
];
