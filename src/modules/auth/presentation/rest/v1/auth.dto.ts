import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDate,
  IsEmail,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { ALL_PERMISSIONS, ALL_ROLES, type Permission, type Role } from '../../../domain/permission.js';

/** PostgreSQL's texts hold no NUL. */
const PRINTABLE = /^[^\p{Cc}\p{Cs}]*$/u;
const NO_CONTROL = { message: '$property must not contain control characters' };
const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/;
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
  @Matches(PRINTABLE, NO_CONTROL)
  username?: string;

  @ApiPropertyOptional({ maxLength: 128, format: 'password', description: 'For the password grant.' })
  @ValidateIf(isGrant('password'))
  @IsString()
  @MinLength(1)
  @MaxLength(128)
  @Matches(PRINTABLE, NO_CONTROL)
  password?: string;

  @ApiPropertyOptional({
    maxLength: 64,
    description:
      'For client credentials: the id of an API key. It may also come by HTTP Basic, with the secret.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  @Matches(PRINTABLE, NO_CONTROL)
  client_id?: string;

  @ApiPropertyOptional({
    maxLength: 128,
    format: 'password',
    description: 'The secret of the key, or the whole key.',
  })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  @Matches(PRINTABLE, NO_CONTROL)
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
  @Matches(PRINTABLE, NO_CONTROL)
  current_password!: string;

  @ApiProperty({ minLength: 8, maxLength: 128, format: 'password' })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  @Matches(PRINTABLE, NO_CONTROL)
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

export class PageQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 10_000, default: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(10_000)
  page: number = 1;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: 100, default: 20 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  size: number = 20;
}

export class PaginationDto {
  @ApiProperty({ type: 'integer' })
  page!: number;

  @ApiProperty({ type: 'integer' })
  size!: number;

  @ApiProperty({ type: 'integer' })
  total!: number;

  @ApiProperty({ type: 'integer' })
  pages!: number;

  @ApiProperty()
  has_next!: boolean;

  @ApiProperty()
  has_prev!: boolean;
}

export class NewUserRequest {
  @ApiProperty({ pattern: USERNAME.source, maxLength: 64, example: 'ann' })
  @Matches(USERNAME, { message: 'username must be 1 to 64 small letters, digits, ., _, @ and -' })
  username!: string;

  @ApiProperty({ minLength: 8, maxLength: 128, format: 'password', example: 'correct horse battery staple' })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  @Matches(PRINTABLE, NO_CONTROL)
  password!: string;

  @ApiProperty({ enum: ALL_ROLES, isArray: true, minItems: 1, maxItems: 4, example: ['analyst'] })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @IsIn(ALL_ROLES, { each: true })
  roles!: Role[];

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 200, example: 'Ann Example' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(PRINTABLE, NO_CONTROL)
  full_name?: string | null;

  @ApiPropertyOptional({
    type: 'string',
    nullable: true,
    format: 'email',
    maxLength: 254,
    example: 'ann@example.org',
  })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;
}

/** What is to change; what is absent stays. */
export class UserChangeRequest {
  @ApiPropertyOptional({ minLength: 8, maxLength: 128, format: 'password' })
  @ValidateIf((_, value) => value !== undefined)
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  @Matches(PRINTABLE, NO_CONTROL)
  password?: string;

  @ApiPropertyOptional({ enum: ALL_ROLES, isArray: true, minItems: 1, maxItems: 4 })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @IsIn(ALL_ROLES, { each: true })
  roles?: Role[];

  @ApiPropertyOptional({ type: 'string', nullable: true, maxLength: 200 })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  @Matches(PRINTABLE, NO_CONTROL)
  full_name?: string | null;

  @ApiPropertyOptional({ type: 'string', nullable: true, format: 'email', maxLength: 254 })
  @IsOptional()
  @IsEmail()
  @MaxLength(254)
  email?: string | null;

  @ApiPropertyOptional({ description: 'False ends all sessions of the user and stops their keys.' })
  @ValidateIf((_, value) => value !== undefined)
  @IsBoolean()
  is_active?: boolean;
}

export class UserDto {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  username!: string;

  @ApiProperty({ type: 'string', nullable: true })
  full_name!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  email!: string | null;

  @ApiProperty({ enum: ALL_ROLES, isArray: true })
  roles!: Role[];

  @ApiProperty()
  is_active!: boolean;

  @ApiProperty({ format: 'date-time' })
  created_at!: string;

  @ApiProperty({ format: 'date-time' })
  updated_at!: string;
}

export class UsersAnswer {
  @ApiProperty({ type: [UserDto] })
  data!: UserDto[];

  @ApiProperty()
  pagination!: PaginationDto;
}

export class NewApiKeyRequest {
  @ApiProperty({ minLength: 1, maxLength: 100, example: 'till of shop 7' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(PRINTABLE, NO_CONTROL)
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
  @Type(() => Date)
  @IsDate()
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
  pagination!: PaginationDto;
}

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
  @Matches(PRINTABLE, NO_CONTROL)
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
  @Matches(PRINTABLE, NO_CONTROL)
  correlation_id?: string;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'From this time on.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
  from?: Date;

  @ApiPropertyOptional({ type: 'string', format: 'date-time', description: 'Before this time.' })
  @IsOptional()
  @Type(() => Date)
  @IsDate()
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
