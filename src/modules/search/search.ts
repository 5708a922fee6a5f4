import { type Config } from '../../platform/config/index.js';
import { AppError } from '../../platform/errors/app-error.js';
import { type Database } from '../../platform/database/index.js';
import { type GoldReader, readCountryNames, type WarehouseReader } from '../warehouse/index.js';
import { DocumentStore } from './data-access/document-store.js';
import { EmbeddedIndex } from './data-access/embedded/embedded-index.js';
import { Embeddings } from './data-access/embeddings/embeddings.js';
import { GoldDocumentsRepository } from './data-access/gold-documents.repository.js';
import { PlacesRepository } from './data-access/places.repository.js';
import { SaleLinesRepository } from './data-access/sale-lines.repository.js';
import { readSynonyms } from './data-access/synonyms-file.js';
import { VectorStore } from './data-access/vector-store.js';
import { type Mirror } from './domain/mirror.js';
import { type Synonyms } from './domain/synonyms.js';
import { FiltersService } from './service/filters.service.js';
import { IndexRouter } from './service/index-router.service.js';
import { IndexingService } from './service/indexing.service.js';
import { LexiconService } from './service/lexicon.service.js';
import { MeaningService } from './service/meaning.service.js';
import { ModalSearch } from './service/modal-search.service.js';
import { SearchLag } from './service/search-lag.js';
import { SearchService } from './service/search.service.js';
import { SuggestionService } from './service/suggestion.service.js';

/** The services of this module, put together from the settings. */
export interface Search {
  store: DocumentStore;
  search: SearchService;
  suggestions: SuggestionService;
  indexing: IndexingService;
  lag: SearchLag;
  meaning: MeaningService;
  typesense?: Typesense;
}

/** Typesense, where it is configured. */
export interface Typesense {
  /** away: it did not answer just now, and is not asked. */
  state: () => 'answers' | 'away';
  /** Asks it how it is. Throws where it does not answer. */
  check: () => Promise<boolean>;
  mirror: Mirror;
}

export async function createSearch(
  { values }: Config,
  database: Database,
  reader: WarehouseReader,
  gold: Pick<GoldReader, 'query'>,
): Promise<Search> {
  const store = new DocumentStore(database);
  const synonyms = readSynonyms(values.home);
  const vectors = new VectorStore(database);
  const embeddings = new Embeddings(values.searchEmbeddings, values.home);
  const outside = await typesenseOf(values, store, synonyms, vectors, embeddings);
  const meaning = new MeaningService(embeddings, vectors, outside === undefined);
  const router = new IndexRouter(new EmbeddedIndex(database), outside?.index);
  const search = new SearchService(
    router,
    new ModalSearch(router, meaning),
    meaning,
    store,
    new SaleLinesRepository(database),
    new LexiconService(store, new PlacesRepository(database)),
    new FiltersService(readCountryNames(values.home)),
    synonyms,
  );
  return {
    store,
    search,
    suggestions: new SuggestionService(search),
    indexing: new IndexingService(
      database,
      reader,
      new GoldDocumentsRepository(gold),
      store,
      outside?.typesense.mirror,
      meaning,
    ),
    meaning,
    lag: new SearchLag(reader, store, outside ? ['embedded', 'typesense'] : ['embedded']),
    ...(outside ? { typesense: outside.typesense } : {}),
  };
}

async function typesenseOf(
  { typesenseUrl, typesenseApiKey, typesenseCollection }: Config['values'],
  store: DocumentStore,
  synonyms: Synonyms,
  vectors: VectorStore,
  embeddings: Embeddings,
) {
  if (typesenseUrl === '') return undefined;
  if (typesenseApiKey === '') {
    throw new AppError('invalid', 'TYPESENSE_URL is set and TYPESENSE_API_KEY is not', {
      hint: 'Give the key of the server, or neither.',
    });
  }
  // Its library takes a while to load, and most homes have no Typesense.
  const { createClient, TypesenseIndex, TypesenseMirror } = await import('./data-access/typesense/index.js');
  const client = createClient(typesenseUrl, typesenseApiKey);
  const index = new TypesenseIndex(client, typesenseCollection);
  const mirror = new TypesenseMirror(client, typesenseCollection, store, synonyms, vectors, embeddings);
  const typesense: Typesense = {
    mirror,
    state: () => (index.state === 'closed' ? 'answers' : 'away'),
    check: async () => (await client.health.retrieve()).ok,
  };
  return { index, typesense };
}
