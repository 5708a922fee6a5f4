import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dayNumber } from '../domain/calendar/day.js';
import { type Holidays } from '../domain/calendar/opening.js';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', '..', 'data', 'reference');
const FILE = 'holidays.csv';

/** Holidays by ISO code of the country: those that ship with the program, or those of `<home>/reference`, which take their place. */
export function readHolidays(home: string): Map<string, Holidays> {
  const own = join(home, 'reference', FILE);
  const rows = parse<{ country_code: string; date: string; name: string }>(
    readFileSync(existsSync(own) ? own : join(SHIPPED, FILE)),
    { columns: true, bom: true },
  );
  const byCountry = new Map<string, Map<number, string>>();
  for (const { country_code, date, name } of rows) {
    const holidays = byCountry.get(country_code) ?? new Map<number, string>();
    if (!holidays.has(dayNumber(date))) holidays.set(dayNumber(date), name);
    byCountry.set(country_code, holidays);
  }
  return byCountry;
}
