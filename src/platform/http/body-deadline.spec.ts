import multipart from '@fastify/multipart';
import { fastify } from 'fastify';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { bodyDeadline } from './body-deadline.js';

describe('a body that does not come', () => {
  const app = fastify();
  let port: number;

  beforeAll(async () => {
    void app.register(multipart);
    app.addHook('onRequest', bodyDeadline(200));
    app.post('/', () => 'done');
    app.post('/upload', { config: { takesUploads: true } }, async (request) => {
      for await (const part of request.parts()) if (part.type === 'file') await part.toBuffer();
      return 'done';
    });
    app.post('/refused', { config: { takesUploads: true } }, (_, reply) => reply.status(401).send());
    await app.listen({ port: 0 });
    port = (app.server.address() as { port: number }).port;
  });
  afterAll(() => app.close());

  /** Sends the head, after a while the body, and answers what came until the server hung up, or `open`. */
  const send = async (path: string, type: string, body = '', after = 1_000): Promise<string> => {
    let got = '';
    const socket = connect(port, '127.0.0.1');
    socket.setEncoding('utf8').on('data', (text: string) => (got += text));
    const closed = new Promise<string>((done) => socket.on('close', () => done('closed')));
    socket.on('error', () => undefined);
    const length = Math.max(body.length, 10);
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: ${type}\r\ncontent-length: ${length}\r\n\r\n`,
    );
    await sleep(after);
    if (!socket.destroyed) socket.write(body);
    const end = await Promise.race([closed, sleep(600, 'open')]);
    socket.destroy();
    return `${end} ${got}`;
  };
  const form = 'multipart/form-data; boundary=b';
  const file = '--b\r\ncontent-disposition: form-data; name="files"; filename="a"\r\n\r\nx\r\n--b--\r\n';

  it('is not waited for', async () => {
    expect(await send('/', 'application/json')).toMatch(/^closed HTTP\/1.1 408 .*within 0.2 s/s);
  });

  it('is waited for where it is an upload', async () => {
    expect(await send('/upload', form, file, 500)).toMatch(/^open HTTP\/1.1 200 /);
    expect(await send('/upload', 'application/json')).toMatch(/^closed HTTP\/1.1 408 /);
  });

  it('holds no connection once the answer is given', async () => {
    expect(await send('/refused', form)).toMatch(/^closed HTTP\/1.1 401 /);
  });
});
