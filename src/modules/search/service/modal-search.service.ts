import { Logger } from '@nestjs/common';
import { AppError } from '../../../platform/errors/app-error.js';
import { Guard, GuardOpenError } from '../../../platform/resilience/index.js';
import { type DocumentKey, keyOf } from '../domain/document.js';
import { type FieldName, isRanged, rangesOf } from '../domain/fields.js';
import { allOf, type IndexFilter } from '../domain/filter.js';
import { fuse } from '../domain/fusion.js';
import {
  type FacetCount,
  type IndexAnswer,
  type IndexRequest,
  type NearHit,
  type SearchMode,
} from '../domain/search-index.js';
import { type IndexRouter, type RoutedAnswer } from './index-router.service.js';
import {
  LEAST_NEARNESS,
  type MeaningService,
  type MeaningState,
  type QueryMeaning,
} from './meaning.service.js';

/** What was made of meanings, and why not more. */
export interface MeaningReport {
  mode: SearchMode;
  /** They can be compared. */
  enabled: boolean;
  /** They were, for this answer. */
  used: boolean;
  model: string | null;
  reason: string;
}

/** An answer by words, by meaning or by both. */
export interface ModalAnswer extends RoutedAnswer {
  meaning: MeaningReport;
  /** What was found by meaning, by key. */
  near: ReadonlyMap<string, { similarity: number; rank: number }>;
  query?: QueryMeaning;
  /** All documents that were found by words, where these are all. */
  byWords?: readonly DocumentKey[];
}

/** What the index gives, from which the nearest are taken. */
const CANDIDATES = 200;
const LEAST_COSINE = 0.25;
/** So many results are ranked anew, at most; what words find beyond them comes in its own order. */
const WINDOW = 200;
/** Values of a facet that are added up: cut before, a value would miss what one of the lists had cut. */
const ALL_VALUES = 1_000;
/** What words can answer waits so long for meanings, at most. */
const MEANING_MS = 2_000;
const REASONS = {
  lexical: 'words alone were compared, as was asked: mode=hybrid compares meanings too',
  semantic: 'products were compared by the meaning of their titles; other kinds have none',
  hybrid: 'products were compared by words and by the meaning of their titles, other kinds by words',
  unknown: 'the embedding model knows none of the words',
  kinds: 'products alone have a meaning, and were not asked for',
  words: 'there are no words whose meaning could be compared',
  failed: 'comparing meanings failed or took too long: words alone were compared',
  away: 'the index that answered has no vectors of this model, or cannot compare them',
} as const;

/** Asks the index by words, by meaning or by both, and makes one ranking of it. */
export class ModalSearch {
  private readonly log = new Logger('Search');
  private readonly guard = new Guard('the index', {
    timeoutMs: MEANING_MS,
    breakAfter: 3,
    tryAgainAfterMs: 5_000,
  });

  constructor(
    private readonly router: IndexRouter,
    private readonly meaning: MeaningService,
  ) {}

  /** Throws AppError where meanings were asked for and cannot be compared. */
  async search(request: IndexRequest, mode: SearchMode): Promise<ModalAnswer> {
    const state = await this.meaning.state();
    if (mode === 'lexical') return this.byWords(request, state, mode, REASONS.lexical);
    if (request.sort.some(({ by, descending }) => by !== '_text_match' || !descending)) {
      throw new AppError(
        'invalid',
        `sort_by cannot be given with mode=${mode}, which ranks by meaning, the nearest first`,
        { hint: 'Leave sort_by away, or ask with mode=lexical.' },
      );
    }
    if (mode === 'semantic') return this.byMeaning(request, state);
    if (request.query.terms.length === 0) return this.byWords(request, state, mode, REASONS.words);
    if (!request.kinds.includes('product')) return this.byWords(request, state, mode, REASONS.kinds);
    if (!state.available) return this.byWords(request, state, mode, state.reason);
    const query = this.meaning.read(request.query, state.model);
    if (!query) return this.byWords(request, state, mode, REASONS.unknown);
    return this.byBoth(request, state, query);
  }

  private async byWords(
    request: IndexRequest,
    state: MeaningState,
    mode: SearchMode,
    reason: string,
  ): Promise<ModalAnswer> {
    const answer = await this.router.search(request);
    const why = state.available || mode !== 'lexical' ? reason : state.reason;
    return { ...answer, meaning: reportOf(state, mode, why), near: new Map(), byWords: answer.hits };
  }

  private async byMeaning(request: IndexRequest, state: MeaningState): Promise<ModalAnswer> {
    if (request.query.terms.length === 0) {
      throw new AppError('invalid', 'mode=semantic needs words whose meaning can be compared', {
        hint: 'Give q some words, or ask with mode=lexical.',
      });
    }
    if (!state.available) throw noMeaning(state);
    const query = this.meaning.read(request.query, state.model);
    const isAsked = request.kinds.includes('product');
    if (!query || !isAsked) {
      const reason = isAsked ? REASONS.unknown : REASONS.kinds;
      return {
        ...{ hits: [], total: 0, byKind: {}, facets: {}, threshold: LEAST_NEARNESS },
        ...{ backend: this.router.backend, degraded: false, near: new Map() },
        meaning: reportOf(state, 'semantic', reason),
      };
    }
    const found = await this.router.nearest(nearRequest(request, query));
    if (!found) throw noMeaning({ reason: REASONS.away, hint: 'Try again when the index is up to date.' });
    const { backend, degraded } = found;
    const hits = this.meaning.rank(query, found.hits);
    const { facets } = await this.facetsOf(request, hits);
    return {
      hits: hits
        .slice(request.offset, request.offset + request.limit)
        .map(({ kind, id, similarity }) => ({ kind, id, relevance: Math.max(0, similarity) })),
      total: hits.length,
      byKind: hits.length === 0 ? {} : { product: hits.length },
      facets,
      threshold: LEAST_NEARNESS,
      backend,
      degraded,
      meaning: { ...reportOf(state, 'semantic', REASONS.semantic), used: true },
      near: ranksOf(hits),
      query,
    };
  }

