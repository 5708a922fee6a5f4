import { planDays, type TradingDay } from './calendar.js';
import { ANONYMOUS_HOMES, Customers } from './customers.js';
import { breakLine, respell } from './dirt.js';
import { type QuarantineReason, type SyntheticExpectation, Tally } from './expectation.js';
import { descriptionOn, Goods, type Price, priceOf, priceOn, PRODUCTS } from './goods.js';
import { type LineSink, type SyntheticLine } from './line.js';
import { Prng, WeightedChoice } from './prng.js';

export interface HistoryOptions {
  /** Data lines in all, at least 1. */
  lines: number;
  /** A whole number of at least 0. */
  seed: number;
  /** Also broken cells, accounting lines, odd spellings and line ends within values. Copies, returns and the like are always there. */
  dirt: boolean;
}

type Kind = 'sale' | 'mail order' | 'stock correction' | 'return';

interface Draft {
  kind: Kind;
  /** Lines, copies included. */
  size: number;
  /** Minutes since midnight. */
  minute: number;
  random: Prng;
}

/** A sale that a customer may bring back. */
interface Sold {
  customer: number;
  country: string;
  lines: { stockCode: string; description: string; quantity: number; price: Price }[];
}

const KINDS = new WeightedChoice<Kind>([
  ['sale', 55],
  ['mail order', 5.9],
  ['stock correction', 7.3],
  ['return', 11.2],
]);
// [lines of an invoice at least, at most], weight
const SALE_SIZES = sizes([
  [1, 1, 7],
  [2, 3, 8],
  [4, 6, 11],
  [7, 15, 26],
  [16, 26, 24],
  [27, 44, 14],
  [45, 60, 6],
  [61, 95, 3],
  [96, 240, 1],
]);
const MAIL_ORDER_SIZES = sizes([
  [1, 3, 30],
  [4, 20, 20],
  [21, 130, 31],
  [131, 200, 12],
  [201, 440, 6],
  [441, 640, 1],
]);
const RETURN_SIZES = sizes([
  [1, 1, 64],
  [2, 2, 14],
  [3, 4, 12],
  [5, 7, 6],
  [8, 18, 4],
]);
const HOURS = new WeightedChoice<number>([
  [7, 0.2],
  [8, 3.5],
  [9, 10],
  [10, 15],
  [11, 17],
  [12, 20],
  [13, 17],
  [14, 16],
  [15, 16],
  [16, 10],
  [17, 6],
  [18, 1.4],
  [19, 1],
  [20, 0.1],
]);
const SUNDAY_HOURS = new WeightedChoice<number>([
  [10, 8],
  [11, 16],
  [12, 22],
  [13, 20],
  [14, 17],
  [15, 14],
  [16, 4],
]);
const QUANTITIES = new WeightedChoice<number>([
  [1, 20],
  [2, 14],
  [3, 8],
  [4, 9],
  [6, 13],
  [8, 5],
  [10, 6],
  [12, 13],
  [16, 1.5],
  [20, 1.5],
  [24, 5.5],
  [25, 1],
  [36, 0.8],
  [48, 1],
  [72, 0.4],
  [96, 0.3],
  [100, 0.2],
  [144, 0.2],
  [200, 0.08],
  [288, 0.05],
  [600, 0.02],
  [1200, 0.005],
]);
const DEAR_QUANTITIES = new WeightedChoice<number>([
  [1, 45],
  [2, 27],
  [3, 9],
  [4, 10],
  [6, 5],
  [8, 2],
  [12, 2],
]);
const MAIL_ORDER_QUANTITIES = new WeightedChoice<number>([
  [1, 56],
  [2, 20],
  [3, 8],
  [4, 6],
  [5, 3],
  [6, 3],
  [8, 1.5],
  [10, 1.5],
  [12, 1],
]);
const CORRECTIONS = [
  '',
  '',
  '',
  '?',
  'stock count',
  'broken in transit',
  'write-off',
  'miscounted',
  'wet boxes',
];
const FEES: readonly (readonly [string, string])[] = [
  ['AMAZONFEE', 'MARKETPLACE FEE'],
  ['BANK CHARGES', 'Bank charges'],
  ['CRUK', 'Charity commission'],
  ['S', 'SAMPLES'],
  ['M', 'Manual'],
  ['D', 'Discount'],
];
const UNKNOWN_COUNTRIES = ['', '', 'Ruritania'];

