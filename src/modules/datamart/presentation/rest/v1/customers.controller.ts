import { Controller, Get, Header, Inject, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { AnswerCache } from '../../../../warehouse/index.js';
import { CohortService } from '../../../service/cohort.service.js';
import { CustomerService } from '../../../service/customer.service.js';
import { SegmentService } from '../../../service/segment.service.js';
import { ofGold } from '../answer.dto.js';
import { CustomerAnswer } from './customer.dto.js';
import { CohortsAnswer, SegmentsAnswer } from './dashboard.dto.js';
import { CohortsQuery, CustomerParams, SegmentsQuery } from './dashboard.query.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('datamart')
@Controller('api/v1/datamart')
export class CustomersController {
  constructor(
    @Inject(SegmentService) private readonly segments: SegmentService,
    @Inject(CustomerService) private readonly customers: CustomerService,
    @Inject(CohortService) private readonly cohorts: CohortService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Get('customers/segments')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'RFM segments: how many customers, what they bring, what they are worth' })
  @ApiOkResponse({ type: SegmentsAnswer })
  @ApiProblems(422, 503)
  async bySegment(@Query() query: SegmentsQuery): Promise<string> {
    const { text } = await this.answers.through('v1/datamart/customers/segments', query, async () => {
      const { gold, asOf, customers, segments } = await this.segments.segments(query.as_of);
      const body: SegmentsAnswer = { as_of: asOf, customers, segments, ...ofGold(gold) };
      return { gold, body };
    });
    return text;
  }

  @Get('customers/:id/analytics')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({
    summary: 'One customer: RFM, lifetime value, orders, favourites, churn risk, next purchase',
  })
  @ApiOkResponse({ type: CustomerAnswer })
  @ApiProblems(404, 422, 503)
  async one(@Param() { id }: CustomerParams): Promise<string> {
    const { text } = await this.answers.through('v1/datamart/customer', { id }, async () => {
      const { gold, customer } = await this.customers.analytics(id);
      const body: CustomerAnswer = { ...customer, ...ofGold(gold) };
      return { gold, body };
    });
    return text;
  }

  @Get('cohorts/analysis')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'Customers by the month of their first sale: who comes back, and for how much' })
  @ApiOkResponse({ type: CohortsAnswer })
  @ApiProblems(422, 503)
  async analysis(@Query() query: CohortsQuery): Promise<string> {
    const { text } = await this.answers.through('v1/datamart/cohorts', query, async () => {
      const { gold, ...cohorts } = await this.cohorts.cohorts(query.months);
      const body: CohortsAnswer = { ...cohorts, ...ofGold(gold) };
      return { gold, body };
    });
    return text;
  }
}
