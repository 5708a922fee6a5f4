import { ApiProperty } from '@nestjs/swagger';
import { EvidenceDto } from './evidence.dto.js';
import { count, PagedDataDto, share } from './parts.dto.js';

const days = { type: 'integer', minimum: 1, maximum: 730, description: 'Days ahead.', example: 90 } as const;
const staysAway = share('That no order comes within the days.');

const value = (description: string) =>
  ({
    type: 'number',
    nullable: true,
    description: `${description} Gross, in the currency of inputs; null of who bought on one day alone or for nothing, and where too few came back to tell.`,
  }) as const;

class OutlookFifthDto {
  @ApiProperty(share('Mean probability of staying away, as foretold.'))
  expected!: number;

  @ApiProperty(share('Of them, who stayed away.'))
  actual!: number;

  @ApiProperty(count())
  customers!: number;
}

/** What was foretold some days before, beside what came. */
class OutlookTestDto {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'The last ones, which the model did not know.' })
  days!: number;

  @ApiProperty(count('Known before these days.'))
  customers!: number;

  @ApiProperty({ minimum: 0, description: 'Days with an order, of all customers.' })
  purchases_expected!: number;

  @ApiProperty(count('Days with an order, of all customers.'))
  purchases_actual!: number;

  @ApiProperty(share('Brier score of the probability of staying away: 0 is perfect, 0.25 a coin.'))
  brier!: number;

  @ApiProperty({
    minimum: 0,
    maximum: 0.25,
    description: 'Brier score of giving everybody the share of all who stayed away.',
  })
  brier_of_share!: number;

  @ApiProperty({
    type: [OutlookFifthDto],
    minItems: 5,
    maxItems: 5,
    description: 'Customers by their probability of staying away, lowest first.',
  })
  fifths!: OutlookFifthDto[];

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    maximum: 1,
    description:
      'How often one who stayed away had a higher probability of it than one who came (AUC); null where all did the same.',
  })
  auc!: number | null;
}

const test = {
  type: OutlookTestDto,
  nullable: true,
  description: 'Of the model of 90 days before; null where the history is too short.',
} as const;

class LikelihoodDto {
  @ApiProperty()
  log_likelihood!: number;

  @ApiProperty({ description: 'The search for the parameters came to rest.' })
  is_converged!: boolean;
}

class BgNbdDto extends LikelihoodDto {
  @ApiProperty({ minimum: 0 })
  r!: number;

  @ApiProperty({ minimum: 0, description: 'In weeks.' })
  alpha!: number;

  @ApiProperty({ minimum: 0 })
  a!: number;

  @ApiProperty({ minimum: 0 })
  b!: number;
}

class GammaGammaDto extends LikelihoodDto {
  @ApiProperty({ minimum: 0 })
  p!: number;

  @ApiProperty({ minimum: 0 })
  q!: number;

  @ApiProperty({ minimum: 0, description: 'In the currency of inputs.' })
  v!: number;

  @ApiProperty({
    minimum: -1,
    maximum: 1,
    description: 'Of orders and their mean value; the model assumes 0.',
  })
  correlation!: number;
}

class BuyingModelDto {
  @ApiProperty({ type: BgNbdDto, description: 'Of orders.' })
  bg_nbd!: BgNbdDto;

  @ApiProperty({
    type: GammaGammaDto,
    nullable: true,
    description: 'Of the value of orders; null where too few customers came back.',
  })
  gamma_gamma!: GammaGammaDto | null;
}

class ExpectedSumsDto {
  @ApiProperty({ minimum: 0, description: 'Days with an order.' })
  purchases!: number;

  @ApiProperty({ description: 'Gross, in the currency of inputs; customers without a value count 0.' })
  value!: number;

  @ApiProperty({ minimum: 0, description: 'Customers who still buy at all.' })
  alive!: number;

  @ApiProperty({ minimum: 0, description: 'Customers of whom an order comes within the days.' })
  coming!: number;
}

class CustomerOrdersAheadDto {
  @ApiProperty({ example: '17850' })
  customer_id!: string;

  @ApiProperty(share('That the customer still buys at all; 1 of who bought on one day alone.'))
  alive_probability!: number;

  @ApiProperty({ minimum: 0, description: 'Days with an order, within the days.' })
  expected_orders!: number;
}

class CustomerValueAheadDto extends CustomerOrdersAheadDto {
  @ApiProperty(value('Of one order.'))
  expected_order_value!: number | null;

  @ApiProperty(value('expected_orders × expected_order_value.'))
  expected_value!: number | null;
}

class LifetimeValueDataDto extends PagedDataDto {
  @ApiProperty(days)
  days!: number;

  @ApiProperty({ type: ExpectedSumsDto, description: 'Of all customers together, within the days.' })
  expected!: ExpectedSumsDto;

  @ApiProperty({ type: BuyingModelDto })
  model!: BuyingModelDto;

  @ApiProperty(test)
  test!: OutlookTestDto | null;

  @ApiProperty({ type: [CustomerValueAheadDto], description: 'Highest expected_value first.' })
  customers!: CustomerValueAheadDto[];
}

export class LifetimeValueAnswer extends EvidenceDto {
  @ApiProperty({ type: LifetimeValueDataDto })
  data!: LifetimeValueDataDto;
}

class CustomerAtRiskDto extends CustomerOrdersAheadDto {
  @ApiProperty(staysAway)
  churn_probability!: number;

  @ApiProperty(value('churn_probability × the value of one order.'))
  value_at_risk!: number | null;
}

class ChurnDataDto extends PagedDataDto {
  @ApiProperty(days)
  days!: number;

  @ApiProperty({ minimum: 0, description: 'Customers of whom no order comes within the days.' })
  expected_to_stay_away!: number;

  @ApiProperty(test)
  test!: OutlookTestDto | null;

  @ApiProperty({
    type: [CustomerAtRiskDto],
    description: 'Highest value_at_risk first, those without one last.',
  })
  customers!: CustomerAtRiskDto[];
}

export class ChurnAnswer extends EvidenceDto {
  @ApiProperty({ type: ChurnDataDto })
  data!: ChurnDataDto;
}

class CustomerOutlookDataDto extends CustomerValueAheadDto {
  @ApiProperty(days)
  days!: number;

  @ApiProperty(staysAway)
  churn_probability!: number;

  @ApiProperty(test)
  test!: OutlookTestDto | null;
}

export class CustomerOutlookAnswer extends EvidenceDto {
  @ApiProperty({ type: CustomerOutlookDataDto })
  data!: CustomerOutlookDataDto;
}
