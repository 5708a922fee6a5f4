import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { IsInstant } from '../../../../../platform/http/instant.js';
import { Printable } from './texts.js';

export class AuditQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 1000, default: 50 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit: number = 50;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 9007199254740991,
    description: 'Entries before this one.',
  })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(Number.MAX_SAFE_INTEGER)
  before?: number;

  @ApiPropertyOptional({ maxLength: 300, description: 'Id of who asked, such as user:<uuid> or key:<id>.' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  @Printable()
  actor?: string;

  @ApiPropertyOptional({ enum: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'] })
  @IsOptional()
  @IsIn(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
  method?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 100, maximum: 599 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(100)
  @Max(599)
  status?: number;

  @ApiPropertyOptional({ maxLength: 128 })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  @Printable()
  correlation_id?: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'From this time on.' })
  @IsOptional()
  @IsInstant()
  from?: Date;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'Before this time.' })
  @IsOptional()
  @IsInstant()
  to?: Date;
}

export class AuditEntryDto {
  @ApiProperty({ type: 'integer' })
  seq!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ enum: ['user', 'api_key', 'external', 'anonymous'] })
  actor_kind!: string;

  @ApiProperty({ type: 'string', nullable: true })
  actor_id!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  actor_name!: string | null;

  @ApiProperty({ description: 'Address of the client.' })
  address!: string;

  @ApiProperty()
  method!: string;

  @ApiProperty({ description: 'The route, with the names of its parameters; empty where there is none.' })
  route!: string;

  @ApiProperty({ description: 'What was asked for, without the query.' })
  path!: string;

  @ApiProperty({ type: 'integer' })
  status!: number;

  @ApiProperty()
  correlation_id!: string;

  @ApiProperty()
  previous_hash!: string;

  @ApiProperty({ description: 'SHA-256 of the previous hash and this entry.' })
  hash!: string;
}

export class AuditAnswer {
  @ApiProperty({ type: [AuditEntryDto] })
  data!: AuditEntryDto[];

  @ApiProperty({ type: 'integer', nullable: true, description: 'For `before`, to read on; null at the end.' })
  next_before!: number | null;
}

export class AuditVerificationAnswer {
  @ApiProperty()
  valid!: boolean;

  @ApiProperty({ type: 'integer', description: 'Entries that were looked at.' })
  entries!: number;

  @ApiProperty({
    type: 'integer',
    nullable: true,
    description: 'The first that does not follow from those before it.',
  })
  first_bad_seq!: number | null;

  @ApiProperty({
    description: 'Hash of the last good entry. Kept elsewhere, it tells later whether the end was cut off.',
  })
  head_hash!: string;
}
