import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, IsString, Matches, MaxLength, MinLength, ValidateNested } from 'class-validator';
import { withoutNulls } from '../../../../platform/graphql/index.js';
import { QueryDay, QueryInteger, QueryOneOf, QueryText } from '../../../../platform/http/query.js';
import { type Narrowing } from '../../service/dashboard.js';
import { type Ranking, RANKING_NAMES } from '../../service/performance.service.js';
import { PERIOD_WORDS, type PeriodWord } from '../../service/sales-analytics.service.js';
import { RankingEnum, TimeGranularity } from './datamart.types.js';

@InputType('FigureFilters', { description: 'What figures are narrowed by.' })
export class FigureFilters {
  @Field({ nullable: true, description: 'First day, YYYY-MM-DD.' })
  @QueryDay()
  dateFrom?: string;

  @Field({ nullable: true, description: 'Last day, included, YYYY-MM-DD.' })
  @QueryDay()
  dateTo?: string;

  @Field({ nullable: true, description: 'A name, an ISO 3166 code, or a usual alias such as UK.' })
  @QueryText()
  country?: string;

  @Field({ nullable: true, description: 'Only products of this category.' })
  @QueryText()
  category?: string;
}

@ArgsType()
export class FilteredArgs {
  @Field(() => FigureFilters, { nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => FigureFilters)
  filters?: FigureFilters;
}

@ArgsType()
export class AnalyticsArgs extends FilteredArgs {
  @Field(() => TimeGranularity)
  @QueryOneOf(PERIOD_WORDS)
  granularity!: PeriodWord;
}

@ArgsType()
export class PerformanceArgs extends FilteredArgs {
  @Field(() => RankingEnum, { defaultValue: RankingEnum.REVENUE, description: 'What rows are ranked by.' })
  @QueryOneOf(RANKING_NAMES)
  metric!: Ranking;

  @Field(() => Int, { defaultValue: 20, description: 'Rows, 1 to 100.' })
  @QueryInteger({ min: 1, max: 100, default: 20 })
  topN!: number;
}

@ArgsType()
export class SegmentsArgs {
  @Field({ nullable: true, description: 'Scores as of this day; without it, of the last day of the facts.' })
  @QueryDay()
  asOf?: string;
}

@ArgsType()
export class CohortArgs {
  @Field(() => Int, {
    defaultValue: 24,
    description: 'Months of each cohort, the first one included; 1 to 120.',
  })
  @QueryInteger({ min: 1, max: 120, default: 24 })
  months!: number;
}

@ArgsType()
export class CustomerArgs {
  @Field(() => ID)
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\u0000]+$/, { message: '$property must have no zero byte' })
  customerId!: string;
}

export function narrowingOf({ filters }: FilteredArgs): Narrowing {
  const { dateFrom, dateTo, country, category }: FigureFilters = withoutNulls(filters ?? {});
  return { from: dateFrom, to: dateTo, country, category };
}
