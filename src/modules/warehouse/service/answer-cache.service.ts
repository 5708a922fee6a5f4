import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { type Cache, type Source } from '../../../platform/cache/index.js';
import { nameOf, type ShownGold } from '../domain/star-schema.js';
import { type WarehouseReader } from './warehouse-reader.service.js';

export interface Answer {
  /** JSON. */
  text: string;
  /** Names the answer: the gold that it is of, and what was asked. */
  tag: string;
  source: Source;
}

/** Whole answers, kept by the gold that they are of and by what was asked: never stale, and made once. */
export class AnswerCache {
  constructor(
    private readonly cache: Cache,
    private readonly reader: WarehouseReader,
  ) {}

  /** What the answer would be called now. */
  async tag(route: string, query: object): Promise<string> {
    return tagOf(keyOf(await this.reader.shown(), route, query));
  }

  /** The answer to a query; where there is none, `make` gives its body and the gold that it is of. */
  async through(
    route: string,
    query: object,
    make: () => Promise<{ gold: ShownGold; body: object }>,
  ): Promise<Answer> {
    const { text, key, source } = await this.cache.through(
      keyOf(await this.reader.shown(), route, query),
      async () => {
        const { gold, body } = await make();
        // What made a large answer and what writes it are long enough to be turns of their own.
        await setImmediate();
        return { text: JSON.stringify(body), key: keyOf(gold, route, query) };
      },
    );
    return { text, tag: tagOf(key), source };
  }

  /** A part of answers, by the gold that it is of. */
  async part<T extends object>(
    gold: ShownGold,
    name: string,
    query: string,
    make: () => Promise<T>,
  ): Promise<T> {
    const { text } = await this.cache.through(keyOf(gold, name, { query }), async () => ({
      text: JSON.stringify(await make()),
    }));
    return JSON.parse(text) as T;
  }
}

function keyOf(gold: ShownGold, route: string, query: object): string {
  const entries = Object.entries(query).sort(([a], [b]) => (a < b ? -1 : 1));
  return `${nameOf(gold)}:${route}:${hash(JSON.stringify(entries))}`;
}

function tagOf(key: string): string {
  return hash(key).slice(0, 27);
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
