import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiExcludeController,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { decodeJwt } from 'jose';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { LoginLimit } from '../../../../../platform/http/rate-limit.js';
import { ApiProblems } from '../../../../../platform/http/problem-responses.js';
import { isPermission, type Permission } from '../../../domain/permission.js';
import { type Principal } from '../../../domain/principal.js';
import { userIdOf } from '../../../service/api-key.service.js';
import { ofKey, ofUser } from '../../../service/identity.service.js';
import { LoginService } from '../../../service/login.service.js';
import { ProgramTokens } from '../../../service/program-tokens.service.js';
import { SessionService } from '../../../service/session.service.js';
import { readBasic } from '../../basic.js';
import { CurrentPrincipal, type IdentifiedRequest, Public, Requires } from '../../decorators/access.js';
import { AuthenticationGuard } from '../../guards/authentication.guard.js';
import { MeAnswer, PasswordRequest, RefreshRequest, TokenAnswer, TokenRequest } from './auth.dto.js';

@ApiTags('auth')
@Controller('api/v1/auth')
export class AuthController {
  constructor(
    @Inject(LoginService) private readonly login: LoginService,
    @Inject(SessionService) private readonly sessions: SessionService,
    @Inject(ProgramTokens) private readonly programs: ProgramTokens,
    @Inject(AuthenticationGuard) private readonly guard: AuthenticationGuard,
  ) {}

  @Post('token')
  @HttpCode(200)
  @Public()
  @LoginLimit()
  @ApiOperation({
    summary: 'A token for a user name and password, client credentials or a refresh token (OAuth 2.0)',
  })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ type: TokenRequest })
  @ApiOkResponse({ type: TokenAnswer })
  @ApiProblems(401, 422)
  async token(@Body() request: TokenRequest, @Req() http: IdentifiedRequest): Promise<TokenAnswer> {
    const asked = permissionsIn(request.scope);
    switch (request.grant_type ?? 'password') {
      case 'password': {
        const user = await this.login.byPassword(request.username ?? '', request.password ?? '');
        http.principal = ofUser(user);
        return this.sessions.begin(user, asked);
      }
      case 'client_credentials': {
        const { name, secret } = readBasic(http.headers.authorization) ?? {
          name: request.client_id ?? '',
          secret: request.client_secret ?? '',
        };
        const key = await this.login.byClient(name, secret);
        http.principal = ofKey(key);
        return this.programs.issue(key, asked);
      }
      case 'refresh_token':
        return this.sessions.refresh(request.refresh_token ?? '');
    }
  }

  @Post('refresh')
  @HttpCode(200)
  @Public()
  @ApiOperation({
    summary: 'New tokens for a refresh token; the old one is used up, and a second use ends the session',
  })
  @ApiConsumes('application/json', 'application/x-www-form-urlencoded')
  @ApiBody({ type: RefreshRequest })
  @ApiOkResponse({ type: TokenAnswer })
  @ApiProblems(401, 422)
  refresh(@Body() { refresh_token }: RefreshRequest): Promise<TokenAnswer> {
    return this.sessions.refresh(refresh_token);
  }

  @Post('logout')
  @HttpCode(204)
  @Requires()
  @ApiOperation({ summary: 'Ends the session of the bearer token; other credentials have none' })
  @ApiNoContentResponse()
  async logout(@Req() request: IdentifiedRequest): Promise<void> {
    const [, token] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    // It was verified at the door.
    const sid = token === undefined ? undefined : decodeJwt(token)['sid'];
    if (typeof sid === 'string' && request.principal?.kind === 'user') await this.sessions.end(sid);
    this.guard.forget();
  }

  @Get('me')
  @Requires()
  @ApiOperation({ summary: 'Who the credentials are of, and what they allow' })
  @ApiOkResponse({ type: MeAnswer })
  me(@CurrentPrincipal() principal: Principal): MeAnswer {
    return principal;
  }

  @Post('password')
  @HttpCode(204)
  @Requires()
  @LoginLimit()
  @ApiOperation({ summary: 'Another password for oneself; all sessions end' })
  @ApiNoContentResponse()
  @ApiProblems(422)
  async password(@CurrentPrincipal() principal: Principal, @Body() request: PasswordRequest): Promise<void> {
    await this.login.changePassword(userIdOf(principal), request.current_password, request.new_password);
    this.guard.forget();
  }
}

/** The same under the path that many clients assume. */
@ApiExcludeController()
@Controller('auth')
export class AuthAliasController extends AuthController {}

function permissionsIn(scope: string | undefined): Permission[] {
  const names = (scope ?? '').split(' ').filter((name) => name !== '');
  const unknown = names.find((name) => !isPermission(name));
  if (unknown !== undefined) throw new AppError('invalid', `scope: there is no permission '${unknown}'`);
  return names.filter(isPermission);
}
