import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { type Database, type Sql } from '../../../platform/database/index.js';
import { type GoldVersion, type Publication, type ShownVersion, STAR_TABLES } from '../domain/star-schema.js';
import { type TableRows } from './gold-rows.repository.js';

/** Somebody else published meanwhile; look at what is shown now and start again. */
export class PublicationConflictError extends Error {}

/** Any number, the same for all: one publication at a time. */
const PUBLISHING = 7236501;
/** Less than the second after which the server looks for deadlocks. */
const LOCK_TIMEOUT_MS = 400;
/** Readers of so long are waited for. */
const LOCK_PATIENCE_MS = 10 * 60_000;
const LOCK_NOT_AVAILABLE = '55P03';

/** The star schema in PostgreSQL. Each method is one transaction: readers see the version before, or the one after. */
export class WarehouseRepository {
  constructor(private readonly database: Database) {}

  /** The version that is shown, or undefined before the first publication. */
  async shown(): Promise<ShownVersion | undefined> {
    return readShown(this.database.pool);
  }

  /** Replaces all rows. Indexes and foreign keys are made after the rows are there, which takes half the time. */
  async load(
    version: GoldVersion,
    base: ShownVersion | undefined,
    tables: TableRows[],
  ): Promise<Publication> {
    return this.publish('load', version, base, async (sql) => {
      await lockTables(sql);
      // For the indexes below; the default sorts a million keys on disk.
      await sql.query(`SET LOCAL maintenance_work_mem = '256MB'`);
      const dropped = await dropIndexes(sql);
      await this.empty(sql);
      for (const { table, columns, written } of tables)
        await this.database.copyIn(sql, table.name, columns, written.file);
      for (const statement of dropped) await sql.query(statement);
      for (const { name } of STAR_TABLES) await sql.query(`ANALYZE ${name}`);
      return tables;
    });
  }

  /** Writes the rows that differ and deletes those that are no more. */
  async change(
    version: GoldVersion,
    base: ShownVersion | undefined,
    tables: TableRows[],
  ): Promise<Publication> {
    return this.publish('change', version, base, async (sql) => {
      for (const rows of tables) await this.upsert(sql, rows);
      // Against the order of the references.
      for (const rows of tables.toReversed()) await this.remove(sql, rows);
      return tables;
    });
  }

  /** Writes a table's rows to a CSV file. */
  async export(table: string, columns: readonly string[], file: string): Promise<void> {
    const client = await this.database.pool.connect();
    try {
      await this.database.copyOut(client, `SELECT ${columns.join(', ')} FROM ${table}`, file);
    } finally {
      client.release();
    }
  }

  private async publish(
    method: 'load' | 'change',
    version: GoldVersion,
    base: ShownVersion | undefined,
    work: (sql: PoolClient) => Promise<TableRows[]>,
  ): Promise<Publication> {
    const started = Date.now();
    return this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [PUBLISHING]);
      const shown = await readShown(sql);
      if (shown?.version !== base?.version || shown?.lakeId !== base?.lakeId) {
        throw new PublicationConflictError(`version ${shown?.version ?? 'none'} is shown now`);
      }
      const tables = await work(sql);
      const publication: Publication = {
        version: version.version,
        from_version: base?.version ?? null,
        method,
        rows_written: tables.reduce((sum, { written }) => sum + written.rows, 0),
        rows_deleted: tables.reduce((sum, { deleted }) => sum + deleted.rows, 0),
        duration_ms: Date.now() - started,
        tables: Object.fromEntries(
          tables.map(({ table, written, deleted }) => [
            table.name,
            { written: written.rows, deleted: deleted.rows },
          ]),
        ),
      };
      await sql.query(
        `INSERT INTO gold_version (version, lake_id, committed_at, published_at, fact_rows, net_revenue, currency)
         VALUES ($1, $2, $3, clock_timestamp(), $4, $5, $6)
         ON CONFLICT (is_shown) DO UPDATE SET version = $1, lake_id = $2, committed_at = $3, published_at = clock_timestamp(),
           fact_rows = $4, net_revenue = $5, currency = $6`,
        [
          version.version,
          version.lakeId,
          version.committedAt,
          version.factRows,
          version.netRevenue,
          version.currency,
        ],
      );
      await sql.query(
        `INSERT INTO ops.publication (version, from_version, method, rows_written, rows_deleted, duration_ms, published_at)
         VALUES ($1, $2, $3, $4, $5, $6, clock_timestamp())`,
        [
          publication.version,
          publication.from_version,
          method,
          publication.rows_written,
          publication.rows_deleted,
          publication.duration_ms,
        ],
      );
      return publication;
    });
  }

  private async empty(sql: Sql): Promise<void> {
    const names = STAR_TABLES.map(({ name }) => name);
    const { rows } = await sql.query('SELECT 1 FROM gold_version');
    // A transaction that began before would find a truncated table empty; the embedded database has none at the same time.
    if (rows.length === 0 || this.database.isEmbedded) await sql.query(`TRUNCATE ${names.join(', ')}`);
    else for (const name of names) await sql.query(`DELETE FROM ${name}`);
  }

  private async upsert(sql: PoolClient, { table, columns, written }: TableRows): Promise<void> {
    if (written.rows === 0) return;
    const stage = `stage_${table.name}`;
    const list = columns.join(', ');
    await sql.query(
      `CREATE TEMP TABLE ${stage} ON COMMIT DROP AS SELECT ${list} FROM ${table.name} WITH NO DATA`,
    );
    await this.database.copyIn(sql, stage, columns, written.file);
    const key = table.key.map(({ column }) => column);
    const set = columns
      .filter((column) => !key.includes(column))
      .map((column) => `${column} = excluded.${column}`);
    await sql.query(
      `INSERT INTO ${table.name} (${list}) SELECT ${list} FROM ${stage} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${set.join(', ')}`,
    );
  }

  private async remove(sql: PoolClient, { table, deleted }: TableRows): Promise<void> {
    if (deleted.rows === 0) return;
    const stage = `gone_${table.name}`;
    const key = table.key.map(({ column }) => column);
    await sql.query(
      `CREATE TEMP TABLE ${stage} ON COMMIT DROP AS SELECT ${key.join(', ')} FROM ${table.name} WITH NO DATA`,
    );
    await this.database.copyIn(sql, stage, key, deleted.file);
    await sql.query(
      `DELETE FROM ${table.name} AS t USING ${stage} AS gone WHERE ${key.map((column) => `t.${column} = gone.${column}`).join(' AND ')}`,
    );
  }
}

