import { LAST_DAY, LINES_PER_DAY, planDays } from './calendar.js';
import { SyntheticHistory } from './history.js';
import { type SyntheticLine } from './line.js';
import { Prng, WeightedIndex } from './prng.js';

function generate(lines: number, seed: number, dirt = true) {
  const history = new SyntheticHistory({ lines, seed, dirt });
  const days: SyntheticLine[][] = [];
  for (let more = true; more;) {
    const day: SyntheticLine[] = [];
    more = history.nextDay((line) => day.push({ ...line }));
    if (more) days.push(day);
  }
  return { history, days, all: days.flat(), expected: history.expectation() };
}

describe('the seeded numbers', () => {
  it('repeat for equal seeds and differ for others', () => {
    const first = (...seeds: number[]) => {
      const random = new Prng(...seeds);
      return Array.from({ length: 5 }, () => random.next());
    };
    expect(first(1, 2)).toEqual(first(1, 2));
    expect(first(1, 2)).not.toEqual(first(2, 1));
    expect(first(7)).not.toEqual(first(7 + 4_294_967_296));
  });

  it('are drawn in proportion to their weights', () => {
    const index = new WeightedIndex([1, 0, 3, 6]);
    const random = new Prng(5);
    const counts = [0, 0, 0, 0];
    for (let i = 0; i < 20_000; i++) counts[index.draw(random)]! += 1;
    expect(counts[1]).toBe(0);
    expect(counts[0]! / 20_000).toBeCloseTo(0.1, 1);
    expect(counts[2]! / 20_000).toBeCloseTo(0.3, 1);
    expect(counts[3]! / 20_000).toBeCloseTo(0.6, 1);
  });
});

describe('the calendar', () => {
  it.each([1, 7, 1500, 30_000, 1_000_000])('gives %i lines to days that end on 2025-12-30', (lines) => {
    const days = planDays(lines);
    expect(days.reduce((sum, day) => sum + day.lines, 0)).toBe(lines);
    expect(days.at(-1)?.date).toBe('2025-12-30');
    expect(days.every((day) => day.lines > 0)).toBe(true);
  });

  it('grows by days at a constant density and has no Saturdays', () => {
    const days = planDays(3_000_000);
    expect(3_000_000 / days.length / LINES_PER_DAY).toBeCloseTo(1, 1);
    expect(days.filter((day) => new Date(`${day.date}T00:00Z`).getUTCDay() === 6)).toEqual([]);
    expect(planDays(1_000_000).slice(1)).toEqual(days.slice(-planDays(1_000_000).length + 1));
  });

  it('begins in 2003 at the earliest and has denser days beyond that', () => {
    const days = planDays(30_000_000);
    expect(days[0]?.date).toBe('2003-01-02');
    expect(days.at(-1)?.number).toBe(LAST_DAY);
    expect(days.reduce((sum, day) => sum + day.lines, 0)).toBe(30_000_000);
    expect(30_000_000 / days.length).toBeGreaterThan(3000);
  });

  it('reaches ten million lines without that', () => {
    const days = planDays(10_000_000);
    expect((days[0]?.date ?? '') > '2003-06').toBe(true);
  });
});

