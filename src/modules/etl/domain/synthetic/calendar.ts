import { Prng } from './prng.js';

/** A day on which the shop is open. */
export interface TradingDay {
  /** Days since 1970-01-01. */
  number: number;
  /** YYYY-MM-DD. */
  date: string;
  /** 0 is January. */
  month: number;
  isSunday: boolean;
  /** Lines of this day, late copies of the day before included. */
  lines: number;
  firstInvoice: number;
  /** How many invoice numbers the day may use. */
  invoices: number;
}

/** Lines of an average trading day. */
export const LINES_PER_DAY = 1500;
export const FIRST_DAY = dayNumber('2003-01-01');
export const LAST_DAY = dayNumber('2025-12-30');

const MONTH_SHARE = [0.78, 0.76, 0.9, 0.84, 0.92, 0.9, 0.94, 0.9, 1.2, 1.34, 1.75, 1.05];
// From Sunday; the shop is closed on Saturdays.
const WEEKDAY_SHARE = [0.62, 1.06, 1.12, 1.0, 1.13, 0.92, 0];
const CLOSED = new Set(['12-25', '12-26', '01-01']);
const FIRST_INVOICE = 100_000;

/**
 * The days of a history of `lines` lines that ends on 2025-12-30, oldest first: as many days as are needed at an average
 * of 1,500 lines a day, the first one with what is left over. Where that would begin before 2003, all days since then,
 * each with more lines. A day has the same lines and invoice numbers however long the history before it is.
 */
export function planDays(lines: number): TradingDay[] {
  const all = openDays();
  const usual = all.reduce((sum, day) => sum + day.lines, 0);
  if (lines > usual) {
    let given = 0;
    let share = 0;
    for (const day of all) {
      share += day.lines;
      const upTo = Math.floor((share / usual) * lines);
      day.lines = upTo - given;
      given = upTo;
    }
    const last = all.at(-1);
    if (last) last.lines += lines - given;
  }
  let next = FIRST_INVOICE;
  for (const day of all) {
    day.firstInvoice = next;
    day.invoices = Math.floor(day.lines / 14) + 10;
    next += day.invoices;
  }
  let start = all.length;
  let left = lines;
  while (start > 0 && left > 0) {
    const day = all[--start];
    if (!day) break;
    day.lines = Math.min(day.lines, left);
    left -= day.lines;
  }
  return all.slice(start);
}

function openDays(): TradingDay[] {
  const days: TradingDay[] = [];
  const shares: number[] = [];
  for (let number = FIRST_DAY; number <= LAST_DAY; number++) {
    const at = new Date(number * 86_400_000);
    const date = at.toISOString().slice(0, 10);
    const month = at.getUTCMonth();
    const share = (MONTH_SHARE[month] ?? 1) * (WEEKDAY_SHARE[at.getUTCDay()] ?? 0);
    if (share === 0 || CLOSED.has(date.slice(5))) continue;
    days.push({
      number,
      date,
      month,
      isSunday: at.getUTCDay() === 0,
      lines: 0,
      firstInvoice: 0,
      invoices: 0,
    });
    shares.push(share * (0.8 + 0.4 * new Prng(number).next()));
  }
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  for (const [at, day] of days.entries()) day.lines = Math.round((LINES_PER_DAY * (shares[at] ?? 1)) / mean);
  return days;
}

function dayNumber(date: string): number {
  return Date.parse(`${date}T00:00:00Z`) / 86_400_000;
}
