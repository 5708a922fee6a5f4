import { applyDecorators, Controller, Get, Header, Inject, Param, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { AnswerCache, type ShownGold } from '../../../../warehouse/index.js';
import { CustomerInsights } from '../../../service/customer-insights.service.js';
import { DayInsights } from '../../../service/day-insights.service.js';
import { ProductInsights } from '../../../service/product-insights.service.js';
import { FeatureTables } from '../../../service/feature-tables.service.js';
import { Recommendations } from '../../../service/recommendations.service.js';
import { SegmentMovement } from '../../../service/segment-movement.service.js';
import { ClustersAnswer, SegmentMovementAnswer } from './customer-groups.dto.js';
import { AnomaliesAnswer, SeasonalityAnswer } from './days.dto.js';
import { DayQuery } from './evidence.dto.js';
import { FeatureCatalogue } from './features.dto.js';
import {
  AnomalyQuery,
  BasketQuery,
  ClassQuery,
  ClusterQuery,
  CustomerParams,
  ElasticityQuery,
  LimitQuery,
  MovementQuery,
  OutlookDaysQuery,
  OutlookQuery,
  ProductParams,
} from './insights.dto.js';
import { ChurnAnswer, CustomerOutlookAnswer, LifetimeValueAnswer } from './outlook.dto.js';
import { BasketsAnswer, ElasticityAnswer, ProductClassesAnswer } from './products.dto.js';
import { BoughtTogetherAnswer, CustomerOffersAnswer } from './recommendations.dto.js';

/** Every analysis is read alike. */
function Analysis(path: string, summary: string, answer: Type) {
  return applyDecorators(
    Get(path),
    Requires('sales:read'),
    Header('content-type', 'application/json; charset=utf-8'),
    ApiOperation({ summary }),
    ApiOkResponse({ type: answer }),
    ApiProblems(404, 409, 422, 429, 503),
  );
}

@ApiTags('insights')
@Controller('api/v1/insights')
export class InsightsController {
  constructor(
    @Inject(ProductInsights) private readonly products: ProductInsights,
    @Inject(Recommendations) private readonly recommendations: Recommendations,
    @Inject(DayInsights) private readonly days: DayInsights,
    @Inject(CustomerInsights) private readonly customers: CustomerInsights,
    @Inject(SegmentMovement) private readonly segments: SegmentMovement,
    @Inject(FeatureTables) private readonly features: FeatureTables,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Analysis('baskets', 'What is bought together: rules with support, confidence and lift', BasketsAnswer)
  baskets(@Query() query: BasketQuery): Promise<string> {
    return this.kept<BasketsAnswer>('baskets', query, () => this.products.baskets(query));
  }

  @Analysis(
    'products/classes',
    'ABC and XYZ classes of products, with hints for the stock',
    ProductClassesAnswer,
  )
  classes(@Query() query: ClassQuery): Promise<string> {
    return this.kept<ProductClassesAnswer>('classes', query, () => this.products.classes(query));
  }

  @Analysis(
    'products/elasticity',
    'What the price does to the units sold, with its standard error',
    ElasticityAnswer,
  )
  elasticity(@Query() query: ElasticityQuery): Promise<string> {
    return this.kept<ElasticityAnswer>('elasticity', query, () => this.products.elasticity(query));
  }

  @Analysis(
    'products/:stock_code/recommendations',
    'Products that are bought together with a product',
    BoughtTogetherAnswer,
  )
  together(@Param() { stock_code }: ProductParams, @Query() { limit }: LimitQuery): Promise<string> {
    return this.kept<BoughtTogetherAnswer>('together', { stock_code, limit }, () =>
      this.recommendations.together(stock_code, limit),
    );
  }

  @Analysis(
    'customers/:customer_id/recommendations',
    'Products that customers with a similar history bought',
    CustomerOffersAnswer,
  )
  forCustomer(@Param() { customer_id }: CustomerParams, @Query() { limit }: LimitQuery): Promise<string> {
    return this.kept<CustomerOffersAnswer>('for-customer', { customer_id, limit }, () =>
      this.recommendations.forCustomer(customer_id, limit),
    );
  }

  @Analysis('anomalies', 'Days that stand out, and what made them', AnomaliesAnswer)
  anomalies(@Query() query: AnomalyQuery): Promise<string> {
    return this.kept<AnomaliesAnswer>('anomalies', query, () => this.days.anomalies(query));
  }

  @Analysis('seasonality', 'The shape of weeks and months, and days around holidays', SeasonalityAnswer)
  seasonality(@Query() query: DayQuery): Promise<string> {
    return this.kept<SeasonalityAnswer>('seasonality', query, () => this.days.seasonality(query));
  }

  @Analysis(
    'customers/lifetime-value',
    'Orders and value that each customer will bring, by BG/NBD and Gamma-Gamma',
    LifetimeValueAnswer,
  )
  lifetimeValue(@Query() query: OutlookQuery): Promise<string> {
    return this.kept<LifetimeValueAnswer>('lifetime-value', query, () => this.customers.lifetimeValue(query));
  }

  @Analysis('customers/churn', 'How likely each customer stays away, most value at risk first', ChurnAnswer)
  churn(@Query() query: OutlookQuery): Promise<string> {
    return this.kept<ChurnAnswer>('churn', query, () => this.customers.churn(query));
  }

  @Analysis('customers/clusters', 'Kinds of customers by what they do', ClustersAnswer)
  clusters(@Query() query: ClusterQuery): Promise<string> {
    return this.kept<ClustersAnswer>('clusters', query, () => this.customers.clusters(query));
  }

  @Analysis(
    'customers/segment-movement',
    'How customers moved between RFM segments, month by month',
    SegmentMovementAnswer,
  )
  movement(@Query() query: MovementQuery): Promise<string> {
    return this.kept<SegmentMovementAnswer>('movement', query, () => this.segments.movement(query));
  }

  @Get('features')
  @Requires('sales:read')
  @ApiOperation({ summary: 'Every feature of the tables that the task run_advanced_analytics writes' })
  @ApiOkResponse({ type: FeatureCatalogue })
  catalogue(): FeatureCatalogue {
    return { data: this.features.catalogue() };
  }

  @Analysis('customers/:customer_id/outlook', 'What one customer will do', CustomerOutlookAnswer)
  customer(@Param() { customer_id }: CustomerParams, @Query() { days }: OutlookDaysQuery): Promise<string> {
    return this.kept<CustomerOutlookAnswer>('customer', { customer_id, days }, () =>
      this.customers.customer(customer_id, days),
    );
  }

  /** `A` is what the route declares. */
  private async kept<A extends object>(
    name: string,
    query: object,
    make: () => Promise<{ gold: ShownGold; body: A }>,
  ): Promise<string> {
    const { text } = await this.answers.through(`v1/insights/${name}`, query, make);
    return text;
  }
}
