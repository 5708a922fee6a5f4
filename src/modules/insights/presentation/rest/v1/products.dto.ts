import { ApiExtraModels, ApiProperty, getSchemaPath } from '@nestjs/swagger';
import { ABC_CLASSES, ABC_XYZ_CLASSES, XYZ_CLASSES } from '../../../domain/products/classes.js';
import { LEAST_WEEKS, VERDICTS } from '../../../domain/products/elasticity.js';
import { EvidenceDto } from './evidence.dto.js';
import { count, PagedDataDto, ProductReferenceDto, share } from './parts.dto.js';

class BasketRuleDto {
  @ApiProperty({ description: 'Stock code: who buys this …', example: '22697' })
  antecedent!: string;

  @ApiProperty({ description: '… buys this too.', example: '22699' })
  consequent!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Sale invoices with both.' })
  invoices!: number;

  @ApiProperty(share('Of all invoices, those with both.'))
  support!: number;

  @ApiProperty(share('Of the invoices with the antecedent, those with the consequent too.'))
  confidence!: number;

  @ApiProperty({
    minimum: 0,
    description: 'Confidence over the share of all invoices that hold the consequent; 1 is chance.',
  })
  lift!: number;

  @ApiProperty({
    minimum: -0.25,
    maximum: 0.25,
    description: 'Support less that of chance, as a share of all invoices.',
  })
  leverage!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    description:
      '(1 − share of the consequent) ÷ (1 − confidence); 1 is chance, null where the rule was never broken.',
  })
  conviction!: number | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'As the product is called now.' })
  antecedent_name!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'As the product is called now.' })
  consequent_name!: string | null;
}

class BasketsDataDto {
  @ApiProperty(count('Sale invoices with goods.'))
  invoices!: number;

  @ApiProperty(count('Goods in them.'))
  products!: number;

  @ApiProperty(count('Pairs that fit min_support.'))
  pairs!: number;

  @ApiProperty(count('Rules that fit min_confidence too, before the limit.'))
  rules_found!: number;

  @ApiProperty({ type: [BasketRuleDto], description: 'Strongest lift first.' })
  rules!: BasketRuleDto[];
}

export class BasketsAnswer extends EvidenceDto {
  @ApiProperty({ type: BasketsDataDto })
  data!: BasketsDataDto;
}

class ProductClassDto {
  @ApiProperty({ enum: ABC_XYZ_CLASSES })
  class!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  products!: number;

  @ApiProperty({ description: 'Net, in the currency of inputs.' })
  revenue!: number;

  @ApiProperty({
    description:
      'Of the net revenue of all; below 0 where more was returned than sold. 0 where that of all is 0.',
  })
  revenue_share!: number;
}

class InventoryDto {
  @ApiProperty(count('Units on the shelf at which to order: demand of the lead time, and safety_stock.'))
  reorder_point!: number;

  @ApiProperty(count('Units against the variation of the demand.'))
  safety_stock!: number;

  @ApiProperty({ description: 'What the class suggests, in words.' })
  policy!: string;
}

class ClassedProductDto extends ProductReferenceDto {
  @ApiProperty({ description: 'Net, in the currency of inputs.' })
  revenue!: number;

  @ApiProperty(share('Of the revenue of all, with this product and those above it.'))
  cumulative_share!: number;

  @ApiProperty({ enum: ABC_CLASSES, description: 'By revenue.' })
  abc!: (typeof ABC_CLASSES)[number];

  @ApiProperty({ enum: XYZ_CLASSES, description: 'By how steadily it sells.' })
  xyz!: (typeof XYZ_CLASSES)[number];

  @ApiProperty({ minimum: 0, description: 'Mean of units sold a week, since the first sale.' })
  weekly!: number;

  @ApiProperty({ minimum: 0, description: 'Standard deviation of units sold a week.' })
  deviation!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    description: 'deviation ÷ weekly; null where weekly is 0.',
  })
  variation!: number | null;

  @ApiProperty({
    type: 'integer',
    minimum: 1,
    description: 'From the first sale on, with weeks without one.',
  })
  weeks!: number;

  @ApiProperty({ type: InventoryDto })
  inventory!: InventoryDto;
}

class ProductClassesDataDto extends PagedDataDto {
  @ApiProperty({ type: [ProductClassDto], description: 'Those that occur, whatever class was asked for.' })
  classes!: ProductClassDto[];

  @ApiProperty({ type: [ClassedProductDto], description: 'Highest revenue first.' })
  products!: ClassedProductDto[];
}

export class ProductClassesAnswer extends EvidenceDto {
  @ApiProperty({ type: ProductClassesDataDto })
  data!: ProductClassesDataDto;
}

class PricedProductDto extends ProductReferenceDto {
  @ApiProperty({ minimum: 0, description: 'Gross, in the currency of inputs.' })
  revenue!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'With a sale.' })
  weeks!: number;

  @ApiProperty({ minimum: 0, description: 'Standard deviation of ln(price) over the weeks.' })
  price_variation!: number;
}

export class EstimatedElasticityDto extends PricedProductDto {
  @ApiProperty({ enum: [true] })
  is_estimable!: true;

  @ApiProperty({
    description: 'Per cent by which units change where the price rises by one per cent.',
    example: -1.8,
  })
  elasticity!: number;

  @ApiProperty({ minimum: 0, description: 'Robust to unequal variance (HC1).' })
  standard_error!: number;

  @ApiProperty()
  lower_95!: number;

  @ApiProperty()
  upper_95!: number;

  @ApiProperty(share('Of the variance of ln(units), what the regression explains.'))
  r_squared!: number;

  @ApiProperty({
    enum: VERDICTS,
    description: 'elastic: units fall by more than the price rises; unclear: the interval holds −1 or 0.',
  })
  verdict!: (typeof VERDICTS)[number];
}

export class UnestimatedElasticityDto extends PricedProductDto {
  @ApiProperty({ enum: [false] })
  is_estimable!: false;

  @ApiProperty({ example: `sold in 4 weeks; ${LEAST_WEEKS} are needed` })
  reason!: string;
}

@ApiExtraModels(EstimatedElasticityDto, UnestimatedElasticityDto)
class ElasticityDataDto {
  @ApiProperty({
    type: 'array',
    items: {
      oneOf: [
        { $ref: getSchemaPath(EstimatedElasticityDto) },
        { $ref: getSchemaPath(UnestimatedElasticityDto) },
      ],
    },
    description: 'Highest revenue first.',
  })
  products!: (EstimatedElasticityDto | UnestimatedElasticityDto)[];

  @ApiProperty(count('Of products, those with is_estimable.'))
  estimable!: number;

  @ApiProperty({ type: [String], description: 'Stock codes that were asked for and not sold.' })
  not_found!: string[];
}

export class ElasticityAnswer extends EvidenceDto {
  @ApiProperty({ type: ElasticityDataDto })
  data!: ElasticityDataDto;
}
