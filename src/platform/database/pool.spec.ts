import { createServer } from 'node:net';
import { DatabaseAwayError, Pool } from './pool.js';

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
