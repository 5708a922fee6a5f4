import { join } from 'node:path';
import { type Sql } from '../../../platform/database/index.js';

/** Has runs that were recorded in one home find their uploads in another one. */
export async function moveUploadPaths(sql: Sql, from: string, to: string): Promise<void> {
  // As a path begins in the text of the request.
  const beginning = (home: string) => JSON.stringify(`${join(home, 'uploads')}/`).slice(0, -1);
  await sql.query(
    `UPDATE ops.etl_run SET request = replace(request::text, $1, $2)::jsonb WHERE strpos(request::text, $1) > 0`,
    [beginning(from), beginning(to)],
  );
}
