import type { PoolClient } from 'pg';
import { type Database } from '../../../platform/database/index.js';
import { type DocumentKey, type DocumentKind, keyOf, type SearchDocument } from '../domain/document.js';
import { type KnownWord } from '../domain/lexicon.js';
import { type Backend } from '../domain/search-index.js';
import { SHAPE, textsOf, vectorOf } from './terms.js';

/** What an index shows. */
export interface IndexState {
  version: number;
  lakeId: string;
  shape: string;
  documents: Partial<Record<DocumentKind, number>>;
  indexedAt: Date;
}

/** A document with what tells whether it has changed. */
export interface IndexedDocument extends SearchDocument {
  digest: string;
}

export interface Change {
  version: number;
  lakeId: string;
  documents: AsyncIterable<IndexedDocument[]>;
  gone: readonly DocumentKey[];
  /** All of them are given: what was there before is gone. */
  whole: boolean;
}

export interface ChangeCounts {
  written: number;
  deleted: number;
}

/** Any number, the same for all: one change at a time. */
const INDEXING = 7236502;
const ROWS_A_STATEMENT = 1_000;

const COLUMNS = [
  ...[
    'kind',
    'id',
    'title',
    'category',
    'subcategory',
    'brand',
    'product_family',
    'country',
    'customer_segment',
    'customer_id',
  ],
  ...['price', 'total', 'orders', 'units', 'first_date', 'last_date', 'is_cancelled', 'popularity'],
];
const STORED = [...COLUMNS, 'terms', 'words', 'digest', 'changed_version'];
const TYPES =
  'kind text, id text, title text, category text, subcategory text, brand text, product_family text, country text[], customer_segment text, customer_id text, price float8, total float8, orders int, units bigint, first_date date, last_date date, is_cancelled boolean, popularity float8, terms tsvector, words text, digest text, changed_version int';
/** As ISO text, and not as the driver's own dates. */
const SHOWN = COLUMNS.map((name) => (name.endsWith('_date') ? `${name}::text` : name)).join(', ');

/** The documents that are indexed. The embedded index is over them, and another index is made from them. */
export class DocumentStore {
  constructor(private readonly database: Database) {}

  async state(backend: Backend): Promise<IndexState | undefined> {
    const [row] = await this.database.rows<IndexState>(
      `SELECT version, lake_id AS "lakeId", shape, documents, indexed_at AS "indexedAt" FROM ops.search_index WHERE backend = $1`,
      [backend],
    );
    return row;
  }

  async note(
    backend: Backend,
    { version, lakeId, shape, documents }: Omit<IndexState, 'indexedAt'>,
    durationMs: number,
  ): Promise<void> {
    await this.database.rows(NOTE, [backend, version, lakeId, shape, JSON.stringify(documents), durationMs]);
  }

  /** Documents of these keys that there are. */
  async find(keys: readonly DocumentKey[]): Promise<Map<string, SearchDocument>> {
    if (keys.length === 0) return new Map();
    const rows = await this.database.rows<SearchDocument>(
      `SELECT ${SHOWN} FROM ops.search_document WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))`,
      [keys.map(({ kind }) => kind), keys.map(({ id }) => id)],
    );
    return new Map(rows.map((row) => [keyOf(row), row]));
  }

  async words(): Promise<{ words: KnownWord[]; documents: number }> {
    const words = await this.database.rows<KnownWord>('SELECT word, documents FROM ops.search_word');
    const [count] = await this.database.rows<{ n: number }>(
      `SELECT count(*) AS n FROM ops.search_document WHERE kind <> 'invoice'`,
    );
    return { words, documents: count?.n ?? 0 };
  }

  /** Which of these are not as they were, and which of that kind are no more. */
  async compare(
    kind: DocumentKind,
    ids: readonly string[],
    digests: readonly string[],
  ): Promise<{ changed: string[]; gone: string[] }> {
    const given = 'unnest($2::text[], $3::text[]) AS n(id, digest)';
    const changed = await this.database.rows<{ id: string }>(
      `SELECT n.id FROM ${given} LEFT JOIN ops.search_document d ON d.kind = $1 AND d.id = n.id WHERE d.digest IS DISTINCT FROM n.digest`,
      [kind, ids, digests],
    );
    const gone = await this.database.rows<{ id: string }>(
      `SELECT d.id FROM ops.search_document d WHERE d.kind = $1 AND NOT EXISTS (SELECT 1 FROM unnest($2::text[]) AS n(id) WHERE n.id = d.id)`,
      [kind, ids],
    );
    return { changed: changed.map(({ id }) => id), gone: gone.map(({ id }) => id) };
  }

