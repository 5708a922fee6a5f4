import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  ParseUUIDPipe,
  Patch,
  Post,
  Query,
} from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiTags,
} from '@nestjs/swagger';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { paginationOf } from '../../../../../platform/http/pagination.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { type ApiKey, isApiKeyId } from '../../../domain/api-key.js';
import { type Principal } from '../../../domain/principal.js';
import { type User } from '../../../domain/user.js';
import { ApiKeyService } from '../../../service/api-key.service.js';
import { AuditService } from '../../../service/audit.service.js';
import { UserService } from '../../../service/user.service.js';
import { CurrentPrincipal, Requires } from '../../decorators/access.js';
import { AuthenticationGuard } from '../../guards/authentication.guard.js';
import { ApiKeyDto, ApiKeysAnswer, NewApiKeyAnswer, NewApiKeyRequest } from './api-keys.dto.js';
import { AuditAnswer, AuditQuery, AuditVerificationAnswer } from './audit.dto.js';
import { PageQuery } from './page.dto.js';
import { NewUserRequest, UserChangeRequest, UserDto, UsersAnswer } from './users.dto.js';

const Uuid = new ParseUUIDPipe({ errorHttpStatusCode: 422 });

@ApiTags('users')
@Controller('api/v1/users')
export class UsersController {
  constructor(
    @Inject(UserService) private readonly users: UserService,
    @Inject(AuthenticationGuard) private readonly guard: AuthenticationGuard,
  ) {}

  @Get()
  @Requires('users:admin')
  @ApiOperation({ summary: 'Users by name' })
  @ApiOkResponse({ type: UsersAnswer })
  @ApiProblems(422)
  async list(@Query() { page, size }: PageQuery): Promise<UsersAnswer> {
    const { users, total } = await this.users.page(size, (page - 1) * size);
    return { data: users.map(toUserDto), pagination: paginationOf(page, size, total) };
  }

  @Post()
  @Requires('users:admin')
  @ApiOperation({ summary: 'Makes a user' })
  @ApiCreatedResponse({ type: UserDto })
  @ApiProblems(409, 422)
  async create(@Body() request: NewUserRequest): Promise<UserDto> {
    const { full_name, email, ...rest } = request;
    return toUserDto(await this.users.create({ ...rest, fullName: full_name ?? null, email: email ?? null }));
  }

  @Get(':id')
  @Requires('users:admin')
  @ApiOperation({ summary: 'One user' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(404, 422)
  async find(@Param('id', Uuid) id: string): Promise<UserDto> {
    return toUserDto(await this.users.find(id));
  }

  @Patch(':id')
  @Requires('users:admin')
  @ApiOperation({ summary: 'Changes a user; the last active administrator stays one' })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiBody({ type: UserChangeRequest, required: false, description: 'What is not named stays.' })
  @ApiOkResponse({ type: UserDto })
  @ApiProblems(404, 409, 422)
  async change(@Param('id', Uuid) id: string, @Body() request: UserChangeRequest): Promise<UserDto> {
    const { full_name, email, password, roles, is_active } = request;
    const user = await this.users.change(id, {
      fullName: full_name,
      email,
      password,
      roles,
      isActive: is_active,
    });
    this.guard.forget();
    return toUserDto(user);
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires('users:admin')
  @ApiOperation({
    summary: 'Removes a user with their sessions and API keys; the audit log keeps what they did',
  })
  @ApiParam({ name: 'id', format: 'uuid' })
  @ApiNoContentResponse()
  @ApiProblems(404, 409, 422)
  async remove(@Param('id', Uuid) id: string): Promise<void> {
    await this.users.remove(id);
    this.guard.forget();
  }
}

@ApiTags('auth')
@Controller('api/v1/auth/api-keys')
export class ApiKeysController {
  constructor(
    @Inject(ApiKeyService) private readonly keys: ApiKeyService,
    @Inject(AuthenticationGuard) private readonly guard: AuthenticationGuard,
  ) {}

  @Get()
  @Requires()
  @ApiOperation({ summary: "One's own API keys; administrators see those of all" })
  @ApiOkResponse({ type: ApiKeysAnswer })
  @ApiProblems(422)
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() { page, size }: PageQuery,
  ): Promise<ApiKeysAnswer> {
    const { keys, total } = await this.keys.page(principal, size, (page - 1) * size);
    return { data: keys.map(toApiKeyDto), pagination: paginationOf(page, size, total) };
  }

  @Post()
  @Requires()
  @ApiOperation({ summary: 'Makes an API key for a part of what one may do oneself; the key is shown once' })
  @ApiCreatedResponse({ type: NewApiKeyAnswer })
  @ApiProblems(422)
  async create(
    @CurrentPrincipal() principal: Principal,
    @Body() request: NewApiKeyRequest,
  ): Promise<NewApiKeyAnswer> {
    const { name, permissions, expires_at } = request;
    const { key, secret } = await this.keys.create(principal, {
      name,
      permissions,
      expiresAt: expires_at ?? null,
    });
    return { ...toApiKeyDto(key), key: secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @Requires()
  @ApiOperation({ summary: 'Revokes an API key; safe to repeat' })
  @ApiParam({ name: 'id', example: 'th_4Kq0TnVb7ZcWm2Xe' })
  @ApiNoContentResponse()
  @ApiProblems(404)
  async revoke(@CurrentPrincipal() principal: Principal, @Param('id') id: string): Promise<void> {
    if (!isApiKeyId(id)) throw new AppError('not_found', 'there is no such API key');
    await this.keys.revoke(principal, id);
    this.guard.forget();
  }
}

@ApiTags('audit')
@Controller('api/v1/audit')
export class AuditController {
  constructor(@Inject(AuditService) private readonly audit: AuditService) {}

  @Get()
  @Requires('audit:read')
  @ApiOperation({ summary: 'Every write and every denied request, newest first' })
  @ApiOkResponse({ type: AuditAnswer })
  @ApiProblems(422)
  async list(@Query() { limit, ...filter }: AuditQuery): Promise<AuditAnswer> {
    const data = await this.audit.page(filter, limit);
    return { data, next_before: data.length === limit ? (data.at(-1)?.seq ?? null) : null };
  }

  @Get('verify')
  @Requires('audit:read')
  @ApiOperation({ summary: 'Computes the chain of hashes again, from the first entry to the last' })
  @ApiOkResponse({ type: AuditVerificationAnswer })
  verify(): Promise<AuditVerificationAnswer> {
    return this.audit.verify();
  }
}

function toUserDto(user: User): UserDto {
  return {
    id: user.id,
    username: user.username,
    full_name: user.fullName,
    email: user.email,
    roles: user.roles,
    is_active: user.isActive,
    created_at: user.createdAt.toISOString(),
    updated_at: user.updatedAt.toISOString(),
  };
}

function toApiKeyDto(key: ApiKey): ApiKeyDto {
  return {
    id: key.id,
    name: key.name,
    owner_id: key.ownerId,
    permissions: key.permissions,
    created_at: key.createdAt.toISOString(),
    expires_at: key.expiresAt?.toISOString() ?? null,
    revoked_at: key.revokedAt?.toISOString() ?? null,
    last_used_at: key.lastUsedAt?.toISOString() ?? null,
  };
}