describe('a synthetic history', () => {
  const { all, days, expected, history } = generate(90_000, 11);
  const share = (is: (line: SyntheticLine) => boolean) => all.filter(is).length / all.length;

  it('has as many lines as asked for, in the order of its days', () => {
    expect(all).toHaveLength(90_000);
    expect(days.map((day) => day.length)).toEqual(history.days.map((day) => day.lines));
    expect(expected.bronze_rows).toBe(90_000);
    expect(expected.fact_rows + expected.quarantine_rows + expected.duplicates).toBe(90_000);
  });

  it('is the same for the same seed and another for another', () => {
    expect(generate(3000, 4).all).toEqual(generate(3000, 4).all);
    expect(generate(3000, 4).all).not.toEqual(generate(3000, 5).all);
  });

  it('ends with the same days as a longer one', () => {
    expect(generate(75_000, 11).days.slice(-5)).toEqual(days.slice(-5));
  });

  it('has the proportions of real sales', () => {
    const isReturn = (line: SyntheticLine) => line.invoiceNo.startsWith('C');
    const within = (value: number, least: number, most: number) =>
      expect(value >= least && value <= most ? 'within' : value).toBe('within');
    within(share(isReturn), 0.012, 0.023);
    within(expected.duplicates / all.length, 0.008, 0.012);
    within(
      share((line) => /^0?\.?0*$/.test(line.unitPrice)),
      0.004,
      0.008,
    );
    within(
      share((line) => !isReturn(line) && line.quantity.startsWith('-')),
      0.0015,
      0.0035,
    );
    within(
      share((line) => line.customerId === ''),
      0.2,
      0.3,
    );
    within(
      share((line) => line.country === 'United Kingdom'),
      0.86,
      0.94,
    );
    within(
      share((line) => line.description !== line.description.trim()),
      0.13,
      0.26,
    );
    within(
      share((line) => line.stockCode !== line.stockCode.toUpperCase()),
      0.001,
      0.01,
    );
    within(
      share((line) => !/^\d{5}[A-Z]{0,2}$/.test(line.stockCode.toUpperCase())),
      0.002,
      0.012,
    );
    const invoices = new Set(
      all.filter((line) => line.customerId !== '' && !isReturn(line)).map((line) => line.invoiceNo),
    );
    const identified = all.filter((line) => line.customerId !== '' && !isReturn(line)).length;
    within(identified / invoices.size, 17, 24);
  });

  it('keeps the gate of quality open', () => {
    expect(expected.quarantine_rows / all.length).toBeLessThan(0.02);
    expect(expected.duplicates / all.length).toBeLessThan(0.02);
  });

  it('breaks every rule somewhere', () => {
    expect(Object.keys(expected.quarantined)).toEqual([
      'accounting_adjustment',
      'invalid_date',
      'invalid_price',
      'invalid_quantity',
      'missing_invoice',
      'missing_stock_code',
      'negative_quantity_without_cancellation',
      'positive_quantity_on_cancellation',
      'zero_price',
    ]);
  });

  it('returns, mostly, what the same customer bought before at the same price', () => {
    const sold = new Set<string>();
    let returned = 0;
    let linked = 0;
    for (const line of all) {
      const key = [line.customerId.replace('.0', ''), line.stockCode.toUpperCase(), line.unitPrice].join(' ');
      if (!line.invoiceNo.startsWith('C')) sold.add(key);
      else if (line.customerId !== '') {
        returned++;
        if (sold.has(key)) linked++;
      }
    }
    expect(linked / returned).toBeGreaterThan(0.4);
  });

  it('renames some products and moves some customers', () => {
    const names = new Map<string, Set<string>>();
    for (const line of all) {
      if (!/^\d{5}[A-Z]{0,2}$/.test(line.stockCode) || line.unitPrice === '0.0' || line.description === '')
        continue;
      const name = line.description.trim().replace(/\s+/g, ' ');
      names.set(line.stockCode, (names.get(line.stockCode) ?? new Set()).add(name));
    }
    const renamed = [...names.values()].filter((of) => of.size > 1).length;
    expect(renamed).toBeGreaterThan(10);
    expect(renamed).toBeLessThan(names.size / 8);
  });

  it('has no dirt in its cells where none is wanted, but copies, returns and free lines', () => {
    const clean = generate(30_000, 3, false);
    expect(Object.keys(clean.expected.quarantined)).toEqual([
      'negative_quantity_without_cancellation',
      'zero_price',
    ]);
    expect(clean.expected.duplicates).toBeGreaterThan(200);
    expect(
      clean.all.filter((line) => line.description.includes('\n') || line.customerId.endsWith('.0')),
    ).toEqual([]);
    const whole = new Set(clean.all.map((line) => Object.values(line).join('|')));
    expect(clean.all.length - whole.size).toBe(clean.expected.duplicates);
  });
});

it('knows about 4,000 customers and 37 or 38 countries in half a million lines', () => {
  const history = new SyntheticHistory({ lines: 500_000, seed: 1, dirt: false });
  const customers = new Set<string>();
  const countries = new Set<string>();
  while (
    history.nextDay((line) => {
      customers.add(line.customerId);
      countries.add(line.country);
    })
  );
  expect(customers.size).toBeGreaterThan(3200);
  expect(customers.size).toBeLessThan(4800);
  expect(countries.size).toBeGreaterThanOrEqual(37);
  expect(countries.size).toBeLessThanOrEqual(38);
});
