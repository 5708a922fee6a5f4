/** Seeded random numbers: mulberry32, 32 bits of state. Equal seeds give equal sequences on every machine. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = (seed ^ 0x9e3779b9) >>> 0;
  }

  /** 0 ≤ x < 1. */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let t = this.state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  }

  /** Whole number from 0 to n − 1. */
  below(n: number): number {
    return Math.floor(this.next() * n);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Whole number from 0 to n − 1, small ones more often (density falls with the power). */
  skewed(n: number, power: number): number {
    return Math.floor(Math.pow(this.next(), power) * n);
  }

  /** An element of a list that has some. */
  pick<T>(items: readonly T[]): T {
    return this.at(items, this.below(items.length));
  }

  at<T>(items: readonly T[], index: number): T {
    const item = items[index];
    if (item === undefined) throw new RangeError(`no element ${index} in a list of ${items.length}`);
    return item;
  }
}
