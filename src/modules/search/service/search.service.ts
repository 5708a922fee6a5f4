import { type DocumentStore } from '../data-access/document-store.js';
import { type SaleLinesRepository } from '../data-access/sale-lines.repository.js';
import { stem } from '../data-access/stem.js';
import {
  DOCUMENT_KINDS,
  type DocumentKey,
  type Kind,
  keyOf,
  KINDS,
  type SearchDocument,
} from '../domain/document.js';
import { type FieldName } from '../domain/fields.js';
import { type NearWords } from '../domain/meaning.js';
import { explain, type Highlight, type Match } from '../domain/match.js';
import { type Query, readQuery } from '../domain/query.js';
import { type SaleLine, type SaleLineFilter } from '../domain/sale-line.js';
import { type Backend, type FacetCount } from '../domain/search-index.js';
import { BY_RELEVANCE } from '../domain/sort.js';
import { type Synonyms } from '../domain/synonyms.js';
import { type FiltersService, type ReadFilters } from './filters.service.js';
import { type IndexRouter } from './index-router.service.js';
import { type KnownIndex, type LexiconService } from './lexicon.service.js';
import { type MeaningService } from './meaning.service.js';
import { type MeaningReport, type ModalAnswer, type ModalSearch } from './modal-search.service.js';
import { documentKinds, type SearchRequest } from './search-request.js';

/** One thing that was found, and why. */
export interface SearchResult {
  kind: Kind;
  id: string;
  title: string;
  /** 0 to 1; to be compared within one answer alone. */
  relevance: number;
  document?: SearchDocument;
  line?: SaleLine;
  matches: Match[];
  highlights: Highlight[];
  /** What it was found by in meaning: how near it is, its place among the nearest, and which words are near. */
  semantic?: { similarity: number; rank: number; words: NearWords[] };
  /** From the middle of the circle to the country. */
  distanceKm?: number;
}

export interface SearchAnswer {
  results: SearchResult[];
  facets: Partial<Record<FieldName, FacetCount[]>>;
  total: number;
  /** False where there may be more lines than were counted. */
  isExact: boolean;
  byKind: Partial<Record<Kind, number>>;
  corrections: Query['corrections'];
  /** Share of the query's weight that documents had to have. */
  threshold: number;
  backend: Backend;
  degraded: boolean;
  meaning: MeaningReport;
  /** Version of gold that the index shows. */
  indexVersion: number;
  milliseconds: number;
}

/** Lines are looked for of so many documents, those that fit best. */
const MOST_BASIS = 100;
/** Lines are counted up to this. */
export const MOST_LINES = 1_000;
const FACET_VALUES = 10;

/** Searches products, customers and invoices, and joins the sales lines to them. */
export class SearchService {
  constructor(
    private readonly router: IndexRouter,
    private readonly modes: ModalSearch,
    private readonly meaning: MeaningService,
    private readonly store: DocumentStore,
    private readonly lines: SaleLinesRepository,
    private readonly lexicon: LexiconService,
    private readonly filters: FiltersService,
    private readonly synonyms: Synonyms,
  ) {}

  /** Throws AppError where a filter is malformed, a country unknown, or meanings alone are asked for and cannot be compared. */
  async search(request: SearchRequest): Promise<SearchAnswer> {
    const started = performance.now();
    const known = await this.lexicon.current();
    const filters = this.filters.read(request, known.places);
    const query = readQuery(request.q, known.lexicon, this.synonyms);
    const kinds = request.kinds ?? KINDS;
    const { page, size } = request;
    const offset = (page - 1) * size;
    const found = await this.documents(request, query, filters, { limit: size, offset });
    const isStale = found.backend === 'typesense' && known.mirrored !== known.version;
    const results = await this.results(found, query, filters, isStale);
    // They come after everything else, so that they are looked for where the page reaches them.
    const isReached = offset + size >= found.total;
    const sales =
      kinds.includes('sale') && isReached && request.mode !== 'semantic'
        ? await this.saleLines(query, filters, foundAll(kinds, filters, found, offset), {
            limit: size - results.length,
            offset: Math.max(0, offset - found.total),
          })
        : undefined;
    if (sales) results.push(...sales.results);
    return {
      results,
      facets: found.facets,
      total: found.total + (sales?.total ?? 0),
      isExact: sales ? sales.total < MOST_LINES : request.mode === 'semantic' || !kinds.includes('sale'),
      byKind: { ...found.byKind, ...(sales ? { sale: sales.total } : {}) },
      corrections: query.corrections,
      threshold: found.threshold,
      backend: found.backend,
      degraded: found.degraded,
      meaning: found.meaning,
      indexVersion: known.version,
      milliseconds: performance.now() - started,
    };
  }

  /** What is kept of the index in memory. */
  known(): Promise<KnownIndex> {
    return this.lexicon.current();
  }