  /** In one transaction: readers see the documents before, or those after. */
  async apply({ version, lakeId, documents, gone, whole }: Change): Promise<ChangeCounts> {
    const started = Date.now();
    return this.database.transaction(async (sql) => {
      await sql.query('SELECT pg_advisory_xact_lock($1)', [INDEXING]);
      const counts = { written: 0, deleted: 0 };
      if (whole) counts.deleted = (await sql.query('DELETE FROM ops.search_document')).rowCount ?? 0;
      for await (const some of documents) {
        for (let at = 0; at < some.length; at += ROWS_A_STATEMENT) {
          counts.written += await this.write(sql, some.slice(at, at + ROWS_A_STATEMENT), version);
        }
      }
      if (gone.length > 0) {
        const { rowCount } = await sql.query(
          'DELETE FROM ops.search_document WHERE (kind, id) IN (SELECT * FROM unnest($1::text[], $2::text[]))',
          [gone.map(({ kind }) => kind), gone.map(({ id }) => id)],
        );
        counts.deleted += rowCount ?? 0;
      }
      if (counts.written > 0 || counts.deleted > 0) await this.countWords(sql);
      const { rows } = await sql.query<{ kind: DocumentKind; n: number }>(
        'SELECT kind, count(*) AS n FROM ops.search_document GROUP BY kind',
      );
      const byKind = Object.fromEntries(rows.map(({ kind, n }) => [kind, n]));
      await sql.query(NOTE, [
        'embedded',
        version,
        lakeId,
        SHAPE,
        JSON.stringify(byKind),
        Date.now() - started,
      ]);
      return counts;
    });
  }

  /** Documents that changed after a version, by key, a part at a time. */
  async *changedAfter(version: number, most: number): AsyncIterable<SearchDocument[]> {
    for (let last: DocumentKey | undefined; ;) {
      const rows = await this.database.rows<SearchDocument>(
        `SELECT ${SHOWN} FROM ops.search_document WHERE changed_version > $1 AND (kind, id) > ($2, $3) ORDER BY kind, id LIMIT $4`,
        [version, last?.kind ?? '', last?.id ?? '', most],
      );
      if (rows.length > 0) yield rows;
      if (rows.length < most) return;
      last = rows.at(-1);
    }
  }

  /** All keys, as `kind:id`. */
  async keys(): Promise<Set<string>> {
    const rows = await this.database.rows<DocumentKey>('SELECT kind, id FROM ops.search_document');
    return new Set(rows.map(keyOf));
  }

  private async write(
    sql: PoolClient,
    documents: readonly IndexedDocument[],
    version: number,
  ): Promise<number> {
    const rows = documents.map((document) => {
      const { title, filed } = textsOf(document);
      const words =
        document.kind === 'invoice'
          ? ''
          : [...new Set([...title, ...filed])].filter((word) => !/\p{N}/u.test(word)).join(' ');
      return { ...document, terms: vectorOf(document), words, changed_version: version };
    });
    const set = STORED.filter((name) => name !== 'kind' && name !== 'id').map(
      (name) => `${name} = excluded.${name}`,
    );
    const { rowCount } = await sql.query(
      `INSERT INTO ops.search_document (${STORED.join(', ')}) SELECT ${STORED.join(', ')} FROM jsonb_to_recordset($1::jsonb) AS x(${TYPES})
       ON CONFLICT (kind, id) DO UPDATE SET ${set.join(', ')}`,
      [JSON.stringify(rows)],
    );
    return rowCount ?? 0;
  }

  private async countWords(sql: PoolClient): Promise<void> {
    await sql.query('DELETE FROM ops.search_word');
    await sql.query(
      `INSERT INTO ops.search_word (word, documents) SELECT word, count(*) FROM ops.search_document, unnest(string_to_array(words, ' ')) AS word
       WHERE kind <> 'invoice' AND word <> '' GROUP BY word`,
    );
  }
}

const NOTE = `INSERT INTO ops.search_index (backend, version, lake_id, shape, documents, indexed_at, duration_ms) VALUES ($1, $2, $3, $4, $5, clock_timestamp(), $6)
  ON CONFLICT (backend) DO UPDATE SET version = $2, lake_id = $3, shape = $4, documents = $5, indexed_at = clock_timestamp(), duration_ms = $6`;
