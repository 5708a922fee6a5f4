import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { ask } from '../graphql/asking.js';
import { shopLines } from '../sales/lines.js';
import { AS_ADMIN, basic } from '../support/credentials.js';
import { describeOnDatabases } from '../support/databases.js';
import { HEADER, Serving } from '../support/serving.js';

interface Progress {
  runProgress: {
    runId: string;
    status: string;
    version: number | null;
    stages: { stage: string; status: string }[];
  };
}

const QUERY = `subscription($id: ID!) { runProgress(runId: $id) { runId status version stages { stage status } } }`;

// The real server, which does its runs itself; the client is that of the protocol graphql-transport-ws.
describeOnDatabases('subscriptions', (target) => {
  let at: Serving;
  let socketUrl: string;

  beforeAll(async () => {
    at = await Serving.open({ ...target.withQueue(), TILLHOUSE_WORKER: 'on' });
    socketUrl = `${at.server.url.replace('http', 'ws')}/api/graphql`;
  });
  afterAll(() => at.close());

  const subscribe = async (
    query: string,
    variables: Record<string, unknown>,
    connectionParams?: Record<string, string>,
  ): Promise<Progress[]> => {
    const client = createClient({
      url: socketUrl,
      webSocketImpl: WebSocket,
      connectionParams,
      retryAttempts: 0,
    });
    const seen: Progress[] = [];
    try {
      for await (const { data, errors } of client.iterate<Progress>({ query, variables })) {
        if (errors) throw new Error(JSON.stringify(errors));
        if (data) seen.push(data);
      }
    } catch (error) {
      throw new Error(JSON.stringify(error instanceof Error ? error.message : error), { cause: error });
    } finally {
      await client.dispose();
    }
    return seen;
  };
  const upload = async (): Promise<string> => {
    const form = new FormData();
    form.append('files', new Blob([[HEADER, ...shopLines(300)].join('\n')]), 'shop.csv');
    const response = await fetch(`${at.server.url}/api/v1/etl/runs`, {
      method: 'POST',
      headers: AS_ADMIN,
      body: form,
    });
    expect(response.status).toBe(202);
    return ((await response.json()) as { run_id: string }).run_id;
  };

  it('deliver the states of a run to its end', async () => {
    const id = await upload();
    const seen = await subscribe(QUERY, { id }, AS_ADMIN);
    expect(seen.length).toBeGreaterThanOrEqual(1);
    const last = seen.at(-1)?.runProgress;
    expect(last).toMatchObject({ runId: id, status: 'published', version: 1 });
    // The warehouse shows it after it is published, and that stage may be told later.
    expect(last?.stages.slice(0, 4).map(({ stage, status }) => `${stage} ${status}`)).toEqual(
      ['bronze', 'silver', 'gate', 'gold'].map((stage) => `${stage} done`),
    );
    // Whoever comes later gets the end at once.
    expect(await subscribe(QUERY, { id }, AS_ADMIN)).toMatchObject([
      { runProgress: { runId: id, status: 'published', version: 1 } },
    ]);
  });

  it('are for those who may', async () => {
    await expect(subscribe(QUERY, { id: 'x' })).rejects.toThrow(/UNAUTHENTICATED/);
    const password = 'a quite long password';
    await fetch(`${at.server.url}/api/v1/users`, {
      method: 'POST',
      headers: { ...AS_ADMIN, 'content-type': 'application/json' },
      body: JSON.stringify({ username: 'vera', password, roles: ['viewer'] }),
    });
    await expect(subscribe(QUERY, { id: 'x' }, basic('vera', password))).rejects.toThrow(
      /etl:read.*FORBIDDEN/,
    );
    await expect(subscribe(QUERY, { id: 'x' }, { authorization: 'Bearer a.b.c' })).rejects.toThrow(
      /UNAUTHENTICATED/,
    );
    await expect(subscribe(QUERY, { id: 'nothing' }, AS_ADMIN)).rejects.toThrow(/NOT_FOUND/);
    await expect(subscribe(QUERY, { id: '../x' }, AS_ADMIN)).rejects.toThrow(/INVALID/);
    const { body } = await at.get<{ data: { route: string; actor_name: string | null }[] }>(
      '/api/v1/audit?status=403',
    );
    expect(body.data).toMatchObject([{ route: '/api/graphql subscription runProgress', actor_name: 'vera' }]);
  });

  it('are what the schema says, of a cost that is allowed, and nothing else', async () => {
    await expect(subscribe('subscription { nothing }', {}, AS_ADMIN)).rejects.toThrow(/Cannot query field/);
    await expect(subscribe('{ __typename }', {}, AS_ADMIN)).rejects.toThrow(/Invalid operation: query/);
    const many = Array.from({ length: 201 }, (_, n) => `a${n}: stages { stage status done total }`).join(' ');
    await expect(
      subscribe(`subscription { runProgress(runId: "x") { ${many} } }`, {}, AS_ADMIN),
    ).rejects.toThrow(/costs/);
    await expect(
      subscribe(`subscription { ...A } fragment A on Subscription { ...A }`, {}, AS_ADMIN),
    ).rejects.toThrow(/within itself|depth/);
    // What is no message closes the socket, and no server.
    for (const message of [
      '',
      'null',
      '{',
      '[]',
      '{"type":"subscribe","id":"1"}',
      '{"type":"connection_init","payload":{"host":"x"}}',
    ])
      await new Promise<void>((closed) => {
        const socket = new WebSocket(socketUrl, 'graphql-transport-ws');
        socket.on('open', () => {
          socket.send(message);
          setTimeout(() => socket.close(), 200);
        });
        socket.on('error', () => undefined);
        socket.on('close', () => closed());
      });
    expect((await ask(at.server.url, '{ __typename }')).status).toBe(200);
  });
});
