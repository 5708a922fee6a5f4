// The yardstick of `npm run bench:api`: Fastify and pg, and the statements that were recorded of Tillhouse, one after another.
// Usage: node bench/api-bare.mjs <routes.json> <database url>; prints its address.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';

const [file, connectionString] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 10 });
const app = Fastify();
for (const { name, marker, statements } of JSON.parse(readFileSync(file, 'utf8'))) {
  app.get(`/${name}/:value`, async ({ params }) => {
    const client = await pool.connect();
    try {
      const data = [];
      for (const { text, values } of statements)
        data.push(
          (
            await client.query(
              text,
              values.map((v) => (v === marker ? params.value : v)),
            )
          ).rows,
        );
      return { data };
    } finally {
      client.release();
    }
  });
}
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));
