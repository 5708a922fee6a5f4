import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { Given } from '../../../../../platform/http/given.js';
import {
  type Comparison,
  COMPARISON_NAMES,
  DIMENSION_NAMES,
  GRANULARITY_NAMES,
  MEASURE_NAMES,
  MOST_ROWS,
  ResultColumnDto,
  ROW_SCHEMA,
} from '../../../../datamart/index.js';
import { ForecastAnswer } from '../../../../insights/index.js';
import { ExportFiltersDto } from './export.dto.js';

const MOST_NAMES = 12;

/** Names are checked by the semantic layer, which knows what is near. */
function Names(description: string, example: string[]): PropertyDecorator {
  return applyDecorators(
    ApiPropertyOptional({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 60 },
      minItems: 1,
      maxItems: MOST_NAMES,
      description,
      example,
    }),
    Given(),
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MOST_NAMES),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(60, { each: true }),
  );
}

export class SalesAnalyticsOrderDto {
  @ApiProperty({ minLength: 1, maxLength: 60, example: 'net_revenue' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  by!: string;

  @ApiPropertyOptional({ enum: ['asc', 'desc'], default: 'desc' })
  @Given()
  @IsIn(['asc', 'desc'])
  direction?: 'asc' | 'desc';
}

export class SalesAnalyticsDto {
  @ApiPropertyOptional({ type: ExportFiltersDto })
  @Given()
  @IsObject()
  @ValidateNested()
  @Type(() => ExportFiltersDto)
  filters?: ExportFiltersDto;

  @Names(
    `Of ${MEASURE_NAMES.join(', ')}. Without any: net_revenue, orders, customers, units, avg_order_value.`,
    ['net_revenue', 'orders'],
  )
  measures?: string[];

  @Names(`Of ${DIMENSION_NAMES.join(', ')}; beside the date, which is always there.`, ['country'])
  dimensions?: string[];

  @ApiPropertyOptional({
    type: 'string',
    minLength: 1,
    maxLength: 60,
    default: 'month',
    description: `Cuts the date: ${GRANULARITY_NAMES.join(', ')}.`,
  })
  @Given()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  granularity?: string;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', enum: COMPARISON_NAMES },
    minItems: 1,
    maxItems: 1,
    description: 'The period compared with; one at a time.',
    example: ['previous_period'],
  })
  @Given()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1)
  @IsIn(COMPARISON_NAMES, { each: true })
  comparisons?: Comparison[];

  @ApiPropertyOptional({
    type: [SalesAnalyticsOrderDto],
    maxItems: 6,
    description: 'Of the series; what is equal follows by date and dimensions.',
  })
  @Given()
  @IsArray()
  @ArrayMaxSize(6)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SalesAnalyticsOrderDto)
  order?: SalesAnalyticsOrderDto[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_ROWS, default: 1_000 })
  @Given()
  @IsInt()
  @Min(1)
  @Max(MOST_ROWS)
  limit?: number;

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description:
      'Also a daily forecast of the first measure that days have of their own, over the lines that fit, from the last day on.',
  })
  @Given()
  @IsBoolean()
  include_forecasting?: boolean;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 365, default: 28, description: 'Days ahead.' })
  @Given()
  @IsInt()
  @Min(1)
  @Max(365)
  forecast_horizon?: number;
}

class AnalysedDaysDto {
  @ApiProperty({ format: 'date' })
  from!: string;

  @ApiProperty({ format: 'date' })
  to!: string;
}

class AnalysedComparisonDto extends AnalysedDaysDto {
  @ApiProperty({ enum: COMPARISON_NAMES })
  mode!: string;

  @ApiProperty()
  description!: string;
}

export class SalesAnalyticsAnswer {
  @ApiProperty({ type: [ResultColumnDto] })
  columns!: ResultColumnDto[];

  @ApiProperty({
    type: 'array',
    items: ROW_SCHEMA,
    description: 'By the names of the columns; without dimensions every period is there.',
  })
  series!: Record<string, string | number | boolean | null>[];

  @ApiProperty({ ...ROW_SCHEMA, description: 'The same measures over all lines that fit.' })
  totals!: Record<string, string | number | boolean | null>;

  @ApiProperty({ description: 'There are more rows than the limit.' })
  truncated!: boolean;

  @ApiProperty()
  granularity!: string;

  @ApiProperty({ type: AnalysedDaysDto, nullable: true })
  period!: AnalysedDaysDto | null;

  @ApiProperty({ type: AnalysedComparisonDto, nullable: true })
  compared!: AnalysedComparisonDto | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'The filters that were given, as they were given.',
  })
  filters_applied!: Record<string, unknown>;

  @ApiPropertyOptional({
    type: ForecastAnswer,
    nullable: true,
    description: 'Only with include_forecasting; as POST /api/v1/insights/forecast answers.',
  })
  forecast?: ForecastAnswer | null;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    description: 'Only with include_forecasting: why there is no forecast; null where there is one.',
  })
  no_forecast_because?: string | null;

  @ApiProperty({ example: 'GBP' })
  currency!: string;

  @ApiProperty({ type: 'integer' })
  gold_version!: number;
}
