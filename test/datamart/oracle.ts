import {
  addDays,
  addMonths,
  alignedDays,
  comparedPeriod,
  daysOf,
  type Holiday,
} from '../../src/modules/datamart/domain/period.js';

/** A fact with all that is known of it, as one flat row. */
export interface Fact {
  date: string;
  hour: number;
  invoice: string;
  country: string;
  continent: string | null;
  is_eu: boolean | null;
  product: string;
  product_name: string | null;
  category: string | null;
  customer: string | null;
  segment: string | null;
  /** Day of the first sale of the customer. */
  first_sale: string | null;
  line_type: string;
  quantity: number;
  /** Ten-thousandths. */
  amount: number;
  is_holiday: boolean;
}

export type Cell = string | number | boolean | null;

export interface Asked {
  measures: string[];
  dimensions: string[];
  filters: { dimension: string; operator: string; values: (string | number | boolean)[] }[];
  from?: string;
  to?: string;
  granularity?: string;
  compare?: 'previous_period' | 'same_period_last_year' | 'same_period_last_year_aligned';
  order: { by: string; direction: 'asc' | 'desc' }[];
  limit: number;
  fillGaps: boolean;
}

const two = (n: number) => String(n).padStart(2, '0');
const utc = (day: string) => new Date(`${day}T00:00:00Z`);
/** 1 is Monday. */
const weekdayOf = (day: string) => ((utc(day).getUTCDay() + 6) % 7) + 1;

/** Sunday by Sunday from the one that is nearest to the first of February. */
function retail(day: string): { year: number; week: number } {
  const startOf = (year: number) => {
    let start = `${year}-01-29`;
    while (utc(start).getUTCDay() !== 0) start = addDays(start, 1);
    return start;
  };
  let year = Number(day.slice(0, 4));
  if (day < startOf(year)) year--;
  let week = 1;
  for (let next = addDays(startOf(year), 7); next <= day; next = addDays(next, 7)) week++;
  return { year, week };
}

function periodOf(week: number, pattern: number[]): number {
  let left = week;
  for (let period = 1; period < 12; period++) {
    left -= pattern[(period - 1) % 3] ?? 0;
    if (left <= 0) return period;
  }
  return 12;
}

export const FISCAL_START = 4;

const buckets = new Map<string, string>();

export function bucketOf(day: string, granularity: string): string {
  const name = `${granularity} ${day}`;
  const bucket = buckets.get(name) ?? cut(day, granularity);
  buckets.set(name, bucket);
  return bucket;
}

function cut(day: string, granularity: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const fiscalYear = month >= FISCAL_START ? year + 1 : year;
  const r = retail(day);
  switch (granularity) {
    case 'day':
      return day;
    case 'week': {
      const thursday = addDays(day, 4 - weekdayOf(day));
      const first = `${thursday.slice(0, 4)}-01-01`;
      const week = Math.floor((Date.parse(thursday) - Date.parse(first)) / 86_400_000 / 7) + 1;
      return `${thursday.slice(0, 4)}-W${two(week)}`;
    }
    case 'month':
      return day.slice(0, 7);
    case 'quarter':
      return `${year}-Q${Math.ceil(month / 3)}`;
    case 'year':
      return String(year);
    case 'fiscal_year':
      return `FY${fiscalYear}`;
    case 'fiscal_quarter':
      return `FY${fiscalYear}-Q${Math.floor(((month - FISCAL_START + 12) % 12) / 3) + 1}`;
    case 'retail_week':
      return `RY${r.year}-W${two(r.week)}`;
    case 'period_445':
      return `RY${r.year}-P${two(periodOf(r.week, [4, 4, 5]))}`;
    case 'period_454':
      return `RY${r.year}-P${two(periodOf(r.week, [4, 5, 4]))}`;
    case 'retail_quarter':
      return `RY${r.year}-Q${Math.min(4, Math.ceil(r.week / 13))}`;
    case 'retail_year':
      return `RY${r.year}`;
    default:
      throw new Error(granularity);
  }
}

function valueOf(fact: Fact, dimension: string, bucket: string): Cell {
  switch (dimension) {
    case 'date':
      return bucket;
    case 'weekday':
      return weekdayOf(fact.date);
    case 'month_of_year':
      return Number(fact.date.slice(5, 7));
    case 'is_weekend':
      return weekdayOf(fact.date) >= 6;
    case 'identified':
      return fact.customer !== null;
    case 'cohort':
      return fact.first_sale?.slice(0, 7) ?? null;
    case 'line_amount':
      return fact.amount / 10_000;
    default:
      return fact[dimension as keyof Fact];
  }
}