  private async byBoth(
    request: IndexRequest,
    state: MeaningState,
    query: QueryMeaning,
  ): Promise<ModalAnswer> {
    const { limit, offset } = request;
    // Whole pages, so that each page is within it or beyond it.
    const window = Math.max(1, Math.floor(WINDOW / Math.max(1, limit))) * limit;
    const [words, found] = await Promise.all([
      this.router.search({ ...request, facetValues: ALL_VALUES, limit: window, offset: 0 }),
      this.nearestBesideWords(request, query),
    ]);
    if (typeof found === 'string') return this.byWords(request, state, 'hybrid', found);
    const isWhole = words.total <= window;
    const byWords = new Set(words.hits.map(keyOf));
    // Where words find more than that, meaning changes their order and adds nothing.
    const nearest = this.meaning.rank(query, found.hits);
    const near = isWhole ? nearest : nearest.filter((hit) => byWords.has(keyOf(hit)));
    const added = near.filter((hit) => !byWords.has(keyOf(hit)));
    const keys = new Map([...words.hits, ...near].map(({ kind, id }) => [keyOf({ kind, id }), { kind, id }]));
    const hits =
      offset < window || isWhole
        ? fuse([words.hits.map(keyOf), near.map(keyOf)])
            .slice(offset, offset + limit)
            .map(({ key, score }) => ({ ...keys.get(key)!, relevance: score }))
        : (await this.router.search(request)).hits;
    const more = await this.facetsOf({ ...request, facetValues: ALL_VALUES }, added);
    const products = (words.byKind.product ?? 0) + added.length;
    return {
      ...words,
      hits,
      total: words.total + added.length,
      byKind: { ...words.byKind, ...(products > 0 ? { product: products } : {}) },
      facets: summed(words.facets, more.facets, request.facetValues),
      degraded: words.degraded || found.degraded,
      meaning: { ...reportOf(state, 'hybrid', REASONS.hybrid), used: true },
      near: ranksOf(near),
      query,
      ...(isWhole ? { byWords: words.hits } : {}),
    };
  }

  /** The nearest, or the reason why words alone are compared. */
  private async nearestBesideWords(request: IndexRequest, query: QueryMeaning) {
    try {
      return (await this.guard.run(() => this.router.nearest(nearRequest(request, query)))) ?? REASONS.away;
    } catch (error) {
      if (!(error instanceof GuardOpenError))
        this.log.warn(`meanings cannot be compared: ${(error as Error).message}`);
      return REASONS.failed;
    }
  }

  /** What there is of each value among some products. */
  private async facetsOf(
    request: IndexRequest,
    products: readonly DocumentKey[],
  ): Promise<Pick<IndexAnswer, 'facets'>> {
    if (request.facets.length === 0 || products.length === 0) return { facets: {} };
    const ids: IndexFilter = {
      type: 'text',
      field: 'id',
      exact: true,
      negated: false,
      values: products.map(({ id }) => id),
    };
    return this.router.search({
      ...request,
      query: { ...request.query, terms: [] },
      kinds: ['product'],
      filter: allOf([request.filter, ids]) as IndexFilter,
      limit: 0,
      offset: 0,
    });
  }
}

function nearRequest({ filter }: IndexRequest, { model, vector }: QueryMeaning) {
  return { model: model.id, vector, filter, least: LEAST_COSINE, limit: CANDIDATES };
}

function ranksOf(hits: readonly NearHit[]): ModalAnswer['near'] {
  return new Map(hits.map((hit, index) => [keyOf(hit), { similarity: hit.similarity, rank: index + 1 }]));
}

function reportOf(state: MeaningState, mode: SearchMode, reason: string): MeaningReport {
  return {
    ...{ mode, enabled: state.available, used: false, reason },
    model: state.available ? state.model.id : null,
  };
}

function noMeaning({ reason, hint }: { reason: string; hint: string }): AppError {
  return new AppError('conflict', `mode=semantic cannot be answered: ${reason}`, { hint });
}

/** Counts of documents that are not the same, added up. */
function summed(a: IndexAnswer['facets'], b: IndexAnswer['facets'], most: number): IndexAnswer['facets'] {
  const all: IndexAnswer['facets'] = {};
  for (const [name, counts = []] of Object.entries(a)) {
    const field = name as FieldName;
    const byValue = new Map(counts.map((count) => [count.value, count]));
    for (const count of b[field] ?? []) {
      const known = byValue.get(count.value);
      byValue.set(count.value, { ...count, count: count.count + (known?.count ?? 0) });
    }
    all[field] = inOrder(field, [...byValue.values()]).slice(0, isRanged(field) ? undefined : most);
  }
  return all;
}

function inOrder(field: FieldName, counts: FacetCount[]): FacetCount[] {
  if (isRanged(field)) {
    const labels = rangesOf(field).map(({ label }) => label);
    return counts.sort((a, b) => labels.indexOf(a.value) - labels.indexOf(b.value));
  }
  return counts.sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
}