  private async documents(
    request: SearchRequest,
    query: Query,
    { documents: filter, sort }: ReadFilters,
    page: { limit: number; offset: number },
  ): Promise<ModalAnswer> {
    const { kinds = KINDS, facets = [], facetValues = FACET_VALUES, mode = 'lexical' } = request;
    const asked = { query, kinds: documentKinds(kinds), filter, sort, facets, facetValues, ...page };
    return this.modes.search(asked, mode);
  }

  /** What is shown is always what is indexed here: another index may still hold what is no more. */
  private async results(
    { hits, near: found, query: meant }: ModalAnswer,
    query: Query,
    { places }: ReadFilters,
    isStale: boolean,
  ): Promise<SearchResult[]> {
    const documents = await this.store.find(hits);
    return hits.flatMap((hit) => {
      const document = documents.get(keyOf(hit));
      if (!document) return [];
      const { matches, highlights, coverage } = explain(query, textsOf(document), stem);
      const how = found.get(keyOf(hit));
      // It was found by something that it has no more, as the customer of an invoice who was erased since.
      if (isStale && !how && query.terms.length > 0 && matches.length === 0) return [];
      const near = places?.find(({ country, km }) => km !== undefined && document.country.includes(country));
      return [
        {
          kind: document.kind,
          id: document.id,
          title: document.title,
          relevance: rounded(hit.relevance ?? coverage),
          document,
          matches,
          highlights,
          ...(how && meant ? { semantic: { ...how, words: this.meaning.explain(meant, document) } } : {}),
          ...(near?.km === undefined ? {} : { distanceKm: Math.round(near.km) }),
        },
      ];
    });
  }

  private async saleLines(
    query: Query,
    { basis, lines: filter }: ReadFilters,
    known: readonly DocumentKey[] | undefined,
    page: { limit: number; offset: number },
  ): Promise<{ results: SearchResult[]; total: number }> {
    const isAll = query.terms.length === 0 && basis === undefined;
    const of = isAll ? undefined : idsOf(known ?? (await this.basis(query, basis)));
    const { lines, total } = await this.lines.find({ ...filter, of }, { ...page, most: MOST_LINES });
    const results = lines.map((line): SearchResult => {
      const title = line.description ?? line.stock_code;
      const texts = [
        { field: 'description', text: line.description ?? '' },
        { field: 'stock_code', text: line.stock_code },
        { field: 'invoice_no', text: line.invoice_no },
        { field: 'customer_id', text: line.customer_id ?? '' },
        { field: 'category', text: line.category ?? '' },
      ];
      const { matches, highlights, coverage } = explain(query, texts, stem);
      return {
        kind: 'sale',
        id: line.sale_id,
        title,
        relevance: rounded(coverage),
        line,
        matches,
        highlights,
      };
    });
    return { results, total };
  }

  private async basis(query: Query, filter: ReadFilters['basis']): Promise<readonly DocumentKey[]> {
    const { hits } = await this.router.search({
      query,
      kinds: DOCUMENT_KINDS,
      filter,
      sort: BY_RELEVANCE,
      facets: [],
      facetValues: 0,
      limit: MOST_BASIS,
      offset: 0,
    });
    return hits;
  }
}

/** All documents whose lines are looked for, where these are them already. */
function foundAll(
  kinds: readonly Kind[],
  { basis, documents }: ReadFilters,
  { byWords, byKind }: ModalAnswer,
  offset: number,
): readonly DocumentKey[] | undefined {
  const isAll = DOCUMENT_KINDS.every((kind) => kinds.includes(kind)) && basis === documents;
  const total = Object.values(byKind).reduce((sum, count) => sum + count, 0);
  return isAll && offset === 0 && byWords?.length === total ? byWords : undefined;
}

function idsOf(keys: readonly DocumentKey[]): SaleLineFilter['of'] {
  const ids = (kind: DocumentKey['kind']) => keys.filter((key) => key.kind === kind).map(({ id }) => id);
  return { products: ids('product'), customers: ids('customer'), invoices: ids('invoice') };
}

/** What the words of a query are looked for in, to say why a document was found. */
function textsOf(document: SearchDocument): { field: string; text: string }[] {
  const {
    id,
    title,
    category,
    subcategory,
    brand,
    product_family,
    country,
    customer_segment,
    customer_id,
    kind,
  } = document;
  const texts: [string, string | null][] = [
    ['title', title],
    ['id', id],
    ['category', category],
    ['subcategory', subcategory],
    ['brand', brand],
    ['product_family', product_family],
    ['customer_segment', customer_segment],
    ['customer_id', kind === 'invoice' ? customer_id : null],
    ['country', kind === 'product' ? null : (country[0] ?? null)],
  ];
  return texts.flatMap(([field, text]) => (text === null ? [] : [{ field, text }]));
}

function rounded(share: number): number {
  return Math.round(Math.min(1, share) * 1_000) / 1_000;
}
