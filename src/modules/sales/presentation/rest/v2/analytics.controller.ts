import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiOptionalBody } from '../../../../../platform/http/optional-body.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Reads, Requires } from '../../../../auth/index.js';
import { AnswerCache } from '../../../../warehouse/index.js';
import { AnalyticsService } from '../../../service/analytics.service.js';
import { salesFilterOf } from '../../export-request.js';
import { givenFilters } from '../filter.dto.js';
import { SalesAnalyticsAnswer, SalesAnalyticsDto } from './analytics.dto.js';

const USUAL = ['net_revenue', 'orders', 'customers', 'units', 'avg_order_value'];

@ApiTags('sales')
@Controller('api/v2/sales')
export class SalesAnalyticsController {
  constructor(
    @Inject(AnalyticsService) private readonly analytics: AnalyticsService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Post('analytics')
  @HttpCode(200)
  @Reads()
  @Requires('sales:read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({
    summary: 'Figures over the lines that fit, by date and dimensions, with their totals',
    description: 'Filters as of GET /api/v2/sales, measures and dimensions of GET /api/v1/datamart/metrics.',
  })
  @ApiOptionalBody(SalesAnalyticsDto)
  @ApiOkResponse({ type: SalesAnalyticsAnswer })
  @ApiProblems(422, 429, 503)
  async analyse(@Body() dto: SalesAnalyticsDto): Promise<string> {
    const { text } = await this.answers.through('v2/sales/analytics', dto, async () => {
      const { gold, series, totals, forecast, noForecast } = await this.analytics.analyse({
        filter: salesFilterOf(dto.filters ?? {}),
        measures: dto.measures ?? USUAL,
        dimensions: dto.dimensions ?? [],
        granularity: dto.granularity ?? 'month',
        compare: dto.comparisons?.[0],
        order: (dto.order ?? []).map(({ by, direction = 'desc' }) => ({ by, direction })),
        limit: dto.limit ?? 1_000,
        horizon: dto.include_forecasting ? (dto.forecast_horizon ?? 28) : undefined,
      });
      const body: SalesAnalyticsAnswer = {
        columns: series.columns,
        series: series.rows,
        totals: totals.rows[0] ?? {},
        truncated: series.truncated,
        granularity: series.granularity ?? 'month',
        period: series.period,
        compared: series.compared,
        ...(dto.include_forecasting && { forecast, no_forecast_because: noForecast }),
        filters_applied: givenFilters(dto.filters ?? {}),
        currency: gold.currency,
        gold_version: gold.version,
      };
      return { gold, body };
    });
    return text;
  }
}
