// Makes data/reference/{countries,country_aliases,holidays}.csv from npm packages; `--check` compares instead of writing.
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import Holidays from 'date-holidays';

const require = createRequire(import.meta.url);
const world = require('world-countries');
const { getTimezonesForCountry } = require('countries-and-timezones');

const folder = fileURLToPath(new URL('../../data/reference/', import.meta.url));

// Where the package's common name is not the usual short English one.
const NAMES = {
  US: 'United States',
  GB: 'United Kingdom',
  CZ: 'Czechia',
  TR: 'Turkey',
  KR: 'South Korea',
  CI: 'Ivory Coast',
};

// Standard rates of value added or goods-and-services tax on 2026-01-01, written down by hand.
// Countries without such a tax, with several standard rates or not looked at have none here.
const VAT = {
  AT: 0.2,
  BE: 0.21,
  BG: 0.2,
  HR: 0.25,
  CY: 0.19,
  CZ: 0.21,
  DK: 0.25,
  EE: 0.24,
  FI: 0.255,
  FR: 0.2,
  DE: 0.19,
  GR: 0.24,
  HU: 0.27,
  IE: 0.23,
  IT: 0.22,
  LV: 0.21,
  LT: 0.21,
  LU: 0.17,
  MT: 0.18,
  NL: 0.21,
  PL: 0.23,
  PT: 0.23,
  RO: 0.21,
  SK: 0.23,
  SI: 0.22,
  ES: 0.21,
  SE: 0.25,
  GB: 0.2,
  IM: 0.2,
  NO: 0.25,
  CH: 0.081,
  LI: 0.081,
  IS: 0.24,
  JP: 0.1,
  AU: 0.1,
  NZ: 0.15,
  ZA: 0.15,
  IL: 0.18,
  AE: 0.05,
  SA: 0.15,
  BH: 0.1,
  SG: 0.09,
  CA: 0.05,
  TR: 0.2,
  KR: 0.1,
  IN: 0.18,
  CN: 0.13,
  MX: 0.16,
  LB: 0.11,
  UA: 0.2,
  RS: 0.2,
  TH: 0.07,
};
const EU = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE'.split(' '),
);

// On 2026-01-01, where the package is older, names several or names one that ISO 4217 does not have.
const CURRENCIES = {
  BG: 'EUR',
  BV: 'NOK',
  CK: 'NZD',
  CU: 'CUP',
  CW: 'XCG',
  EH: 'MAD',
  FM: 'USD',
  FO: 'DKK',
  GG: 'GBP',
  HM: 'AUD',
  IM: 'GBP',
  JE: 'GBP',
  KI: 'AUD',
  PS: 'ILS',
  SH: 'SHP',
  SL: 'SLE',
  SX: 'XCG',
  TV: 'AUD',
  ZW: 'ZWG',
  GS: 'GBP',
};

// Countries of several zones, or whose capital gives its name to none.
const ZONES = {
  AQ: 'Antarctica/McMurdo',
  AU: 'Australia/Sydney',
  BR: 'America/Sao_Paulo',
  CA: 'America/Toronto',
  CD: 'Africa/Kinshasa',
  CL: 'America/Santiago',
  CN: 'Asia/Shanghai',
  CY: 'Asia/Nicosia',
  EC: 'America/Guayaquil',
  ES: 'Europe/Madrid',
  FM: 'Pacific/Pohnpei',
  ID: 'Asia/Jakarta',
  IN: 'Asia/Kolkata',
  KI: 'Pacific/Tarawa',
  KZ: 'Asia/Almaty',
  MM: 'Asia/Yangon',
  MN: 'Asia/Ulaanbaatar',
  MX: 'America/Mexico_City',
  MY: 'Asia/Kuala_Lumpur',
  NZ: 'Pacific/Auckland',
  PF: 'Pacific/Tahiti',
  PS: 'Asia/Hebron',
  PT: 'Europe/Lisbon',
  RU: 'Europe/Moscow',
  TR: 'Europe/Istanbul',
  UA: 'Europe/Kyiv',
  US: 'America/New_York',
  SH: 'Atlantic/St_Helena',
  VN: 'Asia/Ho_Chi_Minh',
  XK: 'Europe/Belgrade',
};

