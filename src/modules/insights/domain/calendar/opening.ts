import { type DayNumber, isoDay, weekdayName, weekdayOf } from './day.js';

/** Public holidays of a country by day. */
export type Holidays = ReadonlyMap<DayNumber, string>;

/** Of a country by its ISO code, or of the shop's own; undefined where none are known. */
export type HolidaysOf = (country?: string) => Holidays | undefined;

/** A value for each day from `first` on, without gaps: a day without sales is 0. */
export interface DailySeries {
  first: DayNumber;
  values: readonly number[];
}

/** When a shop sells, as its own days show it. */
export interface Opening {
  isOpen: (day: DayNumber) => boolean;
  /** Holidays, with the Sunday of Easter where its Monday is one. */
  holidays: Holidays;
  closedWeekdays: number[];
  /** Rules in words, for the answer. */
  rules: string[];
}

/** A weekday is closed where it had this many chances and sold on hardly any of them. */
const WEEKDAY_CHANCES = 6;
const WEEKDAY_SHARE = 0.05;
/** Of holidays that were seen; others follow them. */
const HOLIDAY_SHARE = 0.5;

/**
 * Learns from the days of the whole shop on which days it does not sell: weekdays (never on Saturdays), holidays by their names,
 * and the days around a holiday with a fixed date that were closed with it (Christmas to the New Year).
 */
export function learnOpening({ first, values }: DailySeries, given: Holidays): Opening {
  const holidays = withEasterSunday(given);
  const sold = (day: DayNumber) => (values[day - first] ?? 0) !== 0;
  const isKnown = (day: DayNumber) => day >= first && day < first + values.length;
  const chances = new Array<number>(8).fill(0);
  const sales = new Array<number>(8).fill(0);
  for (let at = 0; at < values.length; at++) {
    const weekday = weekdayOf(first + at);
    if (holidays.has(first + at)) continue;
    chances[weekday] = (chances[weekday] ?? 0) + 1;
    if (values[at] !== 0) sales[weekday] = (sales[weekday] ?? 0) + 1;
  }
  const closedWeekdays = [1, 2, 3, 4, 5, 6, 7].filter(
    (weekday) =>
      (chances[weekday] ?? 0) >= WEEKDAY_CHANCES &&
      (sales[weekday] ?? 0) <= WEEKDAY_SHARE * (chances[weekday] ?? 0),
  );
  // All weekdays closed: the series says nothing of opening.
  if (closedWeekdays.length === 7) closedWeekdays.length = 0;
  const isWeekdayOpen = (day: DayNumber) => !closedWeekdays.includes(weekdayOf(day));

  const byName = new Map<string, { seen: number; closed: number }>();
  for (const [day, name] of holidays) {
    if (!isKnown(day) || !isWeekdayOpen(day)) continue;
    const count = byName.get(baseName(name)) ?? { seen: 0, closed: 0 };
    count.seen++;
    if (!sold(day)) count.closed++;
    byName.set(baseName(name), count);
  }
  const all = [...byName.values()];
  const seen = all.reduce((sum, count) => sum + count.seen, 0);
  const closed = all.reduce((sum, count) => sum + count.closed, 0);
  const closesOnHolidays = seen > 0 && closed / seen >= HOLIDAY_SHARE;
  const isHolidayClosed = (day: DayNumber) => {
    const name = holidays.get(day);
    if (name === undefined) return false;
    const count = byName.get(baseName(name));
    return count ? count.closed / count.seen >= HOLIDAY_SHARE : closesOnHolidays;
  };
  const yearly = closuresAroundFixedHolidays({ first, values }, holidays, isWeekdayOpen);
  return {
    isOpen: (day) => isWeekdayOpen(day) && !isHolidayClosed(day) && !yearly.has(isoDay(day).slice(5)),
    holidays,
    closedWeekdays,
    rules: rulesOf(closedWeekdays, closesOnHolidays, seen, closed, yearly),
  };
}

/** Month-days of runs of closed days around Christmas or New Year. */
function closuresAroundFixedHolidays(
  { first, values }: DailySeries,
  holidays: Holidays,
  isWeekdayOpen: (day: DayNumber) => boolean,
): Set<string> {
  const found = new Set<string>();
  let run: DayNumber[] = [];
  const close = () => {
    const isFixed = run.some((day) => ['12-25', '01-01'].includes(isoDay(day).slice(5)) && holidays.has(day));
    const isClosure = run.some((day) => isWeekdayOpen(day) && !holidays.has(day));
    // A series that pauses for months has no closure but no sales.
    if (isFixed && isClosure && run.length <= 21) for (const day of run) found.add(isoDay(day).slice(5));
    run = [];
  };
  values.forEach((value, at) => {
    if (value === 0) run.push(first + at);
    else close();
  });
  close();
  return found;
}

function withEasterSunday(holidays: Holidays): Holidays {
  const all = new Map(holidays);
  for (const [day, name] of holidays) {
    if (name.startsWith('Easter Monday') && !all.has(day - 1)) all.set(day - 1, 'Easter Sunday');
  }
  return all;
}

/** Substitute days count as the holiday itself. */
function baseName(name: string): string {
  return name.replace(/ \(.*\)$/, '');
}

function rulesOf(
  closedWeekdays: number[],
  closesOnHolidays: boolean,
  seen: number,
  closed: number,
  yearly: Set<string>,
): string[] {
  const rules: string[] = [];
  if (closedWeekdays.length > 0) rules.push(`never sells on ${closedWeekdays.map(weekdayName).join(', ')}`);
  if (seen > 0) {
    rules.push(
      `was closed on ${closed} of ${seen} public holidays${closesOnHolidays ? ', so those to come count as closed unless one of that name was not' : ''}`,
    );
  }
  if (yearly.size > 0) {
    const days = [...yearly].sort((a, b) => place(a) - place(b));
    rules.push(`closes each year from ${days[0]} to ${days.at(-1)} (month-day), as it did before`);
  }
  return rules;
}

/** December comes before January here. */
function place(monthDay: string): number {
  return Number(monthDay.replace('-', '')) + (monthDay < '07' ? 1300 : 0);
}
