import { ApiProperty, ApiPropertyOptional, PartialType } from '@nestjs/swagger';
import { IsIn, IsOptional, Matches, MaxLength } from 'class-validator';
import { QueryFlag, QueryInteger, QueryList, QueryOneOf } from '../../../../../platform/http/query.js';
import { type SalesLine, TOTAL_SOURCES } from '../../../domain/line.js';
import { LINE_TYPES, SORTS, type SortText } from '../../../domain/sales-query.js';
import { COUNTRY, PRODUCT, RangeQuery } from '../filter.dto.js';
import { LINE_FIELDS, SalesLineDto } from '../line.dto.js';

export class SalesV2Query extends RangeQuery {
  @QueryList({ description: `Any of these, with commas between them. ${COUNTRY}`, example: 'UK,US' })
  countries?: string[];

  @QueryList({
    description: `Any of these, with commas between them. Each: ${PRODUCT}`,
    example: '22423,85123A',
  })
  products?: string[];

  @QueryList({ description: 'Any of these, with commas between them.', example: '17850,13047' })
  customer_ids?: string[];

  @QueryList({ description: 'Any of these, with commas between them.', example: '536365,536366' })
  invoice_nos?: string[];

  @QueryList({
    description: `Fields of a line, with commas between them; all where it is not given: ${LINE_FIELDS.join(', ')}.`,
    example: 'sale_id,date,total_amount',
  })
  @IsIn(LINE_FIELDS, { each: true, message: `each of $property must be one of ${LINE_FIELDS.join(', ')}` })
  fields?: (keyof SalesLine)[];

  @QueryOneOf(SORTS, {
    default: 'date:desc',
    description: 'By date and by amount an index is there; the others look at all lines that fit.',
  })
  sort: SortText = 'date:desc';

  @QueryInteger({ min: 1, max: 1000, default: 50, description: 'Lines a page.' })
  first: number = 50;

  @ApiPropertyOptional({
    type: 'string',
    maxLength: 300,
    pattern: '^[A-Za-z0-9_-]+$',
    description: 'pagination.end_cursor of the page before, which had the same filters and the same sort.',
  })
  @IsOptional()
  @MaxLength(300)
  @Matches(/^[A-Za-z0-9_-]+$/)
  after?: string;

  @QueryFlag({ default: false, description: 'Figures over all lines that fit.' })
  include_aggregations: boolean = false;
}

export class SomeOfSalesLineDto extends PartialType(SalesLineDto) {}

class CursorPaginationDto {
  @ApiProperty({ type: 'integer', example: 50 })
  first!: number;

  @ApiProperty()
  has_next!: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'For `after` of the next page.' })
  end_cursor!: string | null;

  @ApiProperty({ type: 'integer', description: 'Lines that fit, on all pages.' })
  total!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description:
      'Where `after` is of a page of another version of gold, that version. The page goes on behind the same line; lines that came or went meanwhile may have been missed or seen twice.',
  })
  cursor_gold_version!: number | null;
}

class FiguresDto {
  @ApiProperty({ type: 'number', description: 'Sales less returns.' })
  net_revenue!: number;

  @ApiProperty({ type: 'number', description: 'Sales alone.' })
  gross_revenue!: number;

  @ApiProperty({ type: 'number', description: 'Returns alone; negative.' })
  returns_value!: number;

  @ApiProperty({ type: 'integer', description: 'Returned ones taken off.' })
  units!: number;

  @ApiProperty({ type: 'integer' })
  lines!: number;

  @ApiProperty({ type: 'integer' })
  return_lines!: number;

  @ApiProperty({ type: 'integer', description: 'Distinct sale invoices.' })
  orders!: number;

  @ApiProperty({ type: 'integer', description: 'Distinct identified customers.' })
  customers!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'Net revenue an order; null without an order.',
  })
  avg_order_value!: number | null;
}

class CountryFiguresDto extends FiguresDto {
  @ApiProperty({ example: 'United Kingdom' })
  country!: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'GB' })
  country_code!: string | null;
}

