import { Body, Controller, Header, HttpCode, Inject, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiOptionalBody } from '../../../../../platform/http/optional-body.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { Reads, Requires } from '../../../../auth/index.js';
import { AnswerCache } from '../../../../warehouse/index.js';
import { ForecastService } from '../../../service/forecast.service.js';
import { forecastAnswer } from '../../forecast-answer.js';
import { ForecastAnswer, ForecastDto } from './forecast.dto.js';

@ApiTags('insights')
@Controller('api/v1/insights')
export class ForecastController {
  constructor(
    @Inject(ForecastService) private readonly forecasts: ForecastService,
    @Inject(AnswerCache) private readonly answers: AnswerCache,
  ) {}

  @Post('forecast')
  @HttpCode(200)
  @Reads()
  @Requires('sales:read')
  @Header('content-type', 'application/json; charset=utf-8')
  @ApiOperation({
    summary: 'Daily forecasts with bounds, scenarios and the backtest behind them',
    description: 'Up to 20 series; the task run_advanced_analytics takes 500.',
  })
  @ApiOptionalBody(ForecastDto)
  @ApiOkResponse({ type: ForecastAnswer })
  @ApiProblems(409, 422, 429, 503)
  forecast(@Body() dto: ForecastDto): Promise<string> {
    return forecastAnswer(this.answers, this.forecasts, dto);
  }
}
