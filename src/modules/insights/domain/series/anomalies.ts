import { isoDay, weekdayName, weekdayOf } from '../calendar/day.js';
import { type Opening } from '../calendar/opening.js';
import { median, spread } from '../math/statistics.js';
import { type DayFigures, type DayMeasure, valueOf } from './day-figures.js';

export const ANOMALY_KINDS = ['high', 'low', 'unexpectedly_closed', 'unexpectedly_open'] as const;

export interface Anomaly {
  date: string;
  kind: (typeof ANOMALY_KINDS)[number];
  value: number;
  expected: number;
  /** Distance from what was expected, in robust standard deviations of that weekday; null where it is no matter of size. */
  score: number | null;
  reasons: string[];
}

/** Days of the same weekday before and after that say what is usual. */
const AROUND = 6;
const LEAST_AROUND = 5;
/** A part of the distance that alone explains it. */
const EXPLAINS = 0.5;

/**
 * Days that are far from the median of the same weekday around them (a robust z-score, Iglewicz and Hoaglin 1993: 3.5 is usual),
 * closed where they should be open or the other way; each with what it was made of.
 */
export function anomaliesOf(
  days: readonly DayFigures[],
  opening: Opening,
  measure: DayMeasure,
  threshold: number,
): Anomaly[] {
  const anomalies: Anomaly[] = [];
  const open = days.filter(({ day, orders, net }) => (orders > 0 || net !== 0) && opening.isOpen(day));
  const byWeekday = new Map<number, DayFigures[]>();
  for (const figures of open) {
    const weekday = weekdayOf(figures.day);
    byWeekday.set(weekday, [...(byWeekday.get(weekday) ?? []), figures]);
  }
  const usualOrders = (around: readonly DayFigures[]) => median(around.map(({ orders }) => orders));
  for (const figures of days) {
    const { day } = figures;
    const value = valueOf(figures, measure);
    const isTrading = figures.orders > 0 || figures.net !== 0;
    // Before what is usual is asked for: a weekday that is closed has no days around it to tell.
    if (isTrading && !opening.isOpen(day)) {
      anomalies.push({
        date: isoDay(day),
        kind: 'unexpectedly_open',
        value,
        expected: 0,
        score: null,
        reasons: ['sales on a day on which the shop is usually closed'],
      });
      continue;
    }
    const same = byWeekday.get(weekdayOf(day)) ?? [];
    const at = same.findIndex((other) => other.day >= day);
    const place = at < 0 ? same.length : at;
    const around = same
      .slice(Math.max(0, place - AROUND), place + AROUND + 1)
      .filter((other) => other.day !== day);
    if (around.length < LEAST_AROUND) continue;
    const values = around.map((other) => valueOf(other, measure));
    const expected = median(values);
    if (!isTrading) {
      if (opening.isOpen(day)) {
        anomalies.push({
          date: isoDay(day),
          kind: 'unexpectedly_closed',
          value,
          expected,
          score: null,
          reasons: [`nothing was sold on a ${weekdayName(weekdayOf(day))} that is no known closing day`],
        });
      }
      continue;
    }
    // Where the days around hardly differ, a tenth of the level is no anomaly.
    const width = Math.max(spread(values), 0.1 * Math.abs(expected));
    const score = width === 0 ? 0 : (value - expected) / width;
    if (Math.abs(score) < threshold) continue;
    anomalies.push({
      date: isoDay(day),
      kind: score > 0 ? 'high' : 'low',
      value,
      expected,
      score,
      reasons: reasonsOf(figures, value - expected, usualOrders(around), opening, measure),
    });
  }
  return anomalies;
}

function reasonsOf(
  { day, gross, returns, orders, largestInvoice, largestReturn }: DayFigures,
  distance: number,
  usualOrders: number,
  opening: Opening,
  measure: DayMeasure,
): string[] {
  const reasons: string[] = [];
  const isMoney = measure === 'net_revenue' || measure === 'gross_revenue';
  const share = (amount: number) => amount / distance;
  const percent = (part: number) => `${Math.round(100 * part)}%`;
  if (isMoney && distance > 0 && largestInvoice && share(largestInvoice.amount) >= EXPLAINS) {
    reasons.push(
      `invoice ${largestInvoice.number} alone is ${amountText(largestInvoice.amount)}, ${percent(largestInvoice.amount / (gross || 1))} of the day's sales`,
    );
  }
  if (measure === 'net_revenue' && distance < 0 && returns < 0 && share(returns) >= EXPLAINS) {
    const most =
      largestReturn && largestReturn.amount / returns >= EXPLAINS
        ? `, ${amountText(largestReturn.amount)} of them by ${largestReturn.number}`
        : '';
    reasons.push(`returns of ${amountText(returns)}${most}`);
  }
  const change = usualOrders === 0 ? 0 : orders / usualOrders - 1;
  if (Math.abs(change) >= 0.3 && Math.sign(change) === Math.sign(distance))
    reasons.push(`${orders} orders where ${Math.round(usualOrders)} are usual`);
  for (const step of [1, -1]) {
    const holiday = opening.holidays.get(day + step) ?? opening.holidays.get(day + 2 * step);
    if (holiday !== undefined) reasons.push(`${step > 0 ? 'just before' : 'just after'} ${holiday}`);
  }
  if (reasons.length === 0)
    reasons.push(
      Math.abs(change) < 0.3
        ? 'about as many orders as usual, of another size'
        : 'orders moved the other way; their size made the difference',
    );
  return reasons;
}

function amountText(amount: number): string {
  return amount.toFixed(2);
}
