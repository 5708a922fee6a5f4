import { AppError } from '../../../platform/errors/app-error.js';
import { type CountryNames, CountryService } from '../../warehouse/index.js';
import { type FieldName } from '../domain/fields.js';
import { allOf, type Filter, type IndexFilter, mapFilter } from '../domain/filter.js';
import { parseFilter, SyntaxFault } from '../domain/filter-parser.js';
import { inBox, type Place, within } from '../domain/geo.js';
import { type SaleLineFilter } from '../domain/sale-line.js';
import { BY_RELEVANCE, parseSort, type Sort } from '../domain/sort.js';
import { type SearchRequest } from './search-request.js';

/** What a request lets through, as the indexes and the lines are asked. */
export interface ReadFilters {
  documents?: IndexFilter;
  /** Of the documents whose lines are looked for; the rest is asked of the lines themselves. */
  basis?: IndexFilter;
  lines: SaleLineFilter;
  sort: readonly Sort[];
  /** Countries in the circle or box, nearest first. */
  places?: readonly (Place & { km?: number })[];
}

/** Takes what callers wrote for filters. */
export class FiltersService {
  private readonly resolver: CountryService;

  constructor(private readonly names: CountryNames) {
    this.resolver = new CountryService(names);
  }

  /** Throws AppError that says what is wrong and where. */
  read(request: SearchRequest, places: readonly Place[]): ReadFilters {
    const { priceMin, priceMax, totalMin, totalMax, dateFrom, dateTo } = request;
    inOrder('price', priceMin, priceMax);
    inOrder('total', totalMin, totalMax);
    inOrder('date', dateFrom, dateTo);
    const near = this.near(request, places);
    const given = this.resolver.resolve(request.countries);
    const countries = near
      ? near.map(({ country }) => country).filter((name) => given === undefined || given.includes(name))
      : given;
    const written =
      request.filterBy === undefined
        ? undefined
        : syntax('filter_by', () => parseFilter(request.filterBy ?? ''));
    const filterBy = written && this.resolved(written, places);
    const basis = allOf([
      words('category', request.categories),
      words('subcategory', request.subcategories),
      words('brand', request.brands),
      words('customer_segment', request.segments),
      words('customer_id', request.customerIds),
      filterBy,
    ]);
    const documents = allOf([
      basis,
      countries && { type: 'text', field: 'country', exact: true, negated: false, values: countries },
      range('price', priceMin, priceMax),
      range('total', totalMin, totalMax),
      dateTo === undefined
        ? undefined
        : { type: 'date', field: 'first_date', negated: false, ranges: [{ max: dateTo }] },
      dateFrom === undefined
        ? undefined
        : { type: 'date', field: 'last_date', negated: false, ranges: [{ min: dateFrom }] },
    ]);
    return {
      documents: documents as IndexFilter | undefined,
      basis: basis as IndexFilter | undefined,
      lines: { countries, priceMin, priceMax, totalMin, totalMax, dateFrom, dateTo },
      sort:
        request.sortBy === undefined
          ? BY_RELEVANCE
          : syntax('sort_by', () => parseSort(request.sortBy ?? '')),
      places: near,
    };
  }

  private near(
    { near, box }: SearchRequest,
    places: readonly Place[],
  ): (Place & { km?: number })[] | undefined {
    if (near && box) throw new AppError('invalid', 'a circle and a box cannot both be given');
    if (near) return within(places, near);
    if (!box) return undefined;
    if (box.south > box.north) throw new AppError('invalid', 'the south of the box is north of its north');
    return inBox(places, box);
  }

  /** Places become the countries in them, and countries their names, whatever they were called. */
  private resolved(filter: Filter, places: readonly Place[]): IndexFilter {
    return mapFilter(filter, (condition): Filter => {
      if (condition.type === 'near') {
        const values = within(places, condition).map(({ country }) => country);
        return { type: 'text', field: 'country', exact: true, negated: false, values };
      }
      if (condition.type === 'text' && condition.field === 'country') {
        return { ...condition, values: condition.values.map((value) => this.names.find(value) ?? value) };
      }
      return condition;
    }) as IndexFilter;
  }
}

function words(field: FieldName, values: readonly string[] | undefined): Filter | undefined {
  return values && { type: 'text', field, exact: true, negated: false, values };
}

function range(field: FieldName, min: number | undefined, max: number | undefined): Filter | undefined {
  return min === undefined && max === undefined
    ? undefined
    : {
        type: 'number',
        field,
        negated: false,
        ranges: [{ ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }],
      };
}

function inOrder<T extends number | string>(name: string, from: T | undefined, to: T | undefined): void {
  if (from !== undefined && to !== undefined && from > to) {
    throw new AppError('invalid', `the range of ${name} ends at ${to}, before it begins at ${from}`);
  }
}

function syntax<T>(parameter: string, parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    if (!(error instanceof SyntaxFault)) throw error;
    throw new AppError('invalid', `${parameter}: ${error.message} (at character ${error.position + 1})`, {
      hint: 'docs/search.md has the syntax, GET /api/v1/search/filters/available the fields.',
      details: { parameter, position: error.position },
    });
  }
}
