import { type Client, Errors } from 'typesense';
import { Guard, type GuardState } from '../../../../platform/resilience/index.js';
import { type DocumentKind } from '../../domain/document.js';
import { type FieldName, isRanged, rangesOf } from '../../domain/fields.js';
import {
  type FacetCount,
  type IndexAnswer,
  type IndexRequest,
  type NearHit,
  type NearRequest,
  type SearchIndex,
} from '../../domain/search-index.js';
import { type Sort } from '../../domain/sort.js';
import { numbersOf } from '../vector-store.js';
import { type Entry } from './collection.js';
import { embeddingField } from './embedding-field.js';
import { filterText, nameOf } from './filter-text.js';

const TIMEOUT_MS = 1_500;
/** Below so many documents that fit it compares them all, and none is lost behind a filter. */
const EXACT = 100_000;
/** There is no such field, or no collection. */
const CANNOT = new Set([400, 404]);

/** Facets whose field there is another one. */
const FACETS: Partial<Record<FieldName, string>> = {
  price: 'price_range',
  total: 'total_range',
  last_date: 'last_month',
};

/** Typesense, asked by its official client. Throws where it does not answer, or is known not to. */
export class TypesenseIndex implements SearchIndex {
  readonly backend = 'typesense';
  private readonly guard = new Guard('Typesense', {
    timeoutMs: TIMEOUT_MS,
    breakAfter: 3,
    tryAgainAfterMs: 5_000,
    isFault: (error) =>
      !(error instanceof Errors.RequestMalformed || error instanceof Errors.ObjectUnprocessable),
  });

  constructor(
    private readonly client: Client,
    /** Of the collection in use. */
    private readonly alias: string,
  ) {}

  get state(): GuardState {
    return this.guard.state;
  }

  async search(request: IndexRequest): Promise<IndexAnswer> {
    const { query, kinds, filter, sort, facets, facetValues, limit, offset } = request;
    const words = query.terms.flatMap((term) => [...term.words]);
    const filters = [`kind:=[${kinds.join(',')}]`, ...(filter ? [filterText(filter)] : [])];
    if (kinds.length === 0) return { hits: [], total: 0, byKind: {}, facets: {}, threshold: 1 };
    const counted = new Map(facets.map((field) => [FACETS[field] ?? nameOf(field), field]));
    const answer = await this.guard.run((abortSignal) =>
      this.client
        .collections<Entry>(this.alias)
        .documents()
        .search(
          {
            q: words.length === 0 ? '*' : words.join(' '),
            query_by: 'code,title,forms,filed',
            query_by_weights: '8,6,4,1',
            num_typos: '0,2,0,1',
            prefix: 'true,true,false,false',
            infix: 'fallback,off,off,off',
            min_len_1typo: 4,
            min_len_2typo: 7,
            typo_tokens_threshold: 1,
            drop_tokens_threshold: 1,
            prioritize_exact_match: true,
            filter_by: filters.join(' && '),
            sort_by: sortText(sort, words.length > 0),
            facet_by: [...new Set(['kind', ...counted.keys()])].join(','),
            max_facet_values: Math.max(facetValues, 10),
            include_fields: 'id,kind',
            highlight_fields: 'none',
            highlight_full_fields: 'none',
            // Its pages are of one size; offsets of ours are multiples of it.
            per_page: limit,
            page: limit === 0 ? 1 : Math.floor(offset / limit) + 1,
          },
          { abortSignal },
        ),
    );
    const countsOf = (name: string) =>
      (answer.facet_counts ?? []).find(({ field_name }) => String(field_name) === name)?.counts ?? [];
    const hits = (answer.hits ?? []).map(({ document }) => {
      const at = document.id.indexOf(':');
      return { kind: document.id.slice(0, at) as DocumentKind, id: document.id.slice(at + 1) };
    });
    return {
      hits,
      total: answer.found,
      byKind: Object.fromEntries(countsOf('kind').map(({ value, count }) => [value, count])),
      facets: Object.fromEntries(
        [...counted].map(([name, field]) => [field, facetOf(field, countsOf(name), facetValues)]),
      ),
      threshold: 1,
    };
  }

  /** It has no fusion of its own (before version 0.25): it finds the nearest, and the ranks are fused by us. */
  async nearest({ model, vector, filter, least, limit }: NearRequest): Promise<NearHit[] | undefined> {
    const filters = ['kind:=product', ...(filter ? [filterText(filter)] : [])];
    const { results } = await this.guard.run((abortSignal) =>
      // In a body: an address may have no more than 4,000 characters.
      this.client.multiSearch.perform<[Entry]>(
        {
          searches: [
            {
              collection: this.alias,
              q: '*',
              vector_query: `${embeddingField(model)}:([${numbersOf(vector)}], k: ${limit}, flat_search_cutoff: ${EXACT})`,
              filter_by: filters.join(' && '),
              include_fields: 'id,title',
              per_page: limit,
            },
          ],
        },
        {},
        { abortSignal },
      ),
    );
    const [answer] = results as unknown as NearAnswer[];
    if (answer?.code !== undefined && CANNOT.has(answer.code)) return undefined;
    if (!answer?.hits) throw new Error(answer?.error ?? 'Typesense answered without hits');
    return answer.hits
      .map(({ document, vector_distance }) => ({
        kind: 'product' as const,
        id: document.id.slice(document.id.indexOf(':') + 1),
        title: document.title,
        similarity: 1 - vector_distance,
      }))
      .filter(({ similarity }) => similarity >= least);
  }
}

/** An error of one of several searches is told in its place. */
interface NearAnswer {
  code?: number;
  error?: string;
  hits?: { document: { id: string; title: string }; vector_distance: number }[];
}

function facetOf(
  field: FieldName,
  counts: readonly { value: string; count: number }[],
  most: number,
): FacetCount[] {
  const known = new Map(counts.map(({ value, count }) => [value, count]));
  if (isRanged(field)) {
    return rangesOf(field).flatMap(({ label: value, min, max }) => {
      const count = known.get(value);
      return count === undefined ? [] : [{ value, count, min, max }];
    });
  }
  return [...known]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1))
    .slice(0, most);
}

/** At most three fields; what has none of a field comes last there by itself. */
function sortText(sort: readonly Sort[], hasWords: boolean): string {
  const asked = sort
    .filter(({ by }) => hasWords || by !== '_text_match')
    .map(({ by, descending }) => {
      const name = by === '_text_match' ? by : nameOf(by);
      return `${name}:${descending ? 'desc' : 'asc'}`;
    });
  const isSorted = sort.some(({ by }) => by === 'popularity');
  return [...asked, ...(isSorted ? [] : ['popularity:desc'])].slice(0, 3).join(',');
}
