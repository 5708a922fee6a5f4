import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
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
} from 'class-validator';
import { Given, OptionalDay } from '../../../../../platform/http/given.js';
import {
  FORECAST_DIMENSIONS,
  FORECAST_MEASURES,
  type ForecastDimension,
} from '../../../domain/forecast/question.js';
import { LONGEST_HORIZON } from '../../../domain/forecast/forecast.js';
import { ConfidenceDto, EvidenceDto } from './evidence.dto.js';

/** Series of one answer; a task takes more. */
export const MOST_SERIES = 20;
const MEASURES = Object.keys(FORECAST_MEASURES);
const READABLE = '^[^\\u0000]*[^\\u0000\\s][^\\u0000]*$';

export class ForecastDto {
  @ApiPropertyOptional({
    enum: MEASURES,
    default: 'net_revenue',
    description: 'As GET /api/v1/datamart/metrics defines it.',
  })
  @Given()
  @IsIn(MEASURES)
  measure: string = 'net_revenue';

  @ApiPropertyOptional({
    enum: FORECAST_DIMENSIONS,
    description: 'A series for each of some values; without it, one for the whole.',
  })
  @Given()
  @IsIn(FORECAST_DIMENSIONS)
  dimension?: ForecastDimension;

  @ApiPropertyOptional({
    type: 'array',
    items: { type: 'string', minLength: 1, maxLength: 200, pattern: READABLE },
    minItems: 1,
    maxItems: MOST_SERIES,
    description: 'Values of the dimension.',
    example: ['UK', 'Germany'],
  })
  @Given()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_SERIES)
  @IsString({ each: true })
  @MaxLength(200, { each: true })
  @Matches(new RegExp(READABLE), { each: true })
  values?: string[];

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: MOST_SERIES,
    default: 5,
    description: 'Without values: those with the most of the measure.',
  })
  @Given()
  @IsInt()
  @Min(1)
  @Max(MOST_SERIES)
  top?: number;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: LONGEST_HORIZON,
    default: 28,
    description: 'Days ahead.',
  })
  @Given()
  @IsInt()
  @Min(1)
  @Max(LONGEST_HORIZON)
  horizon: number = 28;

  @OptionalDay('Nothing after this day is known to the forecast; without it, all is.')
  date_to?: string;

  @ApiPropertyOptional({
    type: 'number',
    minimum: -1,
    maximum: 10,
    description:
      'Assumed change of all days in the optimistic scenario, as a share: 0.1 is a tenth more. Without it, from the backtest.',
    example: 0.1,
  })
  @Given()
  @IsNumber()
  @Min(-1)
  @Max(10)
  optimistic_change?: number;

  @ApiPropertyOptional({
    type: 'number',
    minimum: -1,
    maximum: 10,
    description: 'As optimistic_change.',
    example: -0.15,
  })
  @Given()
  @IsNumber()
  @Min(-1)
  @Max(10)
  pessimistic_change?: number;
}

class ComparedDto {
  @ApiProperty()
  name!: string;

  @ApiProperty({
    description:
      'Mean of the errors of days and of weeks over what was sold, in the windows; lower is better.',
  })
  score!: number;
}

const error = (description: string) => ({ type: 'number', nullable: true, description }) as const;

class BacktestOriginDto {
  @ApiProperty({ format: 'date', description: 'Last day that the way knew.' })
  known_until!: string;

  @ApiProperty({ description: 'Chosen from windows before that day.' })
  model!: string;

  @ApiProperty({ type: 'integer', description: 'Open days that were foreseen.' })
  open_days!: number;

  @ApiProperty(error('Sum of absolute errors over the sum of values.'))
  wape!: number | null;

  @ApiProperty(error('Mean of absolute errors over values.'))
  mape!: number | null;

  @ApiProperty(error('Over the mean error of seasonal naive in the history; below 1 is better.'))
  mase!: number | null;

  @ApiProperty(error('(forecast − actual) ÷ actual of the whole window.'))
  bias!: number | null;

