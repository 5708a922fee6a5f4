import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type ShownGold } from '../../../warehouse/index.js';
import { COMPARISON_NAMES } from '../../domain/period.js';

/** A row by the names of its columns. */
export const ROW_SCHEMA: {
  type: 'object';
  additionalProperties: { oneOf: { type: string; nullable?: boolean }[] };
} = {
  type: 'object',
  additionalProperties: {
    oneOf: [{ type: 'string', nullable: true }, { type: 'number' }, { type: 'boolean' }],
  },
};

export class DaysDto {
  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date', description: 'Included.' })
  to!: string;
}

export class ComparedDaysDto extends DaysDto {
  @ApiProperty({ enum: COMPARISON_NAMES })
  mode!: string;

  @ApiProperty({ description: 'How days are set beside each other.' })
  description!: string;
}

/** What every answer says of itself. */
export class OfGoldDto {
  @ApiProperty({ description: 'Of all amounts, ISO 4217.', example: 'GBP' })
  currency!: string;

  @ApiProperty({
    type: 'integer',
    description: 'Version of gold that all figures are of; 0 before anything was published.',
  })
  gold_version!: number;
}

export class OfPeriodDto extends OfGoldDto {
  @ApiProperty({
    type: DaysDto,
    nullable: true,
    description: 'The days that were asked for; null where none were named and there are no facts.',
  })
  period!: DaysDto | null;
}

export class ResultColumnDto {
  @ApiProperty({ example: 'net_revenue' })
  name!: string;

  @ApiProperty({
    enum: ['dimension', 'measure', 'compared', 'change'],
    description: 'change is (now − then) ÷ |then|; null where only then is 0.',
  })
  kind!: string;

  @ApiProperty({ description: 'The dimension or measure.' })
  of!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty({ enum: ['text', 'integer', 'number', 'boolean', 'date'] })
  type!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    enum: ['currency', 'count', 'units', 'share', 'days', null],
  })
  unit!: string | null;

  @ApiProperty({ type: 'string', nullable: true, enum: ['money', 'integer', 'decimal', 'percent', null] })
  format!: string | null;
}

export class SemanticAnswer extends OfPeriodDto {
  @ApiProperty({ type: [ResultColumnDto] })
  columns!: ResultColumnDto[];

  @ApiProperty({
    type: 'array',
    items: ROW_SCHEMA,
    description: 'By the names of the columns.',
  })
  rows!: Record<string, string | number | boolean | null>[];

  @ApiProperty({ description: 'There are more rows than the limit.' })
  truncated!: boolean;

  @ApiProperty({ type: ComparedDaysDto, nullable: true })
  compared!: ComparedDaysDto | null;

  @ApiProperty({ type: 'string', nullable: true })
  granularity!: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  as_of!: string | null;

  @ApiPropertyOptional({
    description:
      'With explain=true: the statement over tables of the lake. The engine may read sums of them that it keeps.',
  })
  sql?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: {},
    description: 'With explain=true: what stands for $1, $2, … in it.',
  })
  parameters?: unknown[];
}

class DatamartMeasureDto {
  @ApiProperty({ example: 'net_revenue' })
  name!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ enum: ['currency', 'count', 'units', 'share', 'days'] })
  unit!: string;

  @ApiProperty({ enum: ['money', 'integer', 'decimal', 'percent'] })
  format!: string;

  @ApiProperty({
    enum: ['additive', 'over_time', 'none'],
    description: 'Whether values of parts may be added up: over all dimensions, over time alone, or not.',
  })
  additivity!: string;

  @ApiProperty({ description: 'It is null, and not 0, where nothing tells it.' })
  nullable!: boolean;

  @ApiProperty({ description: 'Of other measures, or of the columns of a line.' })
  formula!: string;

  @ApiProperty({ type: [String], description: 'The measures that it is made of.' })
  parts!: string[];
}

class DatamartDimensionDto {
  @ApiProperty({ example: 'country' })
  name!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ enum: ['text', 'integer', 'number', 'boolean', 'date'] })
  type!: string;

  @ApiProperty({ description: 'It filters, and groups nothing.' })
  only_filters!: boolean;
}

class DatamartGranularityDto {
  @ApiProperty({ example: 'month' })
  name!: string;

  @ApiProperty()
  label!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ example: '2011-05' })
  example!: string;
}

class DescribedNameDto {
  @ApiProperty()
  name!: string;

  @ApiProperty()
  description!: string;
}

export class CatalogueAnswer extends OfGoldDto {
  @ApiProperty({ type: [DatamartMeasureDto] })
  measures!: DatamartMeasureDto[];

  @ApiProperty({ type: [DatamartDimensionDto] })
  dimensions!: DatamartDimensionDto[];

  @ApiProperty({ type: [DatamartGranularityDto] })
  granularities!: DatamartGranularityDto[];

  @ApiProperty({ type: [DescribedNameDto] })
  comparisons!: DescribedNameDto[];

  @ApiProperty({ type: [String] })
  operators!: string[];

  @ApiProperty({ type: DaysDto, nullable: true, description: 'First and last day of the facts.' })
  facts!: DaysDto | null;
}

export function ofGold({ currency, version }: ShownGold): OfGoldDto {
  return { currency, gold_version: version };
}
