import { createServer } from 'node:net';
import { DatabaseAwayError, guardedClient, Pool } from './pool.js';

it('says that the database is away, to queries and to who takes a connection', async () => {
  // It accepts, and says nothing.
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const silent = new Pool({ host: '127.0.0.1', port, connectionTimeoutMillis: 100 });
  const absent = new Pool({ host: '127.0.0.1', port: 1 });
  for (const pool of [silent, absent]) {
    await expect(pool.query('SELECT 1')).rejects.toThrow(DatabaseAwayError);
    await expect(pool.connect()).rejects.toThrow(DatabaseAwayError);
    await pool.end();
  }
  server.close();
});

it('does not ask a server that has failed several times, and asks again after a while', async () => {
  let asked = 0;
  // What calls is hung up on.
  const server = createServer((socket) => {
    asked++;
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  const pool = new Pool({ host: '127.0.0.1', port, Client: guardedClient(1_000) });
  for (let n = 0; n < 10; n++) await expect(pool.query('SELECT 1')).rejects.toThrow(DatabaseAwayError);
  expect(asked).toBe(5);
  await new Promise((done) => setTimeout(done, 1_050));
  await expect(pool.query('SELECT 1')).rejects.toThrow(DatabaseAwayError);
  expect(asked).toBe(6);
  await pool.end();
  server.close();
});

it('connects to a server that is back a moment later', async () => {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as { port: number };
  await new Promise((done) => server.close(done));
  const late = createServer((socket) => socket.end());
  const pool = new Pool({ host: '127.0.0.1', port });
  const asked = new Promise<void>((done) => late.on('connection', () => done()));
  const answer = pool.query('SELECT 1').catch((error: unknown) => error);
  late.listen(port, '127.0.0.1');
  await asked;
  expect(await answer).toBeInstanceOf(DatabaseAwayError);
  await pool.end();
  late.close();
});