class MonthFiguresDto extends FiguresDto {
  @ApiProperty({ example: '2011-01' })
  month!: string;
}

class AggregationsDto extends FiguresDto {
  @ApiProperty({ type: [CountryFiguresDto], description: 'By net revenue, highest first.' })
  by_country!: CountryFiguresDto[];

  @ApiProperty({ type: [MonthFiguresDto] })
  by_month!: MonthFiguresDto[];
}

class DataQualityDto {
  @ApiProperty({ type: 'integer', description: 'Anonymous lines among those that fit.' })
  lines_without_customer!: number;

  @ApiProperty({ type: 'number', nullable: true, minimum: 0, maximum: 1 })
  share_without_customer!: number | null;

  @ApiProperty({ type: 'integer', description: 'Lines whose country is not known.' })
  lines_without_country!: number;

  @ApiProperty({ type: 'number', nullable: true, minimum: 0, maximum: 1 })
  share_without_country!: number | null;

  @ApiProperty({ type: 'integer', description: 'Returns for which no sale was found.' })
  returns_without_sale!: number;

  @ApiProperty({ type: 'number', nullable: true, minimum: 0, maximum: 1, description: 'Of all returns.' })
  share_of_returns_without_sale!: number | null;
}

class StepsDto {
  @ApiProperty({ type: 'number' })
  rows_ms!: number;

  @ApiProperty({ type: 'number' })
  summary_ms!: number;

  @ApiProperty({ type: 'number' })
  aggregations_ms!: number;
}

class PerformanceDto {
  @ApiProperty({ enum: [...TOTAL_SOURCES], description: 'How the total was found.' })
  total_source!: string;

  @ApiProperty({ description: 'What took how long when the answer was made.' })
  steps!: StepsDto;

  @ApiProperty({
    enum: ['memory', 'redis', 'made', 'shared'],
    description:
      'Where the answer was: kept in memory or in Redis, made now, or just being made for another caller.',
  })
  cache!: string;

  @ApiProperty({ type: 'number', description: 'What this answer took here, milliseconds.' })
  ms!: number;
}

class ManyFiltersAppliedDto {
  @ApiPropertyOptional({ type: [String], example: ['UK', 'US'] })
  countries?: string[];

  @ApiPropertyOptional({ type: [String] })
  products?: string[];

  @ApiPropertyOptional({ type: [String] })
  customer_ids?: string[];

  @ApiPropertyOptional({ type: [String] })
  invoice_nos?: string[];

  @ApiPropertyOptional({ format: 'date' })
  date_from?: string;

  @ApiPropertyOptional({ format: 'date' })
  date_to?: string;

  @ApiPropertyOptional()
  min_amount?: number;

  @ApiPropertyOptional()
  max_amount?: number;

  @ApiPropertyOptional({ enum: [...LINE_TYPES] })
  line_type?: string;
}

/** All but what is known only when it is sent. */
export class MadeSalesV2Answer {
  @ApiProperty({ type: [SomeOfSalesLineDto], description: 'Lines with the fields that were asked for.' })
  data!: SomeOfSalesLineDto[];

  @ApiProperty()
  pagination!: CursorPaginationDto;

  @ApiPropertyOptional({ type: AggregationsDto, description: 'Only with include_aggregations=true.' })
  aggregations?: AggregationsDto;

  @ApiProperty({ description: 'The filters that were given, as they were given.' })
  filters_applied!: ManyFiltersAppliedDto;

  @ApiProperty({
    type: DataQualityDto,
    nullable: true,
    description: 'Of all lines that fit; null where the engine cannot read this version of gold now.',
  })
  data_quality!: DataQualityDto | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day that was asked for.' })
  as_of!: string | null;

  @ApiProperty({ description: 'Of all amounts, ISO 4217.', example: 'GBP' })
  currency!: string;

  @ApiProperty({ type: 'integer', description: 'Version of gold that everything in this answer is of.' })
  gold_version!: number;
}

export class SalesV2Answer extends MadeSalesV2Answer {
  @ApiProperty()
  performance!: PerformanceDto;
}
