import { type Config } from '../../platform/config/index.js';
import { type Database } from '../../platform/database/index.js';
import { readCountryNames } from '../sales/index.js';
import { type GoldReader, type WarehouseReader } from '../warehouse/index.js';
import { DocumentStore } from './data-access/document-store.js';
import { EmbeddedIndex } from './data-access/embedded/embedded-index.js';
import { GoldDocumentsRepository } from './data-access/gold-documents.repository.js';
import { PlacesRepository } from './data-access/places.repository.js';
import { SaleLinesRepository } from './data-access/sale-lines.repository.js';
import { readSynonyms } from './data-access/synonyms-file.js';
import { FiltersService } from './service/filters.service.js';
import { IndexRouter } from './service/index-router.service.js';
import { IndexingService } from './service/indexing.service.js';
import { LexiconService } from './service/lexicon.service.js';
import { SearchLag } from './service/search-lag.js';
import { SearchService } from './service/search.service.js';
import { SuggestionService } from './service/suggestion.service.js';

/** The services of this module, put together from the settings. */
export interface Search {
  search: SearchService;
  suggestions: SuggestionService;
  indexing: IndexingService;
  lag: SearchLag;
  typesense?: { state: () => 'answers' | 'away' };
}

export function createSearch(
  { values }: Config,
  database: Database,
  reader: WarehouseReader,
  gold: Pick<GoldReader, 'query'>,
): Search {
  const store = new DocumentStore(database);
  const synonyms = readSynonyms(values.home);
  const router = new IndexRouter(new EmbeddedIndex(database), undefined);
  const search = new SearchService(
    router,
    store,
    new SaleLinesRepository(database),
    new LexiconService(store, new PlacesRepository(database)),
    new FiltersService(readCountryNames(values.home)),
    synonyms,
  );
  return {
    search,
    suggestions: new SuggestionService(search),
    indexing: new IndexingService(database, reader, new GoldDocumentsRepository(gold), store, undefined),
    lag: new SearchLag(reader, store, ['embedded']),
  };
}
