import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import { type Camel, countedAs } from '../../../../platform/graphql/index.js';
import { type CustomerOrder, type FavouriteProduct } from '../../domain/customer.js';
import { type ChurnRisk, type NextPurchase } from '../../domain/rhythm.js';
import { type CustomerAnalytics } from '../../service/customer.service.js';

const LISTED = 10;

@ObjectType('CustomerTotals')
class CustomerTotalsNode implements Camel<CustomerAnalytics['totals']> {
  @Field(() => Float)
  netRevenue!: number;

  @Field(() => Float, { description: 'Negative.' })
  returnsValue!: number;

  @Field(() => Float)
  returnRate!: number;

  @Field(() => Int)
  orders!: number;

  @Field(() => Float)
  unitsSold!: number;

  @Field(() => Float)
  avgOrderValue!: number;

  @Field(() => String, { nullable: true, description: 'YYYY-MM-DD.' })
  firstPurchase!: string | null;

  @Field(() => String, { nullable: true })
  lastPurchase!: string | null;
}

@ObjectType('CustomerRfm')
class CustomerRfmNode implements Camel<NonNullable<CustomerAnalytics['rfm']>> {
  @Field(() => Int)
  recencyDays!: number;

  @Field(() => Int, { description: 'Sale invoices.' })
  frequency!: number;

  @Field(() => Float, { description: 'Net.' })
  monetary!: number;

  @Field(() => Int, { description: '1 to 5; 5 is best.' })
  recencyScore!: number;

  @Field(() => Int)
  frequencyScore!: number;

  @Field(() => Int)
  monetaryScore!: number;

  @Field()
  segment!: string;
}

@ObjectType('LifetimeValue')
class LifetimeValueNode implements Camel<NonNullable<CustomerAnalytics['lifetime_value']>> {
  @Field(() => Float)
  value!: number;

  @Field(() => Float)
  avgOrderValue!: number;

  @Field(() => Float)
  ordersPerYear!: number;

  @Field(() => Int)
  activeDays!: number;

  @Field(() => Float)
  lifespanYears!: number;

  @Field()
  method!: string;
}

@ObjectType('ChurnRisk')
class ChurnRiskNode implements Camel<ChurnRisk> {
  @Field(() => Float, { description: '0 to 1.' })
  score!: number;

  @Field(() => String, { description: 'low, medium from 0.5, high from 0.8.' })
  level!: ChurnRisk['level'];

  @Field(() => Int)
  daysSinceLastPurchase!: number;

  @Field(() => Float)
  typicalGapDays!: number;

  @Field(() => String, { description: 'Whose gaps: customer or all_customers.' })
  basedOn!: ChurnRisk['based_on'];

  @Field()
  method!: string;
}

@ObjectType('NextPurchase')
class NextPurchaseNode implements Camel<NextPurchase> {
  @Field({ description: 'YYYY-MM-DD.' })
  estimatedDate!: string;

  @Field(() => Int)
  overdueDays!: number;
}

@ObjectType('CustomerOrder')
class CustomerOrderNode implements Camel<CustomerOrder> {
  @Field()
  invoiceNo!: string;

  @Field()
  date!: string;

  @Field(() => Int)
  lines!: number;

  @Field(() => Float)
  units!: number;

  @Field(() => Float)
  amount!: number;
}

@ObjectType('FavouriteProduct')
class FavouriteProductNode implements Camel<FavouriteProduct> {
  @Field()
  stockCode!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true })
  category!: string | null;

  @Field(() => Int, { description: 'Orders that hold it.' })
  orders!: number;

  @Field(() => Float)
  units!: number;

  @Field(() => Float)
  amount!: number;
}

@ObjectType('CustomerAnalytics')
export class CustomerAnalyticsNode implements Camel<CustomerAnalytics> {
  @Field()
  customerId!: string;

  @Field(() => String, { nullable: true })
  country!: string | null;

  @Field({ description: 'Last day of the facts.' })
  asOf!: string;

  @Field()
  totals!: CustomerTotalsNode;

  @Field(() => CustomerRfmNode, { nullable: true, description: 'Null without a sale.' })
  rfm!: CustomerRfmNode | null;

  @Field(() => LifetimeValueNode, { nullable: true })
  lifetimeValue!: LifetimeValueNode | null;

  @Field(() => ChurnRiskNode, { nullable: true, description: 'Null where nothing tells a gap.' })
  churnRisk!: ChurnRiskNode | null;

  @Field(() => NextPurchaseNode, { nullable: true })
  nextPurchase!: NextPurchaseNode | null;

  @Field(() => [CustomerOrderNode], {
    complexity: countedAs(LISTED),
    description: 'The last ten, newest first.',
  })
  recentOrders!: CustomerOrderNode[];

  @Field(() => [FavouriteProductNode], {
    complexity: countedAs(LISTED),
    description: 'Ten, by orders that hold them, then by amount.',
  })
  favouriteProducts!: FavouriteProductNode[];
}
