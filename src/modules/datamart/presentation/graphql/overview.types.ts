import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { type Camel, countedAs } from '../../../../platform/graphql/index.js';
import { type Cohort, type CohortPeriod } from '../../domain/cohorts.js';
import { type Period } from '../../domain/period.js';
import { type Cohorts } from '../../service/cohort.service.js';
import { type Kpi } from '../../service/kpi.js';
import { type Overview } from '../../service/overview.service.js';
import { type Seasonal, type SeasonalClass } from '../../service/seasonal.service.js';
import { FigureNode } from './datamart.types.js';

/** Rows of figures come by one statement, however many they are; so they count as fewer. */
const COUNTED = { top: 10, points: 30, classes: 12, cohorts: 12, months: 6 };

@ObjectType('Days')
export class DaysNode implements Period {
  @Field({ description: 'YYYY-MM-DD.' })
  from!: string;

  @Field({ description: 'Included.' })
  to!: string;
}

@ObjectType('Kpi', { description: 'A figure beside that of the period before.' })
class KpiNode extends FigureNode implements Camel<Kpi> {}

@ObjectType('OverviewKpis')
class OverviewKpisNode implements Camel<Overview['kpis']> {
  @Field({ description: 'Net, returns included.' })
  totalRevenue!: KpiNode;

  @Field()
  grossRevenue!: KpiNode;

  @Field()
  returnRate!: KpiNode;

  @Field()
  totalOrders!: KpiNode;

  @Field()
  totalUnits!: KpiNode;

  @Field()
  uniqueCustomers!: KpiNode;

  @Field()
  newCustomers!: KpiNode;

  @Field()
  repeatCustomers!: KpiNode;

  @Field()
  avgOrderValue!: KpiNode;

  @Field()
  itemsPerOrder!: KpiNode;
}

type TopProduct = Overview['top_products'][number];
type TopCountry = Overview['top_countries'][number];
type TrendPoint = Overview['trend']['points'][number];

@ObjectType('TopProduct')
class TopProductNode implements Camel<TopProduct> {
  @Field()
  stockCode!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Float)
  units!: number;

  @Field(() => Float)
  revenueShare!: number;
}

@ObjectType('TopCountry')
class TopCountryNode implements Camel<TopCountry> {
  @Field()
  country!: string;

  @Field(() => String, { nullable: true })
  countryCode!: string | null;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Float)
  revenueShare!: number;
}

@ObjectType('TrendPoint')
class TrendPointNode implements Camel<TrendPoint> {
  @Field()
  period!: string;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Float, { nullable: true, description: 'Of the day that stands beside it.' })
  compared!: number | null;
}

@ObjectType('Trend')
class TrendNode implements Camel<Overview['trend']> {
  @Field(() => String, { description: 'day, week or month, by the length of the period.' })
  granularity!: Overview['trend']['granularity'];

  @Field(() => [TrendPointNode], { complexity: countedAs(COUNTED.points) })
  points!: TrendPointNode[];
}

@ObjectType('Overview')
export class OverviewNode implements Camel<Omit<Overview, 'gold'>> {
  @Field(() => DaysNode, { nullable: true })
  period!: Period | null;

  @Field(() => DaysNode, { nullable: true, description: 'The days before, as many.' })
  compared!: Period | null;

  @Field()
  kpis!: OverviewKpisNode;

  @Field(() => [TopProductNode], { complexity: countedAs(COUNTED.top) })
  topProducts!: TopProductNode[];

  @Field(() => [TopCountryNode], { complexity: countedAs(COUNTED.top) })
  topCountries!: TopCountryNode[];

  @Field()
  trend!: TrendNode;
}

@ObjectType('SeasonalClass')
class SeasonalClassNode implements Camel<SeasonalClass> {
  @Field(() => Int, { description: 'Month 1–12, quarter 1–4, weekday 1–7 from Monday, hour 0–23.' })
  value!: number;

  @Field()
  label!: string;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Int)
  orders!: number;

  @Field(() => Int, { description: 'Days with a sale in it.' })
  tradingDays!: number;

  @Field(() => Float)
  revenuePerTradingDay!: number;

  @Field(() => Float)
  revenueShare!: number;

  @Field(() => Float, { description: '1 is usual.' })
  index!: number;
}

@ObjectType('SeasonalTrends')
export class SeasonalNode implements Camel<Omit<Seasonal, 'gold'>> {
  @Field(() => DaysNode, { nullable: true })
  period!: Period | null;

  @Field(() => [SeasonalClassNode], { complexity: countedAs(COUNTED.classes) })
  monthOfYear!: SeasonalClassNode[];

  @Field(() => [SeasonalClassNode], { complexity: countedAs(COUNTED.classes) })
  quarterOfYear!: SeasonalClassNode[];

  @Field(() => [SeasonalClassNode], { complexity: countedAs(COUNTED.classes) })
  weekday!: SeasonalClassNode[];

  @Field(() => [SeasonalClassNode], { complexity: countedAs(COUNTED.classes) })
  hour!: SeasonalClassNode[];
}

@ObjectType('CohortPeriod')
class CohortPeriodNode implements Camel<CohortPeriod> {
  @Field(() => Int, { description: 'Months since the first sale, from 0.' })
  month!: number;

  @Field(() => Int)
  customers!: number;

  @Field(() => Float, { description: 'Of the customers of month 0, 0 to 1.' })
  retention!: number;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Float, { nullable: true, description: 'Of the revenue of month 0; null where that is 0.' })
  revenueRetention!: number | null;
}

@ObjectType('Cohort')
class CohortNode implements Camel<Cohort> {
  @Field({ description: 'Month of the first sale, YYYY-MM.' })
  cohort!: string;

  @Field(() => Int)
  customers!: number;

  @Field(() => [CohortPeriodNode], { complexity: countedAs(COUNTED.months) })
  periods!: CohortPeriodNode[];
}

@ObjectType('AverageRetention')
class AverageRetentionNode implements Camel<Cohorts['average_retention'][number]> {
  @Field(() => Int)
  month!: number;

  @Field(() => Float)
  retention!: number;
}

@ObjectType('CohortAnalysis')
export class CohortsNode implements Camel<Omit<Cohorts, 'gold'>> {
  @Field(() => [CohortNode], { complexity: countedAs(COUNTED.cohorts) })
  cohorts!: CohortNode[];

  @Field(() => [AverageRetentionNode], { complexity: countedAs(COUNTED.months) })
  averageRetention!: AverageRetentionNode[];
}
