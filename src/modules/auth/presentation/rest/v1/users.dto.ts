import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsEmail,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateIf,
} from 'class-validator';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { ALL_ROLES, type Role } from '../../../domain/permission.js';
import { Printable } from './texts.js';

const USERNAME = /^[a-z0-9][a-z0-9._@-]{0,63}$/;

export class NewUserRequest {
  @ApiProperty({ pattern: USERNAME.source, maxLength: 64, example: 'ann' })
  @Matches(USERNAME, { message: 'username must be 1 to 64 small letters, digits, ., _, @ and -' })
  username!: string;

  @ApiProperty({ minLength: 8, maxLength: 128, format: 'password', example: 'correct horse battery staple' })
  @IsString()
  @MinLength(8)
  @MaxLength(128)
  @Printable()
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
  @Printable()
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
  @Printable()
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
  @Printable()
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
  pagination!: Pagination;
}
