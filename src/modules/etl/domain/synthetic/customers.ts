import { FIRST_DAY, LAST_DAY } from './calendar.js';
import { Prng, WeightedChoice } from './prng.js';

/** A country as the source writes it, how many of a thousand customers live there, and how much more than others they order. */
type Home = readonly [country: string, customers: number, orders: number];

const HOMES: readonly Home[] = [
  ['United Kingdom', 903, 1],
  ['Germany', 21, 1.1],
  ['France', 20, 1],
  ['Spain', 7, 0.9],
  ['Belgium', 6.5, 1],
  ['Switzerland', 5, 1],
  ['Portugal', 4.5, 0.9],
  ['Italy', 3, 0.8],
  ['Australia', 2.5, 2],
  ['Finland', 2.4, 1],
  ['Austria', 2.4, 0.7],
  ['Channel Islands', 2.2, 1.2],
  ['Norway', 2.1, 1],
  ['Denmark', 2, 0.7],
  ['Cyprus', 2, 1.2],
  ['Sweden', 1.8, 0.9],
  ['Netherlands', 1.8, 6],
  ['Japan', 1.7, 1],
  ['EIRE', 1.5, 12],
  ['Poland', 1.3, 1],
  ['USA', 1, 0.8],
  ['Israel', 1, 1],
  ['Greece', 1, 1],
  ['Unspecified', 1, 1.2],
  ['Canada', 0.9, 1],
  ['Bahrain', 0.7, 0.6],
  ['Malta', 0.7, 1],
  ['Hong Kong', 0.7, 1],
  ['United Arab Emirates', 0.7, 0.8],
  ['Singapore', 0.7, 4],
  ['Iceland', 0.7, 3],
  ['European Community', 0.7, 1.5],
  ['Lebanon', 0.7, 1],
  ['Lithuania', 0.7, 1],
  ['Brazil', 0.7, 1],
  ['Czech Republic', 0.7, 1],
  ['Saudi Arabia', 0.7, 0.6],
  ['RSA', 0.7, 1],
];

/** Where lines without a customer come from. */
export const ANONYMOUS_HOMES = new WeightedChoice<string>([
  ['United Kingdom', 975],
  ['EIRE', 8],
  ['Hong Kong', 5],
  ['Unspecified', 3],
  ['France', 2],
  ['Germany', 2],
  ['Portugal', 2],
  ['Israel', 1],
  ['Bahrain', 1],
  ['Switzerland', 1],
]);

const FIRST_ID = 12_346;
const KNOWN_AT_START = 4700;
const NEW_PER_DAY = 2.6;
/** So many of the newest customers still buy. */
const ACTIVE = 4700;
const MOVES = 0.009;
const LOUDEST = 40;
const GOLDEN = 0.6180339887498949;

/** Customers in the order of their coming: a few order often, most a few times; the oldest fall silent as new ones come. */
export class Customers {
  private readonly loudness: Float32Array;
  private readonly home: Uint8Array;
  private readonly nextHome: Uint8Array;
  private readonly movesOn: Int32Array;

  constructor(seed: number) {
    const n = KNOWN_AT_START + Math.ceil(NEW_PER_DAY * (LAST_DAY - FIRST_DAY)) + 1;
    this.loudness = new Float32Array(n);
    this.home = new Uint8Array(n);
    this.nextHome = new Uint8Array(n);
    this.movesOn = new Int32Array(n);
    const random = new Prng(seed, 2);
    const total = HOMES.reduce((sum, [, customers]) => sum + customers, 0);
    // Steps of the golden ratio spread the rare countries evenly over the customers.
    let spread = random.next();
    for (let i = 0; i < n; i++) {
      spread = (spread + GOLDEN) % 1;
      const home = homeAt(spread * total);
      this.home[i] = home;
      this.nextHome[i] = home;
      const [, neighbours, orders] = HOMES[home] ?? ['', 1, 1];
      // The few customers of a rare country are heard of every year.
      const least = neighbours < 1 ? 1 : 0;
      this.loudness[i] = Math.min(LOUDEST, Math.max(least, Math.exp(1.15 * random.normal()) * orders));
      const came = FIRST_DAY + Math.max(0, i - KNOWN_AT_START) / NEW_PER_DAY;
      const moves = random.next() < MOVES;
      const day = Math.floor(came + random.next() * (ACTIVE / NEW_PER_DAY));
      const to = homeAt(random.next() * total);
      if (moves) {
        this.movesOn[i] = day;
        this.nextHome[i] = to;
      }
    }
  }

  /** Index of somebody who buys on that day. */
  draw(day: number, random: Prng): number {
    const known = KNOWN_AT_START + Math.floor(NEW_PER_DAY * (day - FIRST_DAY));
    for (;;) {
      const index = known - 1 - random.below(ACTIVE);
      if (random.next() * LOUDEST < (this.loudness[index] ?? 0)) return index;
    }
  }

  /** The customer's number as text. */
  idOf(index: number): string {
    return String(FIRST_ID + index);
  }

  countryOf(index: number, day: number): string {
    const moved = (this.movesOn[index] ?? 0) > 0 && day >= (this.movesOn[index] ?? 0);
    return HOMES[(moved ? this.nextHome : this.home)[index] ?? 0]?.[0] ?? 'United Kingdom';
  }
}

function homeAt(position: number): number {
  let left = position;
  for (const [index, [, customers]] of HOMES.entries()) {
    left -= customers;
    if (left < 0) return index;
  }
  return 0;
}
