import { UnprocessableEntityException } from '@nestjs/common';
import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

const KEY = /^[\x21-\x7e]{1,200}$/;

/** Documents the header of routes that do a thing once a key. */
export function ApiIdempotencyKey(answers: string): MethodDecorator {
  return ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: `The same key with the same body answers the same ${answers}.`,
    schema: { type: 'string', pattern: KEY.source },
  });
}

/** The caller's key, apart from those of others; undefined where none is given. */
export function idempotencyKeyOf(
  request: FastifyRequest & { principal?: { id: string } },
): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw new UnprocessableEntityException({
      message: 'The request is malformed.',
      errors: [{ field: 'Idempotency-Key', reason: 'it must be 1 to 200 visible ASCII characters' }],
    });
  }
  return `${request.principal?.id ?? ''} ${key}`;
}
