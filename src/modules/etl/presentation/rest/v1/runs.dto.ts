import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
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
import { type RunRecord, type StageRecord } from '../../../domain/run-record.js';
import { type FileOutcome } from '../../../domain/run-report.js';

const KINDS = ['run', 'write', 'approve', 'reject', 'rebuild', 'erase'];
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

  @ApiProperty({ example: '/api/v1/etl/runs/20261124T045500-07b1a2b3c' })
  status_url!: string;

  @ApiProperty({ example: '/api/v1/etl/runs/20261124T045500-07b1a2b3c/events' })
  events_url!: string;
}

export class RunRequestDto {
  @ApiProperty({ type: [String], nullable: true })
  paths!: string[] | null;

  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  mapping!: Record<string, unknown> | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The blocked run that is decided on.' })
  run!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'Why it is decided so.' })
  reason!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'The run of which this is another try.' })
  retry_of!: string | null;
}

export class RunErrorDto {
  @ApiProperty({ example: 'invalid' })
  kind!: string;

  @ApiProperty()
  message!: string;

  @ApiProperty({ type: 'string', nullable: true })
  hint!: string | null;
}

export class StageDto {
  @ApiProperty({ enum: ['bronze', 'silver', 'gate', 'gold', 'publish'] })
  stage!: StageRecord['stage'];

  @ApiProperty({ enum: ['running', 'done', 'failed'] })
  status!: StageRecord['status'];

  @ApiProperty({ type: 'string', format: 'date-time' })
  started_at!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Steps of `total` that are done.' })
  done!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  total!: number;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'What the stage counted; each stage counts other things.',
  })
  counts!: Record<string, unknown> | null;

  @ApiProperty({ type: 'string', nullable: true })
  error!: string | null;
}

export class FileOutcomeDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  path!: string;

  @ApiProperty({ enum: ['ingested', 'already_accepted', 'waiting_for_approval', 'refused'] })
  status!: FileOutcome['status'];

  @ApiProperty({ type: 'integer', minimum: 0 })
  rows!: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null where the file could not be read.' })
  sha256!: string | null;

  @ApiProperty({ type: [String], description: 'Remarks, or why the file was refused and what to do.' })
  notes!: string[];
}

export class RowCountsDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Rows that came: the others together.' })
  bronze!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  silver!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  quarantined!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  duplicates!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'A later operation has taken their place.' })
  superseded!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Deletions in force.' })
  operations!: number;
}

export class RunQualityDto {
  @ApiProperty({ minimum: 0, maximum: 1 })
  completeness!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  accuracy!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  consistency!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  uniqueness!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  validity!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  timeliness!: number;

  @ApiProperty({ minimum: 0, maximum: 100 })
  score!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  duplicates_within_batch!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  copies_of_earlier_lines!: number;
}

export class RunGateDto {
  @ApiProperty()
  passed!: boolean;

  @ApiProperty({ description: 'False where the batch was too small to judge.' })
  judged!: boolean;

  @ApiProperty({ type: [String], description: 'Why it did not pass, one sentence a threshold.' })
  reasons!: string[];
}

export class TableOutcomeDto {
  @ApiProperty({ type: 'integer', minimum: 0 })
  rows!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  files_added!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  files_removed!: number;
}

export class GoldTotalsDto {
  @ApiProperty({ type: 'integer', minimum: 0 })
  fact_rows!: number;

  @ApiProperty({ description: 'Decimal text.', example: '8911407.9040' })
  net_revenue!: string;

  @ApiProperty({ example: 'GBP' })
  currency!: string;
}

export class RunLineageDto {
  @ApiProperty({ type: [String], description: 'Tables that those are made of.' })
  reads!: string[];

  @ApiProperty({ type: [String] })
  writes!: string[];
}

@ApiExtraModels(TableOutcomeDto)
class ErasureCountsDto {
  @ApiProperty({ description: 'Keyed hash of the customer id.' })
  fingerprint!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'Lines that lost their customer, in blocked and rejected batches too.',
  })
  lines!: number;
}

export class RunDto {
  @ApiProperty({ example: '20261124T045500-07b1a2b3c' })
  run_id!: string;

  @ApiProperty({ enum: KINDS })
  kind!: RunRecord['kind'];

  @ApiProperty({ enum: STATUSES })
  status!: RunRecord['status'];

  @ApiProperty({ type: 'integer', nullable: true, description: 'Version of the lake that the run made.' })
  version!: number | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The configured source or schedule that asked; null for people.',
  })
  source!: string | null;

  @ApiProperty({ type: RunRequestDto, nullable: true, description: 'Null where the record is forgotten.' })
  request!: RunRequestDto | null;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true, description: 'How often it was begun.' })
  attempts!: number | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  created_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  started_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  finished_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  cancel_requested_at!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true })
  duration_ms!: number | null;

  @ApiProperty({ type: RunErrorDto, nullable: true, description: 'Why it failed.' })
  error!: RunErrorDto | null;

  @ApiProperty({ type: [StageDto] })
  stages!: StageDto[];

  @ApiProperty({ type: [FileOutcomeDto] })
  files!: FileOutcomeDto[];

  @ApiProperty({ type: RowCountsDto, nullable: true, description: 'Null where there is no report.' })
  counts!: RowCountsDto | null;

  @ApiProperty({ type: RowCountsDto, nullable: true, description: 'Of all accepted batches together.' })
  lake_counts!: RowCountsDto | null;

  @ApiProperty({ type: RunQualityDto, nullable: true, description: 'Null where no rows came.' })
  quality!: RunQualityDto | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description: 'Quarantined lines by the rule that they break; a line can break several.',
  })
  reasons!: Record<string, number>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description: 'Lines by warning.',
  })
  warnings!: Record<string, number>;

  @ApiProperty({ type: RunGateDto, nullable: true })
  gate!: RunGateDto | null;

  @ApiProperty({ type: [String], description: 'Months that were computed again.', example: ['2011-12'] })
  months!: string[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: getSchemaPath(TableOutcomeDto) },
    description: 'What it wrote, by table.',
  })
  tables!: Record<string, TableOutcomeDto>;

  @ApiProperty({ type: 'integer', minimum: 0, nullable: true })
  audits_passed!: number | null;

  @ApiProperty({ type: GoldTotalsDto, nullable: true, description: 'The facts after the run.' })
  gold!: GoldTotalsDto | null;

  @ApiProperty({ type: ErasureCountsDto, nullable: true, description: 'Of an erasure.' })
  erasure!: ErasureCountsDto | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer', minimum: 0 },
    description: 'Milliseconds by step.',
  })
  timings!: Record<string, number>;

  @ApiProperty({ type: RunLineageDto })
  lineage!: RunLineageDto;
}
