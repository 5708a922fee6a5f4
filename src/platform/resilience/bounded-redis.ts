import { Redis } from 'ioredis';

const CONNECT_MS = 1_000;
const LONGEST_RECONNECT_MS = 2_000;

/** A connection for what can do without Redis: nothing waits for it to come back, and each command tells of its own failure. */
export function connectBounded(url: string, keyPrefix: string): Redis {
  const redis = new Redis(url, {
    keyPrefix,
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: CONNECT_MS,
    retryStrategy: (attempt) => Math.min(attempt * 100, LONGEST_RECONNECT_MS),
  });
  // Without a listener this would be logged as well.
  redis.on('error', () => undefined);
  return redis;
}
