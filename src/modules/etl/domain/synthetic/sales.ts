import { makeProducts, pickCountry, type Product, SERVICES } from './catalogue.js';
import { Random } from './random.js';

/** A line as a cash desk would write it, every value as text. */
export interface SyntheticLine {
  invoiceNo: string;
  stockCode: string;
  description: string;
  quantity: string;
  invoiceDate: string;
  unitPrice: string;
  customerId: string;
  country: string;
}

export interface SyntheticDay {
  /** YYYY-MM-DD. */
  date: string;
  lines: SyntheticLine[];
}

export const LINES_PER_DAY = 1500;
const LAST_DAY = Date.UTC(2025, 11, 30);
const FIRST_DAY = Date.UTC(2003, 0, 1);
const DAY = 86_400_000;
const SATURDAY = 6;
const PRODUCTS = 4000;

/** Share of lines with each kind of dirt, as in real data. */
const DIRT = {
  copy: 0.01,
  zeroPrice: 0.004,
  negative: 0.002,
  badDate: 0.0003,
  noDescription: 0.0005,
  adjustment: 0.00002,
  service: 0.004,
};

/**
 * Days of invoices in the Online Retail shape, oldest first, ending on 2025-12-30. History grows by days at a constant
 * density of 1,500 lines a day (more a day where the history would begin before 2003). Equal arguments give equal lines.
 */
export function* syntheticDays(lines: number, seed: number): Generator<SyntheticDay> {
  const random = new Random(seed);
  const days = openDays(Math.max(1, Math.ceil(lines / LINES_PER_DAY)));
  const products = makeProducts(random, PRODUCTS);
  const till = new Till(random, products, days.length);
  let written = 0;
  for (const [at, day] of days.entries()) {
    // Ever the same share of what is left, so that the last line falls on the last day.
    const quota = Math.round((lines - written) / (days.length - at));
    const made = till.day(day, at, quota);
    written += made.length;
    yield { date: isoDay(day), lines: made };
  }
}

/** The last `n` days on which the shop is open, or all since 2003. */
function openDays(n: number): number[] {
  const days: number[] = [];
  for (let day = LAST_DAY; days.length < n && day >= FIRST_DAY; day -= DAY) {
    if (new Date(day).getUTCDay() !== SATURDAY) days.push(day);
  }
  return days.reverse();
}

class Till {
  private invoice = 100_000;
  private customers = 0;
  private readonly homes: string[] = [];
  /** Recent sales, to be returned. */
  private readonly recent: SyntheticLine[] = [];

  constructor(
    private readonly random: Random,
    private readonly products: readonly Product[],
    private readonly days: number,
  ) {}

  day(day: number, at: number, quota: number): SyntheticLine[] {
    const lines: SyntheticLine[] = [];
    let minute = 8 * 60;
    while (lines.length < quota) {
      minute = Math.min(minute + this.random.below(Math.max(2, Math.floor(11_000 / quota))), 20 * 60 - 1);
      const left = quota - lines.length;
      if (this.recent.length > 0 && this.random.chance(0.15)) this.cancellation(lines, day, minute, left);
      else this.sale(lines, day, at, minute, left);
    }
    return lines;
  }

  private sale(lines: SyntheticLine[], day: number, at: number, minute: number, left: number): void {
    const { random } = this;
    const customer = random.chance(0.75) ? this.customer() : -1;
    const country = customer < 0 ? pickCountry(random) : this.home(customer);
    const invoiceNo = String(this.invoice++);
    const invoiceDate = `${isoDay(day)} ${clock(minute)}`;
    const size = Math.min(left, 1 + random.skewed(60, 2));
    const taken = new Set<number>();
    for (let i = 0; i < size; i++) {
      const last = lines.at(-1);
      if (last?.invoiceNo === invoiceNo && random.chance(DIRT.copy)) {
        lines.push(this.copyOf(last));
        continue;
      }
      const index = random.skewed(this.products.length, 1.8);
      // One line a product and invoice: only intended copies are equal.
      if (taken.has(index)) continue;
      taken.add(index);
      lines.push(
        this.line({
          invoiceNo,
          invoiceDate,
          customer,
          country,
          product: random.at(this.products, index),
          progress: at / this.days,
        }),
      );
    }
  }

