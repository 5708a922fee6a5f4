import { createReadStream, createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import type { PrismaClient } from './client/client.js';
import { Pool } from './pool.js';

/** Where a statement is run: a connection in a transaction, or any of the pool. */
export interface Sql {
  query<T extends object = object>(text: string, values?: unknown[]): Promise<pg.QueryResult<T>>;
}

export interface DatabaseOptions {
  /** How connections are made. */
  connection: pg.PoolConfig;
  /** Of the embedded PostgreSQL: the folder that its COPY reads. Absent on a server. */
  embeddedBulkFolder?: string;
}

/** Distinct statements with values that are prepared; those that come later are planned each time. */
const MOST_STATEMENTS = 200;
export const CONNECT_MS = 10_000;
/** What the driver asks of a column's type when it decodes a row. */
const BIGINT = 20;

/** PostgreSQL: a server, or the embedded one; the same SQL on both. */
export class Database {
  readonly pool: pg.Pool;
  private readonly statements = new Map<string, string>();
  private prismaClient: Promise<PrismaClient> | undefined;

  constructor(private readonly options: DatabaseOptions) {
    this.pool = new Pool({
      connectionTimeoutMillis: CONNECT_MS,
      // The session's time zone decides how a timestamp is cut into days.
      options: '-c timezone=UTC',
      types: { getTypeParser },
      ...options.connection,
    });
    // A connection that breaks is made anew by the next query, which tells if that fails. One that is in use has its query
    // told; its event has no other listener, and would end the process.
    this.pool.on('error', () => undefined);
    this.pool.on('connect', (client) => client.on('error', () => undefined));
  }

  get isEmbedded(): boolean {
    return this.options.embeddedBulkFolder !== undefined;
  }

  async rows<T extends object>(text: string, values: unknown[] = []): Promise<T[]> {
    return (await this.pool.query(text, values)).rows as T[];
  }

  /** Inside, only the given connection may be used: the embedded database has no other. */
  async transaction<T>(work: (sql: pg.PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    try {
      await client.query('BEGIN');
      const result = await work(client);
      await client.query('COMMIT');
      client.release();
      return result;
    } catch (error) {
      // A connection that cannot even roll back is thrown away.
      await client.query('ROLLBACK').then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
      throw error;
    }
  }

  /**
   * Reads of one moment, and nothing else: what others commit meanwhile is not seen, and no statement takes longer than
   * `timeoutMs`. The rows of the first statement, which has no values, are given to the work: together with the beginning it
   * costs one round trip. Inside, only the given connection may be used. Statements that are never the same twice are better not `prepared`.
   */
  async snapshot<F extends object, T>(
    first: string,
    timeoutMs: number,
    work: (rows: F[], sql: Sql) => Promise<T>,
    { prepared = true } = {},
  ): Promise<T> {
    const client = await this.pool.connect();
    const release = (command: string) =>
      client.query(command).then(
        () => client.release(),
        (broken: Error) => client.release(broken),
      );
    try {
      const results = (await client.query(
        `BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY; SET LOCAL statement_timeout = ${Math.floor(timeoutMs)}; ${first}`,
      )) as unknown as pg.QueryResult<F>[];
      const answer = await work(
        results.at(-1)?.rows ?? [],
        this.isEmbedded || !prepared ? client : this.prepared(client),
      );
      // Nothing was written, so nobody has to wait for the end.
      void release('COMMIT');
      return answer;
    } catch (error) {
      await release('ROLLBACK');
      throw error;
    }
  }

  /** Statements that a server plans once a connection: planning a join of seven tables takes longer than to run it for one row. */
  private prepared(client: pg.PoolClient): Sql {
    return {
      query: <T extends object>(text: string, values?: unknown[]) => {
        const name = this.statements.get(text) ?? this.nameStatement(text);
        return client.query<T & pg.QueryResultRow>(
          name === undefined ? { text, values } : { name, text, values },
        );
      },
    };
  }

  private nameStatement(text: string): string | undefined {
    // A connection keeps what it has prepared.
    if (this.statements.size >= MOST_STATEMENTS) return undefined;
    const name = `s${this.statements.size}`;
    this.statements.set(text, name);
    return name;
  }

  /** Typed access to the tables of prisma/schema.prisma, over the same connections. */
  prisma(): Promise<PrismaClient> {
    this.prismaClient ??= (async () => {
      const [{ PrismaClient }, { PrismaPg }] = await Promise.all([
        import('./client/client.js'),
        import('@prisma/adapter-pg'),
      ]);
      return new PrismaClient({ adapter: new PrismaPg(this.pool) });
    })();
    return this.prismaClient;
  }

  /** Where the files of `copyIn` and `copyOut` have to be; `otherwise` where it does not matter. */
  bulkFolder(otherwise: string): string {
    return this.options.embeddedBulkFolder ?? otherwise;
  }

  /** Loads a CSV file (no header, empty is null) of `bulkFolder` into a table. Answers the number of rows. */
  async copyIn(sql: pg.PoolClient, table: string, columns: readonly string[], file: string): Promise<number> {
    const target = `${table} (${columns.join(', ')})`;
    if (this.isEmbedded) {
      // The wire protocol's COPY breaks on its socket; the server reads the file itself.
      const { rowCount } = await sql.query(`COPY ${target} FROM 'bulk/${basename(file)}' WITH (FORMAT csv)`);
      return rowCount ?? 0;
    }
    const stream = sql.query(copyFrom(`COPY ${target} FROM STDIN WITH (FORMAT csv)`));
    await pipeline(createReadStream(file, { highWaterMark: 1024 * 1024 }), stream);
    return stream.rowCount;
  }

  /** Writes a query's rows to a CSV file (no header, empty is null) of `bulkFolder`. */
  async copyOut(sql: pg.PoolClient, query: string, file: string): Promise<void> {
    if (this.isEmbedded) {
      const { rows } = await sql.query<{ data_directory: string }>('SHOW data_directory');
      const target = `${rows[0]?.data_directory ?? ''}/bulk/${basename(file)}`;
      await sql.query(`COPY (${query}) TO '${target}' WITH (FORMAT csv)`);
      return;
    }
    const stream = sql.query(copyTo(`COPY (${query}) TO STDOUT WITH (FORMAT csv)`));
    await pipeline(stream, createWriteStream(file));
  }

  /**
   * Has the database lose what was deleted: old rows, and what statistics say of them. The embedded one writes its files anew
   * and drops its log of writes; log and backups of a server are the server's.
   */
  async purge(): Promise<void> {
    if (!this.isEmbedded) {
      await this.rows('VACUUM (ANALYZE)');
      return;
    }
    await this.rows('VACUUM (FULL, ANALYZE)');
    await this.rows('SELECT pg_switch_wal()');
    await this.rows('CHECKPOINT');
  }

  async close(): Promise<void> {
    if (this.prismaClient) await (await this.prismaClient).$disconnect();
    await this.pool.end();
  }
}

function getTypeParser(oid: number, format?: 'text' | 'binary') {
  // Counts and keys: exact as text, and a number where it is one.
  if (oid === BIGINT && format !== 'binary') {
    return (text: string): number | string => {
      const value = Number(text);
      return Number.isSafeInteger(value) ? value : text;
    };
  }
  return pg.types.getTypeParser(oid, format) as (text: string) => unknown;
}
