import { ApiProperty } from '@nestjs/swagger';
import { SEGMENT_NAMES } from '../../../domain/rfm.js';
import { OfGoldDto } from '../answer.dto.js';

class CustomerTotalsDto {
  @ApiProperty()
  net_revenue!: number;

  @ApiProperty({ description: 'Negative.' })
  returns_value!: number;

  @ApiProperty()
  return_rate!: number;

  @ApiProperty({ type: 'integer' })
  orders!: number;

  @ApiProperty({ type: 'integer' })
  units_sold!: number;

  @ApiProperty()
  avg_order_value!: number;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  first_purchase!: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  last_purchase!: string | null;
}

class CustomerRfmDto {
  @ApiProperty({ type: 'integer' })
  recency_days!: number;

  @ApiProperty({ type: 'integer', description: 'Sale invoices.' })
  frequency!: number;

  @ApiProperty({ description: 'Net.' })
  monetary!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5, description: '5 is best.' })
  recency_score!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })
  frequency_score!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 5 })
  monetary_score!: number;

  @ApiProperty({ enum: SEGMENT_NAMES })
  segment!: string;
}

class LifetimeValueDto {
  @ApiProperty()
  value!: number;

  @ApiProperty()
  avg_order_value!: number;

  @ApiProperty()
  orders_per_year!: number;

  @ApiProperty({ type: 'integer' })
  active_days!: number;

  @ApiProperty()
  lifespan_years!: number;

  @ApiProperty()
  method!: string;
}

class ChurnRiskDto {
  @ApiProperty({ minimum: 0, maximum: 1 })
  score!: number;

  @ApiProperty({ enum: ['low', 'medium', 'high'], description: 'From 0.5 medium, from 0.8 high.' })
  level!: string;

  @ApiProperty({ type: 'integer' })
  days_since_last_purchase!: number;

  @ApiProperty()
  typical_gap_days!: number;

  @ApiProperty({
    enum: ['customer', 'all_customers'],
    description: 'Whose gaps: of somebody who bought on one day alone, the median of all others.',
  })
  based_on!: string;

  @ApiProperty()
  method!: string;
}

class NextPurchaseDto {
  @ApiProperty({ format: 'date' })
  estimated_date!: string;

  @ApiProperty({ type: 'integer' })
  overdue_days!: number;
}

class CustomerOrderDto {
  @ApiProperty()
  invoice_no!: string;

  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty({ type: 'integer' })
  lines!: number;

  @ApiProperty({ type: 'integer' })
  units!: number;

  @ApiProperty()
  amount!: number;
}

class FavouriteDto {
  @ApiProperty()
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  category!: string | null;

  @ApiProperty({ type: 'integer', description: 'Orders that hold it.' })
  orders!: number;

  @ApiProperty({ type: 'integer' })
  units!: number;

  @ApiProperty()
  amount!: number;
}

export class CustomerAnswer extends OfGoldDto {
  @ApiProperty()
  customer_id!: string;

  @ApiProperty({ type: 'string', nullable: true })
  country!: string | null;

  @ApiProperty({ format: 'date', description: 'Last day of the facts.' })
  as_of!: string;

  @ApiProperty()
  totals!: CustomerTotalsDto;

  @ApiProperty({ type: CustomerRfmDto, nullable: true, description: 'Null without a sale.' })
  rfm!: CustomerRfmDto | null;

  @ApiProperty({ type: LifetimeValueDto, nullable: true })
  lifetime_value!: LifetimeValueDto | null;

  @ApiProperty({ type: ChurnRiskDto, nullable: true, description: 'Null where nothing tells a gap.' })
  churn_risk!: ChurnRiskDto | null;

  @ApiProperty({ type: NextPurchaseDto, nullable: true })
  next_purchase!: NextPurchaseDto | null;

  @ApiProperty({ type: [CustomerOrderDto], description: 'The last ten, newest first.' })
  recent_orders!: CustomerOrderDto[];

  @ApiProperty({ type: [FavouriteDto], description: 'Ten, by orders that hold them, then by amount.' })
  favourite_products!: FavouriteDto[];
}
