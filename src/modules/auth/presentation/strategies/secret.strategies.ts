import { Injectable } from '@nestjs/common';
import { PassportStrategy } from '@nestjs/passport';
import type { FastifyRequest } from 'fastify';
import { Strategy } from 'passport-custom';
import { type Principal } from '../../domain/principal.js';
import { IdentityService } from '../../service/identity.service.js';
import { readBasic } from '../basic.js';

type Answer = Principal | undefined;

/** `X-API-Key`. */
@Injectable()
export class ApiKeyStrategy extends PassportStrategy(Strategy, 'api-key') {
  constructor(private readonly identities: IdentityService) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Answer> {
    const key = request.headers['x-api-key'];
    return typeof key === 'string' ? this.identities.ofApiKey(key) : undefined;
  }
}

/** HTTP Basic: user name and password, or id and secret of an API key. */
@Injectable()
export class BasicStrategy extends PassportStrategy(Strategy, 'basic') {
  constructor(private readonly identities: IdentityService) {
    super();
  }

  async validate(request: FastifyRequest): Promise<Answer> {
    const pair = readBasic(request.headers.authorization);
    return pair && this.identities.ofBasic(pair.name, pair.secret);
  }
}
