import { getQueueToken } from '@nestjs/bull';
import { type DynamicModule, Inject, Module, type OnModuleInit, type Provider } from '@nestjs/common';
import { Config } from '../../platform/config/index.js';
import { Database, isHeld } from '../../platform/database/index.js';
import { EventBus } from '../../platform/events/index.js';
import { LAKE_LEASE } from '../../platform/lake/index.js';
import { HealthRegistry } from '../../platform/health/index.js';
import { Metrics } from '../../platform/metrics/index.js';
import { type JobQueue } from '../../platform/queue/index.js';
import { TaskRegistry } from '../tasks/index.js';
import { GoldReader, WarehouseReader } from '../warehouse/index.js';
import { SearchResolver } from './presentation/graphql/search.resolver.js';
import { IndexProcessor } from './presentation/jobs/index.processor.js';
import { reindexTask } from './presentation/jobs/reindex.task.js';
import { SearchController } from './presentation/rest/v1/search.controller.js';
import { SEARCH_QUEUE } from './queues.js';
import { createSearch, type Search } from './search.js';
import { IndexFollower } from './service/index-follower.service.js';
import { IndexingService } from './service/indexing.service.js';
import { registerSearchMetrics, searchCheck } from './service/search-lag.js';
import { SearchService } from './service/search.service.js';
import { SuggestionService } from './service/suggestion.service.js';

const SEARCH = Symbol('Search');

const SERVICES: Provider[] = [
  { provide: SEARCH, useFactory: createSearch, inject: [Config, Database, WarehouseReader, GoldReader] },
  { provide: IndexingService, useFactory: ({ indexing }: Search) => indexing, inject: [SEARCH] },
  { provide: SearchService, useFactory: ({ search }: Search) => search, inject: [SEARCH] },
  { provide: SuggestionService, useFactory: ({ suggestions }: Search) => suggestions, inject: [SEARCH] },
];

const JOBS: Provider[] = [
  IndexProcessor,
  {
    provide: IndexFollower,
    useFactory: (indexing: IndexingService, queue: JobQueue, database: Database, events: EventBus) =>
      new IndexFollower(indexing, queue, () => isHeld(database, LAKE_LEASE), events),
    inject: [IndexingService, getQueueToken(SEARCH_QUEUE), Database, EventBus],
  },
];

export const SEARCH_RESOLVERS = [SearchResolver];

/** Search over HTTP, and the jobs that keep its indexes up to date. */
@Module({})
export class SearchModule implements OnModuleInit {
  constructor(
    private readonly health: HealthRegistry,
    private readonly metrics: Metrics,
    private readonly registry: TaskRegistry,
    @Inject(SEARCH) private readonly search: Search,
  ) {}

  /** `warehouse` gives the reads of rows and of gold. */
  static of(
    { api, worker }: { api: boolean; worker: boolean },
    warehouse: DynamicModule | Promise<DynamicModule>,
  ): DynamicModule {
    return {
      module: SearchModule,
      imports: [warehouse],
      controllers: api ? [SearchController] : [],
      providers: [...SERVICES, ...(worker ? JOBS : []), ...(api ? SEARCH_RESOLVERS : [])],
      exports: [SearchService, SuggestionService],
    };
  }

  onModuleInit(): void {
    const { lag, typesense, meaning } = this.search;
    // It takes a while the first time, and nobody waits for it.
    void meaning.prepare();
    this.health.register(
      'search',
      searchCheck(lag, () => typesense?.state() ?? 'none', meaning),
    );
    if (typesense) {
      this.health.registerExternal('typesense', async () => ({
        status: (await typesense.check()) ? 'up' : 'down',
      }));
    }
    registerSearchMetrics(this.metrics, lag);
    this.registry.register(reindexTask(this.search.indexing));
  }
}
