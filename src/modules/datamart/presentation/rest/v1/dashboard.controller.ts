import { Controller, Get, Header, Inject, Query } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Requires } from '../../../../auth/index.js';
import { AnswerCache, type ShownGold } from '../../../../warehouse/index.js';
import { BusinessService } from '../../../service/business.service.js';
import { OverviewService } from '../../../service/overview.service.js';
import { PerformanceService } from '../../../service/performance.service.js';
import { SalesAnalyticsService } from '../../../service/sales-analytics.service.js';
import { SeasonalService } from '../../../service/seasonal.service.js';
import { ofGold } from '../answer.dto.js';
import {
  AnalyticsAnswer,
  BusinessAnswer,
  CountriesAnswer,
  KpiDto,
  OverviewAnswer,
  ProductsAnswer,
  SeasonalAnswer,
} from './dashboard.dto.js';
import {
  AnalyticsQuery,
  CountriesQuery,
  NarrowingQuery,
  ProductsQuery,
  toNarrowing,
} from './dashboard.query.js';

const JSON_TYPE = 'application/json; charset=utf-8';

@ApiTags('datamart')
@ApiExtraModels(KpiDto)
@Controller('api/v1/datamart')
export class DashboardController {
  constructor(
    @Inject(OverviewService) private readonly overviews: OverviewService,
    @Inject(SalesAnalyticsService) private readonly sales: SalesAnalyticsService,
    @Inject(PerformanceService) private readonly performance: PerformanceService,
    @Inject(SeasonalService) private readonly seasons: SeasonalService,
    @Inject(BusinessService) private readonly business: BusinessService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Get('dashboard/overview')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({
    summary: 'KPIs beside the period before, top products and countries, trend',
    description: 'Without days, of the last thirty of the facts.',
  })
  @ApiOkResponse({ type: OverviewAnswer })
  @ApiProblems(422, 503)
  overview(@Query() query: NarrowingQuery): Promise<string> {
    return this.answer('overview', query, async (): Promise<Made<OverviewAnswer>> => {
      const { gold, ...overview } = await this.overviews.overview(toNarrowing(query));
      return { gold, body: { ...overview, ...ofGold(gold) } };
    });
  }

  @Get('sales/analytics')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'Sales from period to period, without gaps, with their totals' })
  @ApiOkResponse({ type: AnalyticsAnswer })
  @ApiProblems(422, 503)
  analytics(@Query() query: AnalyticsQuery): Promise<string> {
    return this.answer('sales/analytics', query, async (): Promise<Made<AnalyticsAnswer>> => {
      const { granularity } = query;
      const { gold, days, periods, totals } = await this.sales.periods(toNarrowing(query), granularity);
      return { gold, body: { granularity, data: periods, totals, period: days, ...ofGold(gold) } };
    });
  }

  @Get('products/performance')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'Products, ranked' })
  @ApiOkResponse({ type: ProductsAnswer })
  @ApiProblems(422, 503)
  products(@Query() query: ProductsQuery): Promise<string> {
    return this.answer('products/performance', query, async (): Promise<Made<ProductsAnswer>> => {
      const { metric, top_n } = query;
      const { gold, rows, ...rest } = await this.performance.products(toNarrowing(query), metric, top_n);
      return { gold, body: { metric, ...rest, data: rows, ...ofGold(gold) } };
    });
  }

  @Get('countries/performance')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'Countries, ranked' })
  @ApiOkResponse({ type: CountriesAnswer })
  @ApiProblems(422, 503)
  countries(@Query() query: CountriesQuery): Promise<string> {
    return this.answer('countries/performance', query, async (): Promise<Made<CountriesAnswer>> => {
      const { metric, top_n } = query;
      const { gold, rows, ...rest } = await this.performance.countries(toNarrowing(query), metric, top_n);
      return { gold, body: { metric, ...rest, data: rows, ...ofGold(gold) } };
    });
  }

  @Get('trends/seasonal')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'What comes again with month, quarter, weekday and hour' })
  @ApiOkResponse({ type: SeasonalAnswer })
  @ApiProblems(422, 503)
  seasonal(@Query() query: NarrowingQuery): Promise<string> {
    return this.answer('trends/seasonal', query, async (): Promise<Made<SeasonalAnswer>> => {
      const { gold, ...trends } = await this.seasons.trends(toNarrowing(query));
      return { gold, body: { ...trends, ...ofGold(gold) } };
    });
  }

  @Get('metrics/business')
  @Requires('sales:read')
  @Header('content-type', JSON_TYPE)
  @ApiOperation({ summary: 'The numbers by which the business is run, beside those of the period before' })
  @ApiOkResponse({ type: BusinessAnswer })
  @ApiProblems(422, 503)
  metrics(@Query() query: NarrowingQuery): Promise<string> {
    return this.answer('metrics/business', query, async (): Promise<Made<BusinessAnswer>> => {
      const { gold, ...found } = await this.business.metrics(toNarrowing(query));
      return { gold, body: { ...found, ...ofGold(gold) } };
    });
  }

  private async answer(route: string, query: object, make: () => Promise<Made<object>>): Promise<string> {
    return (await this.answers.through(`v1/datamart/${route}`, query, make)).text;
  }
}

interface Made<T extends object> {
  gold: ShownGold;
  body: T;
}
