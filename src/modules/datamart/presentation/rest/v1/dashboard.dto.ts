import { ApiProperty } from '@nestjs/swagger';
import { PERIOD_WORDS } from '../../../service/sales-analytics.service.js';
import { KPIS } from '../../../service/overview.service.js';
import { DaysDto, OfGoldDto, OfPeriodDto } from '../answer.dto.js';

export class KpiDto {
  @ApiProperty({ example: 'Net revenue' })
  label!: string;

  @ApiProperty({ type: 'number', nullable: true, description: 'Null where nothing tells it.' })
  value!: number | null;

  @ApiProperty({ type: 'number', nullable: true, description: 'Of the period before.' })
  compared!: number | null;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: '(now − then) ÷ |then|; null where only then is 0.',
  })
  change!: number | null;

  @ApiProperty({ enum: ['currency', 'count', 'units', 'share', 'days'] })
  unit!: string;
}

class OfComparedDto extends OfPeriodDto {
  @ApiProperty({ type: DaysDto, nullable: true, description: 'The period before.' })
  compared!: DaysDto | null;
}

class TopProductDto {
  @ApiProperty()
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true })
  description!: string | null;

  @ApiProperty()
  revenue!: number;

  @ApiProperty({ type: 'integer' })
  units!: number;

  @ApiProperty()
  revenue_share!: number;
}

class TopCountryDto {
  @ApiProperty()
  country!: string;

  @ApiProperty({ type: 'string', nullable: true })
  country_code!: string | null;

  @ApiProperty()
  revenue!: number;

  @ApiProperty()
  revenue_share!: number;
}

class TrendPointDto {
  @ApiProperty({ example: '2011-08-31' })
  period!: string;

  @ApiProperty()
  revenue!: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'Of the period before, day beside day.' })
  compared!: number | null;
}

class TrendDto {
  @ApiProperty({ enum: ['day', 'week', 'month'] })
  granularity!: string;

  @ApiProperty({ type: [TrendPointDto] })
  points!: TrendPointDto[];
}

export class OverviewAnswer extends OfComparedDto {
  @ApiProperty({
    type: 'object',
    additionalProperties: { $ref: '#/components/schemas/KpiDto' },
    description: `By name: ${Object.keys(KPIS).join(', ')}.`,
  })
  kpis!: Record<string, KpiDto>;

  @ApiProperty({ type: [TopProductDto] })
  top_products!: TopProductDto[];

  @ApiProperty({ type: [TopCountryDto] })
  top_countries!: TopCountryDto[];

  @ApiProperty()
  trend!: TrendDto;
}

class SalesFiguresDto {
  @ApiProperty({ description: 'Net, returns included.' })
  total_revenue!: number;

  @ApiProperty()
  gross_revenue!: number;

  @ApiProperty({ description: 'Negative.' })
  returns_value!: number;

  @ApiProperty({ type: 'integer' })
  total_orders!: number;

  @ApiProperty({ type: 'integer' })
  total_units!: number;

  @ApiProperty({ type: 'integer', description: 'Identified ones, of sales or returns.' })
  unique_customers!: number;

  @ApiProperty({ type: 'integer' })
  new_customers!: number;

  @ApiProperty({ type: 'integer' })
  repeat_customers!: number;

  @ApiProperty()
  avg_order_value!: number;
}

class SalesPeriodDto extends SalesFiguresDto {
  @ApiProperty({ example: '2011-05' })
  period!: string;

  @ApiProperty({ type: 'number', nullable: true, description: 'Of the total revenue, to the period before.' })
  revenue_change!: number | null;
}

export class AnalyticsAnswer extends OfPeriodDto {
  @ApiProperty({ enum: PERIOD_WORDS })
  granularity!: string;

  @ApiProperty({ type: [SalesPeriodDto], description: 'Oldest first, without gaps.' })
  data!: SalesPeriodDto[];

  @ApiProperty({ description: 'Of the whole; customers and orders do not add up.' })
  totals!: SalesFiguresDto;
}

class SegmentDto {
  @ApiProperty({ example: 'Champions' })
  segment_name!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ type: 'integer' })
  customer_count!: number;

  @ApiProperty()
  customer_share!: number;

  @ApiProperty({ description: 'Net of all time.' })
  total_revenue!: number;

  @ApiProperty()
  revenue_share!: number;

  @ApiProperty()
  avg_lifetime_value!: number;

  @ApiProperty()
  avg_order_value!: number;

  @ApiProperty()
  avg_recency_days!: number;

  @ApiProperty()
  avg_frequency!: number;

  @ApiProperty()
  avg_monetary!: number;
}

export class SegmentsAnswer extends OfGoldDto {
  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  as_of!: string | null;

