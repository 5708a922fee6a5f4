import { AppError } from '../../../platform/errors/app-error.js';
import {
  type CountryService,
  type GoldReader,
  type ShownGold,
  type WarehouseReader,
} from '../../warehouse/index.js';
import { type Extent, extentOf } from '../data-access/scope.js';
import { type Evidence } from '../domain/evidence.js';
import { type Scope } from '../domain/scope.js';

/** What a caller narrows an analysis to. */
export interface AskedScope {
  date_from?: string;
  date_to?: string;
  country?: string;
}

/** An answer with the gold that it is of. */
export interface Insight<T> {
  gold: ShownGold;
  body: { data: T } & Evidence;
}

/** What all analyses need: the gold that is shown, and what they were asked of it. */
export class InsightContext {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly goldReader: GoldReader,
    private readonly countries: CountryService,
  ) {}

  /** Throws AppError of kind `conflict` before anything was published. */
  async shown(): Promise<ShownGold> {
    const gold = await this.reader.shown();
    if (gold.version === 0) {
      throw new AppError('conflict', 'there is nothing to analyse yet', {
        hint: 'Bring files in first: POST /api/v1/etl/runs.',
      });
    }
    return gold;
  }

  /** Throws AppError where a country is unknown or the days end before they begin. */
  scopeOf({ date_from, date_to, country }: AskedScope): Scope {
    if (date_from !== undefined && date_to !== undefined && date_to < date_from) {
      throw new AppError('invalid', `date_to ${date_to} is before date_from ${date_from}`, {
        hint: 'Exchange them.',
      });
    }
    const [name] = this.countries.resolve(country === undefined ? undefined : [country]) ?? [];
    return { dateFrom: date_from, dateTo: date_to, country: name };
  }

  /** Countries by their common short names, each once. Throws AppError where one is unknown. */
  countryNames(texts: readonly string[]): string[] {
    return this.countries.resolve(texts) ?? [];
  }

  extent(gold: ShownGold, scope: Scope): Promise<Extent> {
    return extentOf(this.goldReader, gold, scope);
  }
}

/** `of` says what a row is. */
export function inputsOf(gold: ShownGold, extent: Extent, of = 'sales lines'): Evidence['inputs'] {
  return { ...extent, of, gold_version: gold.version, currency: gold.currency };
}

/** Money and counts of people, rounded for the answer; the digits behind say nothing. */
export function shortened<T>(value: T, digits = 6): T {
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) return null as T;
    const scale = 10 ** digits;
    return (Math.round(value * scale) / scale || 0) as T;
  }
  if (Array.isArray(value)) return value.map((one) => shortened<unknown>(one, digits)) as T;
  if (value !== null && typeof value === 'object')
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, shortened<unknown>(one, digits)]),
    ) as T;
  return value;
}
