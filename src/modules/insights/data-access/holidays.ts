import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { dayNumber } from '../domain/calendar/day.js';
import { type Holidays } from '../domain/calendar/opening.js';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', '..', 'data', 'reference');
const FILE = 'holidays.csv';

/** By ISO code of the country. */
type ByCountry = ReadonlyMap<string, Holidays>;

/** The program's own file stays as it is, and a start does not wait for its thousands of lines. */
let shipped: ByCountry | undefined;

/** Those that ship with the program, or those of `<home>/reference`, which take their place and are read at once. */
export function readHolidays(home: string): () => ByCountry {
  const own = join(home, 'reference', FILE);
  if (!existsSync(own)) return () => (shipped ??= read(join(SHIPPED, FILE)));
  const holidays = read(own);
  return () => holidays;
}

function read(path: string): ByCountry {
  const rows = parse<{ country_code: string; date: string; name: string }>(readFileSync(path), {
    columns: true,
    bom: true,
  });
  const byCountry = new Map<string, Map<number, string>>();
  for (const { country_code, date, name } of rows) {
    const holidays = byCountry.get(country_code) ?? new Map<number, string>();
    if (!holidays.has(dayNumber(date))) holidays.set(dayNumber(date), name);
    byCountry.set(country_code, holidays);
  }
  return byCountry;
}
