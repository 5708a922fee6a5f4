import { Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type EventBus } from '../../../platform/events/index.js';
import { type JobQueue } from '../../../platform/queue/index.js';
import { type IndexingService } from './indexing.service.js';

const COMPARE_MS = 2_000;

/** Has the indexes follow the warehouse: at once when it shows a version, and within seconds when nobody told. */
export class IndexFollower implements OnApplicationBootstrap, OnModuleDestroy {
  private readonly log = new Logger('Search');
  private timer: NodeJS.Timeout | undefined;
  private comparing = false;

  constructor(
    private readonly indexing: IndexingService,
    private readonly queue: Pick<JobQueue, 'add'>,
    events: EventBus,
  ) {
    events.subscribe('WarehousePublished', ({ version }) => this.ask(`v${version}`));
    events.subscribe('HistoryErased', () => this.indexing.purge());
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.compare(), COMPARE_MS);
  }

  onModuleDestroy(): void {
    clearInterval(this.timer);
  }

  async compare(): Promise<void> {
    if (this.comparing) return;
    this.comparing = true;
    try {
      if (await this.indexing.isBehind()) await this.ask('compared');
    } catch (error) {
      this.log.warn(`cannot compare the search indexes with the warehouse: ${(error as Error).message}`);
    } finally {
      this.comparing = false;
    }
  }

  /** One job a version, and one in ten seconds where the indexes are behind: whatever comes meanwhile goes with it. */
  private async ask(why: string): Promise<void> {
    const slot = Math.floor(Date.now() / 10_000);
    await this.queue.add('index', {}, { jobId: `${why}-${slot}`, attempts: 2, backoff: 1_000 });
  }
}
