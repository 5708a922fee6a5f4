import { ArgsType, Field, Float, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { withoutNulls } from '../../../../platform/graphql/index.js';
import {
  QueryDay,
  QueryInteger,
  QueryList,
  QueryNumber,
  QueryOneOf,
  QueryText,
} from '../../../../platform/http/query.js';
import { LONGEST_FILTER } from '../../domain/filter-parser.js';
import { SEARCH_MODES, type SearchMode } from '../../domain/search-index.js';
import { type SearchRequest } from '../../service/search-request.js';
import { LARGEST_AMOUNT, LONGEST_QUERY, MOST_PAGES, requestOf } from '../rest/v1/search.query.js';
import { SearchKindEnum, SearchModeEnum } from './search.types.js';

const PRICES = { min: 0, max: LARGEST_AMOUNT };
const AMOUNTS = { min: -LARGEST_AMOUNT, max: LARGEST_AMOUNT };

@InputType('SearchFilters', { description: 'What fits all that is given; of a list, one.' })
export class SearchFilters {
  @Field(() => [SearchKindEnum], { nullable: true })
  @QueryList()
  kinds?: string[];

  @Field(() => [String], {
    nullable: true,
    description: 'Names, ISO 3166 codes or usual aliases such as UK.',
  })
  @QueryList()
  countries?: string[];

  @Field(() => [String], { nullable: true })
  @QueryList()
  categories?: string[];

  @Field(() => [String], { nullable: true })
  @QueryList()
  subcategories?: string[];

  @Field(() => [String], { nullable: true })
  @QueryList()
  brands?: string[];

  @Field(() => [String], { nullable: true, description: 'RFM segments of customers.' })
  @QueryList()
  customerSegments?: string[];

  @Field(() => [ID], { nullable: true, description: 'Customers, and their invoices.' })
  @QueryList()
  customerIds?: string[];

  @Field(() => Float, { nullable: true, description: 'Of a unit.' })
  @QueryNumber(PRICES)
  priceMin?: number;

  @Field(() => Float, { nullable: true })
  @QueryNumber(PRICES)
  priceMax?: number;

  @Field(() => Float, { nullable: true, description: 'Net amount.' })
  @QueryNumber(AMOUNTS)
  totalMin?: number;

  @Field(() => Float, { nullable: true })
  @QueryNumber(AMOUNTS)
  totalMax?: number;

  @Field({ nullable: true, description: 'Sold on this day or later.' })
  @QueryDay()
  dateFrom?: string;

  @Field({ nullable: true, description: 'Sold on this day or before.' })
  @QueryDay()
  dateTo?: string;

  @Field({ nullable: true, description: "A condition in the syntax of Typesense's filter_by." })
  @QueryText({ maxLength: LONGEST_FILTER })
  filterBy?: string;
}

@ArgsType()
export class SearchArgs {
  @Field({ nullable: true, description: 'Words; *, or nothing, for everything.' })
  @QueryText({ maxLength: LONGEST_QUERY })
  q?: string;

  @Field(() => SearchModeEnum, { nullable: true, description: 'LEXICAL where it is not given.' })
  @QueryOneOf(SEARCH_MODES)
  mode?: SearchMode;

  @Field(() => SearchFilters, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => SearchFilters)
  filters?: SearchFilters;

  @Field({ nullable: true, description: 'At most three fields, price:asc,popularity:desc.' })
  @QueryText()
  sortBy?: string;

  @Field(() => [String], { nullable: true, description: 'What to count, for example category and country.' })
  @QueryList()
  facetFields?: string[];

  @Field(() => Int, { defaultValue: 1 })
  @QueryInteger({ min: 1, max: MOST_PAGES, default: 1 })
  page!: number;

  @Field(() => Int, { defaultValue: 20, description: 'Results a page, 1 to 100.' })
  @QueryInteger({ min: 1, max: 100, default: 20 })
  size!: number;
}

/** Throws AppError where facets are none. */
export function requestOfArgs(args: SearchArgs): SearchRequest {
  const { q, mode, filters = {}, sortBy, facetFields, page, size } = withoutNulls(args);
  const given: SearchFilters = withoutNulls(filters);
  return requestOf({
    ...{ q, mode, page: page ?? 1, size: size ?? 20, sort_by: sortBy, facet_fields: facetFields },
    kinds: given.kinds,
    country: given.countries,
    category: given.categories,
    subcategory: given.subcategories,
    brand: given.brands,
    customer_segment: given.customerSegments,
    customer_id: given.customerIds,
    price_min: given.priceMin,
    price_max: given.priceMax,
    total_min: given.totalMin,
    total_max: given.totalMax,
    date_from: given.dateFrom,
    date_to: given.dateTo,
    filter_by: given.filterBy,
  });
}
