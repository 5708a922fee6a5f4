import { type Database } from '../../../platform/database/index.js';

/** A product whose vector is not that of its text. */
export interface Outdated {
  id: string;
  title: string;
  digest: string;
}

export interface ProductVector {
  id: string;
  /** Of the document that it was made of. */
  digest: string;
  /** null where the model knows no word of it. */
  vector: Float32Array | null;
}

const OUTDATED = `ops.search_document d LEFT JOIN ops.search_vector v ON v.id = d.id
  WHERE d.kind = 'product' AND (v.id IS NULL OR v.model <> $1 OR v.digest <> d.digest)`;
const DIGITS = 5;

/** Why pgvector cannot be asked, and what to do. */
export interface Obstacle {
  reason: string;
  hint: string;
}

/** The vectors of the products that are indexed. */
export class VectorStore {
  /** What the server said when it would not create the extension. */
  private refusal: string | undefined;

  constructor(private readonly database: Database) {}

  /** Why pgvector cannot be asked; undefined where it can. */
  async obstacle(): Promise<Obstacle | undefined> {
    const { isUsable, schema, isOffered } = await this.look();
    if (isUsable) return undefined;
    if (schema !== null) {
      return {
        reason: `the extension vector (pgvector) is in the schema ${schema}, which the search_path does not reach`,
        hint: 'Have `ALTER EXTENSION vector SET SCHEMA public` run, or add that schema to the search_path of the user, with USAGE on it.',
      };
    }
    if (!isOffered) {
      return {
        reason: 'the PostgreSQL server has no extension vector (pgvector)',
        hint: 'Install pgvector on the server and have `CREATE EXTENSION vector` run there, or set TYPESENSE_URL.',
      };
    }
    return {
      reason:
        this.refusal === undefined
          ? 'the extension vector (pgvector) is not created in this database'
          : `the extension vector (pgvector) cannot be created: ${this.refusal}`,
      hint: 'The next indexing creates it where its user may; else have `CREATE EXTENSION vector` run by one who may, or set TYPESENSE_URL.',
    };
  }

  /** Takes pgvector into use where the server has it. Answers why it cannot be asked, where it cannot. */
  async createExtension(): Promise<Obstacle | undefined> {
    const { isUsable, schema, isOffered } = await this.look();
    if (isUsable) return undefined;
    if (schema === null && isOffered) {
      this.refusal = undefined;
      try {
        await this.database.rows('CREATE EXTENSION IF NOT EXISTS vector');
      } catch (error) {
        this.refusal = (error as Error).message;
      }
    }
    return this.obstacle();
  }

  private async look(): Promise<{ isUsable: boolean; schema: string | null; isOffered: boolean }> {
    const [row] = await this.database.rows<{ isUsable: boolean; schema: string | null; isOffered: boolean }>(
      `SELECT to_regtype('vector') IS NOT NULL AS "isUsable",
         (SELECT extnamespace::regnamespace::text FROM pg_extension WHERE extname = 'vector') AS schema,
         EXISTS (SELECT 1 FROM pg_available_extensions WHERE name = 'vector') AS "isOffered"`,
    );
    return row ?? { isUsable: false, schema: null, isOffered: false };
  }

  async hasOutdated(model: string): Promise<boolean> {
    const [row] = await this.database.rows<{ some: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${OUTDATED}) AS some`,
      [model],
    );
    return row?.some === true;
  }

  /** Some of them, in the order of their ids. */
  outdated(model: string, most: number): Promise<Outdated[]> {
    return this.database.rows<Outdated>(
      `SELECT d.id, d.title, d.digest FROM ${OUTDATED} ORDER BY d.id LIMIT $2`,
      [model, most],
    );
  }

  async write(model: string, vectors: readonly ProductVector[]): Promise<void> {
    await this.database.rows(
      `INSERT INTO ops.search_vector (id, model, digest, embedding) SELECT id, $1, digest, embedding::real[]
       FROM unnest($2::text[], $3::text[], $4::text[]) AS n(id, digest, embedding)
       ON CONFLICT (id) DO UPDATE SET model = excluded.model, digest = excluded.digest, embedding = excluded.embedding,
         written_at = clock_timestamp()`,
      [
        model,
        vectors.map(({ id }) => id),
        vectors.map(({ digest }) => digest),
        vectors.map(({ vector }) => `{${vector ? numbersOf(vector) : ''}}`),
      ],
    );
  }

  /** Those of products that are no more. */
  async removeGone(): Promise<void> {
    await this.database.rows(
      `DELETE FROM ops.search_vector v WHERE NOT EXISTS (SELECT 1 FROM ops.search_document d WHERE d.kind = 'product' AND d.id = v.id)`,
    );
  }

  /** Those of some products, and of which model they are. */
  find(ids: readonly string[]): Promise<{ id: string; model: string; embedding: number[] }[]> {
    return this.database.rows(
      'SELECT id, model, embedding FROM ops.search_vector WHERE id = ANY($1::text[]) AND cardinality(embedding) > 0',
      [ids],
    );
  }

  /** Products that Typesense has as they are, but for their vectors, which were written after. */
  async notMirrored(): Promise<string[]> {
    const rows = await this.database.rows<{ id: string }>(
      `SELECT d.id FROM ops.search_index i JOIN ops.search_vector v ON v.written_at > i.indexed_at
         JOIN ops.search_document d ON d.kind = 'product' AND d.id = v.id AND d.changed_version <= i.version
       WHERE i.backend = 'typesense' ORDER BY d.id`,
    );
    return rows.map(({ id }) => id);
  }
}

/** As PostgreSQL and Typesense read them. */
export function numbersOf(vector: Float32Array): string {
  return Array.from(vector, (value) => value.toFixed(DIGITS)).join(',');
}
