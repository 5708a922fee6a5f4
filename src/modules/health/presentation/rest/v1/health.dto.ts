import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';

export class ComponentDto {
  @ApiProperty({
    enum: ['up', 'degraded', 'down', 'disabled'],
    description: '`disabled`: not configured, or not part of this program.',
  })
  status!: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: true,
    description: 'Figures that tell why.',
  })
  details?: Record<string, unknown>;
}

export class HealthMetricsDto {
  @ApiProperty({ minimum: 0, description: 'Seconds since the process started.', example: 86_400.5 })
  uptime_seconds!: number;

  @ApiProperty({ minimum: 0, description: 'Over the last minute.', example: 12.5 })
  requests_per_second!: number;

  @ApiProperty({
    type: 'number',
    nullable: true,
    minimum: 0,
    description: 'Mean over the last minute; null where nobody asked.',
    example: 4.2,
  })
  avg_response_time_ms!: number | null;
}

@ApiExtraModels(ComponentDto)
export class HealthAnswer {
  @ApiProperty({
    enum: ['up', 'degraded', 'down'],
    description: 'Down only where a part is down without which requests cannot be answered.',
  })
  status!: string;

  @ApiProperty({ description: 'Version of the program.', example: '0.1.0' })
  version!: string;

  @ApiProperty({ description: 'What NODE_ENV says.', example: 'production' })
  environment!: string;

  @ApiProperty({ minimum: 0, description: 'Seconds since the process started.', example: 86_400.5 })
  uptime!: number;

  @ApiProperty({
    type: 'object',
    description: 'Each part by its name: database, queue, lake, warehouse, cache, search, external_apis, …',
    additionalProperties: { $ref: getSchemaPath(ComponentDto) },
  })
  components!: Record<string, ComponentDto>;

  @ApiProperty()
  metrics!: HealthMetricsDto;
}

export class ProbeAnswer {
  @ApiProperty({ enum: ['up', 'down'] })
  status!: string;

  @ApiPropertyOptional({ description: 'Why it is down.', example: 'database is down' })
  reason?: string;
}