  private line(of: {
    invoiceNo: string;
    invoiceDate: string;
    customer: number;
    country: string;
    product: Product;
    progress: number;
  }): SyntheticLine {
    const { random } = this;
    const { product } = of;
    const renamed = product.laterDescription !== null && of.progress >= product.renamedFrom;
    const description = renamed ? (product.laterDescription ?? '') : product.description;
    const line: SyntheticLine = {
      invoiceNo: of.invoiceNo,
      stockCode: random.chance(0.002) ? product.stockCode.toLowerCase() : product.stockCode,
      description: random.chance(DIRT.noDescription) ? '' : product.spaced ? `${description} ` : description,
      quantity: String(1 + random.skewed(48, 2.2)),
      invoiceDate: random.chance(DIRT.badDate)
        ? `${of.invoiceDate.slice(0, 5)}13-45 ${of.invoiceDate.slice(11)}`
        : of.invoiceDate,
      unitPrice: product.thousandths ? (product.price / 1000).toFixed(3) : (product.price / 100).toFixed(2),
      customerId: of.customer < 0 ? '' : `${12_000 + of.customer}.0`,
      country: of.country,
    };
    if (random.chance(DIRT.service)) {
      line.stockCode = random.pick(SERVICES);
      line.description = 'POSTAGE AND FEES';
    } else if (random.chance(DIRT.zeroPrice)) line.unitPrice = '0.0';
    else if (random.chance(DIRT.negative)) {
      line.quantity = `-${line.quantity}`;
      line.unitPrice = random.chance(0.5) ? '0' : line.unitPrice;
    } else if (random.chance(DIRT.adjustment)) line.invoiceNo = `A${line.invoiceNo}`;
    else if (of.customer >= 0) this.remember(line);
    return line;
  }

  private cancellation(lines: SyntheticLine[], day: number, minute: number, left: number): void {
    const { random } = this;
    const invoiceNo = `C${this.invoice++}`;
    const first = random.pick(this.recent);
    for (let i = 0; i < Math.min(left, 1 + random.skewed(4, 2)); i++) {
      const sale =
        i === 0
          ? first
          : this.recent.find(
              (line) => line.customerId === first.customerId && line.stockCode !== first.stockCode,
            );
      if (!sale) break;
      lines.push({
        ...sale,
        invoiceNo,
        quantity: `-${Math.max(1, Math.ceil(Number(sale.quantity) / (i + 1)))}`,
        invoiceDate: `${isoDay(day)} ${clock(minute)}`,
      });
      if (i > 0) break;
    }
  }

  /** The same line once more, sometimes written another way. */
  private copyOf(line: SyntheticLine): SyntheticLine {
    if (this.random.chance(0.7)) return { ...line };
    return {
      ...line,
      stockCode: line.stockCode.toLowerCase(),
      quantity: `${line.quantity}.0`,
      description: `  ${line.description}`,
    };
  }

  private remember(line: SyntheticLine): void {
    if (this.recent.length < 500) this.recent.push(line);
    else this.recent[this.random.below(500)] = line;
  }

  /** Old customers come back, a new one comes now and then; some of them move. */
  private customer(): number {
    if (this.customers < 50 || this.random.chance(0.15 / (1 + this.customers / 4000)))
      return this.customers++;
    return this.random.skewed(this.customers, 1.3);
  }

  private home(customer: number): string {
    const known = this.homes[customer];
    if (known !== undefined && !this.random.chance(0.0002)) return known;
    const country = pickCountry(this.random);
    this.homes[customer] = country;
    return country;
  }
}

function isoDay(day: number): string {
  return new Date(day).toISOString().slice(0, 10);
}

function clock(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}:00`;
}
