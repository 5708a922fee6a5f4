/** First and last day, YYYY-MM-DD, both included. */
export interface Period {
  from: string;
  to: string;
}

export const COMPARISONS = {
  previous_period:
    'The period before of the same length: as many whole months where it begins on the first and ends on the last day of a month, else as many days.',
  same_period_last_year: 'The same dates a year before; 29 February falls on the 28th.',
  same_period_last_year_aligned:
    'The same weekdays, 364 days before; a public holiday is set beside the one of the same name, and the day whose place it takes beside the day that the holiday would have had.',
} as const;

export type Comparison = keyof typeof COMPARISONS;
export const COMPARISON_NAMES = Object.keys(COMPARISONS) as Comparison[];

/** How far the days compared with lie before those that they are set beside. */
export interface Shift {
  unit: 'month' | 'day';
  count: number;
}

export const WEEKDAY_YEAR = 364;

const FIRST_DAY = '0001-01-01';
const LAST_DAY = '9999-12-31';

/** No day lies before year 1 or after year 9999. */
export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return written(date);
}

function written(date: Date): string {
  const year = date.getUTCFullYear();
  return year < 1 ? FIRST_DAY : year > 9999 ? LAST_DAY : date.toISOString().slice(0, 10);
}

/** The days that both have; null where there is none. */
export function intersection(a: Period, b: Period): Period | null {
  const both = { from: a.from > b.from ? a.from : b.from, to: a.to < b.to ? a.to : b.to };
  return both.from <= both.to ? both : null;
}

/** The same day of another month, or the last one where that month is shorter. */
export function addMonths(day: string, count: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const target = new Date(`${FIRST_DAY}T00:00:00Z`);
  target.setUTCFullYear(year, month - 1 + count, 1);
  const last = lastOfMonth(written(target));
  const wanted = `${last.slice(0, 8)}${String(date).padStart(2, '0')}`;
  return wanted > last ? last : wanted;
}

/** Days of a period, both ends included. */
export function lengthOf({ from, to }: Period): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

export function daysOf(period: Period): string[] {
  return Array.from({ length: lengthOf(period) }, (_, at) => addDays(period.from, at));
}

/** The period compared with, and how its days are set beside those of the period. */
export function comparedPeriod(period: Period, mode: Comparison): Period & { shift: Shift } {
  const { from, to } = period;
  if (mode === 'same_period_last_year_aligned') {
    const shift: Shift = { unit: 'day', count: WEEKDAY_YEAR };
    return { from: addDays(from, -WEEKDAY_YEAR), to: addDays(to, -WEEKDAY_YEAR), shift };
  }
  if (mode === 'same_period_last_year') return monthsBefore(period, 12);
  if (from.endsWith('-01') && to === lastOfMonth(to)) return monthsBefore(period, monthsOf(period));
  const count = lengthOf(period);
  return { from: addDays(from, -count), to: addDays(from, -1), shift: { unit: 'day', count } };
}

function monthsBefore({ from, to }: Period, count: number): Period & { shift: Shift } {
  const end = addMonths(to, -count);
  return {
    from: addMonths(from, -count),
    to: to === lastOfMonth(to) ? lastOfMonth(end) : end,
    shift: { unit: 'month', count },
  };
}

function monthsOf({ from, to }: Period): number {
  const [fromYear = 0, fromMonth = 0] = from.split('-').map(Number);
  const [toYear = 0, toMonth = 0] = to.split('-').map(Number);
  return (toYear - fromYear) * 12 + toMonth - fromMonth + 1;
}

function lastOfMonth(day: string): string {
  const [year = 0, month = 1] = day.split('-').map(Number);
  const last = new Date(`${FIRST_DAY}T00:00:00Z`);
  // Not Date.UTC, to which the years 0 to 99 are those of the last century.
  last.setUTCFullYear(year, month, 0);
  return written(last);
}

export interface Holiday {
  day: string;
  name: string;
}

/** Days by which a holiday may have moved, beside the weekdays' year. */
const MOST_MOVED = 45;

/**
 * The day a year before that each day is set beside: 364 days earlier, but holidays beside those of the same name. Each day a
 * year before is used once: the day whose place a holiday takes gets the place that the holiday leaves.
 */
export function alignedDays(period: Period, holidays: readonly Holiday[]): Map<string, string> {
  const before = new Map<string, string>();
  const after = new Map<string, string>();
  for (const { day, name } of holidays) {
    const usual = addDays(day, -WEEKDAY_YEAR);
    const [twin] = holidays
      .filter((other) => other.name === name && other.day < day && off(other.day, usual) <= MOST_MOVED)
      .sort((a, b) => off(a.day, usual) - off(b.day, usual));
    if (!twin || after.has(twin.day)) continue;
    before.set(day, twin.day);
    after.set(twin.day, day);
  }
  return new Map(
    daysOf(period).map((day) => {
      let source = before.get(day);
      if (source === undefined) {
        source = addDays(day, -WEEKDAY_YEAR);
        for (let owner = after.get(source); owner !== undefined; owner = after.get(source)) {
          source = addDays(owner, -WEEKDAY_YEAR);
        }
      }
      return [day, source];
    }),
  );
}

function off(a: string, b: string): number {
  return Math.abs(Date.parse(a) - Date.parse(b)) / 86_400_000;
}
