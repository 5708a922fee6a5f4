import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { Given, OptionalDay } from '../../../../platform/http/given.js';
import { DIMENSION_NAMES, GRANULARITY_NAMES, MEASURE_NAMES } from '../../domain/metrics/catalogue.js';
import { type Comparison, COMPARISON_NAMES, COMPARISONS } from '../../domain/period.js';
import {
  DEFAULT_ROWS,
  type FilterValue,
  MOST_DIMENSIONS,
  MOST_FILTERS,
  MOST_MEASURES,
  MOST_ROWS,
  MOST_VALUES,
  type Operator,
  OPERATORS,
  type SemanticQuery,
} from '../../domain/query.js';

const LONGEST = 200;

/** Names are checked by the service, which knows what is near. */
function Names(description: string, example: string[], least: number, most: number): PropertyDecorator {
  return applyDecorators(
    (least > 0 ? ApiProperty : ApiPropertyOptional)({
      type: 'array',
      items: { type: 'string', minLength: 1, maxLength: 60 },
      minItems: least,
      maxItems: most,
      description,
      example,
    }),
    ...(least > 0 ? [] : [Given()]),
    IsArray(),
    ArrayMinSize(least),
    ArrayMaxSize(most),
    IsString({ each: true }),
    MinLength(1, { each: true }),
    MaxLength(60, { each: true }),
  );
}

export class SemanticFilterDto {
  @ApiProperty({ maxLength: 60, minLength: 1, example: 'country' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  dimension!: string;

  @ApiPropertyOptional({ enum: OPERATORS, default: 'in' })
  @Given()
  @IsIn(OPERATORS)
  operator?: Operator;

  @ApiPropertyOptional({
    type: 'array',
    items: { oneOf: [{ type: 'string', maxLength: LONGEST }, { type: 'number' }, { type: 'boolean' }] },
    maxItems: MOST_VALUES,
    description: 'None for is_null and is_not_null, one for gte, lte and contains.',
    example: ['UK', 'FR'],
  })
  @Given()
  @IsArray()
  @ArrayMaxSize(MOST_VALUES)
  @ValidateBy({
    name: 'isValue',
    validator: {
      validate: (values: unknown) =>
        Array.isArray(values) &&
        values.every(
          (value) =>
            (typeof value === 'string' && value.length <= LONGEST) ||
            (typeof value === 'number' && Number.isFinite(value)) ||
            typeof value === 'boolean',
        ),
      defaultMessage: () => `$property are texts of at most ${LONGEST} characters, numbers, true or false`,
    },
  })
  values?: FilterValue[];
}

export class SemanticPeriodDto {
  @OptionalDay('First day.')
  from?: string;

  @OptionalDay('Last day, included.')
  to?: string;
}

export class SemanticOrderDto {
  @ApiProperty({ maxLength: 60, minLength: 1, example: 'net_revenue' })
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  by!: string;

  @ApiPropertyOptional({ enum: ['asc', 'desc'], default: 'desc' })
  @Given()
  @IsIn(['asc', 'desc'])
  direction?: 'asc' | 'desc';
}

export class SemanticQueryDto {
  @Names(`Of ${MEASURE_NAMES.join(', ')}.`, ['net_revenue', 'orders'], 1, MOST_MEASURES)
  measures!: string[];

  @Names(`Of ${DIMENSION_NAMES.join(', ')}.`, ['country'], 0, MOST_DIMENSIONS)
  dimensions?: string[];

  @ApiPropertyOptional({ type: [SemanticFilterDto], maxItems: MOST_FILTERS, description: 'All have to fit.' })
  @Given()
  @IsArray()
  @ArrayMaxSize(MOST_FILTERS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SemanticFilterDto)
  filters?: SemanticFilterDto[];

  @ApiPropertyOptional({
    type: SemanticPeriodDto,
    description: 'Where a bound is left out, it is that of the facts.',
  })
  @Given()
  @IsObject()
  @ValidateNested()
  @Type(() => SemanticPeriodDto)
  period?: SemanticPeriodDto;

  @ApiPropertyOptional({
    type: 'string',
    minLength: 1,
    maxLength: 60,
    description: `Cuts the date: ${GRANULARITY_NAMES.join(', ')}.`,
    example: 'month',
  })
  @Given()
  @IsString()
  @MinLength(1)
  @MaxLength(60)
  granularity?: string;

  @ApiPropertyOptional({
    enum: COMPARISON_NAMES,
    description: COMPARISON_NAMES.map((name) => `${name}: ${COMPARISONS[name]}`).join(' '),
  })
  @Given()
  @IsIn(COMPARISON_NAMES)
  compare?: Comparison;

  @ApiPropertyOptional({
    type: [SemanticOrderDto],
    maxItems: MOST_DIMENSIONS,
    description: 'By columns of the query; what is equal follows by its dimensions.',
  })
  @Given()
  @IsArray()
  @ArrayMaxSize(MOST_DIMENSIONS)
  @IsObject({ each: true })
  @ValidateNested({ each: true })
  @Type(() => SemanticOrderDto)
  order?: SemanticOrderDto[];

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: MOST_ROWS, default: DEFAULT_ROWS })
  @Given()
  @IsInt()
  @Min(1)
  @Max(MOST_ROWS)
  limit?: number;

  @ApiPropertyOptional({
    type: 'boolean',
    default: false,
    description: 'Rows of zeros for periods of the date in which nothing fits.',
  })
  @Given()
  @IsBoolean()
  fill_gaps?: boolean;

  @OptionalDay(
    'Attributes of products and customers as they were on this day; without it, as they were on the day of each line.',
  )
  as_of?: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 2_147_483_647,
    description: 'The whole gold as of this earlier version, as long as it is kept.',
  })
  @Given()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  at_version?: number;
}

export function toQuery(dto: SemanticQueryDto): SemanticQuery {
  return {
    measures: dto.measures,
    dimensions: dto.dimensions,
    filters: dto.filters,
    from: dto.period?.from,
    to: dto.period?.to,
    granularity: dto.granularity,
    compare: dto.compare,
    order: dto.order?.map(({ by, direction = 'desc' }) => ({ by, direction })),
    limit: dto.limit,
    fillGaps: dto.fill_gaps,
    asOf: dto.as_of,
    atVersion: dto.at_version,
  };
}
