/** Seeded random numbers (sfc32, 128 bits of state). Equal seeds give equal sequences on every machine. */
export class Prng {
  private a: number;
  private b: number;
  private c: number;
  private counter = 1;

  /** Any number of whole numbers; each combination is a sequence of its own. */
  constructor(...seeds: number[]) {
    let state = 0x9e3779b9;
    for (const seed of seeds) {
      state = scramble(state ^ (seed >>> 0));
      state = scramble(state ^ (Math.floor(seed / 4_294_967_296) >>> 0));
    }
    this.a = state;
    this.b = scramble(state ^ 0x85ebca6b);
    this.c = scramble(this.b ^ 0xc2b2ae35);
    for (let i = 0; i < 8; i++) this.next();
  }

  /** 0 ≤ x < 1, in steps of 2⁻³². */
  next(): number {
    const t = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (this.c << 21) | (this.c >>> 11);
    this.c = (this.c + t) | 0;
    return (t >>> 0) / 4_294_967_296;
  }

  /** Whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** An element of a list that is not empty. */
  pick<T>(items: readonly T[]): T {
    return items[this.below(items.length)] as T;
  }

  /** Standard normal (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }
}

function scramble(value: number): number {
  let x = (value + 0x6d2b79f5) | 0;
  x = Math.imul(x ^ (x >>> 15), x | 1);
  x ^= x + Math.imul(x ^ (x >>> 7), x | 61);
  return (x ^ (x >>> 14)) >>> 0;
}

/** Draws an index with a probability in proportion to its weight, in constant time (Vose's alias method). */
export class WeightedIndex {
  private readonly threshold: Float64Array;
  private readonly alias: Int32Array;

  /** At least one weight, none negative, their sum above 0. */
  constructor(weights: ArrayLike<number>) {
    const n = weights.length;
    let sum = 0;
    for (let i = 0; i < n; i++) sum += weights[i] ?? 0;
    this.threshold = new Float64Array(n).fill(1);
    this.alias = new Int32Array(n);
    const scaled = Float64Array.from(weights, (weight) => (weight * n) / sum);
    const small: number[] = [];
    const large: number[] = [];
    for (let i = 0; i < n; i++) ((scaled[i] ?? 0) < 1 ? small : large).push(i);
    while (small.length > 0 && large.length > 0) {
      const less = small.pop() ?? 0;
      const more = large.pop() ?? 0;
      this.threshold[less] = scaled[less] ?? 0;
      this.alias[less] = more;
      scaled[more] = (scaled[more] ?? 0) - (1 - (scaled[less] ?? 0));
      ((scaled[more] ?? 0) < 1 ? small : large).push(more);
    }
  }

  draw(random: Prng): number {
    const at = random.next() * this.threshold.length;
    const index = Math.floor(at);
    return at - index < (this.threshold[index] ?? 1) ? index : (this.alias[index] ?? 0);
  }
}

/** Draws one of some values with weights: `[value, weight]`. */
export class WeightedChoice<T> {
  private readonly values: readonly T[];
  private readonly index: WeightedIndex;

  constructor(choices: readonly (readonly [T, number])[]) {
    this.values = choices.map(([value]) => value);
    this.index = new WeightedIndex(choices.map(([, weight]) => weight));
  }

  draw(random: Prng): T {
    return this.values[this.index.draw(random)] as T;
  }
}
