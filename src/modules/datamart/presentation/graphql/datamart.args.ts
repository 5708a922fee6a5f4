import { ArgsType, Field, ID, InputType, Int } from '@nestjs/graphql';
import { Type } from 'class-transformer';
import { IsOptional, ValidateNested } from 'class-validator';
import { withoutNulls } from '../../../../platform/graphql/index.js';
import { QueryDay, QueryInteger, QueryOneOf, QueryText } from '../../../../platform/http/query.js';
import { type Narrowing } from '../../service/dashboard.js';
import { type Ranking, RANKING_NAMES } from '../../service/performance.service.js';
import { PERIOD_WORDS, type PeriodWord } from '../../service/sales-analytics.service.js';
import { COHORT_MONTHS, IsCustomerId } from '../rest/v1/dashboard.query.js';
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
    defaultValue: COHORT_MONTHS.default,
    description: 'Months of each cohort, the first one included; 1 to 120.',
  })
  @QueryInteger(COHORT_MONTHS)
  months!: number;
}

@ArgsType()
export class CustomerArgs {
  @Field(() => ID)
  @IsCustomerId()
  customerId!: string;
}

export function narrowingOf({ filters }: FilteredArgs): Narrowing {
  const { dateFrom, dateTo, country, category }: FigureFilters = withoutNulls(filters ?? {});
  return { from: dateFrom, to: dateTo, country, category };
}
