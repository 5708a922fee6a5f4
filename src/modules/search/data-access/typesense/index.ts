export { createClient } from './client.js';
export { TypesenseIndex } from './typesense-index.js';
export { TypesenseMirror } from './typesense-mirror.js';
