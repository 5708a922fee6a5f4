import { LRUCache } from 'lru-cache';
import { type GuardNumbers } from '../resilience/index.js';

/** A store outside this process that several share. It may be away at any time: then it throws, at once or soon. */
export interface SharedTier {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
  clear(): Promise<void>;
  numbers(): GuardNumbers;
  close(): Promise<void>;
}

/** What made an entry: its text, and the key under which it is kept where that is another than the one that was asked for. */
export interface Made {
  text: string;
  key?: string;
}

interface Kept {
  text: string;
  key: string;
}

/** memory, redis: it was there; made: it was not; shared: somebody else was just making it. */
export type Source = 'memory' | 'redis' | 'made' | 'shared';

export interface CacheNumbers {
  memory: { hits: number; misses: number; entries: number; bytes: number; max_bytes: number };
  /** Null where no Redis is configured. */
  redis: { hits: number; misses: number; errors: number; guard: GuardNumbers } | null;
  /** Entries that were made by this process. */
  made: number;
  /** Callers that waited for one who was making the same entry. */
  shared: number;
}

/** A share of the room: one answer must not push all others out. */
const LARGEST_SHARE = 8;
/** What an entry costs beside its text, roughly. */
const OVERHEAD_BYTES = 200;

/**
 * Texts by key, in this process and, where it is configured, in Redis. An entry is kept until the room is needed, so the key
 * has to name everything that it depends on, the version of the data first of all. What is wrong with Redis is counted and
 * never the caller's concern.
 */
export class Cache {
  private readonly memory: LRUCache<string, string>;
  private readonly flights = new Map<string, Promise<Kept>>();
  private memoryHits = 0;
  private memoryMisses = 0;
  private redisHits = 0;
  private redisMisses = 0;
  private redisErrors = 0;
  private made = 0;
  private shared = 0;

  constructor(
    private readonly maxBytes: number,
    private readonly tier?: SharedTier,
  ) {
    this.memory = new LRUCache({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / LARGEST_SHARE),
      sizeCalculation: sizeOf,
    });
  }

  /**
   * The entry of a key, and the key under which it is kept; made where there is none, once for all who ask at the same time.
   * Throws what `make` throws.
   */
  async through(key: string, make: () => Promise<Made>): Promise<Kept & { source: Source }> {
    const held = this.memory.get(key);
    if (held !== undefined) {
      this.memoryHits++;
      return { text: held, key, source: 'memory' };
    }
    const flying = this.flights.get(key);
    if (flying) {
      this.shared++;
      return { ...(await flying), source: 'shared' };
    }
    this.memoryMisses++;
    let source: Source = 'made';
    const flight = (async () => {
      const remote = await this.fromTier(key);
      if (remote !== undefined) {
        source = 'redis';
        this.memory.set(key, remote);
        return { text: remote, key };
      }
      const { text, key: kept = key } = await make();
      this.made++;
      this.memory.set(kept, text);
      void this.toTier(kept, text);
      return { text, key: kept };
    })();
    this.flights.set(key, flight);
    try {
      return { ...(await flight), source };
    } finally {
      this.flights.delete(key);
    }
  }

  numbers(): CacheNumbers {
    return {
      memory: {
        hits: this.memoryHits,
        misses: this.memoryMisses,
        entries: this.memory.size,
        bytes: this.memory.calculatedSize,
        max_bytes: this.maxBytes,
      },
      redis: this.tier
        ? {
            hits: this.redisHits,
            misses: this.redisMisses,
            errors: this.redisErrors,
            guard: this.tier.numbers(),
          }
        : null,
      made: this.made,
      shared: this.shared,
    };
  }

  /** Asks Redis for something, so that its state is known; a process without Redis is well. */
  async check(): Promise<{ status: 'up' | 'degraded'; details: Record<string, unknown> }> {
    const errors = this.redisErrors;
    await this.fromTier('check');
    const isWell = this.redisErrors === errors;
    return { status: isWell ? 'up' : 'degraded', details: { ...this.numbers() } };
  }

  /** Forgets all entries, here and in Redis. Those of other processes are theirs. */
  async clear(): Promise<void> {
    this.memory.clear();
    try {
      await this.tier?.clear();
    } catch {
      this.redisErrors++;
    }
  }

  async close(): Promise<void> {
    await this.tier?.close();
  }

  private async fromTier(key: string): Promise<string | undefined> {
    if (!this.tier) return undefined;
    try {
      const text = await this.tier.get(key);
      if (text === undefined) this.redisMisses++;
      else this.redisHits++;
      return text;
    } catch {
      this.redisErrors++;
      return undefined;
    }
  }

  private async toTier(key: string, text: string): Promise<void> {
    try {
      await this.tier?.set(key, text);
    } catch {
      this.redisErrors++;
    }
  }
}

/** At most: text of one byte a character takes half of it. */
function sizeOf(text: string, key: string): number {
  return 2 * (text.length + key.length) + OVERHEAD_BYTES;
}
