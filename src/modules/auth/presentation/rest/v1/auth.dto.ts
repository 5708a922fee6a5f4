import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength, MinLength, ValidateIf } from 'class-validator';
import { ALL_PERMISSIONS, ALL_ROLES, type Permission, type Role } from '../../../domain/permission.js';
import { Printable } from './texts.js';

const GRANTS = ['password', 'client_credentials', 'refresh_token'] as const;

export type Grant = (typeof GRANTS)[number];

const isGrant =
  (...grants: Grant[]) =>
  ({ grant_type }: TokenRequest): boolean =>
    grants.includes(grant_type ?? 'password');

/** OAuth 2.0 (RFC 6749, 4.3, 4.4 and 6); without a grant type it is the password's. */
export class TokenRequest {
  @ApiPropertyOptional({ enum: GRANTS, default: 'password' })
  @IsOptional()
  @IsIn(GRANTS)
  grant_type?: Grant;

  @ApiPropertyOptional({ maxLength: 128, example: 'admin', description: 'For the password grant.' })
  @ValidateIf(isGrant('password'))
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Printable()
  username?: string;

  @ApiPropertyOptional({ maxLength: 128, format: 'password', description: 'For the password grant.' })
  @ValidateIf(isGrant('password'))
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Printable()
  password?: string;

  @ApiPropertyOptional({
    maxLength: 64,
    description:
      'For client credentials: the id of an API key. It may also come by HTTP Basic, with the secret.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Printable()
  client_id?: string;

  @ApiPropertyOptional({
    maxLength: 128,
    format: 'password',
    description: 'The secret of the key, or the whole key.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  @Printable()
  client_secret?: string;

  @ApiPropertyOptional({ maxLength: 128, description: 'For the grant of that name.' })
  @ValidateIf(isGrant('refresh_token'))
  @IsString()
  @MaxLength(128)
  refresh_token?: string;

  @ApiPropertyOptional({
    maxLength: 1000,
    description: 'Permissions with blanks between, to ask for less than all that is allowed.',
    example: 'sales:read',
  })
  @IsOptional()
  @IsString()
  @MaxLength(1000)
  scope?: string;
}

export class RefreshRequest {
  @ApiProperty({ maxLength: 128, description: 'The newest one of the session; it is good for one use.' })
  @IsString()
  @MaxLength(128)
  refresh_token!: string;
}

export class PasswordRequest {
  @ApiProperty({ maxLength: 128, format: 'password' })
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Printable()
  current_password!: string;

  @ApiProperty({ minLength: 8, maxLength: 128, format: 'password' })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  @Printable()
  new_password!: string;
}

export class TokenAnswer {
  @ApiProperty({ description: 'JWT for the header Authorization: Bearer …' })
  access_token!: string;

  @ApiProperty({ enum: ['bearer'] })
  token_type!: 'bearer';

  @ApiProperty({ type: 'integer', description: 'Seconds.', example: 900 })
  expires_in!: number;

  @ApiPropertyOptional({
    description: 'Good for one use. Programs have none: their credentials do not change.',
  })
  refresh_token?: string;

  @ApiProperty({ enum: ALL_PERMISSIONS, isArray: true })
  permissions!: Permission[];

  @ApiProperty({ description: 'The permissions, as OAuth writes them.', example: 'sales:read' })
  scope!: string;
}

export class MeAnswer {
  @ApiProperty({ enum: ['user', 'api_key', 'external'] })
  kind!: string;

  @ApiProperty({ example: 'user:6f1c1f0e-8a52-4f5e-9d47-3f3f8f0c5b11' })
  id!: string;

  @ApiProperty({ example: 'admin' })
  name!: string;

  @ApiProperty({ enum: ALL_ROLES, isArray: true })
  roles!: readonly Role[];

  @ApiProperty({ enum: ALL_PERMISSIONS, isArray: true })
  permissions!: readonly Permission[];
}