const COPIES = 0.0105;
const LATE_COPIES = 0.04;
const RESPELLED_COPIES = 0.4;
const BROKEN_LINES = 0.0016;
const FREE_LINES = 0.0006;
/** Trading days that a return may look back. */
const MEMORY = 25;
const SALES_A_DAY_REMEMBERED = 14;
const NOT_BROKEN: readonly QuarantineReason[] = [];

/**
 * Sales of an invented shop, day by day, in the Online Retail shape. No line equals another after the cast but the copies
 * that are meant: an invoice number is used once, and a stock code once an invoice.
 */
export class SyntheticHistory {
  readonly days: readonly TradingDay[];
  private readonly goods: Goods;
  private readonly customers: Customers;
  private readonly tally = new Tally();
  private readonly seed: number;
  private readonly dirt: boolean;
  private next = 0;
  /** Copies that come in with the next day's lines. */
  private late: SyntheticLine[] = [];
  /** What was sold on the last trading days, the latest first. */
  private readonly memory: Sold[][] = [];
  private soldToday: Sold[] = [];
  /** The invoice that a product stands on last, by a running number. */
  private readonly lastInvoice = new Int32Array(PRODUCTS);
  private invoice = 0;
  private readonly line: SyntheticLine = emptyLine();
  private readonly quantityTexts: string[] = Array.from({ length: 1300 }, (_, n) => String(n));

  constructor(options: HistoryOptions) {
    this.seed = options.seed;
    this.dirt = options.dirt;
    this.days = planDays(options.lines);
    this.goods = new Goods(options.seed);
    this.customers = new Customers(options.seed);
  }

  /** Gives the lines of the next day of `days` to the sink, in the order of the file; false where no day is left. */
  nextDay(sink: LineSink): boolean {
    const day = this.days[this.next];
    if (day === undefined) return false;
    this.next++;
    const isLast = this.next === this.days.length;
    const late = this.late.slice(0, day.lines);
    this.late = [];
    this.soldToday = [];
    const random = new Prng(this.seed, 3, day.number);
    let left = day.lines - late.length;
    const extras = this.dirt ? this.extrasOf(day, Math.min(2, left - 20)) : [];
    left -= extras.length;
    for (const [at, draft] of this.draft(day, left, random).entries()) {
      this.write(day, day.firstInvoice + at, draft, isLast, sink);
    }
    for (const extra of extras) {
      this.tally.quarantined(extra.reasons);
      sink(extra.line);
    }
    for (const copy of late) {
      this.tally.copy();
      sink(copy);
    }
    this.memory.unshift(this.soldToday);
    if (this.memory.length > MEMORY) this.memory.pop();
    return true;
  }

  /** What the lines given so far must come to. */
  expectation(): SyntheticExpectation {
    return this.tally.result();
  }

  /** Invoices of `lines` lines in all, in the order of the day. */
  private draft(day: TradingDay, lines: number, random: Prng): Draft[] {
    const drafts: Draft[] = [];
    const hours = day.isSunday ? SUNDAY_HOURS : HOURS;
    // The last number is kept for accounting.
    const most = day.invoices - 1;
    for (let left = lines; left > 0;) {
      const own = new Prng(this.seed, 4, day.number, drafts.length);
      const isLast = drafts.length + 1 >= most;
      const kind = isLast ? 'sale' : KINDS.draw(random);
      const size = isLast ? left : Math.min(left, sizeOf(kind, own));
      drafts.push({ kind, size, minute: 60 * hours.draw(random) + random.below(60), random: own });
      left -= size;
    }
    return drafts.sort((a, b) => a.minute - b.minute);
  }

  private write(day: TradingDay, number: number, draft: Draft, isLastDay: boolean, sink: LineSink): void {
    const { line } = this;
    const { kind, random, minute } = draft;
    this.invoice++;
    line.invoiceNo = kind === 'return' ? `C${number}` : String(number);
    line.invoiceDate = stamp(day, minute);
    line.customerId = '';
    line.country = 'United Kingdom';
    if (kind === 'stock correction') this.correction(day, random, sink);
    else if (kind === 'return') this.takeBack(day, draft, isLastDay, sink);
    else this.sell(day, draft, isLastDay, sink);
  }

