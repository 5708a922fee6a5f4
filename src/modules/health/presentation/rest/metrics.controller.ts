import { Controller, Get, Header } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Unlimited } from '../../../../platform/http/rate-limit.js';
import { Metrics } from '../../../../platform/metrics/index.js';
import { Requires } from '../../../auth/index.js';

@ApiTags('health')
@Unlimited()
@Controller('metrics')
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get()
  @Requires('metrics:read')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Metrics for Prometheus' })
  @ApiOkResponse({
    description: "Prometheus' text format.",
    content: { 'text/plain': { schema: { type: 'string' } } },
  })
  text(): Promise<string> {
    return this.metrics.text();
  }
}
