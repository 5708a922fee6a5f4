import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { CountryNames } from '../domain/country-names.js';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', '..', 'data', 'reference');
const FILE = 'country_aliases.csv';

/** Read once: several modules ask for them, and the program's own file stays as it is. */
let shipped: CountryNames | undefined;

/** The names that ship with the program, or those of `<home>/reference`, which take their place. */
export function readCountryNames(home: string): CountryNames {
  const own = join(home, 'reference', FILE);
  return existsSync(own) ? read(own) : (shipped ??= read(join(SHIPPED, FILE)));
}

function read(path: string): CountryNames {
  const rows = parse<{ alias: string; country_name: string }>(readFileSync(path), {
    columns: true,
    bom: true,
  });
  return new CountryNames(new Map(rows.map(({ alias, country_name }) => [alias, country_name])));
}