  private sell(day: TradingDay, draft: Draft, isLastDay: boolean, sink: LineSink): void {
    const { line, goods } = this;
    const { random, size } = draft;
    const mail = draft.kind === 'mail order';
    const customer = mail ? -1 : this.customers.draw(day.number, random);
    let abroad = false;
    if (mail) line.country = ANONYMOUS_HOMES.draw(random);
    else {
      line.country = this.customers.countryOf(customer, day.number);
      line.customerId = this.customers.idOf(customer);
      abroad = line.country !== 'United Kingdom';
    }
    if (this.dirt) this.spoilHeader(random);
    const split = size > 3 && random.chance(0.003) ? Math.floor(size / 2) : size;
    const remembered = !mail && this.soldToday.length < SALES_A_DAY_REMEMBERED && random.chance(0.3);
    const sold: Sold | undefined = remembered ? { customer, country: line.country, lines: [] } : undefined;
    let broken = false;
    let left = size;
    const service = this.serviceOn(draft, abroad, line.country);
    for (let i = 0; left > 0; i++) {
      if (i === split) line.invoiceDate = stamp(day, draft.minute + 1);
      let quantity = 1;
      let price: Price;
      let errors = NOT_BROKEN;
      if (service !== undefined && i === 0) {
        [line.stockCode, line.description] = service;
        price = priceOf(service[0] === 'DOT' ? 10_000 + random.below(600_000) : serviceThousandths(random));
        quantity = abroad ? 1 + random.below(4) : 1;
      } else {
        const at = this.freshProduct(day.month, random);
        const product = goods.products[at];
        if (product === undefined) throw new RangeError(`no product ${at}`);
        line.stockCode = random.chance(0.012) ? product.lowerCode : product.stockCode;
        line.description = descriptionOn(product, day.number);
        const list = priceOn(product, day.number, mail ? 2 : 0);
        quantity = (mail ? MAIL_ORDER_QUANTITIES : list.value > 70_000 ? DEAR_QUANTITIES : QUANTITIES).draw(
          random,
        );
        price = !mail && quantity >= 24 ? priceOn(product, day.number, 1) : list;
        if (random.chance(FREE_LINES)) {
          errors = ['zero_price'];
          price = { text: '0.0', value: 0 };
        }
      }
      line.quantity = this.quantityTexts[quantity] ?? String(quantity);
      line.unitPrice = price.text;
      const date = line.invoiceDate;
      if (this.dirt) {
        if (random.chance(0.0003)) line.description = line.description.replace(' ', '\n');
        else if (random.chance(0.0003)) line.description = '';
        // One broken line an invoice at most: what is left of it must tell it from all others.
        if (!broken && errors.length === 0 && random.chance(BROKEN_LINES)) {
          broken = true;
          errors = breakLine(line, random);
        }
      }
      left--;
      if (errors.length > 0) this.tally.quarantined(errors);
      else {
        this.tally.fact(quantity, price.value, false, customer < 0);
        if (sold && i > 0 && sold.lines.length < 20) {
          const { stockCode, description } = line;
          sold.lines.push({ stockCode, description, quantity, price });
        }
      }
      sink(line);
      left -= this.copy(left, errors.length > 0, isLastDay, random, sink);
      if (errors.length > 0)
        line.invoiceDate = date === '' || broken ? stamp(day, draft.minute + (i >= split ? 1 : 0)) : date;
    }
    if (sold && sold.lines.length > 0) this.soldToday.push(sold);
  }

