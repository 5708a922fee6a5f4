import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { IsIn, IsOptional, Matches } from 'class-validator';
import { type Dimension, WEIGHTS } from '../../../domain/score.js';
import { type Granularity, GRANULARITIES } from '../../../domain/trends.js';
import { type Scope, SCOPES } from '../../../service/quality-report.service.js';
import { WholeNumber } from './query.js';

const STATUSES = ['accepted', 'blocked', 'rejected'] as const;
const COUNTS = { type: 'object', additionalProperties: { type: 'integer', minimum: 0 } } as const;
const SHARE = { type: 'number', minimum: 0, maximum: 1 } as const;
const VERSION = {
  type: 'integer',
  minimum: 0,
  description: 'Version of the lake that the answer is of; 0 where it is empty.',
} as const;

export class QualityPageQuery {
  @WholeNumber(1, 1_000_000, { fallback: 1, description: 'Page, from 1.' })
  page: number = 1;

  @WholeNumber(1, 100, { fallback: 20, description: 'Entries of a page.' })
  size: number = 20;
}

export class ScoresQuery extends QualityPageQuery {
  @ApiPropertyOptional({ enum: STATUSES, description: 'Only batches of this status.' })
  @IsOptional()
  @IsIn(STATUSES)
  status?: (typeof STATUSES)[number];
}

export class TrendsQuery {
  @ApiPropertyOptional({ enum: GRANULARITIES, default: 'day', description: 'Weeks begin on Monday; UTC.' })
  @IsOptional()
  @IsIn(GRANULARITIES)
  granularity: Granularity = 'day';

  @WholeNumber(1, 1000, { fallback: 90, description: 'How many periods, the newest.' })
  limit: number = 90;
}

export class ScopeQuery {
  @ApiPropertyOptional({
    enum: SCOPES,
    default: 'newest',
    description: 'The newest batch, or all accepted ones as if they were one.',
  })
  @IsOptional()
  @IsIn(SCOPES)
  scope: Scope = 'newest';
}

export class ProfileQuery {
  @ApiProperty({ pattern: '^[a-z][a-z0-9_]{0,62}$', description: 'Table of the lake.', example: 'fact_sale' })
  @Matches(/^[a-z][a-z0-9_]{0,62}$/)
  table!: string;

  @WholeNumber(1, 1_000_000_000, { description: 'An earlier version of the lake.' })
  at_version?: number;
}

export class DimensionSharesDto implements Record<Dimension, number> {
  @ApiProperty(SHARE)
  completeness!: number;

  @ApiProperty(SHARE)
  accuracy!: number;

  @ApiProperty(SHARE)
  consistency!: number;

  @ApiProperty(SHARE)
  uniqueness!: number;

  @ApiProperty(SHARE)
  validity!: number;

  @ApiProperty(SHARE)
  timeliness!: number;
}

export class BatchCountsDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Rows that came: the others together.' })
  bronze!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  silver!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  quarantined!: number;

  @ApiProperty({
    type: 'integer',
    minimum: 0,
    description: 'Copies of lines of this batch or an earlier one.',
  })
  duplicates!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Corrected or deleted before they came.' })
  superseded!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Deletions in force.' })
  operations!: number;
}

export class GateVerdictDto {
  @ApiProperty()
  passed!: boolean;

  @ApiProperty({ description: 'False where the batch was too small to judge.' })
  judged!: boolean;

  @ApiProperty({ type: [String], description: 'Why it did not pass, one sentence a threshold.' })
  reasons!: string[];
}

export class BatchScoreDto {
  @ApiProperty({ description: 'Run that brought the batch.' })
  run_id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Version of the lake in which the batch came.' })
  version!: number;

  @ApiProperty({ type: 'string', format: 'date-time' })
  finished_at!: string;

  @ApiProperty({ enum: STATUSES, description: 'What has become of it; a blocked one waits for a person.' })
  status!: string;

  @ApiProperty({ type: [String], description: 'Base names of its files.' })
  files!: string[];

  @ApiProperty({ type: 'number', minimum: 0, maximum: 100 })
  score!: number;

  @ApiProperty()
  dimensions!: DimensionSharesDto;

  @ApiProperty({ description: 'As the run counted when the batch came.' })
  counts!: BatchCountsDto;

  @ApiProperty({ type: 'integer', minimum: 0 })
  duplicates_within_batch!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  copies_of_earlier_lines!: number;

  @ApiProperty()
  gate!: GateVerdictDto;

  @ApiProperty({ ...COUNTS, description: 'Quarantined lines by rule; a line can break several.' })
  reasons!: Record<string, number>;

  @ApiProperty({ ...COUNTS, description: 'Remarks on lines that were kept, by name.' })
  warnings!: Record<string, number>;
}

export class ScoresAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty({ type: [BatchScoreDto], description: 'Newest first.' })
  data!: BatchScoreDto[];

  @ApiProperty()
  pagination!: Pagination;
}

export class TrendPeriodDto {
  @ApiProperty({ type: 'string', format: 'date', description: 'First day of the period.' })
  period!: string;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'Batches that came, whatever has become of them.',
  })
  batches!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Those that the gate stopped.' })
  blocked!: number;

  @ApiProperty()
  counts!: BatchCountsDto;

  @ApiProperty({
    type: 'number',
    minimum: 0,
    maximum: 100,
    description: 'Mean of the batches by their rows.',
  })
  score!: number;

  @ApiProperty()
  dimensions!: DimensionSharesDto;
}

