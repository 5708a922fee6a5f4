import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { Transform, type TransformFnParams } from 'class-transformer';
import { Matches } from 'class-validator';
import { QueryDay, QueryFlag, QueryInteger, QueryOneOf } from '../../../../../platform/http/query.js';
import { QUALITY_FLAGS } from '../../../domain/quality.js';
import { LINE_TYPES, SORTS, type SortText } from '../../../domain/sales-query.js';
import { AS_OF, OneFilterQuery } from '../filter.dto.js';
import { SalesLineDto } from '../line.dto.js';

export class SalesQuery extends OneFilterQuery {
  @QueryInteger({ min: 1, max: 100_000_000, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20, description: 'Lines a page.' })
  size: number = 20;

  @QueryOneOf(SORTS, {
    default: 'date:desc',
    description: 'By date and by amount an index is there; the others look at all lines that fit.',
  })
  sort: SortText = 'date:desc';
}

export class FiltersAppliedDto {
  @ApiPropertyOptional({ example: 'UK' })
  country?: string;

  @ApiPropertyOptional({ format: 'date', example: '2011-01-01' })
  date_from?: string;

  @ApiPropertyOptional({ format: 'date' })
  date_to?: string;

  @ApiPropertyOptional()
  product?: string;

  @ApiPropertyOptional()
  customer_id?: string;

  @ApiPropertyOptional()
  invoice_no?: string;

  @ApiPropertyOptional()
  min_amount?: number;

  @ApiPropertyOptional()
  max_amount?: number;

  @ApiPropertyOptional({ enum: [...LINE_TYPES] })
  line_type?: string;
}

export class SalesAnswer {
  @ApiProperty({ type: [SalesLineDto] })
  data!: SalesLineDto[];

  @ApiProperty()
  pagination!: Pagination;

  @ApiProperty({ description: 'The filters that were given, as they were given.' })
  filters_applied!: FiltersAppliedDto;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'The day that was asked for.' })
  as_of!: string | null;

  @ApiProperty({ description: 'Of all amounts, ISO 4217.', example: 'GBP' })
  currency!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Version of gold that data and total are of; 0 before anything was published.',
    example: 12,
  })
  gold_version!: number;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

export class SaleParams {
  @ApiProperty({ format: 'uuid', example: '0b1c2d3e-4f50-8161-9273-a4b5c6d7e8f9' })
  @Transform(({ value }: TransformFnParams) =>
    typeof value === 'string' ? value.toLowerCase() : (value as unknown),
  )
  @Matches(UUID, { message: '$property must be a UUID' })
  sale_id!: string;
}

export class SaleQuery {
  @QueryFlag({ default: false, description: 'Also where the line came from: file, line, batch.' })
  trace: boolean = false;

  @QueryDay({ description: AS_OF, example: '2011-06-30' })
  as_of?: string;
}

class VersionDto {
  @ApiProperty({ format: 'date', description: 'First day of this version; 1900-01-01 for the first one.' })
  valid_from!: string;

  @ApiProperty({
    format: 'date',
    description: 'First day of the next version; 9999-12-31 for the current one.',
  })
  valid_to!: string;

  @ApiProperty()
  is_current!: boolean;

  @ApiProperty({ type: 'integer', example: 1 })
  version!: number;
}

class SaleProductDto extends VersionDto {
  @ApiProperty({ description: 'A number of more than 53 bits.', example: '603219478213409812' })
  product_key!: string;

  @ApiProperty()
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  category!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  subcategory!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  brand!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  product_family!: string | null;
}

class SaleCustomerDto extends VersionDto {
  @ApiProperty()
  customer_key!: string;

  @ApiProperty()
  customer_id!: string;

  @ApiProperty({ type: 'string', nullable: true })
  country!: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true, description: 'Day of the first sale.' })
  registration_date!: string | null;

  @ApiProperty({ type: 'integer', nullable: true })
  total_orders!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  total_spent!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  avg_order_value!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  lifetime_value!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 5 })
  recency_score!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 5 })
  frequency_score!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, minimum: 1, maximum: 5 })
  monetary_score!: number | null;

  @ApiProperty({ type: 'string', nullable: true })
  rfm_segment!: string | null;
}

class SaleInvoiceDto {
  @ApiProperty()
  invoice_key!: string;