  /** Returns of a former sale, at its prices; where nothing is remembered, of things bought long ago. */
  private takeBack(day: TradingDay, draft: Draft, isLastDay: boolean, sink: LineSink): void {
    const { line, goods } = this;
    const { random, size } = draft;
    const former = random.pick(this.memory[Math.floor(MEMORY * random.next() ** 2)] ?? []) as
      Sold | undefined;
    const known = random.chance(0.88) ? former : undefined;
    const anonymous = random.chance(0.3);
    if (known !== undefined) {
      line.customerId = this.customers.idOf(known.customer);
      line.country = known.country;
    } else if (!anonymous) {
      const customer = this.customers.draw(day.number, random);
      line.customerId = this.customers.idOf(customer);
      line.country = this.customers.countryOf(customer, day.number);
    }
    if (this.dirt && line.customerId !== '' && random.chance(0.25)) line.customerId += '.0';
    const fee = known === undefined && random.chance(0.4) ? random.pick(FEES) : undefined;
    const first = known === undefined ? 0 : random.below(known.lines.length);
    const codes = new Set<string>();
    let left = size;
    for (let i = 0; left > 0; i++) {
      const sale = known?.lines[first + i];
      let quantity = 1;
      let price: Price;
      if (sale !== undefined) {
        line.stockCode = sale.stockCode;
        line.description = sale.description;
        price = sale.price;
        quantity = random.chance(0.6) ? sale.quantity : 1 + random.below(sale.quantity);
        codes.add(sale.stockCode.toUpperCase());
      } else if (fee !== undefined && i === 0) {
        [line.stockCode, line.description] = fee;
        price = priceOf(serviceThousandths(random) * 3);
      } else {
        let product = goods.products[this.freshProduct(day.month, random)];
        while (product !== undefined && codes.has(product.stockCode)) {
          product = goods.products[this.freshProduct(day.month, random)];
        }
        if (product === undefined) throw new RangeError('no product to return');
        line.stockCode = product.stockCode;
        line.description = descriptionOn(product, day.number);
        price = priceOn(product, day.number, 0);
        quantity = DEAR_QUANTITIES.draw(random);
      }
      const wrongSign = this.dirt && random.chance(0.004);
      line.quantity = `${wrongSign ? '' : '-'}${quantity}`;
      line.unitPrice = price.text;
      left--;
      if (wrongSign) this.tally.quarantined(['positive_quantity_on_cancellation']);
      else this.tally.fact(-quantity, price.value, true, line.customerId === '');
      sink(line);
      left -= this.copy(left, wrongSign, isLastDay, random, sink);
    }
  }

  /** One line without customer that puts the stock right, most often at no price. */
  private correction(day: TradingDay, random: Prng, sink: LineSink): void {
    const { line, goods } = this;
    const product = goods.products[this.freshProduct(day.month, random)];
    if (product === undefined) throw new RangeError('no product to correct');
    const negative = random.chance(0.5);
    const free = !negative || random.chance(0.9);
    const quantity = 1 + random.below(120);
    line.stockCode = product.stockCode;
    line.description = negative
      ? random.pick(CORRECTIONS)
      : random.chance(0.5)
        ? ''
        : descriptionOn(product, day.number);
    line.quantity = `${negative ? '-' : ''}${quantity}`;
    line.unitPrice = free ? '0.0' : priceOn(product, day.number, 0).text;
    const errors: QuarantineReason[] = free ? ['zero_price'] : [];
    if (negative) errors.push('negative_quantity_without_cancellation');
    this.tally.quarantined(errors);
    sink(line);
  }

  /** Lines that come by the calendar: an accounting entry, an invoice without number. At most one of each a day. */
  private extrasOf(day: TradingDay, most: number): { line: SyntheticLine; reasons: QuarantineReason[] }[] {
    const random = new Prng(this.seed, 5, day.number);
    const extras: { line: SyntheticLine; reasons: QuarantineReason[] }[] = [];
    const amount = priceOf(1_000_000 + random.below(20_000_000)).text;
    const product = this.goods.products[this.goods.draw(day.month, random)];
    if (most > 0 && day.number % 15 < 2) {
      const negative = random.chance(0.6);
      const line = {
        ...emptyLine(),
        country: 'United Kingdom',
        stockCode: 'B',
        description: 'Adjust ledger',
        quantity: '1',
      };
      line.invoiceNo = `A${day.firstInvoice + day.invoices - 1}`;
      line.invoiceDate = stamp(day, 14 * 60 + 50);
      line.unitPrice = negative ? `-${amount}` : amount;
      extras.push({
        line,
        reasons: negative ? ['accounting_adjustment', 'invalid_price'] : ['accounting_adjustment'],
      });
    }
    if (most > extras.length && day.number % 5 === 2 && product !== undefined) {
      const line = { ...emptyLine(), country: 'United Kingdom', quantity: String(1 + random.below(12)) };
      line.stockCode = product.stockCode;
      line.description = descriptionOn(product, day.number);
      line.invoiceDate = stamp(day, 15 * 60);
      line.unitPrice = priceOn(product, day.number, 0).text;
      extras.push({ line, reasons: ['missing_invoice'] });
    }
    return extras;
  }

