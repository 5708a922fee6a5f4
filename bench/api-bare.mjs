// The yardstick of `npm run bench:api`: Fastify and pg, and the statements that were recorded of Tillhouse, one after another; for the
// overview, which Tillhouse asks of DuckDB, plain SQL of the same figures.
// Usage: node bench/api-bare.mjs <routes.json> <database url>; prints its address.
import { readFileSync } from 'node:fs';
import Fastify from 'fastify';
import pg from 'pg';
import { SQL } from './analytics-sql.mjs';

const [file, connectionString] = process.argv.slice(2);
const pool = new pg.Pool({ connectionString, max: 10 });
const app = Fastify();
for (const { name, marker, statements } of JSON.parse(readFileSync(file, 'utf8')))
  app.get(`/${name}/:value`, ({ params }) =>
    answer(
      statements.map(({ text, values }) => ({
        text,
        values: values.map((v) => (v === marker ? params.value : v)),
      })),
    ),
  );
app.get('/overview/:from/:to/:beforeFrom/:beforeTo', ({ params }) =>
  answer(SQL.overview(params).map((text) => ({ text }))),
);
console.log(await app.listen({ port: 0, host: '127.0.0.1' }));

async function answer(statements) {
  const client = await pool.connect();
  try {
    const data = [];
    for (const statement of statements) data.push((await client.query(statement)).rows);
    return { data };
  } finally {
    client.release();
  }
}
