import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  MaxLength,
  MinLength,
} from 'class-validator';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { ALL_PERMISSIONS, type Permission } from '../../../domain/permission.js';
import { IsInstant } from '../../../../../platform/http/instant.js';
import { Printable } from './texts.js';

export class NewApiKeyRequest {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'till of shop 7' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Printable()
  name!: string;

  @ApiProperty({ enum: ALL_PERMISSIONS, isArray: true, minItems: 1, maxItems: 50, example: ['sales:read'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(50)
  @IsIn(ALL_PERMISSIONS, { each: true })
  permissions!: Permission[];

  @ApiPropertyOptional({
    type: 'string',
    format: 'date-time',
    nullable: true,
    description: 'Without it the key does not expire.',
  })
  @IsOptional()
  @IsInstant()
  expires_at?: Date | null;
}

export class ApiKeyDto {
  @ApiProperty({ example: 'th_4Kq0TnVb7ZcWm2Xe' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ format: 'uuid', description: 'The user who made it. It can do no more than they may.' })
  owner_id!: string;

  @ApiProperty({ enum: ALL_PERMISSIONS, isArray: true })
  permissions!: Permission[];

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  expires_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true })
  revoked_at!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', nullable: true, description: 'To the minute.' })
  last_used_at!: string | null;
}

export class NewApiKeyAnswer extends ApiKeyDto {
  @ApiProperty({ description: 'The whole key, for the header X-API-Key. It is told here and never again.' })
  key!: string;
}

export class ApiKeysAnswer {
  @ApiProperty({ type: [ApiKeyDto] })
  data!: ApiKeyDto[];

  @ApiProperty()
  pagination!: Pagination;
}
