import { Logger } from '@nestjs/common';
import { type Model, type Embeddings, WAY_OUT } from '../data-access/embeddings/embeddings.js';
import { type Obstacle, type VectorStore } from '../data-access/vector-store.js';
import { type SearchDocument } from '../domain/document.js';
import { meaningOf, nearness, type NearWords, nearWords } from '../domain/meaning.js';
import { type Query } from '../domain/query.js';
import { type NearHit } from '../domain/search-index.js';
import { isStopWord, spansOf, wordsOf } from '../domain/text.js';

/** Whether meanings can be compared, and why not; a model may be loaded all the same. */
export type MeaningState =
  { available: true; model: Model } | { available: false; model?: Model; reason: string; hint: string };

/** What a query means: to be compared with vectors of the same model. */
export interface QueryMeaning {
  model: Model;
  vector: Float32Array;
  /** Words that the model knows. */
  words: string[];
}

/** What the event loop bears at once. */
const A_PART = 250;
/** What is less alike has as a rule nothing to do with each other (measured: docs/search.md). */
export const LEAST_NEARNESS = 0.4;
/** So many products are found by meaning, the nearest. */
const MOST_NEAR = 100;
/** How long pgvector is taken for what it was. */
const LOOK_AGAIN_MS = 60_000;
/** Turns texts into vectors, and keeps those of the products up to date. */
export class MeaningService {
  /** What was last seen to have all its vectors. */
  private complete = '';
  private readonly log = new Logger('Search');
  private obstacle: Obstacle | undefined;
  private lookAgainAt = -Infinity;
  /** What was logged. */
  private told: string | undefined;

  constructor(
    private readonly embeddings: Embeddings,
    private readonly store: VectorStore,
    /** Typesense compares vectors by itself. */
    private readonly needsExtension: boolean,
  ) {}

  async state(): Promise<MeaningState> {
    const state = this.embeddings.state;
    if (!state.model) {
      const hint = state.isPreparing ? 'Try again in some seconds.' : WAY_OUT;
      return { available: false, reason: state.reason, hint };
    }
    if (this.needsExtension) {
      if (performance.now() >= this.lookAgainAt) this.note(await this.store.obstacle());
      if (this.obstacle) return { available: false, model: state.model, ...this.obstacle };
    }
    return { available: true, model: state.model };
  }

  /** Has the model loaded; done when it is, or known not to be. */
  async prepare(): Promise<void> {
    await this.embeddings.settled();
  }

  /** undefined where the model knows none of its words. A word that nobody wrote that way is taken for what was meant. */
  read({ terms, corrections }: Query, model: Model): QueryMeaning | undefined {
    const meant = new Map(corrections.map(({ from, to }) => [from, to]));
    const words = terms
      .flatMap((term) => [...term.words])
      .flatMap((word) => (isKnown(word, model) ? [word] : [meant.get(word) ?? word]))
      .filter((word) => isKnown(word, model));
    const vector = meaningOf(words, model.vectors);
    return vector ? { model, vector, words } : undefined;
  }

  /** What is near enough, by the words as well as by the means that the index compared; nearest first. */
  rank({ words, model }: QueryMeaning, hits: readonly NearHit[]): NearHit[] {
    return hits
      .map((hit) => ({
        ...hit,
        similarity: nearness(words, wordsOf(hit.title), hit.similarity, model.vectors),
      }))
      .filter(({ similarity }) => similarity >= LEAST_NEARNESS)
      .sort((a, b) => b.similarity - a.similarity)
      .slice(0, MOST_NEAR);
  }

  /** Which words of a product are near to which of the query. */
  explain({ words, model }: QueryMeaning, { title }: SearchDocument): NearWords[] {
    const spans = spansOf(title).map(({ word, start, end }) => ({ word, text: title.slice(start, end) }));
    return nearWords(words, spans, model.vectors);
  }

  /** Whether products of that index lack their vector; asked of the database once for each `index`. Not while the model is being prepared. */
  async isBehind(index: string): Promise<boolean> {
    const { model } = this.embeddings.state;
    if (!model || this.complete === `${model.id} ${index}`) return false;
    if (await this.store.hasOutdated(model.id)) return true;
    this.complete = `${model.id} ${index}`;
    return false;
  }

  /** Gives a vector to the products that have none of their text, or one of another model. Answers how many; none while the model is being prepared. */
  async update(): Promise<number> {
    const { model } = this.embeddings.state;
    if (!model) return 0;
    await this.createExtension();
    let written = 0;
    for (;;) {
      const some = await this.store.outdated(model.id, A_PART);
      if (some.length === 0) break;
      const vectors = some.map(({ id, title, digest }) => ({
        id,
        digest,
        vector: meaningOf(wordsOf(title), model.vectors),
      }));
      await this.store.write(model.id, vectors);
      written += vectors.length;
    }
    await this.store.removeGone();
    return written;
  }

  private async createExtension(): Promise<void> {
    this.note(await this.store.createExtension());
    const reason = this.needsExtension ? this.obstacle?.reason : undefined;
    if (reason !== undefined && reason !== this.told) {
      this.log.warn(`no search by meaning: ${reason}. ${this.obstacle?.hint}`);
    }
    this.told = reason;
  }

  private note(obstacle: Obstacle | undefined): void {
    this.obstacle = obstacle;
    this.lookAgainAt = obstacle ? performance.now() + LOOK_AGAIN_MS : Infinity;
  }
}

function isKnown(word: string, { vectors }: Model): boolean {
  return !isStopWord(word) && vectors.find(word) !== undefined;
}
