import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const ROOT = join(__dirname, '..', '..');

function table(name: string): Record<string, string>[] {
  const text = readFileSync(join(ROOT, 'data', 'reference', name), 'utf8');
  return parse(text, { columns: true });
}

function column(rows: Record<string, string>[], name: string): string[] {
  return rows.map((row) => row[name] ?? '');
}

/** Country names as the Online Retail data writes them. */
const RETAIL_COUNTRIES = [
  ...[
    'United Kingdom',
    'France',
    'Australia',
    'Netherlands',
    'Germany',
    'Norway',
    'EIRE',
    'Switzerland',
    'Spain',
  ],
  ...[
    'Poland',
    'Portugal',
    'Italy',
    'Belgium',
    'Lithuania',
    'Japan',
    'Iceland',
    'Channel Islands',
    'Denmark',
  ],
  ...[
    'Cyprus',
    'Sweden',
    'Austria',
    'Israel',
    'Finland',
    'Bahrain',
    'Greece',
    'Hong Kong',
    'Singapore',
    'Lebanon',
  ],
  ...['United Arab Emirates', 'Saudi Arabia', 'Czech Republic', 'Canada', 'Unspecified', 'Brazil', 'USA'],
  ...['European Community', 'Malta', 'RSA'],
];

describe('countries.csv', () => {
  const countries = table('countries.csv');

  it('names every country and code once, the Unknown one included', () => {
    const names = column(countries, 'country_name');
    const codes = column(countries, 'country_code');
    expect(new Set(names).size).toBe(names.length);
    expect(new Set(codes).size).toBe(codes.length);
    expect(countries.find((row) => row['country_name'] === 'Unknown')?.['country_code']).toBe('');
    expect(countries.find((row) => row['country_name'] === 'Channel Islands')?.['country_code']).toBe('XC');
  });

  it('has the 27 members of the European Union, each with a VAT rate', () => {
    const members = countries.filter((row) => row['is_eu_member'] === 'true');
    expect(members).toHaveLength(27);
    expect(members.filter((row) => !(Number(row['tax_rate']) >= 0.15))).toEqual([]);
  });

  it('keeps rates, coordinates, currencies and time zones in their ranges', () => {
    const odd = countries.filter((row) => {
      if (row['country_name'] === 'Unknown') return false;
      const rate = Number(row['tax_rate']);
      const zone = row['timezone'] ?? '';
      return (
        !(rate >= 0 && rate < 0.3) ||
        !(Math.abs(Number(row['latitude'])) <= 90 && Math.abs(Number(row['longitude'])) <= 180) ||
        !/^([A-Z]{3})?$/.test(row['currency_code'] ?? '') ||
        (zone !== '' && !knownZone(zone))
      );
    });
    expect(odd).toEqual([]);
  });
});

describe('country_aliases.csv', () => {
  const aliases = table('country_aliases.csv');
  const names = new Set(column(table('countries.csv'), 'country_name'));
  const meaning = new Map(aliases.map((row) => [row['alias'], row['country_name']]));

  it('has every alias once, standardised, for a country that exists', () => {
    expect(meaning.size).toBe(aliases.length);
    expect(aliases.filter(({ alias }) => alias !== alias?.trim().toLowerCase().replace(/\s+/g, ' '))).toEqual(
      [],
    );
    expect(aliases.filter((row) => !names.has(row['country_name'] ?? ''))).toEqual([]);
  });

  it('knows every country by its own name', () => {
    expect([...names].filter((name) => meaning.get(name.toLowerCase()) !== name)).toEqual([]);
  });

  it('resolves all 38 countries of the Online Retail data', () => {
    expect(new Set(RETAIL_COUNTRIES).size).toBe(38);
    const resolved = RETAIL_COUNTRIES.map((country) => meaning.get(country.toLowerCase()));
    expect(resolved.filter((name) => name === undefined)).toEqual([]);
    expect(new Set(resolved).size).toBe(37);
    expect(meaning.get('eire')).toBe('Ireland');
    expect(meaning.get('rsa')).toBe('South Africa');
    expect(meaning.get('usa')).toBe('United States');
    expect(meaning.get('uk')).toBe('United Kingdom');
    expect(meaning.get('czech republic')).toBe('Czechia');
    expect(meaning.get('channel islands')).toBe('Channel Islands');
    expect(meaning.get('unspecified')).toBe('Unknown');
    expect(meaning.get('european community')).toBe('Unknown');
  });
});

describe('holidays.csv', () => {
  const holidays = table('holidays.csv');

  it('has one row a country and day, all in 2000 to 2035, of countries that exist', () => {
    const keys = holidays.map((row) => `${row['country_code']} ${row['date']}`);
    expect(new Set(keys).size).toBe(keys.length);
    expect(holidays.filter(({ date }) => !/^20([0-2]\d|3[0-5])-\d{2}-\d{2}$/.test(date ?? ''))).toEqual([]);
    const codes = new Set(column(table('countries.csv'), 'country_code'));
    expect(column(holidays, 'country_code').filter((code) => !codes.has(code))).toEqual([]);
    expect(new Set(column(holidays, 'country_code')).size).toBe(20);
  });

  it('has the bank holidays of England and Wales, the single ones too', () => {
    const days = new Set(holidays.filter((row) => row['country_code'] === 'GB').map(({ date }) => date));
    const of = (year: string) => [...days].filter((date) => date?.startsWith(year)).sort();
    expect(of('2010-12')).toEqual(['2010-12-25', '2010-12-26', '2010-12-27', '2010-12-28']);
    expect(of('2011-04')).toEqual(['2011-04-22', '2011-04-25', '2011-04-29']);
    expect(of('2002-06')).toEqual(['2002-06-03', '2002-06-04']);
    expect(of('2022-06')).toEqual(['2022-06-02', '2022-06-03']);
  });
});

describe('product_rules.csv', () => {
  const rules = table('product_rules.csv');

  it('can be matched: ordered numbers, each keyword once, in the words that descriptions are turned into', () => {
    const priorities = rules.map((row) => Number(row['priority']));
    expect(priorities.every(Number.isInteger)).toBe(true);
    expect(priorities).toEqual([...new Set(priorities)].sort((a, b) => a - b));
    const keywords = column(rules, 'keyword');
    expect(keywords.filter((keyword) => !/^[A-Z0-9]+( [A-Z0-9]+)*$/.test(keyword))).toEqual([]);
    expect(new Set(keywords).size).toBe(keywords.length);
  });

  it('says something with every rule, and no subcategory without its category', () => {
    const silent = rules.filter((row) => !row['category'] && !row['product_family'] && !row['brand']);
    expect(silent).toEqual([]);
    expect(rules.filter((row) => row['subcategory'] && !row['category'])).toEqual([]);
  });

  it('has no rule that a rule before it makes useless', () => {
    const dead = rules.filter((row, at) => {
      const words = ` ${row['keyword']} `;
      return rules
        .slice(0, at)
        .some((other) => other['category'] && words.includes(` ${other['keyword']} `) && row['category']);
    });
    expect(dead).toEqual([]);
  });
});

it('is what the maker script makes of the installed packages', () => {
  const check = spawnSync(process.execPath, [join(ROOT, 'scripts/reference/make.mjs'), '--check'], {
    encoding: 'utf8',
  });
  expect({ status: check.status, says: check.stderr }).toEqual({ status: 0, says: '' });
});

function knownZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).format(0) !== '';
  } catch {
    return false;
  }
}
