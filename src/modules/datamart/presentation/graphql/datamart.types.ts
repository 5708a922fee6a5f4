import { Field, Float, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Camel } from '../../../../platform/graphql/index.js';
import { type BusinessMetric } from '../../service/business.service.js';
import { type CountryPerformance, type ProductPerformance } from '../../service/performance.service.js';
import { type SalesFigures, type SalesPeriod } from '../../service/sales-analytics.service.js';
import { type Segment } from '../../domain/rfm.js';

export enum TimeGranularity {
  DAILY = 'daily',
  WEEKLY = 'weekly',
  MONTHLY = 'monthly',
  QUARTERLY = 'quarterly',
  YEARLY = 'yearly',
}
registerEnumType(TimeGranularity, { name: 'TimeGranularity' });

export enum RankingEnum {
  REVENUE = 'revenue',
  GROSS_REVENUE = 'gross_revenue',
  RETURNS = 'returns',
  RETURN_RATE = 'return_rate',
  UNITS = 'units',
  ORDERS = 'orders',
  CUSTOMERS = 'customers',
  AVG_ORDER_VALUE = 'avg_order_value',
}
registerEnumType(RankingEnum, { name: 'PerformanceMetric' });

@ObjectType({ isAbstract: true })
class FiguresNode implements Camel<SalesFigures> {
  @Field(() => Float, { description: 'Net, returns included.' })
  totalRevenue!: number;

  @Field(() => Float)
  grossRevenue!: number;

  @Field(() => Float, { description: 'Negative.' })
  returnsValue!: number;

  @Field(() => Int)
  totalOrders!: number;

  @Field(() => Float)
  totalUnits!: number;

  @Field(() => Int, { description: 'Identified ones, of sales or returns.' })
  uniqueCustomers!: number;

  @Field(() => Int)
  newCustomers!: number;

  @Field(() => Int)
  repeatCustomers!: number;

  @Field(() => Float)
  avgOrderValue!: number;
}

@ObjectType('SalesPeriod')
export class SalesPeriodNode extends FiguresNode implements Camel<SalesPeriod> {
  @Field({ description: 'As the granularity writes it, for example 2011-05.' })
  period!: string;

  @Field(() => Float, { nullable: true, description: 'Of the total revenue, to the period before.' })
  revenueChange!: number | null;
}

@ObjectType('CustomerSegment')
export class SegmentNode implements Camel<Segment> {
  @Field()
  segmentName!: string;

  @Field()
  description!: string;

  @Field(() => Int)
  customerCount!: number;

  @Field(() => Float)
  customerShare!: number;

  @Field(() => Float, { description: 'Net of all time.' })
  totalRevenue!: number;

  @Field(() => Float)
  revenueShare!: number;

  @Field(() => Float)
  avgLifetimeValue!: number;

  @Field(() => Float)
  avgOrderValue!: number;

  @Field(() => Float)
  avgRecencyDays!: number;

  @Field(() => Float)
  avgFrequency!: number;

  @Field(() => Float)
  avgMonetary!: number;
}

@ObjectType({ isAbstract: true })
class RankedNode {
  @Field(() => Int)
  rank!: number;

  @Field(() => Float, { description: 'Net.' })
  revenue!: number;

  @Field(() => Float)
  grossRevenue!: number;

  @Field(() => Float, { description: 'Negative.' })
  returnsValue!: number;

  @Field(() => Float)
  returnRate!: number;

  @Field(() => Float, { description: 'Sold less returned.' })
  units!: number;

  @Field(() => Int)
  orders!: number;

  @Field(() => Int)
  customers!: number;

  @Field(() => Float)
  avgOrderValue!: number;

  @Field(() => Float, { description: 'Of the net revenue of all that fit.' })
  revenueShare!: number;

  @Field(() => Float, {
    nullable: true,
    description: 'To the period before; null where there was nothing, or no days were named.',
  })
  revenueChange!: number | null;
}

@ObjectType('ProductPerformance')
export class ProductPerformanceNode extends RankedNode implements Camel<ProductPerformance> {
  @Field()
  stockCode!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true })
  category!: string | null;
}

@ObjectType('CountryPerformance')
export class CountryPerformanceNode extends RankedNode implements Camel<CountryPerformance> {
  @Field()
  country!: string;

  @Field(() => String, { nullable: true })
  countryCode!: string | null;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true })
  continent!: string | null;
}

@ObjectType({ isAbstract: true })
export class FigureNode {
  @Field()
  label!: string;

  @Field(() => Float, { nullable: true, description: 'Null where nothing tells it.' })
  value!: number | null;

  @Field(() => Float, { nullable: true })
  compared!: number | null;

  @Field(() => Float, { nullable: true, description: '(now − then) ÷ |then|; null where only then is 0.' })
  change!: number | null;

  @Field({ description: 'currency, count, units, share or days.' })
  unit!: string;
}

@ObjectType('BusinessMetric', { description: 'A figure beside that of the period before.' })
export class BusinessMetricNode extends FigureNode implements Camel<BusinessMetric> {
  @Field()
  name!: string;

  @Field()
  description!: string;
}
