import { ApiProperty } from '@nestjs/swagger';
import { EvidenceDto } from './evidence.dto.js';
import { count, ProductReferenceDto, share } from './parts.dto.js';

class BoughtTogetherDto extends ProductReferenceDto {
  @ApiProperty({ minimum: 0, description: 'How many times as often together as by chance.' })
  lift!: number;

  @ApiProperty({ type: 'integer', minimum: 3, description: 'Sale invoices with both.' })
  invoices!: number;

  @ApiProperty(share('Of the invoices with the product that was asked for, those with this one too.'))
  confidence!: number;
}

class BoughtTogetherDataDto {
  @ApiProperty({ description: 'That was asked for, in capitals.', example: '22423' })
  stock_code!: string;

  @ApiProperty({ type: 'integer', minimum: 3, description: 'Sale invoices with it.' })
  invoices!: number;

  @ApiProperty({ type: [BoughtTogetherDto], description: 'By lift × √invoices, largest first.' })
  recommendations!: BoughtTogetherDto[];
}

export class BoughtTogetherAnswer extends EvidenceDto {
  @ApiProperty({ type: BoughtTogetherDataDto })
  data!: BoughtTogetherDataDto;
}

class OfferDto extends ProductReferenceDto {
  @ApiProperty({
    minimum: 0,
    description: 'Sum of the similarities (cosine, 0 to 1) of those who bought it.',
  })
  score!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 100, description: 'Of the similar customers.' })
  similar_buyers!: number;
}

class OfferTestDto {
  @ApiProperty({ format: 'date', description: 'Last day that the offers were made from.' })
  known_until!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Days after it in which a purchase is a hit.' })
  days!: number;

  @ApiProperty(count('Who were tested; 0 where the history is too short.'))
  customers!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'To each of them.' })
  offers!: number;

  @ApiProperty(share('Of the customers, who bought one of the offers for the first time.'))
  hit_rate!: number;

  @ApiProperty(share('The same, of as many of the most popular products.'))
  popular_hit_rate!: number;
}

class CustomerOffersDataDto {
  @ApiProperty({ example: '17850' })
  customer_id!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Different goods so far.' })
  products_bought!: number;

  @ApiProperty({ type: 'integer', minimum: 0, maximum: 100 })
  similar_customers!: number;

  @ApiProperty({ type: [OfferDto], description: 'Highest score first; none where nobody is similar.' })
  recommendations!: OfferDto[];

  @ApiProperty({ type: OfferTestDto, description: 'Of offers to all customers alike.' })
  offline_test!: OfferTestDto;
}

export class CustomerOffersAnswer extends EvidenceDto {
  @ApiProperty({ type: CustomerOffersDataDto })
  data!: CustomerOffersDataDto;
}