  /** Now and then the last line once more, at once or with the next day's lines. How many lines that took. */
  private copy(left: number, broken: boolean, isLastDay: boolean, random: Prng, sink: LineSink): number {
    if (!random.chance(COPIES)) return 0;
    const late = !isLastDay && random.chance(LATE_COPIES);
    if (!late && left === 0) return 0;
    const copy =
      this.dirt && random.chance(RESPELLED_COPIES) ? respell(this.line, random, broken) : { ...this.line };
    if (late) {
      this.late.push(copy);
      return 0;
    }
    this.tally.copy();
    sink(copy);
    return 1;
  }

  private spoilHeader(random: Prng): void {
    const { line } = this;
    if (line.customerId !== '' && random.chance(0.25)) line.customerId += '.0';
    if (random.chance(0.0012)) line.country = random.pick(UNKNOWN_COUNTRIES);
  }

  private serviceOn(draft: Draft, abroad: boolean, country: string): readonly [string, string] | undefined {
    const { random, kind, size } = draft;
    const kindOf = random.next();
    if (kind === 'mail order') {
      if (size > 10 && kindOf < 0.8) return ['DOT', 'MAIL ORDER POSTAGE'];
      if (kindOf > 0.98) return ['gift_0001_20', 'Shop Gift Voucher £20.00'];
      return kindOf > 0.95 ? ['SHOP0012', 'COUNTER DISPLAY STAND'] : undefined;
    }
    if (country === 'EIRE' && kindOf < 0.3) return ['C2', 'CARRIAGE'];
    if (abroad && kindOf < 0.45) return ['POST', 'POSTAGE'];
    if (kindOf < 0.985) return undefined;
    return kindOf < 0.996
      ? ['M', 'Manual']
      : kindOf < 0.998
        ? ['m', 'Manual']
        : ['PADS', 'PADS FOR ALL CUSHIONS'];
  }

  /** A product that the invoice does not have yet. */
  private freshProduct(month: number, random: Prng): number {
    let at = this.goods.draw(month, random);
    for (let tries = 0; this.lastInvoice[at] === this.invoice; tries++) {
      if (tries < 50) at = this.goods.draw(month, random);
      else at = (at + 1) % PRODUCTS;
      if (tries > PRODUCTS + 50) throw new RangeError('an invoice with more lines than there are products');
    }
    this.lastInvoice[at] = this.invoice;
    return at;
  }
}

function sizeOf(kind: Kind, random: Prng): number {
  if (kind === 'stock correction') return 1;
  const [least, most] = (
    kind === 'sale' ? SALE_SIZES : kind === 'return' ? RETURN_SIZES : MAIL_ORDER_SIZES
  ).draw(random);
  return least + random.below(most - least + 1);
}

function sizes(
  table: readonly (readonly [number, number, number])[],
): WeightedChoice<readonly [number, number]> {
  return new WeightedChoice(table.map(([least, most, weight]) => [[least, most], weight] as const));
}

function serviceThousandths(random: Prng): number {
  return random.chance(0.2) ? 1 + random.below(60_000) : 500 * (2 + random.below(80));
}

function stamp(day: TradingDay, minute: number): string {
  const hour = Math.floor(minute / 60);
  const rest = minute % 60;
  return `${day.date} ${hour < 10 ? '0' : ''}${hour}:${rest < 10 ? '0' : ''}${rest}:00`;
}

function emptyLine(): SyntheticLine {
  return {
    invoiceNo: '',
    stockCode: '',
    description: '',
    quantity: '',
    invoiceDate: '',
    unitPrice: '',
    customerId: '',
    country: '',
  };
}
