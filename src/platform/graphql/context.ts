import type { FastifyReply, FastifyRequest } from 'fastify';

/** What the resolvers of one operation share. */
export class OperationState {
  /** Versions of gold that parts of the answer are of. */
  readonly versions = new Set<number>();
  private readonly kept = new Map<string, unknown>();

  /** `attempt` is how often it was begun before, as gold was published meanwhile. */
  constructor(readonly attempt = 0) {}

  /** One of a kind an operation: what loads for all fields of a level together. */
  once<T>(name: string, make: () => T): T {
    if (!this.kept.has(name)) this.kept.set(name, make());
    return this.kept.get(name) as T;
  }
}

/** The context of resolvers. */
export interface GraphqlContext {
  request: FastifyRequest;
  /** Of requests, and not of subscriptions. */
  reply?: FastifyReply;
  state: OperationState;
}
