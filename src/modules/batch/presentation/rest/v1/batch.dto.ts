import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MOST_ITEMS, OPERATIONS } from '../../../domain/batch.js';
import { Cell } from './cell.js';

const SALE_ID = /^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$/;
const UUID = { type: 'string', format: 'uuid', pattern: SALE_ID.source } as const;
const EXAMPLE_ID = 'c8538192-61f0-8589-8047-9c297d83db55';

export function Items(type: () => new () => object): PropertyDecorator {
  return applyDecorators(
    ApiProperty({ type: [type()], minItems: 1, maxItems: MOST_ITEMS }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_ITEMS),
    ValidateNested({ each: true }),
    Type(type),
  );
}

export function Ids(required = true): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      required,
      type: 'array',
      items: { ...UUID, example: EXAMPLE_ID },
      minItems: 1,
      maxItems: MOST_ITEMS,
    }),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_ITEMS),
    IsString({ each: true }),
    Matches(SALE_ID, { each: true, message: 'each value in $property must be a sale id, a UUID' }),
  );
}

function Flag(fallback: boolean, description: string): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({ type: 'boolean', default: fallback, description }),
    IsBoolean(),
  );
}

/** Nothing of it is a must here: an item that lacks what a line needs fails by itself, and the others are written. */
export class LineValuesDto {
  @Cell({ description: 'Needed. Invoice; C… is a return.', example: '581587', number: true })
  invoice_no?: string | number | null;

  @Cell({ description: 'Needed. Product or service.', example: '85123A', number: true })
  stock_code?: string | number | null;

  @Cell({ description: 'Description.', example: 'WHITE HANGING HEART T-LIGHT HOLDER' })
  description?: string | null;

  @Cell({ description: 'Needed. Whole units, not 0; negative on a return.', example: 6, number: true })
  quantity?: string | number | null;

  @Cell({ description: 'Needed. Price of one unit, a plain decimal above 0.', example: 2.55, number: true })
  unit_price?: string | number | null;

  @Cell({
    description: 'Needed. ISO 8601; no offset means UTC. At most 24 hours ahead.',
    example: '2011-12-09T12:50:00Z',
  })
  invoice_date?: string | null;

  @Cell({ description: 'Customer; none for an anonymous sale.', example: '17850', number: true })
  customer_id?: string | number | null;

  @Cell({ description: 'Name, ISO code or usual alias.', example: 'United Kingdom' })
  country?: string | null;

  @Cell({ description: 'Tells equal lines of an invoice apart.', example: 1, number: true })
  line_no?: string | number | null;
}

export class UpsertLineDto extends LineValuesDto {
  @ApiPropertyOptional({
    ...UUID,
    nullable: true,
    description: 'The sale; else the line of that invoice, stock code and line number.',
    example: EXAMPLE_ID,
  })
  @IsOptional()
  @Matches(SALE_ID, { message: '$property must be a sale id, a UUID' })
  sale_id?: string | null;
}

export class UpdateLineDto extends LineValuesDto {
  @ApiProperty({ ...UUID, example: EXAMPLE_ID })
  @Matches(SALE_ID, { message: '$property must be a sale id, a UUID' })
  sale_id!: string;
}

export class BatchOptions {
  @Flag(false, 'Nothing is written where an item fails; else the others are.')
  fail_on_error: boolean = false;
}

class JudgedBatch extends BatchOptions {
  @Flag(true, 'Items that break a rule fail; else they are written, and go to quarantine.')
  validate_items: boolean = true;
}

export class CreateBatchDto extends JudgedBatch {
  @Items(() => LineValuesDto)
  items!: LineValuesDto[];
}

export class UpsertBatchDto extends JudgedBatch {
  @Items(() => UpsertLineDto)
  items!: UpsertLineDto[];
}

export class UpdateBatchDto extends JudgedBatch {
  @Items(() => UpdateLineDto)
  updates!: UpdateLineDto[];

  @Flag(false, 'An update of a sale that is not there, but says a whole line, makes it.')
  upsert: boolean = false;
}

export class DeleteBatchDto extends BatchOptions {
  @Ids()
  ids!: string[];

