import { once } from 'node:events';
import { type AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fastify, type FastifyInstance } from 'fastify';
import { GraphQLObjectType, GraphQLSchema, GraphQLString } from 'graphql';
import { mercurius } from 'mercurius';
import { WebSocket } from 'ws';
import { Sockets } from './sockets.js';

const IDLE_MS = 400;

// A real server and real sockets; only the fields are of the test.
describe('sockets of subscriptions', () => {
  let app: FastifyInstance;
  let url: string;

  beforeAll(async () => {
    const sockets = new Sockets({ most: 3, idleMs: IDLE_MS });
    const text = { type: GraphQLString, resolve: (value: unknown) => value };
    const schema = new GraphQLSchema({
      query: new GraphQLObjectType({ name: 'Query', fields: { nothing: text } }),
      subscription: new GraphQLObjectType({
        name: 'Subscription',
        fields: {
          refused: { ...text, subscribe: () => Promise.reject(new Error('you may not')) },
          answered: { ...text, subscribe: () => new Error('you may not') },
          long: { ...text, subscribe: () => times(3) },
        },
      }),
    });
    app = fastify({ logger: false });
    await app.register(mercurius, {
      schema: sockets.watch(schema),
      subscription: sockets.subscription() as never,
      additionalRouteOptions: {
        preValidation: (request) => Promise.resolve(sockets.admit(request)),
      },
    });
    await app.listen({ port: 0, host: '127.0.0.1' });
    url = `ws://127.0.0.1:${(app.server.address() as AddressInfo).port}/graphql`;
  });
  afterAll(() => app.close());

  async function* times(n: number) {
    for (let at = 0; at < n; at++) {
      yield 'a value';
      await sleep(IDLE_MS);
    }
  }
  const connect = async () => {
    const socket = new WebSocket(url, 'graphql-transport-ws');
    const said: { type: string }[] = [];
    let code: number | undefined;
    socket.on('message', (data: Buffer) => said.push(JSON.parse(data.toString()) as { type: string }));
    socket.on('close', (with_: number) => (code = with_));
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const send = (message: object) => socket.send(JSON.stringify(message));
    const subscribe = (query: string) => send({ type: 'subscribe', id: '1', payload: { query } });
    send({ type: 'connection_init' });
    while (!said.some(({ type }) => type === 'connection_ack')) await sleep(5);
    return {
      socket,
      said,
      send,
      subscribe,
      isClosed: () => socket.readyState >= WebSocket.CLOSING,
      code: () => code,
    };
  };
  const types = (said: { type: string }[]) => said.map(({ type }) => type);

  it.each(['refused', 'answered'])(
    'are closed where what was asked is refused, however often: %s',
    async (field) => {
      const one = await connect();
      for (let n = 0; n < 6 && !one.isClosed(); n++) {
        one.subscribe(`subscription { ${field} }`);
        await sleep(IDLE_MS / 3);
      }
      expect(types(one.said)).toContain('error');
      expect(one.isClosed()).toBe(true);
    },
  );

  it('that closed before they were admitted keep no place, nor do those that never close', async () => {
    const sockets = new Sockets({ most: 1, idleMs: 50 });
    const admit = (destroyed: boolean) => {
      const socket = { once: () => undefined, destroy: () => undefined, destroyed };
      sockets.admit({ ws: true, raw: { socket } } as never);
    };
    for (let n = 0; n < 3; n++) admit(true);
    admit(false);
    expect(() => admit(false)).toThrow('already');
    await sleep(100);
    admit(false);
    await sleep(100);
  });

  it('stay while a subscription goes on, and not for long after its end', async () => {
    const one = await connect();
    one.subscribe('subscription { long }');
    await sleep(IDLE_MS * 2.5);
    expect(one.isClosed()).toBe(false);
    expect(types(one.said).filter((type) => type === 'next')).toHaveLength(3);
    while (!types(one.said).includes('complete')) await sleep(5);
    await sleep(IDLE_MS / 2);
    expect(one.isClosed()).toBe(false);
    await sleep(IDLE_MS);
    expect(one.isClosed()).toBe(true);
  });

  it('leave their place when they are closed, whatever they were used for', async () => {
    for (let n = 0; n < 6; n++) {
      const one = await connect();
      one.subscribe(`subscription { ${n % 2 ? 'refused' : 'long'} }`);
      await sleep(20);
      one.socket.close();
      await once(one.socket, 'close');
      await sleep(20);
    }
    const places = await Promise.all([connect(), connect(), connect()]);
    await expect(connect()).rejects.toThrow();
    for (const { socket } of places) socket.terminate();
  });

  it('are greeted once: each greeting would leave a timer', async () => {
    const one = await connect();
    one.send({ type: 'connection_init' });
    await once(one.socket, 'close');
    expect([one.code(), types(one.said).filter((type) => type === 'connection_ack')]).toEqual([
      4429,
      ['connection_ack'],
    ]);
  });
});