/** In ten-thousandths for money, or a count; null where there is nothing to tell. */
function base(name: string, facts: Fact[]): number {
  const sales = facts.filter((fact) => fact.line_type === 'sale');
  const returns = facts.filter((fact) => fact.line_type === 'return');
  const sum = (some: Fact[], of: (fact: Fact) => number) => some.reduce((all, fact) => all + of(fact), 0);
  const distinct = (some: Fact[], of: (fact: Fact) => Cell) =>
    new Set(some.map(of).filter((one) => one !== null)).size;
  const money = (some: Fact[]) => sum(some, (fact) => fact.amount) / 10_000;
  switch (name) {
    case 'net_revenue':
      return money(facts);
    case 'gross_revenue':
      return money(sales);
    case 'returns_value':
      return money(returns);
    case 'identified_revenue':
      return money(facts.filter((fact) => fact.customer !== null));
    case 'units':
      return sum(facts, (fact) => fact.quantity);
    case 'units_sold':
      return sum(sales, (fact) => fact.quantity);
    case 'units_returned':
      return -sum(returns, (fact) => fact.quantity) || 0;
    case 'lines':
      return facts.length;
    case 'sale_lines':
      return sales.length;
    case 'return_lines':
      return returns.length;
    case 'orders':
      return distinct(sales, (fact) => fact.invoice);
    case 'cancellations':
      return distinct(returns, (fact) => fact.invoice);
    case 'products':
      return distinct(facts, (fact) => fact.product);
    case 'trading_days':
      return distinct(sales, (fact) => fact.date);
    case 'customers':
      return distinct(facts, (fact) => fact.customer);
    case 'buyers':
      return distinct(sales, (fact) => fact.customer);
    case 'new_customers':
      return distinct(
        sales.filter((fact) => fact.date === fact.first_sale),
        (fact) => fact.customer,
      );
    case 'repeat_customers':
      return distinct(
        sales.filter((fact) => fact.first_sale !== null && fact.date > fact.first_sale),
        (fact) => fact.customer,
      );
    default:
      throw new Error(name);
  }
}

const RATIOS: Record<string, [string, string]> = {
  return_rate: ['returns_value', 'gross_revenue'],
  avg_order_value: ['net_revenue', 'orders'],
  items_per_order: ['units_sold', 'orders'],
  repeat_rate: ['repeat_customers', 'buyers'],
  revenue_per_customer: ['identified_revenue', 'customers'],
  revenue_per_trading_day: ['net_revenue', 'trading_days'],
};

export const BASES = [
  ...[
    'net_revenue',
    'gross_revenue',
    'returns_value',
    'identified_revenue',
    'units',
    'units_sold',
    'units_returned',
    'lines',
  ],
  ...[
    'sale_lines',
    'return_lines',
    'orders',
    'cancellations',
    'products',
    'trading_days',
    'customers',
    'buyers',
  ],
  ...['new_customers', 'repeat_customers'],
];
export const DERIVED = Object.keys(RATIOS);

function measured(name: string, facts: Fact[]): number | null {
  if (name === 'margin' || name === 'profit') return null;
  const ratio = RATIOS[name];
  if (!ratio) return base(name, facts);
  const per = base(ratio[1], facts);
  if (per === 0) return 0;
  const scale = name.endsWith('_rate') ? 1_000_000 : 10_000;
  const value = (name === 'return_rate' ? -1 : 1) * (base(ratio[0], facts) / per);
  return (Math.sign(value) * Math.round(Math.abs(value) * scale)) / scale;
}

function fits(
  fact: Fact,
  bucket: string,
  { dimension, operator, values }: Asked['filters'][number],
): boolean {
  const value = valueOf(fact, dimension, bucket);
  switch (operator) {
    case 'in':
      return values.some((one) => one === value);
    case 'not_in':
      return !values.some((one) => one === value);
    case 'gte':
      return value !== null && value >= (values[0] ?? 0);
    case 'lte':
      return value !== null && value <= (values[0] ?? 0);
    case 'contains':
      return typeof value === 'string' && value.toLowerCase().includes(String(values[0]).toLowerCase());
    case 'is_null':
      return value === null;
    default:
      return value !== null;
  }
}

