import { createHash } from 'node:crypto';

/** The field of a model's vectors: those of another model have another name, so that the two are never compared. */
export function embeddingField(model: string): string {
  return `embedding_${createHash('sha256').update(model).digest('hex').slice(0, 8)}`;
}
