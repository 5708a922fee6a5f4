/** Jobs of this module: `index` brings the search indexes to the gold that the warehouse shows. */
export const SEARCH_QUEUE = 'search-index';