/** Rows of a question, fact by fact. */
export function oracle(
  facts: readonly Fact[],
  holidays: readonly Holiday[],
  asked: Asked,
): Record<string, Cell>[] {
  const days = facts.map(({ date }) => date).sort();
  const period = { from: asked.from ?? days[0] ?? '', to: asked.to ?? days.at(-1) ?? '' };
  const granularity = asked.granularity ?? 'day';
  const dimensions =
    asked.granularity === undefined || asked.dimensions.includes('date')
      ? asked.dimensions
      : ['date', ...asked.dimensions];
  const groups = new Map<string, { key: Cell[]; now: Fact[]; then: Fact[] }>();
  const put = (side: 'now' | 'then', fact: Fact, shownDay: string) => {
    const bucket = bucketOf(shownDay, granularity);
    if (!asked.filters.every((filter) => fits(fact, bucket, filter))) return;
    const key = dimensions.map((dimension) => valueOf(fact, dimension, bucket));
    const group = groups.get(JSON.stringify(key)) ?? { key, now: [], then: [] };
    groups.set(JSON.stringify(key), group);
    group[side].push(fact);
  };
  const shownFor = asked.compare ? shownDays(period, asked.compare, holidays) : new Map<string, string[]>();
  for (const fact of facts) {
    if (fact.date >= period.from && fact.date <= period.to) put('now', fact, fact.date);
    for (const shown of shownFor.get(fact.date) ?? []) put('then', fact, shown);
  }
  if (dimensions.length === 0 && groups.size === 0) groups.set('[]', { key: [], now: [], then: [] });
  if (asked.fillGaps && dimensions.includes('date')) fill(groups, dimensions, period, granularity, asked);
  const rows = [...groups.values()].map(({ key, now, then }) => {
    const row: Record<string, Cell> = Object.fromEntries(
      dimensions.map((dimension, at) => [dimension, key[at] ?? null]),
    );
    for (const name of asked.measures) {
      const value = measured(name, now);
      row[name] = value;
      if (!asked.compare) continue;
      const before = measured(name, then);
      row[`${name}_compared`] = before;
      row[`${name}_change`] = changeOf(value, before);
    }
    return row;
  });
  const order = [...asked.order, ...dimensions.map((by) => ({ by, direction: 'asc' as const }))];
  return rows.sort((a, b) => compareRows(a, b, order));
}

function changeOf(now: number | null, then: number | null): number | null {
  if (now === null || then === null) return null;
  return then === 0 ? (now === 0 ? 0 : null) : (now - then) / Math.abs(then);
}

/** By day that is read, the days of the period that it is set beside. */
function shownDays(
  period: { from: string; to: string },
  mode: NonNullable<Asked['compare']>,
  holidays: readonly Holiday[],
) {
  const shown = new Map<string, string[]>();
  const add = (read: string, day: string) => shown.set(read, [...(shown.get(read) ?? []), day]);
  if (mode === 'same_period_last_year_aligned') {
    for (const [day, read] of alignedDays(period, holidays)) add(read, day);
    return shown;
  }
  const { shift, ...before } = comparedPeriod(period, mode);
  for (const read of daysOf(before)) {
    add(read, shift.unit === 'month' ? addMonths(read, shift.count) : addDays(read, shift.count));
  }
  return shown;
}

function fill(
  groups: Map<string, { key: Cell[]; now: Fact[]; then: Fact[] }>,
  dimensions: string[],
  period: { from: string; to: string },
  granularity: string,
  { filters }: Asked,
): void {
  const at = dimensions.indexOf('date');
  const asked = filters.filter(({ dimension }) => dimension === 'date');
  const buckets = [...new Set(daysOf(period).map((day) => bucketOf(day, granularity)))].filter((bucket) =>
    asked.every((filter) => fits({} as Fact, bucket, filter)),
  );
  const others = [...groups.values()].map(({ key }) => key);
  if (dimensions.length === 1) others.push([null]);
  const wanted = new Map<string, Cell[]>();
  for (const other of others) {
    for (const bucket of buckets) {
      const key = other.map((value, place) => (place === at ? bucket : value));
      wanted.set(JSON.stringify(key), key);
    }
  }
  for (const name of [...groups.keys()]) if (!wanted.has(name)) groups.delete(name);
  for (const [name, key] of wanted) if (!groups.has(name)) groups.set(name, { key, now: [], then: [] });
}

function compareRows(a: Record<string, Cell>, b: Record<string, Cell>, order: Asked['order']): number {
  for (const { by, direction } of order) {
    const [left, right] = [a[by] ?? null, b[by] ?? null];
    if (left === right) continue;
    if (left === null) return 1;
    if (right === null) return -1;
    return (left < right ? -1 : 1) * (direction === 'asc' ? 1 : -1);
  }
  return 0;
}