  @ApiProperty(error('WAPE of the newest value of the same weekday.'))
  seasonal_naive_wape!: number | null;

  @ApiProperty(error('Share of the days within the 80% bounds.'))
  coverage_80!: number | null;

  @ApiProperty(error('Share of the days within the 95% bounds.'))
  coverage_95!: number | null;
}

class BacktestDto {
  @ApiProperty({ type: 'integer' })
  window_days!: number;

  @ApiProperty({ type: 'integer', description: 'Windows that chose the way and made the bounds.' })
  windows!: number;

  @ApiProperty({
    type: [BacktestOriginDto],
    description: 'At each, way and bounds are from what was known before it; newest first.',
  })
  origins!: BacktestOriginDto[];

  @ApiProperty(error('Mean over the origins.'))
  wape!: number | null;

  @ApiProperty(error('Mean over the origins.'))
  seasonal_naive_wape!: number | null;

  @ApiProperty(error('Mean over the origins.'))
  mase!: number | null;

  @ApiProperty(error('Mean over the origins.'))
  coverage_80!: number | null;

  @ApiProperty(error('Mean over the origins.'))
  coverage_95!: number | null;
}

class ScenarioDto {
  @ApiProperty({ enum: ['baseline', 'optimistic', 'pessimistic'] })
  name!: string;

  @ApiProperty({ description: 'Of every open day, as a share of the baseline.' })
  change!: number;

  @ApiProperty()
  assumption!: string;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'Of the horizon; null where days do not add up.',
  })
  total!: number | null;
}

class ForecastDayDto {
  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ description: 'The shop is usually open on such a day; else all values are 0.' })
  is_open!: boolean;

  @ApiProperty()
  baseline!: number;

  @ApiProperty()
  optimistic!: number;

  @ApiProperty()
  pessimistic!: number;

  @ApiProperty(error('Null where the past is too short for bounds.'))
  lower_80!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  upper_80!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  lower_95!: number | null;

  @ApiProperty({ type: 'number', nullable: true })
  upper_95!: number | null;
}

class ForecastSeriesDto {
  @ApiProperty({ type: 'string', nullable: true, description: 'Of the dimension; null for the whole.' })
  value!: string | null;

  @ApiProperty({ example: 'blend' })
  model!: string;

  @ApiProperty()
  chosen_because!: string;

  @ApiProperty({ type: 'integer', description: 'Open days that are known, from the first sale on.' })
  open_days!: number;

  @ApiProperty({ description: 'Median of them.' })
  usual_open_day!: number;

  @ApiProperty({ type: [String], description: 'What the days of the shop say of when it is open.' })
  opening!: string[];

  @ApiProperty({ type: [ComparedDto], description: 'All ways, best first.' })
  compared!: ComparedDto[];

  @ApiProperty({ type: BacktestDto })
  backtest!: BacktestDto;

  @ApiProperty({ type: [ScenarioDto] })
  scenarios!: ScenarioDto[];

  @ApiProperty({ type: ConfidenceDto })
  confidence!: ConfidenceDto;

  @ApiProperty({ type: [ForecastDayDto] })
  forecast!: ForecastDayDto[];
}

class NotForecastDto {
  @ApiProperty()
  value!: string;

  @ApiProperty()
  reason!: string;
}

export class ForecastDataDto {
  @ApiProperty({ example: 'net_revenue' })
  measure!: string;

  @ApiProperty({ type: 'string', nullable: true })
  dimension!: string | null;

  @ApiProperty({ type: 'integer' })
  horizon_days!: number;

  @ApiProperty({ format: 'date' })
  first_day!: string;

  @ApiProperty({ format: 'date' })
  last_day!: string;

  @ApiProperty({ type: [ForecastSeriesDto] })
  series!: ForecastSeriesDto[];

  @ApiProperty({ type: [NotForecastDto] })
  not_forecast!: NotForecastDto[];
}

export class ForecastAnswer extends EvidenceDto {
  @ApiProperty({ type: ForecastDataDto })
  data!: ForecastDataDto;
}
