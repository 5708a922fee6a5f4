import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Lets a request in whose address says nothing of what it asks for: finds out who asks and counts it once. Whether it may do what it
 * asks for is looked at field by field.
 */
export abstract class Admission {
  /** Throws AppError where too many come. */
  abstract admit(request: FastifyRequest, reply: FastifyReply): Promise<void>;
}
