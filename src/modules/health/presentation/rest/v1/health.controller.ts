import { Controller, Get, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiServiceUnavailableResponse, ApiTags } from '@nestjs/swagger';
import { HealthCheck } from '@nestjs/terminus';
import type { FastifyReply } from 'fastify';
import { Unlimited } from '../../../../../platform/http/rate-limit.js';
import { HttpMetrics } from '../../../../../platform/metrics/index.js';
import { Public } from '../../../../auth/index.js';
import { HealthService } from '../../../service/health.service.js';
import { Lifecycle } from '../../../service/lifecycle.js';
import { Version } from '../../../service/version.js';
import { HealthAnswer, ProbeAnswer } from './health.dto.js';

/** Never kept by a cache, and described here in our words. */
const FRESH = { noCache: true, swaggerDocumentation: false };

@ApiTags('health')
@Public()
@Unlimited()
@Controller('api/v1/health')
export class HealthController {
  constructor(
    private readonly health: HealthService,
    private readonly lifecycle: Lifecycle,
    private readonly requests: HttpMetrics,
    private readonly version: Version,
  ) {}

  @Get()
  @HealthCheck(FRESH)
  @ApiOperation({ summary: 'How each part is; degraded is not down' })
  @ApiOkResponse({ type: HealthAnswer })
  async whole(): Promise<HealthAnswer> {
    const { status, components } = await this.health.all();
    const { requestsPerSecond, avgResponseTimeMs } = this.requests.recent();
    const uptime = Math.round(process.uptime() * 10) / 10;
    return {
      status,
      version: this.version.number,
      environment: this.version.environment,
      uptime,
      components,
      metrics: {
        uptime_seconds: uptime,
        requests_per_second: requestsPerSecond,
        avg_response_time_ms: avgResponseTimeMs,
      },
    };
  }

  @Get('live')
  @HealthCheck(FRESH)
  @ApiOperation({ summary: 'The process answers; otherwise it is to be started again' })
  @ApiOkResponse({ type: ProbeAnswer })
  live(): ProbeAnswer {
    return { status: 'up' };
  }

  @Get('ready')
  @HealthCheck(FRESH)
  @ApiOperation({
    summary: 'Requests may be sent here; 503 where a part is down that they need, and while it ends',
  })
  @ApiOkResponse({ type: ProbeAnswer })
  @ApiServiceUnavailableResponse({ type: ProbeAnswer })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ProbeAnswer> {
    if (this.lifecycle.isEnding) return unavailable(reply, 'shutting down');
    const { missing } = await this.health.required();
    return missing.length === 0 ? { status: 'up' } : unavailable(reply, `${missing.join(', ')} down`);
  }

  @Get('startup')
  @HealthCheck(FRESH)
  @ApiOperation({ summary: 'The start is over; 503 until then' })
  @ApiOkResponse({ type: ProbeAnswer })
  @ApiServiceUnavailableResponse({ type: ProbeAnswer })
  startup(@Res({ passthrough: true }) reply: FastifyReply): ProbeAnswer {
    return this.lifecycle.isStarted ? { status: 'up' } : unavailable(reply, 'starting');
  }
}

function unavailable(reply: FastifyReply, reason: string): ProbeAnswer {
  void reply.status(503);
  return { status: 'down', reason };
}
