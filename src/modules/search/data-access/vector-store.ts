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

/** The vectors of the products that are indexed. */
export class VectorStore {
  constructor(private readonly database: Database) {}

  /** Whether pgvector can be asked. */
  async hasExtension(): Promise<boolean> {
    const rows = await this.database.rows(`SELECT 1 FROM pg_extension WHERE extname = 'vector'`);
    return rows.length > 0;
  }

  /** Takes pgvector into use where the server has it. Answers why not, where it cannot. */
  async createExtension(): Promise<string | undefined> {
    if (await this.hasExtension()) return undefined;
    const there = await this.database.rows(`SELECT 1 FROM pg_available_extensions WHERE name = 'vector'`);
    if (there.length === 0) return 'the PostgreSQL server has no extension vector (pgvector)';
    try {
      await this.database.rows('CREATE EXTENSION IF NOT EXISTS vector');
      return undefined;
    } catch (error) {
      return `the extension vector (pgvector) cannot be created: ${(error as Error).message}`;
    }
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
       ON CONFLICT (id) DO UPDATE SET model = excluded.model, digest = excluded.digest, embedding = excluded.embedding`,
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

  /** Those of some products. */
  async find(model: string, ids: readonly string[]): Promise<Map<string, number[]>> {
    const rows = await this.database.rows<{ id: string; embedding: number[] }>(
      `SELECT id, embedding FROM ops.search_vector WHERE model = $1 AND id = ANY($2::text[]) AND cardinality(embedding) > 0`,
      [model, ids],
    );
    return new Map(rows.map(({ id, embedding }) => [id, embedding]));
  }
}

/** As PostgreSQL and Typesense read them. */
export function numbersOf(vector: Float32Array): string {
  return Array.from(vector, (value) => value.toFixed(DIGITS)).join(',');
}
