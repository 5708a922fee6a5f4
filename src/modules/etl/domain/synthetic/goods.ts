import { Prng, WeightedChoice, WeightedIndex } from './prng.js';
import { COLOURS, ENDINGS, LOOKS, MOTIFS, type Theme, THEMES } from './words.js';

/** A price as the source writes it, and in ten-thousandths of a pound. */
export interface Price {
  text: string;
  value: number;
}

export interface Product {
  stockCode: string;
  /** The code as some clerks write it; the same where it has no letter. */
  lowerCode: string;
  /** Descriptions as written, white space to trim included; more than one where it changes in time. */
  descriptions: readonly string[];
  /** Days until the next description. */
  descriptionPeriod: number;
  phase: number;
  /** List, bulk and mail-order price of each price list, one after the other. */
  prices: readonly Price[];
  season: readonly number[];
  weight: number;
}

export const PRODUCTS = 4000;
export const PRICE_LISTS = 3;
const TIERS = 3;
const PRICE_LIST_DAYS = 640;
const BEAUTY = [25, 29, 39, 42, 55, 65, 79, 85, 95];

/** Everything that the shop sells, with how often each product is asked for in each month. */
export class Goods {
  readonly products: readonly Product[];
  private readonly demand: WeightedIndex[];

  constructor(seed: number) {
    this.products = makeProducts(new Prng(seed, 1));
    this.demand = Array.from(
      { length: 12 },
      (_, month) =>
        new WeightedIndex(this.products.map((product) => product.weight * (product.season[month] ?? 1))),
    );
  }

  /** Index of a product. */
  draw(month: number, random: Prng): number {
    return this.demand[month]?.draw(random) ?? 0;
  }
}

/** The description in use on a day. */
export function descriptionOn(product: Product, day: number): string {
  const { descriptions } = product;
  if (descriptions.length === 1) return descriptions[0] ?? '';
  return (
    descriptions[Math.floor((day + product.phase) / product.descriptionPeriod) % descriptions.length] ?? ''
  );
}

/** The price on a day; `tier` is 0 for the list price, 1 in bulk, 2 by mail order. */
export function priceOn(product: Product, day: number, tier: number): Price {
  const list = Math.floor((day + product.phase) / PRICE_LIST_DAYS) % PRICE_LISTS;
  return product.prices[list * TIERS + tier] ?? { text: '1.0', value: 10_000 };
}

function makeProducts(random: Prng): Product[] {
  const products: Product[] = [];
  const codes = new Set<string>();
  const names = new Set<string>();
  const themes = new WeightedChoice<Theme>(THEMES.map((theme) => [theme, theme.share]));
  while (products.length < PRODUCTS) {
    const theme = themes.draw(random);
    const [thing, pence] = random.pick(theme.things);
    const base = 10_000 + random.below(80_000);
    const design = designOf(random, theme, thing);
    // A quarter of the codes are colours of one design, told apart by a letter.
    const colours = random.chance(0.1) ? 2 + random.below(3) : 0;
    const weight = Math.exp(1.25 * random.normal());
    const cost = pence * Math.exp(0.35 * random.normal());
    for (let i = 0; i < Math.max(1, colours); i++) {
      const suffix =
        colours === 0 ? '' : random.chance(0.04) ? `B${'LKR'[i % 3]}` : ('ABCDEFGLNPS'[i] ?? 'Z');
      const stockCode = `${base}${suffix}`;
      const name = colours === 0 ? design : `${COLOURS[(base + i) % COLOURS.length] ?? 'RED'} ${design}`;
      if (name.length > 42 || codes.has(stockCode) || names.has(name) || products.length === PRODUCTS)
        continue;
      codes.add(stockCode);
      names.add(name);
      products.push({
        stockCode,
        lowerCode: stockCode.toLowerCase(),
        descriptions: descriptionsOf(random, name),
        descriptionPeriod: 200 + random.below(500),
        phase: random.below(2000),
        prices: pricesOf(random, cost),
        season: theme.season,
        weight: weight * Math.exp(0.4 * random.normal()),
      });
    }
  }
  return products;
}

function designOf(random: Prng, theme: Theme, thing: string): string {
  const words = [random.pick(MOTIFS)];
  if (random.chance(0.25)) words.unshift(random.pick(LOOKS));
  if (random.chance(0.45)) words.push(random.pick(theme.materials));
  words.push(thing);
  const design = words.join(' ');
  if (!random.chance(0.22)) return design;
  const ending = random.pick(ENDINGS);
  return ending.startsWith(',') ? design + ending : `${design} ${ending}`;
}

function descriptionsOf(random: Prng, name: string): string[] {
  const names = [name];
  if (random.chance(0.07)) {
    names.push(random.chance(0.5) ? `${name} NEW DESIGN` : renamed(random, name));
    if (random.chance(0.3)) names.push(`CLASSIC ${name}`);
  }
  if (!random.chance(0.21)) return names;
  const place = random.next();
  return names.map((text) =>
    place < 0.7
      ? `${text} `
      : place < 0.8
        ? ` ${text}`
        : place < 0.95
          ? text.replace(' ', '  ')
          : `${text}\u00a0`,
  );
}

function renamed(random: Prng, name: string): string {
  const [first, ...rest] = name.split(' ');
  return [random.pick(MOTIFS), ...(rest.length > 1 ? rest : [first, ...rest])].join(' ');
}

function pricesOf(random: Prng, pence: number): Price[] {
  const thousandths = random.chance(0.004);
  const prices: Price[] = [];
  for (let list = 0; list < PRICE_LISTS; list++) {
    const listPrice = beautiful(pence * (1 + 0.06 * list));
    const bulk = beautiful(listPrice * 0.85);
    prices.push(priceOf(thousandths ? listPrice * 10 + 5 : listPrice * 10));
    prices.push(priceOf(bulk * 10));
    // Mail order adds the tax and a little more, which gives odd pence.
    prices.push(priceOf(Math.round(listPrice * 1.2 * 1.4) * 10));
  }
  return prices;
}

function beautiful(pence: number): number {
  const whole = Math.max(12, Math.round(pence));
  if (whole < 100)
    return BEAUTY.reduce((best, end) => (Math.abs(end - whole) < Math.abs(best - whole) ? end : best), 19);
  const pounds = Math.floor(whole / 100);
  const ends = [25, 45, 55, 75, 95];
  return (
    pounds * 100 +
    ends.reduce(
      (best, end) => (Math.abs(end - (whole % 100)) < Math.abs(best - (whole % 100)) ? end : best),
      95,
    )
  );
}

/** Writes a price as shortly as it can be, with at least one decimal. */
export function priceOf(thousandths: number): Price {
  return {
    text: thousandths % 1000 === 0 ? `${thousandths / 1000}.0` : String(thousandths / 1000),
    value: thousandths * 10,
  };
}
