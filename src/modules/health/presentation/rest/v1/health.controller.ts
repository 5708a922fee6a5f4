import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import {
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiServiceUnavailableResponse,
  ApiTags,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Unlimited } from '../../../../../platform/http/rate-limit.js';
import { Public } from '../../../../auth/index.js';
import { HealthRegistry, worst } from '../../../service/health.registry.js';
import { Version } from '../../../service/version.js';

class HealthMetrics {
  @ApiProperty({ description: 'Seconds since the process started.' })
  uptime_seconds!: number;
}

class HealthAnswer {
  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  status!: string;

  @ApiProperty({ description: 'Version of the program.', example: '0.1.0' })
  version!: string;

  @ApiProperty({ description: 'What NODE_ENV says.', example: 'production' })
  environment!: string;

  @ApiProperty({
    description: 'Status and figures of each part.',
    type: 'object',
    additionalProperties: true,
  })
  components!: Record<string, unknown>;

  @ApiProperty()
  metrics!: HealthMetrics;
}

class ProbeAnswer {
  @ApiProperty({ enum: ['up', 'degraded', 'down'] })
  status!: string;
}

@ApiTags('health')
@Public()
@Unlimited()
@Controller('api/v1/health')
export class HealthController {
  constructor(
    private readonly registry: HealthRegistry,
    private readonly version: Version,
  ) {}

  @Get()
  @ApiOperation({ summary: 'How each part is; degraded is not down' })
  @ApiOkResponse({ type: HealthAnswer })
  async health(): Promise<HealthAnswer> {
    const components = await this.registry.run();
    return {
      status: worst(components),
      version: this.version.number,
      environment: this.version.environment,
      components,
      metrics: { uptime_seconds: Math.round(process.uptime() * 10) / 10 },
    };
  }

  @Get('live')
  @HttpCode(200)
  @ApiOperation({ summary: 'The process answers' })
  @ApiOkResponse({ type: ProbeAnswer })
  live(): ProbeAnswer {
    return { status: 'up' };
  }

  @Get('ready')
  @ApiOperation({ summary: 'Requests may be sent here; 503 where a part is down' })
  @ApiOkResponse({ type: ProbeAnswer })
  @ApiServiceUnavailableResponse({ type: ProbeAnswer })
  async ready(@Res({ passthrough: true }) reply: FastifyReply): Promise<ProbeAnswer> {
    const status = worst(await this.registry.run());
    if (status === 'down') void reply.status(503);
    return { status };
  }
}
