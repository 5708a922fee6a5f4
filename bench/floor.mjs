// The least that any pipeline does: bare DuckDB reads the CSV as text and writes Parquet.
import { DuckDBInstance } from '@duckdb/node-api';

const [csv, out] = process.argv.slice(2);
const connection = await (await DuckDBInstance.create(':memory:', { memory_limit: '1GiB' })).connect();
await connection.run(
  `COPY (SELECT * FROM read_csv('${csv}', header = true, all_varchar = true)) TO '${out}/floor.parquet' (FORMAT parquet, COMPRESSION zstd)`,
);