export async function readShown(sql: Sql): Promise<ShownVersion | undefined> {
  const { rows } = await sql.query<ShownVersion>('SELECT version, lake_id AS "lakeId" FROM gold_version');
  return rows[0];
}

/**
 * Takes the tables for itself. Readers take several tables too, each in its own order, and one that waits for a table here
 * while this waits for one of its own would be ended by the server as a deadlock; so this one gives way before that.
 */
async function lockTables(sql: Sql): Promise<void> {
  const names = STAR_TABLES.map(({ name }) => name).join(', ');
  await sql.query(`SET LOCAL lock_timeout = '${LOCK_TIMEOUT_MS}ms'`);
  for (const deadline = Date.now() + LOCK_PATIENCE_MS; ;) {
    await sql.query('SAVEPOINT before_locks');
    try {
      await sql.query(`LOCK TABLE ${names} IN ACCESS EXCLUSIVE MODE`);
      break;
    } catch (error) {
      if ((error as { code?: string }).code !== LOCK_NOT_AVAILABLE || Date.now() > deadline) throw error;
      await sql.query('ROLLBACK TO SAVEPOINT before_locks');
      await sleep(50 + Math.random() * 200);
    }
  }
  await sql.query('SET LOCAL lock_timeout = 0');
}

/** Drops keys, foreign keys and indexes of the star schema, and answers the statements that make them again. */
async function dropIndexes(sql: Sql): Promise<string[]> {
  const names = STAR_TABLES.map((table) => table.name);
  const { rows: constraints } = await sql.query<{
    tab: string;
    name: string;
    type: string;
    definition: string;
  }>(
    `SELECT c.conrelid::regclass::text AS tab, quote_ident(c.conname) AS name, c.contype AS type, pg_get_constraintdef(c.oid) AS definition
     FROM pg_constraint AS c WHERE c.conrelid = ANY ($1::regclass[]) AND c.contype IN ('p', 'f') ORDER BY c.contype = 'f', c.oid`,
    [names],
  );
  const { rows: indexes } = await sql.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition
     FROM pg_index AS i WHERE i.indrelid = ANY ($1::regclass[])
       AND NOT EXISTS (SELECT 1 FROM pg_constraint AS c WHERE c.conindid = i.indexrelid AND c.contype IN ('p', 'u', 'x'))
     ORDER BY i.indexrelid`,
    [names],
  );
  for (const { tab, name } of constraints.toReversed())
    await sql.query(`ALTER TABLE ${tab} DROP CONSTRAINT ${name}`);
  for (const { name } of indexes) await sql.query(`DROP INDEX ${name}`);
  const add = (wanted: string) =>
    constraints
      .filter(({ type }) => type === wanted)
      .map(({ tab, name, definition }) => `ALTER TABLE ${tab} ADD CONSTRAINT ${name} ${definition}`);
  return [...add('p'), ...indexes.map(({ definition }) => definition), ...add('f')];
}
