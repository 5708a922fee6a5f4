export { Cache, type CacheNumbers, type Made, type SharedTier, type Source } from './cache.js';
export { RedisTier } from './redis-tier.js';
