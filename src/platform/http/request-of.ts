import { type ArgumentsHost } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';

/** What is known of the operation that a request of one address for all operations asks for. */
export interface AskedOperation {
  isWrite: boolean;
  /** As it is told to a person: `mutation submitTask`. */
  text: string;
  /** The gravest status that a part of the answer has; 200 where all went well. */
  status: number;
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Only of requests to GraphQL, whose method and status say little. */
    operation?: AskedOperation;
  }
}

/** The request behind a call of a route or of a GraphQL field, which gets it in its context. */
export function requestOf<T extends FastifyRequest>(context: ArgumentsHost): T {
  return isGraphql(context)
    ? context.getArgByIndex<{ request: T }>(2).request
    : context.switchToHttp().getRequest<T>();
}

/** A socket that was opened, over which several operations come. */
export function isSocket(request: FastifyRequest): boolean {
  return (request as { ws?: boolean }).ws === true;
}

export function isGraphql(context: ArgumentsHost): boolean {
  return context.getType<string>() === 'graphql';
}
