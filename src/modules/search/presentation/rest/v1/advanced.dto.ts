import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsNumber,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Given, OptionalDay } from '../../../../../platform/http/given.js';
import { type Kind, KINDS } from '../../../domain/document.js';
import { FACET_FIELDS, type FieldName } from '../../../domain/fields.js';
import { LONGEST_FILTER } from '../../../domain/filter-parser.js';
import { SEARCH_MODES, type SearchMode } from '../../../domain/search-index.js';
import { type SearchRequest } from '../../../service/search-request.js';
import { LONGEST_QUERY, MOST_PAGES } from './search.query.js';

const LARGEST = 1_000_000_000_000;
const NO_ZERO_BYTE = /^[^\u0000]*$/;

/** An optional list of texts in a body. */
function Texts(description: string): PropertyDecorator {
  return (target, key) => {
    for (const decorate of [
      ApiPropertyOptional({ type: [String], description, minItems: 1, maxItems: 100 }),
      Given(),
      IsArray(),
      ArrayMinSize(1),
      ArrayMaxSize(100),
      IsString({ each: true }),
      MinLength(1, { each: true }),
      MaxLength(200, { each: true }),
      Matches(NO_ZERO_BYTE, { each: true, message: '$property must have no zero byte' }),
    ])
      decorate(target, key);
  };
}

class RangeDto {
  @ApiPropertyOptional({ type: 'number', example: 10 })
  @Given()
  @IsNumber()
  @Min(-LARGEST)
  @Max(LARGEST)
  min?: number;

  @ApiPropertyOptional({ type: 'number', example: 1000 })
  @Given()
  @IsNumber()
  @Min(-LARGEST)
  @Max(LARGEST)
  max?: number;
}

class DateRangeDto {
  @OptionalDay('First day.')
  from?: string;

  @OptionalDay('Last day, included.')
  to?: string;
}

class CircleDto {
  @ApiProperty({ minimum: -90, maximum: 90 })
  @IsNumber()
  @Min(-90)
  @Max(90)
  lat!: number;

  @ApiProperty({ minimum: -180, maximum: 180 })
  @IsNumber()
  @Min(-180)
  @Max(180)
  lng!: number;

  @ApiProperty({ minimum: 0, maximum: 20_040 })
  @IsNumber()
  @Min(0)
  @Max(20_040)
  radius_km!: number;
}

class BoxDto {
  @ApiProperty({ minimum: -90, maximum: 90 })
  @IsNumber()
  @Min(-90)
  @Max(90)
  south!: number;

  @ApiProperty({ minimum: -180, maximum: 180 })
  @IsNumber()
  @Min(-180)
  @Max(180)
  west!: number;

  @ApiProperty({ minimum: -90, maximum: 90 })
  @IsNumber()
  @Min(-90)
  @Max(90)
  north!: number;

  @ApiProperty({ minimum: -180, maximum: 180 })
  @IsNumber()
  @Min(-180)
  @Max(180)
  east!: number;
}

class FiltersDto {
  @Texts('Names, ISO 3166 codes or aliases.')
  country?: string[];

  @Texts('Categories of products.')
  category?: string[];

  @Texts('Subcategories of products.')
  subcategory?: string[];

  @Texts('Brands of products.')
  brand?: string[];

  @Texts('RFM segments of customers.')
  customer_segment?: string[];

  @Texts('Customers, and their invoices.')
  customer_id?: string[];

  @ApiPropertyOptional({ description: 'Price of a unit.' })
  @Given()
  @ValidateNested()
  @Type(() => RangeDto)
  price_range?: RangeDto;

  @ApiPropertyOptional({ description: 'Net amount.' })
  @Given()
  @ValidateNested()
  @Type(() => RangeDto)
  total_range?: RangeDto;

  @ApiPropertyOptional({ description: 'Sold between these days.' })
  @Given()
  @ValidateNested()
  @Type(() => DateRangeDto)
  date_range?: DateRangeDto;

  @ApiPropertyOptional({ description: 'Countries in a circle.' })
  @Given()
  @ValidateNested()
  @Type(() => CircleDto)
  near?: CircleDto;

  @ApiPropertyOptional({
    description: 'Countries in a box; over the date line where west is greater than east.',
  })
  @Given()
  @ValidateNested()
  @Type(() => BoxDto)
  box?: BoxDto;
}

export class AdvancedSearchDto {
  @ApiProperty({
    minLength: 1,
    maxLength: LONGEST_QUERY,
    description: 'Words, or `*` for everything.',
    example: '*',
  })
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_QUERY)
  @Matches(NO_ZERO_BYTE, { message: '$property must have no zero byte' })
  query!: string;

  @ApiPropertyOptional({
    enum: [...SEARCH_MODES],
    default: 'lexical',
    description: 'By words, by the meaning of products, or by both.',
  })
  @Given()
  @IsIn(SEARCH_MODES)
  mode?: SearchMode;

  @ApiPropertyOptional({ enum: [...KINDS], isArray: true })
  @Given()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(KINDS.length)
  @IsIn(KINDS, { each: true })
  kinds?: Kind[];

  @ApiPropertyOptional()
  @Given()
  @ValidateNested()
  @Type(() => FiltersDto)
  filters?: FiltersDto;

  @ApiPropertyOptional({
    minLength: 1,
    maxLength: LONGEST_FILTER,
    description: "In Typesense's syntax; beside `filters`.",
  })
  @Given()
  @IsString()
  @MinLength(1)
  @MaxLength(LONGEST_FILTER)
  @Matches(NO_ZERO_BYTE, { message: '$property must have no zero byte' })
  filter_by?: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 200, example: 'price:asc' })
  @Given()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  sort_by?: string;

  @ApiPropertyOptional({ enum: FACET_FIELDS, isArray: true })
  @Given()
  @IsArray()
  @ArrayMaxSize(FACET_FIELDS.length)
  @IsIn(FACET_FIELDS, { each: true })
  facet_fields?: FieldName[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 10 })
  @Given()
  @IsInt()
  @Min(1)
  @Max(100)
  facet_values?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_PAGES, default: 1 })
  @Given()
  @IsInt()
  @Min(1)
  @Max(MOST_PAGES)
  page?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Given()
  @IsInt()
  @Min(1)
  @Max(100)
  size?: number;
}

export function advancedRequest(body: AdvancedSearchDto): SearchRequest {
  const { filters = {} } = body;
  return {
    q: body.query,
    mode: body.mode,
    kinds: body.kinds && [...new Set(body.kinds)],
    countries: filters.country,
    categories: filters.category,
    subcategories: filters.subcategory,
    brands: filters.brand,
    segments: filters.customer_segment,
    customerIds: filters.customer_id,
    priceMin: filters.price_range?.min,
    priceMax: filters.price_range?.max,
    totalMin: filters.total_range?.min,
    totalMax: filters.total_range?.max,
    dateFrom: filters.date_range?.from,
    dateTo: filters.date_range?.to,
    near: filters.near && {
      latitude: filters.near.lat,
      longitude: filters.near.lng,
      km: filters.near.radius_km,
    },
    box: filters.box,
    filterBy: body.filter_by,
    sortBy: body.sort_by,
    facets: body.facet_fields && [...new Set(body.facet_fields)],
    facetValues: body.facet_values,
    page: body.page ?? 1,
    size: body.size ?? 20,
  };
}
