import { type HealthCheck } from '../../../platform/health/index.js';
import { type Metrics, type Sample } from '../../../platform/metrics/index.js';
import { type WarehouseReader } from '../../warehouse/index.js';
import { type DocumentStore, type IndexState } from '../data-access/document-store.js';
import { type Backend } from '../domain/search-index.js';
import { type MeaningService } from './meaning.service.js';

/** They follow within seconds; to make them anew of a large history takes longer. */
const DEGRADED_SECONDS = 300;

export interface IndexLag {
  backend: Backend;
  state: IndexState | undefined;
  /** How long the warehouse has shown what this index does not, seconds; 0 where it shows the same. */
  seconds: number;
}

/** How far the indexes are behind the warehouse. */
export class SearchLag {
  constructor(
    private readonly reader: Pick<WarehouseReader, 'shown'>,
    private readonly store: Pick<DocumentStore, 'state'>,
    private readonly backends: readonly Backend[],
    private readonly now: () => number = Date.now,
  ) {}

  async measure(): Promise<{ version: number; indexes: IndexLag[] }> {
    const gold = await this.reader.shown();
    const indexes: IndexLag[] = [];
    for (const backend of this.backends) {
      const state = await this.store.state(backend);
      const isShown = gold.version === 0 || (state?.version === gold.version && state.lakeId === gold.lakeId);
      const seconds = isShown ? 0 : Math.max(0, this.now() / 1_000 - gold.publishedAt / 1_000_000);
      indexes.push({ backend, state, seconds: Math.round(seconds * 10) / 10 });
    }
    return { version: gold.version, indexes };
  }
}

export function searchCheck(
  lag: Pick<SearchLag, 'measure'>,
  outside: () => 'none' | 'answers' | 'away',
  meaning: Pick<MeaningService, 'state'>,
): HealthCheck {
  return async () => {
    const { version, indexes } = await lag.measure();
    const typesense = outside();
    const meanings = await meaning.state();
    const isLate = indexes.some(({ seconds }) => seconds > DEGRADED_SECONDS);
    return {
      status: isLate || typesense === 'away' ? 'degraded' : 'up',
      details: {
        backend: typesense === 'answers' ? 'typesense' : 'embedded',
        ...(typesense === 'none' ? {} : { typesense }),
        meaning: {
          model: meanings.model?.id ?? null,
          ...(meanings.available ? {} : { reason: meanings.reason }),
        },
        gold_version: version,
        indexes: Object.fromEntries(
          indexes.map(({ backend, state, seconds }) => [
            backend,
            { version: state?.version ?? null, lag_seconds: seconds, documents: state?.documents ?? {} },
          ]),
        ),
      },
    };
  };
}

export function registerSearchMetrics(metrics: Metrics, lag: Pick<SearchLag, 'measure'>): void {
  metrics.collect(
    'search',
    {
      tillhouse_search_version: { help: 'Version of gold that a search index shows', labels: ['backend'] },
      tillhouse_search_lag_seconds: {
        help: 'How long the warehouse has shown what the index does not',
        labels: ['backend'],
      },
      tillhouse_search_documents: { help: 'Documents of a search index', labels: ['backend', 'kind'] },
    },
    async () => {
      const { indexes } = await lag.measure();
      const each = (value: (index: IndexLag) => number | undefined): Sample[] =>
        indexes.flatMap((index) => {
          const found = value(index);
          return found === undefined ? [] : [{ labels: { backend: index.backend }, value: found }];
        });
      return {
        tillhouse_search_version: each(({ state }) => state?.version),
        tillhouse_search_lag_seconds: each(({ seconds }) => seconds),
        tillhouse_search_documents: indexes.flatMap(({ backend, state }) =>
          Object.entries(state?.documents ?? {}).map(([kind, value]) => ({
            labels: { backend, kind },
            value,
          })),
        ),
      };
    },
  );
}
