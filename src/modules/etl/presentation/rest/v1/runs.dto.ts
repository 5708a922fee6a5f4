import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

const KINDS = ['run', 'approve', 'reject', 'rebuild', 'erase'];
const STATUSES = [
  'queued',
  'running',
  'published',
  'blocked',
  'rejected',
  'no_new_data',
  'failed',
  'cancelled',
];
const RUN_ID = /^[\w-]{1,64}$/;
/** Text that PostgreSQL and UTF-8 can hold. */
const TEXT = /^[^\p{Surrogate}\0]*$/u;

export class RunsQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  limit: number = 20;

  @ApiPropertyOptional({ description: '`next_cursor` of the page before.', pattern: RUN_ID.source })
  @IsOptional()
  @Matches(RUN_ID)
  cursor?: string;

  @ApiPropertyOptional({ enum: STATUSES })
  @IsOptional()
  @IsIn(STATUSES)
  status?: string;

  @ApiPropertyOptional({ enum: KINDS })
  @IsOptional()
  @IsIn(KINDS)
  kind?: string;
}

export class StartRunDto {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 1000,
    description: 'Absolute files, folders or globs below the folders of TILLHOUSE_RUN_ROOTS.',
    example: ['/data/inbox/2011-12-09.csv'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsString({ each: true })
  @MinLength(1, { each: true })
  @MaxLength(4096, { each: true })
  @Matches(TEXT, { each: true })
  paths!: string[];

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'As docs/ingest.md describes.',
  })
  @IsOptional()
  @IsObject()
  mapping?: Record<string, unknown>;
}

export class DecisionDto {
  @ApiPropertyOptional({ type: String, maxLength: 2000, description: 'Kept in the record of the new run.' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  @Matches(TEXT)
  reason?: string;
}

export class RunSummaryDto {
  @ApiProperty()
  run_id!: string;

  @ApiProperty({ enum: KINDS })
  kind!: string;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Version of the lake that the run made.' })
  version!: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty({ type: 'integer' })
  files!: number;

  @ApiProperty({ type: 'integer', description: 'Bronze rows of the batch.' })
  rows!: number;

  @ApiProperty({ nullable: true, type: 'number', description: 'Quality score, 0 to 100.' })
  score!: number | null;

  @ApiProperty({ nullable: true, type: 'string', description: 'Why it failed.' })
  error!: string | null;
}

export class RunsAnswer {
  @ApiProperty({ type: [RunSummaryDto] })
  data!: RunSummaryDto[];

  @ApiProperty({ type: 'string', nullable: true, description: 'Null on the last page.' })
  next_cursor!: string | null;
}

export class AskedRunDto {
  @ApiProperty()
  run_id!: string;

  @ApiProperty({ enum: STATUSES })
  status!: string;

  @ApiProperty({ example: '/api/v1/etl/runs/20261124T045500-1a2b3c' })
  status_url!: string;

  @ApiProperty({ example: '/api/v1/etl/runs/20261124T045500-1a2b3c/events' })
  events_url!: string;
}
