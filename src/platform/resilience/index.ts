export { connectBounded } from './bounded-redis.js';
export {
  Guard,
  type GuardNumbers,
  GuardOpenError,
  type GuardOptions,
  type GuardState,
  GuardTimeoutError,
} from './guard.js';