const MORE_ALIASES = {
  Ireland: ['eire', 'republic of ireland', 'roi'],
  'South Africa': ['rsa'],
  'United States': ['usa', 'u.s.a.', 'u.s.', 'united states of america', 'america'],
  'United Kingdom': [
    'uk',
    'u.k.',
    'great britain',
    'britain',
    'england',
    'scotland',
    'wales',
    'northern ireland',
  ],
  Czechia: ['czech republic'],
  Netherlands: ['holland', 'the netherlands'],
  'South Korea': ['korea', 'republic of korea', 'korea, republic of'],
  'United Arab Emirates': ['uae', 'u.a.e.', 'emirates'],
  Russia: ['russian federation'],
  Turkey: ['türkiye', 'turkiye'],
  'Channel Islands': ['the channel islands', 'xc'],
  Unknown: ['unknown', 'unspecified', 'european community', 'n/a', 'none'],
};

const HOLIDAY_COUNTRIES = 'GB IE US DE FR NL BE ES IT PT CH AT SE NO DK FI PL AU CA JP'.split(' ');
const STATES = { GB: 'ENG' };
const [FIRST_YEAR, LAST_YEAR] = [2000, 2035];
const ENGLISH = {
  Staatsfeiertag: 'Labour Day',
  Bundesfeiertag: 'Swiss National Day',
  'Fiesta Nacional de España': 'National Day of Spain',
  'Día de la Constitución Española': 'Constitution Day',
  'Implantação da República': 'Republic Day',
  'Restauração da Independência': 'Restoration of Independence',
};
// What the package lacks for England and Wales: the one-off days of 2002 and 2011, and spring bank holidays moved to them.
const NO_HOLIDAY = ['GB,2002-05-27', 'GB,2012-05-28'];
const MORE_HOLIDAYS = [
  ['GB', '2002-06-03', 'Golden Jubilee bank holiday'],
  ['GB', '2002-06-04', 'Spring bank holiday'],
  ['GB', '2011-04-29', 'Royal Wedding bank holiday'],
  ['GB', '2012-06-04', 'Spring bank holiday'],
];

