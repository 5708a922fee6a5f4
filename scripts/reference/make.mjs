// Makes data/reference/{countries,country_aliases,holidays}.csv from npm packages; `--check` compares instead of writing.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import Holidays from 'date-holidays';

const require = createRequire(import.meta.url);
const world = require('world-countries');
const { getCountry } = require('countries-and-timezones');

const folder = fileURLToPath(new URL('../../data/reference/', import.meta.url));

// Where the package's common name is not the usual short English one.
const NAMES = { US: 'United States', GB: 'United Kingdom', CZ: 'Czechia', TR: 'Turkey', KR: 'South Korea', CI: 'Ivory Coast' };

// Standard VAT rates as fractions on 2025-01-01, compiled from the tax authorities' own pages.
const VAT = {
  AT: 0.2, BE: 0.21, BG: 0.2, HR: 0.25, CY: 0.19, CZ: 0.21, DK: 0.25, EE: 0.22, FI: 0.255, FR: 0.2, DE: 0.19, GR: 0.24,
  HU: 0.27, IE: 0.23, IT: 0.22, LV: 0.21, LT: 0.21, LU: 0.17, MT: 0.18, NL: 0.21, PL: 0.23, PT: 0.23, RO: 0.19, SK: 0.23,
  SI: 0.22, ES: 0.21, SE: 0.25, GB: 0.2, NO: 0.25, CH: 0.081, IS: 0.24, JP: 0.1, AU: 0.1, NZ: 0.15, ZA: 0.15, IL: 0.18,
  AE: 0.05, SA: 0.15, BH: 0.1, SG: 0.09, CA: 0.05, TR: 0.2, KR: 0.1, IN: 0.18, CN: 0.13, MX: 0.16, LB: 0.11,
};
const EU = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);
const MORE_ALIASES = {
  Ireland: ['eire', 'republic of ireland'],
  'South Africa': ['rsa'],
  'United States': ['usa', 'u.s.a.', 'u.s.', 'united states of america', 'america'],
  'United Kingdom': ['uk', 'u.k.', 'great britain', 'britain', 'england', 'scotland', 'wales', 'northern ireland'],
  Czechia: ['czech republic'],
  Netherlands: ['holland', 'the netherlands'],
  'South Korea': ['korea', 'republic of korea'],
  'United Arab Emirates': ['uae', 'u.a.e.'],
  Russia: ['russian federation'],
  Turkey: ['türkiye', 'turkiye'],
  'Channel Islands': ['the channel islands'],
  Unknown: ['unknown', 'unspecified', 'european community', 'n/a', 'none'],
};
const HOLIDAY_COUNTRIES = ['GB', 'IE', 'US', 'DE', 'FR', 'NL', 'BE', 'ES', 'IT', 'PT', 'CH', 'AT', 'SE', 'NO', 'DK', 'FI', 'PL', 'AU', 'CA', 'JP'];
const STATES = { GB: 'ENG' };
const YEARS = [2000, 2035];

function csv(header, rows) {
  const cell = (value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

const nameOf = (country) => NAMES[country.cca2] ?? country.name.common;
const byName = (a, b) => (a[1] < b[1] ? -1 : 1);

function countries() {
  const rows = world.map((country) => [
    country.cca2,
    nameOf(country),
    country.subregion || country.region,
    country.region === 'Americas' ? (country.subregion === 'South America' ? 'South America' : 'North America') : country.region,
    Object.keys(country.currencies ?? {})[0] ?? '',
    '',
    '',
    capitalZone(country),
    country.latlng[0],
    country.latlng[1],
    EU.has(country.cca2),
    VAT[country.cca2] ?? '',
  ]);
  // Jersey and Guernsey together, as retail data names them; XC is from the range that ISO 3166-1 leaves to users.
  rows.push(['XC', 'Channel Islands', 'Northern Europe', 'Europe', 'GBP', '', '', 'Europe/London', 49.37, -2.36, false, '']);
  rows.push(['', 'Unknown', '', '', '', '', '', '', '', '', false, '']);
  rows.sort(byName);
  const header = 'country_code,country_name,region,continent,currency_code,gdp_per_capita,population,timezone,latitude,longitude,is_eu_member,tax_rate';
  return csv(header.split(','), rows);
}

// Capitals that give no zone its name.
const ZONES = { US: 'America/New_York', CA: 'America/Toronto', AU: 'Australia/Sydney', BR: 'America/Sao_Paulo', CN: 'Asia/Shanghai', IN: 'Asia/Kolkata', NZ: 'Pacific/Auckland', KZ: 'Asia/Almaty', ZA: 'Africa/Johannesburg', ES: 'Europe/Madrid', PT: 'Europe/Lisbon', DE: 'Europe/Berlin' };

function capitalZone(country) {
  if (ZONES[country.cca2]) return ZONES[country.cca2];
  const zones = getCountry(country.cca2)?.timezones ?? [];
  const capital = (country.capital?.[0] ?? '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').replaceAll(' ', '_');
  return zones.find((zone) => zone.endsWith(`/${capital}`)) ?? zones[0] ?? '';
}

function aliases() {
  const found = new Map();
  const claim = (alias, name, strong) => {
    const key = alias.trim().toLowerCase().replace(/\s+/g, ' ');
    if (key === '') return;
    const other = found.get(key);
    if (other && other.name !== name) {
      if (other.strong && strong) throw new Error(`'${key}' would mean both ${other.name} and ${name}`);
      if (other.strong) return;
    }
    found.set(key, { name, strong: strong || other?.strong });
  };
  for (const country of world) {
    const name = nameOf(country);
    for (const alias of [name, country.name.common, country.name.official, country.cca2, country.cca3]) claim(alias, name, true);
  }
  for (const [name, list] of Object.entries(MORE_ALIASES)) for (const alias of [name, ...list]) claim(alias, name, true);
  claim('XC', 'Channel Islands', true);
  const rows = [...found].map(([alias, { name }]) => [alias, name]).sort((a, b) => (a[0] < b[0] ? -1 : 1));
  return csv(['alias', 'country_name'], rows);
}

function holidays() {
  const rows = [];
  for (const code of HOLIDAY_COUNTRIES) {
    const calendar = STATES[code] ? new Holidays(code, STATES[code]) : new Holidays(code);
    calendar.setLanguages('en');
    for (let year = YEARS[0]; year <= YEARS[1]; year++) {
      for (const day of calendar.getHolidays(year)) {
        if (day.type === 'public') rows.push([code, day.date.slice(0, 10), day.name]);
      }
    }
  }
  const unique = [...new Map(rows.map((row) => [row.join('|'), row])).values()];
  unique.sort((a, b) => (a.join() < b.join() ? -1 : 1));
  return csv(['country_code', 'date', 'name'], unique);
}

const made = { 'countries.csv': countries(), 'country_aliases.csv': aliases(), 'holidays.csv': holidays() };
let drift = 0;
for (const [name, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(folder + name, text);
  else if (readFileSync(folder + name, 'utf8') !== text) {
    drift++;
    console.error(`data/reference/${name} is not what scripts/reference/make.mjs makes: run it without --check`);
  }
}
process.exitCode = drift > 0 ? 1 : 0;
