import { type Dimension, type Granularity, type Measure } from './declaration.js';
import { DATE, DIMENSIONS } from './dimensions.js';
import { GRANULARITIES } from './granularities.js';
import { MEASURES } from './measures.js';

const measures = new Map(MEASURES.map((one) => [one.name, one]));
const dimensions = new Map(DIMENSIONS.map((one) => [one.name, one]));
const granularities = new Map(GRANULARITIES.map((one) => [one.name, one]));

export const MEASURE_NAMES: readonly string[] = [...measures.keys()];
export const DIMENSION_NAMES: readonly string[] = [
  DATE,
  ...DIMENSIONS.filter(({ onlyFilters }) => !onlyFilters).map(({ name }) => name),
];
export const FILTER_NAMES: readonly string[] = [DATE, ...dimensions.keys()];
export const GRANULARITY_NAMES: readonly string[] = [...granularities.keys()];

/** Throws an Error where the name is not known. */
export function measureOf(name: string): Measure {
  return found(measures.get(name), name);
}

/** Of all but the date. Throws an Error where the name is not known. */
export function dimensionOf(name: string): Dimension {
  return found(dimensions.get(name), name);
}

/** Throws an Error where the name is not known. */
export function granularityOf(name: string): Granularity {
  return found(granularities.get(name), name);
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`nothing is called ${name}`);
  return value;
}

/** The measures that these are made of, themselves among them, each once, those without parts first. */
export function withParts(names: readonly string[]): Measure[] {
  const all = new Map<string, Measure>();
  const add = (name: string): void => {
    const measure = measureOf(name);
    if (measure.kind === 'derived') measure.from.forEach(add);
    if (!all.has(name)) all.set(name, measure);
  };
  names.forEach(add);
  return [...all.values()];
}