function csv(header, rows) {
  const cell = (value) => {
    const text = value === null || value === undefined ? '' : String(value);
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [header, ...rows].map((row) => row.map(cell).join(',')).join('\n') + '\n';
}

function mustBeUnique(values, what) {
  const seen = new Set();
  for (const value of values) {
    if (seen.has(value)) throw new Error(`${what} '${value}' stands twice`);
    seen.add(value);
  }
}

const nameOf = (country) => NAMES[country.cca2] ?? country.name.common;
const byText = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
const withoutAccents = (text) => text.normalize('NFD').replace(/[\u0300-\u036f]/g, '');

function continentOf({ region, subregion }) {
  if (region === 'Americas') return subregion === 'South America' ? 'South America' : 'North America';
  return region === 'Antarctic' ? 'Antarctica' : region;
}

function currencyOf(country) {
  const code = CURRENCIES[country.cca2] ?? Object.keys(country.currencies ?? {})[0] ?? '';
  if (!/^([A-Z]{3})?$/.test(code)) throw new Error(`${country.cca2}: '${code}' is no currency code`);
  return code;
}

function zoneOf(country) {
  if (ZONES[country.cca2]) return ZONES[country.cca2];
  // The older names are the countries' own: today's database keeps Amsterdam as a link to Brussels.
  const zones = getTimezonesForCountry(country.cca2, { deprecated: true }) ?? [];
  const capital = withoutAccents(country.capital?.[0] ?? '').replaceAll(' ', '_');
  const own = zones.find((zone) => zone.name.endsWith(`/${capital}`));
  return (own ?? zones.find((zone) => !zone.deprecated) ?? zones[0])?.name ?? '';
}

function countries() {
  const rows = world.map((country) => [
    country.cca2,
    nameOf(country),
    country.subregion || continentOf(country),
    continentOf(country),
    currencyOf(country),
    '',
    '',
    zoneOf(country),
    Number(country.latlng[0].toFixed(4)),
    Number(country.latlng[1].toFixed(4)),
    EU.has(country.cca2),
    VAT[country.cca2] ?? '',
  ]);
  // Jersey and Guernsey together, as retail data names them; XC is from the range that ISO 3166-1 leaves to users.
  rows.push([
    'XC',
    'Channel Islands',
    'Northern Europe',
    'Europe',
    'GBP',
    '',
    '',
    'Europe/London',
    49.37,
    -2.36,
    false,
    '',
  ]);
  rows.push(['', 'Unknown', '', '', '', '', '', '', '', '', false, '']);
  rows.sort((a, b) => byText(a[1], b[1]));
  mustBeUnique(
    rows.map((row) => row[0]),
    'the country code',
  );
  mustBeUnique(
    rows.map((row) => row[1]),
    'the country name',
  );
  const header =
    'country_code,country_name,region,continent,currency_code,gdp_per_capita,population,timezone,latitude,longitude,is_eu_member,tax_rate';
  return csv(header.split(','), rows);
}

function aliases() {
  const keyOf = (alias) => alias.trim().toLowerCase().replace(/\s+/g, ' ');
  const sure = new Map();
  const claim = (alias, name) => {
    const key = keyOf(alias);
    const other = sure.get(key);
    if (other !== undefined && other !== name)
      throw new Error(`'${key}' would mean both ${other} and ${name}`);
    sure.set(key, name);
  };
  for (const country of world) {
    const { common, official } = country.name;
    for (const alias of [nameOf(country), common, official, country.cca2, country.cca3])
      claim(alias, nameOf(country));
  }
  for (const [name, list] of Object.entries(MORE_ALIASES))
    for (const alias of [name, ...list]) claim(alias, name);

  // Other spellings, native names and Olympic codes count only where they mean one country and no sure alias says otherwise.
  const likely = new Map();
  for (const country of world) {
    const native = Object.values(country.name.native ?? {}).flatMap((names) => [
      names.common,
      names.official,
    ]);
    const spellings = [...country.altSpellings, ...native, ...(country.cioc ? [country.cioc] : [])];
    for (const spelling of [
      ...spellings,
      ...[nameOf(country), country.name.common, ...spellings].map(withoutAccents),
    ]) {
      const key = keyOf(spelling);
      // Two letters are ISO's; the package's other spellings also hold codes of regions and languages.
      if (key.length < 3 || sure.has(key)) continue;
      likely.set(key, (likely.get(key) ?? new Set()).add(nameOf(country)));
    }
  }
  for (const [key, names] of likely) if (names.size === 1) sure.set(key, [...names][0]);
  return csv(
    ['alias', 'country_name'],
    [...sure].sort((a, b) => byText(a[0], b[0])),
  );
}

function holidays() {
  const days = new Map();
  const add = (code, date, name) => {
    const key = `${code},${date}`;
    days.set(key, (days.get(key) ?? new Set()).add(name));
  };
  for (const code of HOLIDAY_COUNTRIES) {
    const calendar = STATES[code] ? new Holidays(code, STATES[code]) : new Holidays(code);
    calendar.setLanguages('en');
    for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
      for (const day of calendar.getHolidays(year)) {
        const date = day.date.slice(0, 10);
        if (day.type !== 'public' || NO_HOLIDAY.includes(`${code},${date}`)) continue;
        const name = ENGLISH[day.name] ?? (code === 'US' ? day.name.replace('Labour', 'Labor') : day.name);
        add(code, date, name.replaceAll('’', "'"));
      }
    }
  }
  for (const [code, date, name] of MORE_HOLIDAYS) add(code, date, name);
  // One row a country and day: two holidays on a day share it.
  const rows = [...days].map(([key, names]) => [...key.split(','), [...names].sort(byText).join(' / ')]);
  rows.sort((a, b) => byText(a[0] + a[1], b[0] + b[1]));
  return csv(['country_code', 'date', 'name'], rows);
}

const made = { 'countries.csv': countries(), 'country_aliases.csv': aliases(), 'holidays.csv': holidays() };
let drift = 0;
for (const [name, text] of Object.entries(made)) {
  if (!process.argv.includes('--check')) writeFileSync(folder + name, text);
  else if (readFileSync(folder + name, 'utf8') !== text) {
    drift++;
    console.error(
      `data/reference/${name} is not what scripts/reference/make.mjs makes: run it without --check`,
    );
  }
}
process.exitCode = drift > 0 ? 1 : 0;
