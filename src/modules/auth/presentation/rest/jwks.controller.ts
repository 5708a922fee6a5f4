import { Controller, Get, Header, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Unlimited } from '../../../../platform/http/rate-limit.js';
import { SigningKeys } from '../../service/signing-keys.service.js';
import { Public } from '../decorators/access.js';

@ApiTags('auth')
@Controller('.well-known')
export class JwksController {
  constructor(@Inject(SigningKeys) private readonly keys: SigningKeys) {}

  @Get('jwks.json')
  @Public()
  @Unlimited()
  @Header('cache-control', 'public, max-age=300')
  @ApiOperation({ summary: 'The public keys of our access tokens (RFC 7517)' })
  @ApiOkResponse({
    schema: {
      type: 'object',
      required: ['keys'],
      properties: { keys: { type: 'array', items: { type: 'object', additionalProperties: true } } },
    },
  })
  async jwks(): Promise<object> {
    return this.keys.jwks();
  }
}