  @ApiPropertyOptional({
    type: 'boolean',
    default: true,
    enum: [true],
    description:
      'Deleted sales leave gold; bronze keeps the lines, and the sale can be created again. Nothing else is on offer: a person is erased by POST /api/v1/privacy/erasures.',
  })
  @IsIn([true], {
    message:
      '$property can only be true: bronze keeps every line. POST /api/v1/privacy/erasures erases a customer',
  })
  soft_delete: boolean = true;

  @ApiPropertyOptional({ maxLength: 500, pattern: '^[^\\u0000]*$', description: 'Kept beside the deletion.' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  @Matches(/^[^\u0000\p{Cs}]*$/u)
  reason?: string;
}

export class ValidateBatchDto {
  @Items(() => UpsertLineDto)
  items!: UpsertLineDto[];
}

export class BatchItemErrorDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Place of the item in the request, from 0.' })
  index!: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null where it is about the whole item.' })
  field!: string | null;

  @ApiProperty({
    example: 'zero_price',
    description:
      'A rule of GET /api/v1/quality/rules, or not_found, ambiguous_key, deleted, missing_value, not_quarantined.',
  })
  reason!: string;

  @ApiProperty()
  message!: string;
}

export class BatchItemResultDto {
  @ApiProperty({ type: 'integer', minimum: 0 })
  index!: number;

  @ApiProperty(UUID)
  sale_id!: string;

  @ApiProperty({ enum: ['created', 'updated', 'unchanged', 'deleted', 'quarantined'] })
  status!: string;
}

export class BatchFailureDto {
  @ApiProperty()
  message!: string;

  @ApiProperty({ type: 'string', nullable: true })
  hint!: string | null;
}

export class BatchDto {
  @ApiProperty({ format: 'uuid' })
  batch_id!: string;

  @ApiProperty({ enum: OPERATIONS })
  operation!: string;

  @ApiProperty({
    enum: ['accepted', 'processing', 'completed', 'failed'],
    description:
      'Accepted batches are durable and will be written; of completed ones the next read shows all.',
  })
  status!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  total_requested!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  successful!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  failed!: number;

  @ApiProperty({ type: [BatchItemErrorDto] })
  errors!: BatchItemErrorDto[];

  @ApiProperty({ type: [BatchItemResultDto], description: 'Of completed batches.' })
  results!: BatchItemResultDto[];

  @ApiProperty({ type: BatchFailureDto, nullable: true, description: 'Why a batch failed as a whole.' })
  error!: BatchFailureDto | null;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'From its acceptance to its end, or until now.',
  })
  processing_time_ms!: number;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The run that writes it, with others of its time.',
  })
  run_id!: string | null;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'Version of gold that shows it first; null where no run judged it so far.',
  })
  gold_version!: number | null;

  @ApiProperty({ example: '/api/v1/batch/status/2f1e8a4e-8b3f-4f6f-9a57-0d7fb6b8c0de' })
  status_url!: string;
}

export class FailedBatchesAnswer {
  @ApiProperty({ type: [BatchDto] })
  data!: BatchDto[];
}

export class FailedBatchDto extends BatchDto {
  @ApiProperty({
    type: 'array',
    items: { type: 'object', nullable: true, additionalProperties: true },
    description: 'What it asks to write, in its order; null for items that were refused when it came.',
  })
  items!: (object | null)[];
}

export class ValidationAnswer {
  @ApiProperty({ type: 'integer', minimum: 1 })
  total_requested!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  valid!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  invalid!: number;

  @ApiProperty({ type: [BatchItemErrorDto] })
  errors!: BatchItemErrorDto[];
}

export class LimitsAnswer {
  @ApiProperty({ type: 'integer' })
  min_items!: number;

  @ApiProperty({ type: 'integer' })
  max_items!: number;

  @ApiProperty({ type: 'integer', description: 'Batches with more items are answered 202 at once.' })
  sync_items!: number;

  @ApiProperty({ type: 'integer' })
  max_body_bytes!: number;

  @ApiProperty({ type: [String] })
  operations!: string[];
}
