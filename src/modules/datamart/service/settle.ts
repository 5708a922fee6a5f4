import { AppError } from '../../../platform/errors/app-error.js';
import { type CountryService } from '../../warehouse/index.js';
import {
  DIMENSION_NAMES,
  dimensionOf,
  FILTER_NAMES,
  GRANULARITY_NAMES,
  MEASURE_NAMES,
} from '../domain/metrics/catalogue.js';
import { type Dimension } from '../domain/metrics/declaration.js';
import { DATE } from '../domain/metrics/dimensions.js';
import { lengthOf, type Period } from '../domain/period.js';
import {
  type Filter,
  type FilterValue,
  MOST_DAYS,
  MOST_DIMENSIONS,
  MOST_FILTERS,
  MOST_MEASURES,
  MOST_ROWS,
  type Operator,
  type Order,
  type SemanticQuery,
} from '../domain/query.js';
import { mustBeKnown } from './names.js';

export interface SettledNames {
  dimensions: string[];
  granularity: string | undefined;
  order: Order[];
}

/** Checks every name of a question, and adds the date where it is cut. Throws AppError. */
export function settledNames(query: SemanticQuery): SettledNames {
  const { measures, dimensions: asked = [], filters = [], granularity, order = [], limit } = query;
  if (measures.length === 0) throw new AppError('invalid', 'at least one measure is needed');
  bounded('measures', measures, MOST_MEASURES);
  bounded('dimensions', asked, MOST_DIMENSIONS);
  bounded('filters', filters, MOST_FILTERS);
  mustBeKnown('measure', measures, MEASURE_NAMES);
  mustBeKnown('dimension', asked, DIMENSION_NAMES);
  mustBeKnown(
    'dimension',
    filters.map(({ dimension }) => dimension),
    FILTER_NAMES,
  );
  if (granularity !== undefined) mustBeKnown('granularity', [granularity], GRANULARITY_NAMES);
  if (limit !== undefined && (limit < 1 || limit > MOST_ROWS)) {
    throw new AppError('invalid', `limit must be from 1 to ${MOST_ROWS}`);
  }
  const dimensions = granularity === undefined || asked.includes(DATE) ? [...asked] : [DATE, ...asked];
  const usesDate = dimensions.includes(DATE) || filters.some(({ dimension }) => dimension === DATE);
  mustBeKnown(
    'column of this query',
    order.map(({ by }) => by),
    [...measures, ...dimensions],
  );
  return {
    dimensions,
    granularity: granularity ?? (usesDate ? 'day' : undefined),
    order: [...order],
  };
}

function bounded(what: string, list: readonly unknown[], most: number): void {
  if (list.length > most)
    throw new AppError('invalid', `at most ${most} ${what} are taken, not ${list.length}`);
  const names = list.filter((one) => typeof one === 'string');
  const twice = names.find((name, at) => names.indexOf(name) !== at);
  if (twice !== undefined) throw new AppError('invalid', `${what} name ${twice} twice`);
}

/** Throws AppError where a period ends before it begins. */
export function checkPeriod(period: Period): void {
  if (period.from > period.to) {
    throw new AppError('invalid', `the last day ${period.to} is before the first day ${period.from}`);
  }
}

/** Throws AppError where each day of a period is to be shown or set beside another, and there are too many. */
export function mustBeShort(period: Period): void {
  if (lengthOf(period) > MOST_DAYS) {
    throw new AppError(
      'invalid',
      `a period without gaps has at most ${MOST_DAYS} days, not ${lengthOf(period)}`,
      {
        hint: 'Give date_from and date_to (of a query, period) nearer to each other.',
      },
    );
  }
}

/** Those of a route are fewer. */
const MOST_READ = 20_000;

const VALUES: Record<Operator, readonly [number, number]> = {
  in: [1, MOST_READ],
  not_in: [1, MOST_READ],
  gte: [1, 1],
  lte: [1, 1],
  contains: [1, 1],
  is_null: [0, 0],
  is_not_null: [0, 0],
};

/** The filters with their values as gold writes them. Throws AppError. */
export function readFilters(filters: readonly Filter[], countries: CountryService): Filter[] {
  return filters.map((filter) => {
    const { dimension: name, operator = 'in', values = [] } = filter;
    const [least, most] = VALUES[operator];
    if (values.length < least || values.length > most) {
      const wanted = least === most ? `${most}` : `${least} to ${most}`;
      throw new AppError('invalid', `${operator} of ${name} takes ${wanted} values, not ${values.length}`);
    }
    const dimension = name === DATE ? undefined : dimensionOf(name);
    const type = dimension?.type ?? 'text';
    if (operator === 'contains' && type !== 'text') {
      throw new AppError('invalid', `contains is for texts, and ${name} is ${type}`);
    }
    return {
      dimension: name,
      operator,
      values: valuesOf(name, type, dimension?.values, operator, values, countries),
    };
  });
}

const READS: Record<Dimension['type'], (text: string) => boolean> = {
  text: (text) => text.length <= 200 && !text.includes('\u0000'),
  integer: (text) => /^-?\d{1,19}$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text),
  number: (text) => /^-?\d{1,20}(\.\d{1,10})?$/.test(text),
  boolean: (text) => text === 'true' || text === 'false',
  date: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text),
};

function valuesOf(
  name: string,
  type: Dimension['type'],
  how: Dimension['values'],
  operator: Operator,
  values: readonly FilterValue[],
  countries: CountryService,
): FilterValue[] {
  const wrong = values.find((value) => !READS[type](String(value)));
  if (wrong !== undefined) throw new AppError('invalid', `${name} is ${type}, and '${wrong}' is not`);
  const texts = values.map(String);
  if (how === 'country' && (operator === 'in' || operator === 'not_in'))
    return countries.resolve(texts) ?? [];
  return how === 'upper' ? texts.map((text) => text.trim().toUpperCase()) : [...values];
}
