import { Logger } from '@nestjs/common';
import {
  type Backend,
  type IndexAnswer,
  type IndexRequest,
  type NearHit,
  type NearRequest,
  type SearchIndex,
} from '../domain/search-index.js';

/** An answer, and who gave it. */
export interface RoutedAnswer extends IndexAnswer {
  backend: Backend;
  /** The index that is configured did not answer, and the embedded one did. */
  degraded: boolean;
}

const WARN_EVERY_MS = 60_000;

/** Asks Typesense where there is one, and the embedded index where there is none or it does not answer. */
export class IndexRouter {
  private readonly log = new Logger('Search');
  private warnedAt = -Infinity;

  constructor(
    private readonly embedded: SearchIndex,
    private readonly outside: SearchIndex | undefined,
  ) {}

  /** Who is asked first. */
  get backend(): Backend {
    return (this.outside ?? this.embedded).backend;
  }

  async search(request: IndexRequest): Promise<RoutedAnswer> {
    const { answer, ...by } = await this.first((index) => index.search(request));
    return { ...answer, ...by };
  }

  /** The same by meaning; undefined where none of them can compare vectors. */
  async nearest(
    request: NearRequest,
  ): Promise<{ hits: NearHit[]; backend: Backend; degraded: boolean } | undefined> {
    const { answer: hits, ...by } = await this.first((index) => index.nearest(request));
    return hits && { hits, ...by };
  }

  /** What Typesense answers where it can, and else the embedded index. */
  private async first<T>(
    ask: (index: SearchIndex) => Promise<T>,
  ): Promise<{ answer: T; backend: Backend; degraded: boolean }> {
    let degraded = false;
    if (this.outside) {
      try {
        const answer = await ask(this.outside);
        if (answer !== undefined) return { answer, backend: this.outside.backend, degraded };
      } catch (error) {
        this.warn(error as Error);
        degraded = true;
      }
    }
    return { answer: await ask(this.embedded), backend: 'embedded', degraded };
  }

  private warn({ message }: Error): void {
    if (performance.now() - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = performance.now();
    this.log.warn(`the embedded index answers in the place of Typesense: ${message}`);
  }
}
