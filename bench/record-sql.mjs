// Preloaded into the server: writes each statement with values that it sends to PostgreSQL to the file BENCH_SQL, as JSON lines.
import { appendFileSync } from 'node:fs';
import pg from 'pg';

const { query } = pg.Client.prototype;
pg.Client.prototype.query = function (...args) {
  const [first, second] = args;
  const text = typeof first === 'string' ? first : first?.text;
  const values = Array.isArray(second) ? second : first?.values;
  if (text && values?.length > 0)
    appendFileSync(process.env.BENCH_SQL, JSON.stringify({ text, values }) + '\n');
  return query.apply(this, args);
};
