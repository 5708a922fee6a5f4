import { ApiProperty } from '@nestjs/swagger';
import { WEEKDAYS } from '../../../domain/calendar/day.js';
import { ANOMALY_KINDS } from '../../../domain/series/anomalies.js';
import { DAY_MEASURES, type DayMeasure } from '../../../domain/series/day-figures.js';
import { AROUND_HOLIDAYS, PARTS_OF_MONTH } from '../../../domain/series/seasonality.js';
import { EvidenceDto } from './evidence.dto.js';
import { count, share } from './parts.dto.js';

const closed = {
  type: 'array' as const,
  items: { type: 'string' as const },
  description: 'When the shop does not sell, as its days show it.',
  example: ['never sells on Saturday'],
};

class AnomalyDto {
  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ enum: ANOMALY_KINDS })
  kind!: (typeof ANOMALY_KINDS)[number];

  @ApiProperty({ description: 'Of the measure: revenue in the currency of inputs, units or orders.' })
  value!: number;

  @ApiProperty({ description: 'Median of the same weekdays around it; 0 where the shop is usually closed.' })
  expected!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description:
      'Distance from expected in robust standard deviations; null of a day that is unexpectedly closed or open.',
  })
  score!: number | null;

  @ApiProperty({ type: [String], description: 'What made it, in words.' })
  reasons!: string[];
}

class AnomaliesDataDto {
  @ApiProperty({ enum: DAY_MEASURES })
  measure!: DayMeasure;

  @ApiProperty(count('Before the limit.'))
  found!: number;

  @ApiProperty({ type: [AnomalyDto], description: 'Farthest from what is usual first.' })
  anomalies!: AnomalyDto[];

  @ApiProperty(closed)
  closing_rules!: string[];
}

export class AnomaliesAnswer extends EvidenceDto {
  @ApiProperty({ type: AnomaliesDataDto })
  data!: AnomaliesDataDto;
}

class SeasonIndexDto {
  @ApiProperty({ description: 'Mean of its open days over what is usual: 1 is usual.', example: 1.12 })
  index!: number;

  @ApiProperty({ type: 'number', nullable: true, minimum: 0, description: 'Of index; null of a single day.' })
  standard_error!: number | null;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Open days that it is of.' })
  days!: number;
}

class WeekdayIndexDto extends SeasonIndexDto {
  @ApiProperty({ enum: WEEKDAYS })
  period!: string;
}

class MonthIndexDto extends SeasonIndexDto {
  @ApiProperty({ pattern: '^\\d{4}-\\d{2}$', example: '2011-05' })
  period!: string;
}

class PartOfMonthIndexDto extends SeasonIndexDto {
  @ApiProperty({ enum: PARTS_OF_MONTH })
  period!: string;
}

class HolidayIndexDto extends SeasonIndexDto {
  @ApiProperty({ enum: AROUND_HOLIDAYS })
  period!: string;
}

class SeasonalityDataDto {
  @ApiProperty({ enum: DAY_MEASURES })
  measure!: DayMeasure;

  @ApiProperty({
    type: [WeekdayIndexDto],
    description: 'Against the weeks around; Monday first, no closed ones.',
  })
  weekday!: WeekdayIndexDto[];

  @ApiProperty({ type: [MonthIndexDto], description: 'Against all days, weekdays taken out; oldest first.' })
  month!: MonthIndexDto[];

  @ApiProperty({ type: [PartOfMonthIndexDto], description: 'Against the weeks around, weekdays taken out.' })
  part_of_month!: PartOfMonthIndexDto[];

  @ApiProperty({ type: [HolidayIndexDto], description: 'Against the weeks around, weekdays taken out.' })
  around_holidays!: HolidayIndexDto[];

  @ApiProperty(closed)
  closed!: string[];

  @ApiProperty(share('Of the variance of days, their level taken out, what the weekday explains.'))
  weekday_strength!: number;

  @ApiProperty({ minimum: 0, description: 'From the first open day to the last.' })
  years!: number;

  @ApiProperty({ type: 'integer', minimum: 28 })
  open_days!: number;
}

export class SeasonalityAnswer extends EvidenceDto {
  @ApiProperty({ type: SeasonalityDataDto })
  data!: SeasonalityDataDto;
}
