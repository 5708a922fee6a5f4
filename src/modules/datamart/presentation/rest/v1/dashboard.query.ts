import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { QueryDay, QueryInteger, QueryOneOf, QueryText } from '../../../../../platform/http/query.js';
import { type Narrowing } from '../../../service/dashboard.js';
import { type Ranking, RANKING_NAMES } from '../../../service/performance.service.js';
import { PERIOD_WORDS, type PeriodWord } from '../../../service/sales-analytics.service.js';

export class NarrowingQuery {
  @QueryDay({ description: 'First day.' })
  date_from?: string;

  @QueryDay({ description: 'Last day, included.', example: '2011-12-31' })
  date_to?: string;

  @QueryText({ description: 'A name, an ISO 3166 code, or a usual alias such as UK.', example: 'UK' })
  country?: string;
}

export class AnalyticsQuery extends NarrowingQuery {
  @QueryOneOf(PERIOD_WORDS, { default: 'monthly' })
  granularity: PeriodWord = 'monthly';
}

export class SegmentsQuery {
  @QueryDay({
    description:
      'Scores as of this day, of what was bought until then; without it, of the last day of the facts.',
    example: '2011-06-30',
  })
  as_of?: string;
}

export class CountriesQuery extends NarrowingQuery {
  @QueryOneOf(RANKING_NAMES, { default: 'revenue', description: 'What rows are ranked by.' })
  metric: Ranking = 'revenue';

  @QueryInteger({ min: 1, max: 500, default: 50, description: 'Rows.' })
  top_n: number = 50;
}

export class ProductsQuery extends NarrowingQuery {
  @QueryOneOf(RANKING_NAMES, { default: 'revenue', description: 'What rows are ranked by.' })
  metric: Ranking = 'revenue';

  @QueryInteger({ min: 1, max: 500, default: 20, description: 'Rows.' })
  top_n: number = 20;

  @QueryText({ description: 'Only products of this category.', example: 'Kitchen' })
  category?: string;
}

/** Of each cohort, the first one included. */
export const COHORT_MONTHS = { min: 1, max: 120, default: 24 };

export class CohortsQuery {
  @QueryInteger({ ...COHORT_MONTHS, description: 'Months of each cohort, the first one included.' })
  months: number = COHORT_MONTHS.default;
}

export function IsCustomerId(): PropertyDecorator {
  return applyDecorators(
    IsString(),
    MinLength(1),
    MaxLength(100),
    Matches(/^[^\u0000]+$/, { message: '$property must have no zero byte' }),
  );
}

export class CustomerParams {
  @ApiProperty({ minLength: 1, maxLength: 100, pattern: '^[^\\u0000]+$', example: '17850' })
  @IsCustomerId()
  id!: string;
}

export function toNarrowing(query: NarrowingQuery & { category?: string }): Narrowing {
  return { from: query.date_from, to: query.date_to, country: query.country, category: query.category };
}
