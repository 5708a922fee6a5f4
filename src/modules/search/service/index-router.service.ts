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
    if (!this.outside)
      return { ...(await this.embedded.search(request)), backend: 'embedded', degraded: false };
    try {
      return { ...(await this.outside.search(request)), backend: this.outside.backend, degraded: false };
    } catch (error) {
      this.warn(error as Error);
      return { ...(await this.embedded.search(request)), backend: 'embedded', degraded: true };
    }
  }

  /** The same by meaning; undefined where none of them can compare vectors. */
  async nearest(
    request: NearRequest,
  ): Promise<{ hits: NearHit[]; backend: Backend; degraded: boolean } | undefined> {
    let degraded = false;
    if (this.outside) {
      try {
        const hits = await this.outside.nearest(request);
        if (hits) return { hits, backend: this.outside.backend, degraded };
      } catch (error) {
        this.warn(error as Error);
        degraded = true;
      }
    }
    const hits = await this.embedded.nearest(request);
    return hits && { hits, backend: 'embedded', degraded };
  }

  private warn({ message }: Error): void {
    if (performance.now() - this.warnedAt < WARN_EVERY_MS) return;
    this.warnedAt = performance.now();
    this.log.warn(`the embedded index answers in the place of Typesense: ${message}`);
  }
}
