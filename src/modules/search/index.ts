export { type FacetCount } from './domain/search-index.js';
export { type Highlight, type Match } from './domain/match.js';
export { type Kind, KINDS, type SearchDocument } from './domain/document.js';
export { SEARCH_QUEUE } from './queues.js';
export { createSearch, type Search } from './search.js';
export { SEARCH_RESOLVERS, SearchModule } from './search.module.js';
export { type SearchRequest } from './service/search-request.js';
export { type SearchAnswer, type SearchResult, SearchService } from './service/search.service.js';
export { type Suggestion, SuggestionService } from './service/suggestion.service.js';
