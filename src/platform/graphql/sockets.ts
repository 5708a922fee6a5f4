import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';
import { isSocket } from '../http/request-of.js';
import { type GraphQLSchema } from 'graphql';
import { type GraphqlContext, OperationState } from './context.js';
import { refusal } from './errors.js';
import { checkSubscription } from './limits.js';

const CREDENTIALS = new Set(['authorization', 'x-api-key']);
const LONGEST = 8_192;
const KEEP_ALIVE_MS = 20_000;
/** Of the protocol graphql-transport-ws. */
const GREETED_TWICE = 4_429;

export interface SocketBounds {
  most: number;
  /** A socket is closed that has no subscription for so long. */
  idleMs: number;
}

interface Closable {
  close: (code: number, reason: string) => void;
}

interface Open {
  /** Subscriptions that are going on. */
  running: number;
  idle: NodeJS.Timeout | undefined;
  isGreeted: boolean;
}

/** Open sockets of subscriptions: how many, and that they are used. */
export class Sockets {
  private readonly open = new Map<FastifyRequest, Open>();
  private readonly checked = new WeakSet<GraphqlContext>();

  constructor(private readonly bounds: SocketBounds = { most: 200, idleMs: 20_000 }) {}

  /** Throws AppError where there are too many. */
  admit(request: FastifyRequest): void {
    if (!isSocket(request)) return;
    const { most } = this.bounds;
    if (this.open.size >= most) {
      throw new AppError('too_many', `${most} sockets are open on this server already`, {
        hint: 'Ask GET /api/v1/etl/runs/{id} from time to time.',
      });
    }
    this.open.set(request, { running: 0, idle: this.countDown(request), isGreeted: false });
    const { socket } = request.raw;
    socket.once('close', () => this.forget(request));
    // It may have closed before, while it was looked whose it is.
    if (socket.destroyed) this.forget(request);
  }

  /** Has the subscriptions of a schema counted while they go on: one that was refused does not make its socket used. */
  watch(schema: GraphQLSchema): GraphQLSchema {
    for (const field of Object.values(schema.getSubscriptionType()?.getFields() ?? {})) {
      const { subscribe } = field;
      if (!subscribe) continue;
      field.subscribe = async (source, args, context: GraphqlContext, info) => {
        const values: unknown = await subscribe(source, args, context, info);
        // Nest answers an error where others throw one.
        return isAsyncIterable(values) ? endingWith(values, this.begun(context.request)) : values;
      };
    }
    return schema;
  }

  /** How mercurius serves the sockets. */
  subscription() {
    return {
      keepAlive: KEEP_ALIVE_MS,
      wsDefaultSubprotocol: 'graphql-transport-ws',
      context: (socket: Closable, request: FastifyRequest) => {
        this.greet(socket, request);
        return { request, state: new OperationState() };
      },
      onConnect: (message: { payload?: unknown }) => this.connect(message),
    };
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

  /** Throws GraphQLError where the text of a subscription was not looked at, as none came. */
  begin(context: GraphqlContext): void {
    if (!this.checked.has(context)) throw refusal('query must be a text', 'Send GraphQL.', context.request);
  }

  /** Answers what is to be called, once or more, when the subscription is over. */
  private begun(request: FastifyRequest): () => void {
    const open = this.open.get(request);
    if (!open) return () => undefined;
    open.running++;
    clearTimeout(open.idle);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      open.running--;
      if (open.running === 0 && this.open.has(request)) open.idle = this.countDown(request);
    };
  }

  private countDown(request: FastifyRequest): NodeJS.Timeout {
    return setTimeout(() => {
      this.forget(request);
      request.raw.socket.destroy();
    }, this.bounds.idleMs).unref();
  }

  private forget(request: FastifyRequest): void {
    clearTimeout(this.open.get(request)?.idle);
    this.open.delete(request);
  }

  /** Each greeting makes a timer that is stopped with the socket's last one only. */
  private greet(socket: Closable, request: FastifyRequest): void {
    const open = this.open.get(request);
    if (open?.isGreeted) {
      socket.close(GREETED_TWICE, 'Too many initialisation requests');
      throw new Error('a socket was initialised twice');
    }
    if (open) open.isGreeted = true;
  }

  /** Credentials may come with the first message, as a browser cannot send headers with a socket. Whose they are is seen later. */
  private connect(message: { payload?: unknown }): boolean {
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

function isAsyncIterable(values: unknown): values is AsyncIterable<unknown> {
  return typeof values === 'object' && values !== null && Symbol.asyncIterator in values;
}

/** The values, and word of their end, however they come to it. */
function endingWith<T>(values: AsyncIterable<T>, over: () => void): AsyncIterableIterator<T> {
  const iterator = values[Symbol.asyncIterator]();
  return {
    async next() {
      try {
        const next = await iterator.next();
        if (next.done) over();
        return next;
      } catch (error) {
        over();
        throw error;
      }
    },
    async return() {
      over();
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