  @ApiProperty({ type: 'integer', description: 'Identified ones with a sale.' })
  customers!: number;

  @ApiProperty({ type: [SegmentDto], description: 'All nine, the best first.' })
  segments!: SegmentDto[];
}

class RankedDto {
  @ApiProperty({ type: 'integer' })
  rank!: number;

  @ApiProperty({ description: 'Net.' })
  revenue!: number;

  @ApiProperty()
  gross_revenue!: number;

  @ApiProperty({ description: 'Negative.' })
  returns_value!: number;

  @ApiProperty()
  return_rate!: number;

  @ApiProperty({ type: 'integer', description: 'Sold less returned.' })
  units!: number;

  @ApiProperty({ type: 'integer' })
  orders!: number;

  @ApiProperty({ type: 'integer' })
  customers!: number;

  @ApiProperty()
  avg_order_value!: number;

  @ApiProperty({ description: 'Of total_revenue.' })
  revenue_share!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    description: 'To the period before; null where there was nothing, or no days were named.',
  })
  revenue_change!: number | null;
}

class ProductPerformanceDto extends RankedDto {
  @ApiProperty()
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  category!: string | null;
}

class CountryPerformanceDto extends RankedDto {
  @ApiProperty()
  country!: string;

  @ApiProperty({ type: 'string', nullable: true })
  country_code!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  region!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  continent!: string | null;
}

class RankedAnswer extends OfComparedDto {
  @ApiProperty({ description: 'What rows are ranked by.' })
  metric!: string;

  @ApiProperty({ description: 'Net, of all that fit.' })
  total_revenue!: number;
}

export class ProductsAnswer extends RankedAnswer {
  @ApiProperty({ type: [ProductPerformanceDto] })
  data!: ProductPerformanceDto[];
}

export class CountriesAnswer extends RankedAnswer {
  @ApiProperty({ type: [CountryPerformanceDto] })
  data!: CountryPerformanceDto[];
}

class SeasonalClassDto {
  @ApiProperty({ type: 'integer' })
  value!: number;

  @ApiProperty({ example: 'Thursday' })
  label!: string;

  @ApiProperty()
  revenue!: number;

  @ApiProperty({ type: 'integer' })
  orders!: number;

  @ApiProperty({ type: 'integer', description: 'Days with a sale in it.' })
  trading_days!: number;

  @ApiProperty()
  revenue_per_trading_day!: number;

  @ApiProperty()
  revenue_share!: number;

  @ApiProperty({
    description: '1 is usual: revenue a trading day by that of all; of hours, by the mean hour.',
  })
  index!: number;
}

export class SeasonalAnswer extends OfPeriodDto {
  @ApiProperty({ type: [SeasonalClassDto] })
  month_of_year!: SeasonalClassDto[];

  @ApiProperty({ type: [SeasonalClassDto] })
  quarter_of_year!: SeasonalClassDto[];

  @ApiProperty({ type: [SeasonalClassDto] })
  weekday!: SeasonalClassDto[];

  @ApiProperty({ type: [SeasonalClassDto] })
  hour!: SeasonalClassDto[];
}

class CohortPeriodDto {
  @ApiProperty({ type: 'integer', description: 'Months since the first sale.' })
  month!: number;

  @ApiProperty({ type: 'integer', description: 'With a sale in it.' })
  customers!: number;

  @ApiProperty({ description: 'Of the customers of month 0.' })
  retention!: number;

  @ApiProperty({ description: 'Net.' })
  revenue!: number;

  @ApiProperty({ type: 'number', nullable: true, description: 'Of the revenue of month 0.' })
  revenue_retention!: number | null;
}

class CohortDto {
  @ApiProperty({ description: 'Month of the first sale.', example: '2010-12' })
  cohort!: string;

  @ApiProperty({ type: 'integer' })
  customers!: number;

  @ApiProperty({ type: [CohortPeriodDto] })
  periods!: CohortPeriodDto[];
}

class RetentionDto {
  @ApiProperty({ type: 'integer' })
  month!: number;

  @ApiProperty()
  retention!: number;
}

export class CohortsAnswer extends OfGoldDto {
  @ApiProperty({ type: [CohortDto] })
  cohorts!: CohortDto[];

  @ApiProperty({
    type: [RetentionDto],
    description: 'Of all cohorts that have got so far, by their customers.',
  })
  average_retention!: RetentionDto[];
}

class BusinessMetricDto extends KpiDto {
  @ApiProperty({ example: 'net_revenue' })
  name!: string;

  @ApiProperty()
  description!: string;
}

export class BusinessAnswer extends OfComparedDto {
  @ApiProperty({ type: [BusinessMetricDto] })
  metrics!: BusinessMetricDto[];
}