export class TrendsAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty({ enum: GRANULARITIES })
  granularity!: string;

  @ApiProperty({
    type: [TrendPeriodDto],
    description: 'Oldest first; periods without a batch are not there.',
  })
  data!: TrendPeriodDto[];
}

export class DimensionDto {
  @ApiProperty({ enum: Object.keys(WEIGHTS) })
  name!: string;

  @ApiProperty({ ...SHARE, description: 'Share of the score.' })
  weight!: number;

  @ApiProperty({ ...SHARE, nullable: true, description: 'Null where there is no row.' })
  value!: number | null;

  @ApiProperty({ description: 'What it is the share of.' })
  means!: string;

  @ApiProperty({ enum: ['cells', 'rows'], description: 'What `good` and `all` count.' })
  unit!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  good!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  all!: number;
}

class ScopedAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty({ enum: SCOPES })
  scope!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'The newest batch; null for all accepted ones.',
  })
  run_id!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0 })
  batches!: number;

  @ApiProperty({ type: 'integer', minimum: 0 })
  rows!: number;
}

export class DimensionsAnswer extends ScopedAnswer {
  @ApiProperty({ type: 'number', nullable: true, minimum: 0, maximum: 100 })
  score!: number | null;

  @ApiProperty({ type: [DimensionDto] })
  data!: DimensionDto[];
}

export class RecommendationDto {
  @ApiProperty({ description: 'Rule, warning or measure that it is about.', example: 'zero_price' })
  code!: string;

  @ApiProperty({ enum: ['high', 'medium', 'low'], description: 'High from 5% on, medium from 1% on.' })
  severity!: string;

  @ApiProperty({ description: 'The number of the report that says so.', example: 'reasons.zero_price' })
  measure!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  affected!: number;

  @ApiProperty({ enum: ['rows', 'kept lines', 'invoices'], description: 'What `affected` counts.' })
  of!: string;

  @ApiProperty({ ...SHARE, nullable: true, description: 'Null for invoices, which are not counted in all.' })
  share!: number | null;

  @ApiProperty({ description: 'What was found.' })
  finding!: string;

  @ApiProperty({ description: 'The way out.' })
  action!: string;
}

export class RecommendationsAnswer extends ScopedAnswer {
  @ApiProperty({ type: [RecommendationDto], description: 'The worst first.' })
  data!: RecommendationDto[];
}

export class RuleDto {
  @ApiProperty({ example: 'zero_price' })
  code!: string;

  @ApiProperty({ enum: ['error', 'warning'], description: 'Errors send a line to quarantine.' })
  kind!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['accuracy', 'validity', null],
    description: 'Dimension of the score in which an error counts.',
  })
  dimension!: string | null;

  @ApiProperty()
  sentence!: string;

  @ApiProperty({ description: 'What to do about it.' })
  action!: string;
}

export class GateThresholdsDto {
  @ApiProperty({ type: 'integer', minimum: 0, description: 'Smaller batches are not judged.' })
  min_rows!: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 100 })
  min_score!: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 100 })
  max_quarantined_percent!: number;

  @ApiProperty({ type: 'number', minimum: 0, maximum: 100 })
  max_duplicates_percent!: number;
}

export class RulesAnswer {
  @ApiProperty({ type: [RuleDto] })
  data!: RuleDto[];

  @ApiProperty({ description: 'What a batch must meet to change gold.' })
  gate!: GateThresholdsDto;
}

export class QuantilesDto {
  @ApiProperty()
  p05!: number;

  @ApiProperty()
  p25!: number;

  @ApiProperty()
  p50!: number;

  @ApiProperty()
  p75!: number;

  @ApiProperty()
  p95!: number;
}

export class TopValueDto {
  @ApiProperty()
  value!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  rows!: number;

  @ApiProperty({ ...SHARE, description: 'Of all rows of the table.' })
  share!: number;
}

export class ColumnProfileDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'Type in the lake.', example: 'decimal(18,4)' })
  type!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  nulls!: number;

  @ApiProperty({ ...SHARE, nullable: true, description: 'Null where there is no row.' })
  null_share!: number | null;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Different values, nulls not among them.' })
  distinct!: number;

  @ApiProperty({ enum: ['exact', 'approximate'], description: 'What distinct values and quantiles are.' })
  method!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'As text; at most 200 characters.' })
  min!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'As text; at most 200 characters.' })
  max!: string | null;

  @ApiProperty({
    type: QuantilesDto,
    nullable: true,
    description: 'Of numbers; null for other columns, and where there is no value.',
  })
  quantiles!: QuantilesDto | null;

  @ApiProperty({
    type: [TopValueDto],
    description: 'The ten most frequent values; none where every value is there once.',
  })
  top_values!: TopValueDto[];
}

export class ProfileAnswer {
  @ApiProperty(VERSION)
  as_of_version!: number;

  @ApiProperty()
  table!: string;

  @ApiProperty({ enum: ['bronze', 'silver', 'gold', 'mart'] })
  layer!: string;

  @ApiProperty({ type: 'integer', minimum: 0 })
  rows!: number;

  @ApiProperty({ type: [ColumnProfileDto] })
  columns!: ColumnProfileDto[];
}
