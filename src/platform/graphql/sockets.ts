import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { isSocket } from '../http/request-of.js';
import { type GraphQLSchema } from 'graphql';
import { type GraphqlContext } from './context.js';
import { refusal } from './errors.js';
import { checkSubscription } from './limits.js';

const MOST_SOCKETS = 200;
/** A socket on which nobody has subscribed by then is closed. */
const IDLE_MS = 20_000;
const CREDENTIALS = new Set(['authorization', 'x-api-key']);
const LONGEST = 8_192;

/** Open sockets of subscriptions: how many, and that they are used. */
export class Sockets {
  private readonly waiting = new Map<FastifyRequest, NodeJS.Timeout>();
  private readonly checked = new WeakSet<GraphqlContext>();
  private open = 0;

  /** Throws AppError where there are too many. */
  admit(request: FastifyRequest): void {
    if (!isSocket(request)) return;
    if (this.open >= MOST_SOCKETS) {
      throw new AppError('too_many', `${MOST_SOCKETS} sockets are open on this server already`, {
        hint: 'Ask GET /api/v1/etl/runs/{id} from time to time.',
      });
    }
    this.open++;
    const { socket } = request.raw;
    this.waiting.set(request, setTimeout(() => socket.destroy(), IDLE_MS).unref());
    socket.once('close', () => {
      this.open--;
      this.subscribed(request);
    });
  }

  /** It is used, and stays. */
  private subscribed(request: FastifyRequest): void {
    clearTimeout(this.waiting.get(request));
    this.waiting.delete(request);
  }

  /** Throws GraphQLError. */
  check(schema: GraphQLSchema, text: string, context: GraphqlContext): void {
    try {
      checkSubscription(schema, text);
    } catch (error) {
      const { message } = error as Error;
      throw refusal(message, 'The schema is in test/contract/schema.graphql.', context.request);
    }
    this.checked.add(context);
  }

  /** A subscription begins. Throws GraphQLError where its text was not looked at, as none came. */
  begin(context: GraphqlContext): void {
    if (!this.checked.has(context)) throw refusal('query must be a text', 'Send GraphQL.', context.request);
    this.subscribed(context.request);
  }

  /** Credentials may come with the first message, as a browser cannot send headers with a socket. Whose they are is seen later. */
  connect(message: { payload?: unknown }): boolean {
    const { payload } = message;
    if (payload === undefined || payload === null) return true;
    if (typeof payload !== 'object' || Array.isArray(payload)) return false;
    const given = Object.entries(payload).map(([name, value]) => [name.toLowerCase(), value] as const);
    const isSane = given.every(
      ([name, value]) => CREDENTIALS.has(name) && typeof value === 'string' && value.length <= LONGEST,
    );
    // These become headers of the request that opened the socket.
    if (isSane) message.payload = Object.fromEntries(given);
    return isSane;
  }
}
