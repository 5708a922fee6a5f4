import { ApiHeader } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';

/** RFC 7240. */
export function ApiPreferAsync(): MethodDecorator {
  return ApiHeader({
    name: 'Prefer',
    required: false,
    description: '`respond-async` answers 202 as soon as what was sent is durable.',
    schema: { type: 'string', example: 'respond-async' },
  });
}

export function prefersAsync({ headers }: FastifyRequest): boolean {
  return [headers['prefer'] ?? []]
    .flat()
    .flatMap((header) => header.split(','))
    .some((preference) => preference.trim().toLowerCase() === 'respond-async');
}