  @ApiProperty()
  invoice_no!: string;

  @ApiProperty({ type: 'string', format: 'date-time', description: 'Time of its earliest line.' })
  invoice_date!: string;

  @ApiProperty({ description: 'A cancellation (C…).' })
  is_cancelled!: boolean;

  @ApiProperty({ type: 'number', description: 'Net amount of its valid lines.' })
  invoice_total!: number;
}

class SaleCountryDto {
  @ApiProperty({ description: '0 where the country is not known.' })
  country_key!: string;

  @ApiProperty({ example: 'United Kingdom' })
  country!: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'GB' })
  country_code!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  region!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  continent!: string | null;

  @ApiProperty({ type: 'boolean', nullable: true })
  is_eu_member!: boolean | null;
}

class SaleLinkDto {
  @ApiProperty({ format: 'uuid' })
  sale_id!: string;

  @ApiProperty()
  invoice_no!: string;

  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ type: 'integer' })
  quantity!: number;

  @ApiProperty({ type: 'number' })
  total_amount!: number;
}

class FormerLineDto {
  @ApiProperty({
    type: 'string',
    enum: ['update', 'delete', null],
    nullable: true,
    description: 'Null for a line, which is no correction.',
  })
  operation!: string | null;

  @ApiProperty({ example: 'sales-2011-05-03.csv' })
  file!: string;

  @ApiProperty({ type: 'integer' })
  row!: number;

  @ApiProperty({ type: 'integer', nullable: true })
  line!: number | null;

  @ApiProperty()
  batch_id!: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  ingested_at!: string;
}

class OriginDto {
  @ApiProperty({ example: 'sales-2011-05-03.csv' })
  file!: string;

  @ApiProperty()
  file_sha256!: string;

  @ApiProperty({ type: 'integer', description: 'Data row in the file, from 1.' })
  row!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Line of the text, or row of the sheet.' })
  line!: number | null;

  @ApiProperty({ description: 'Run that brought the line.' })
  batch_id!: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  ingested_at!: string;

  @ApiProperty({ type: 'string', format: 'date-time', description: 'The time that the line itself names.' })
  line_date!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'The description that the line itself has.' })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  line_no!: string | null;

  @ApiProperty({
    type: [FormerLineDto],
    description:
      'What said before what the sale is, newest first; GET /api/v1/etl/trace/{sale_id} has the rows.',
  })
  former!: FormerLineDto[];
}

export class SaleDto {
  @ApiProperty({ format: 'uuid' })
  sale_id!: string;

  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ enum: [...LINE_TYPES] })
  line_type!: string;

  @ApiProperty({ type: 'integer' })
  quantity!: number;

  @ApiProperty({ type: 'number' })
  unit_price!: number;

  @ApiProperty({ type: 'number' })
  total_amount!: number;

  @ApiProperty()
  batch_id!: string;

  @ApiProperty({ type: 'string', format: 'date-time' })
  created_at!: string;

  @ApiProperty()
  product!: SaleProductDto;

  @ApiProperty({ type: SaleCustomerDto, nullable: true, description: 'Null on anonymous lines.' })
  customer!: SaleCustomerDto | null;

  @ApiProperty()
  invoice!: SaleInvoiceDto;

  @ApiProperty()
  country!: SaleCountryDto;

  @ApiProperty({
    type: SaleLinkDto,
    nullable: true,
    description: 'On a return, the sale that it most likely returns.',
  })
  returned_sale!: SaleLinkDto | null;

  @ApiProperty({ type: [SaleLinkDto], description: 'Returns of this sale, the first hundred.' })
  returns!: SaleLinkDto[];

  @ApiProperty({ type: 'integer' })
  returns_total!: number;

  @ApiProperty({
    enum: [...QUALITY_FLAGS],
    isArray: true,
    description:
      'Warnings of the quality rules. missing_description is told of the product on that day, and of the line itself with trace=true.',
  })
  quality_flags!: string[];

  @ApiPropertyOptional({ type: OriginDto, description: 'Only with trace=true.' })
  origin?: OriginDto;
}

export class SaleAnswer {
  @ApiProperty()
  data!: SaleDto;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  as_of!: string | null;

  @ApiProperty({ example: 'GBP' })
  currency!: string;

  @ApiProperty({ type: 'integer' })
  gold_version!: number;
}
