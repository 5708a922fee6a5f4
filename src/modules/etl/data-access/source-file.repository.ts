import { type Database, type Sql } from '../../../platform/database/index.js';
import { type RunStatus } from '../domain/run-record.js';

/** A file at a moment of its life; when it changes it is another one. */
export interface FileState {
  path: string;
  bytes: number;
  modifiedMs: number;
}

export interface ClaimedFile extends FileState {
  runId: string;
  runStatus: RunStatus | null;
  /** Whether its run took it. */
  refused: boolean;
}

/** Files that sensors have picked up. */
export class SourceFileRepository {
  constructor(private readonly database: Database) {}

  /** The files that nobody has claimed yet become this run's, together with what `record` writes. */
  async claim(
    source: string,
    files: readonly FileState[],
    runId: string,
    record: (sql: Sql, claimed: FileState[]) => Promise<void>,
  ): Promise<FileState[]> {
    return this.database.transaction(async (sql) => {
      const claimed: FileState[] = [];
      for (const file of files) {
        const { rowCount } = await sql.query(
          `INSERT INTO ops.source_file (source, path, bytes, modified_ms, status, run_id) VALUES ($1, $2, $3, $4, 'claimed', $5)
           ON CONFLICT DO NOTHING`,
          [source, file.path, file.bytes, file.modifiedMs, runId],
        );
        if (rowCount === 1) claimed.push(file);
      }
      if (claimed.length > 0) await record(sql, claimed);
      return claimed;
    });
  }

  /** Claimed files whose run is finished. */
  async finished(source: string): Promise<ClaimedFile[]> {
    return this.database.rows<ClaimedFile>(
      `SELECT f.path, f.bytes, f.modified_ms AS "modifiedMs", f.run_id AS "runId", r.status AS "runStatus",
         r.status = 'failed' OR EXISTS (SELECT 1 FROM jsonb_array_elements(r.report -> 'files') AS o
           WHERE o ->> 'path' = f.path AND o ->> 'status' = 'refused') AS refused
       FROM ops.source_file AS f JOIN ops.etl_run AS r ON r.id = f.run_id
       WHERE f.source = $1 AND f.status = 'claimed' AND r.status NOT IN ('queued', 'running') LIMIT 1000`,
      [source],
    );
  }

  async mark(source: string, file: FileState, status: 'done' | 'refused'): Promise<void> {
    await this.database.rows(
      'UPDATE ops.source_file SET status = $5 WHERE source = $1 AND path = $2 AND bytes = $3 AND modified_ms = $4',
      [source, file.path, file.bytes, file.modifiedMs, status],
    );
  }
}
